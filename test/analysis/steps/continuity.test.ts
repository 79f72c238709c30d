import { describe, expect, test } from 'vitest';
import { createRandom, randomInteger, shuffle } from '../../../analysis/math/random.ts';
import {
  CONTINUES_FROM,
  type CodedSpan,
  carryMerges,
  matchThemes,
} from '../../../analysis/steps/continuity.ts';

/** « doctor 0-40 health » : what a contribution says of a theme, in a line. */
const read = (...lines: string[]): CodedSpan[] =>
  lines.map((line) => {
    const [, contribution, start, end, theme] = /^(\S+) (\d+)-(\d+) (\S+)$/.exec(line) ?? [];
    return {
      contribution,
      start: Number(start),
      end: Number(end),
      theme: theme === '-' ? null : theme,
    };
  });

describe('A class of a new run', () => {
  test('continues the theme whose words it holds, wherever the segments are cut now', () => {
    const before = read('mayor 0-40 health', 'mayor 41-90 market', 'chamber 0-50 market');
    const after = read('mayor 0-45 A', 'mayor 46-90 B', 'chamber 0-20 B', 'chamber 21-50 B');
    const { continued, isNew, isGone, moved } = matchThemes(before, after);
    // Text of A is 40 of health and 4 of market; of B, 44 + 20 + 29 of market: 93.
    expect(continued).toEqual([
      { before: 'market', after: 'B', shared: 93, similarity: (2 * 93) / (97 + 93), joined: 0 },
      { before: 'health', after: 'A', shared: 40, similarity: (2 * 40) / (40 + 44), joined: 0 },
    ]);
    expect([isNew, isGone, moved]).toEqual([[], [], []]);
  });

  test('is compared on what both runs read: new contributions take nothing from the likeness', () => {
    const before = read('mayor 0-40 health');
    const after = read('mayor 0-40 A', 'nurse 0-400 A');
    expect(matchThemes(before, after)).toEqual({
      continued: [{ before: 'health', after: 'A', shared: 40, similarity: 1, joined: 1 }],
      isNew: [],
      isGone: [],
      moved: [],
      compared: 1,
      added: ['nurse'],
      withdrawn: [],
    });
  });

  test('is new, and the theme gone, where less than half of the two is the same', () => {
    const before = read('mayor 0-40 health', 'chamber 0-60 health');
    const after = read('mayor 0-40 A', 'chamber 0-60 -');
    // 2·40 / (100 + 40) = 0.571 continues; 2·33 / (100 + 33) = 0.496 doesn't.
    expect(matchThemes(before, after).continued).toHaveLength(1);
    const less = matchThemes(before, read('mayor 0-33 A', 'mayor 33-40 -', 'chamber 0-60 -'));
    expect([less.continued, less.isNew, less.isGone]).toEqual([[], ['A'], ['health']]);
    expect(less.moved.map(({ start, from, to }) => [start, from, to])).toEqual([
      [0, 'health', null],
      [0, 'health', 'A'],
      [33, 'health', null],
    ]);
    expect(CONTINUES_FROM).toBe(0.5);
  });

  test('continues one theme of two that merge; the segments of the other have moved', () => {
    const before = read('mayor 0-50 health', 'chamber 0-30 pharmacy', 'nurse 0-30 -');
    const after = read('mayor 0-50 A', 'chamber 0-30 A', 'nurse 0-30 A');
    const { continued, isGone, moved } = matchThemes(before, after);
    expect(continued.map(({ before: theme }) => theme)).toEqual(['health']);
    expect(isGone).toEqual(['pharmacy']);
    expect(moved).toEqual([
      { contribution: 'chamber', start: 0, end: 30, from: 'pharmacy', to: 'A' },
      { contribution: 'nurse', start: 0, end: 30, from: null, to: 'A' },
    ]);
  });

  test('keeps most text over all pairs, rather than the best pair first', () => {
    const before = read('a 0-50 one', 'b 0-49 one', 'c 0-48 two');
    const after = read('a 0-50 A', 'b 0-49 B', 'c 0-48 A');
    // one–A shares 50, one–B 49, two–A 48: 49 + 48 keeps more than 50.
    const pairs = matchThemes(before, after).continued.map((one) => [one.before, one.after]);
    expect(pairs.toSorted()).toEqual([
      ['one', 'B'],
      ['two', 'A'],
    ]);
  });
});

test('Pairs that a person decided are kept, however little they share', () => {
  const before = read('mayor 0-40 health', 'chamber 0-50 market', 'nurse 0-9 market');
  const after = read('mayor 0-40 A', 'chamber 0-50 B', 'nurse 0-9 A');
  const { continued, isNew, isGone, moved } = matchThemes(before, after, [
    { before: 'market', after: 'A' },
  ]);
  expect(continued).toEqual([
    { before: 'market', after: 'A', shared: 9, similarity: 18 / (59 + 49), joined: 1 },
  ]);
  expect([isNew, isGone]).toEqual([['B'], ['health']]);
  expect(moved.map(({ from, to }) => [from, to])).toEqual([
    ['market', 'B'],
    ['health', 'A'],
  ]);
});

test('Contributions taken back are said, and weigh on nothing', () => {
  const before = read('mayor 0-40 health', 'gone 0-900 health');
  const { continued, withdrawn, moved } = matchThemes(before, read('mayor 0-40 A'));
  expect([continued[0]?.similarity, withdrawn, moved]).toEqual([1, ['gone'], []]);
});

test('The same run twice moves nothing; the order of spans and the names of classes change nothing', () => {
  const random = createRandom(3);
  for (let round = 0; round < 60; round++) {
    const [before, after] = [someRun(), someRun()];
    const found = matchThemes(before, after);
    const same = matchThemes(before, before);
    expect([same.moved, same.isNew, same.isGone]).toEqual([[], [], []]);
    expect(same.continued.every((pair) => pair.before === pair.after)).toBe(true);

    const renamed = new Map(THEMES.map((theme, at) => [theme, `z${(at + round) % 4}`]));
    const nameOf = (theme: string | null) => (theme === null ? null : (renamed.get(theme) ?? null));
    const other = after.map((span) => ({ ...span, theme: nameOf(span.theme) }));
    const again = matchThemes(shuffled(before), shuffled(other));
    expect(again).toEqual({
      ...found,
      continued: found.continued.map((pair) => ({ ...pair, after: nameOf(pair.after) })),
      isNew: found.isNew.map(nameOf),
      moved: found.moved.map((span) => ({ ...span, to: nameOf(span.to) })),
    });
  }

  /** Contributions of 60 signs, cut anywhere, three segments each; some are not there. */
  function someRun(): CodedSpan[] {
    return ['a', 'b', 'c', 'd', 'e'].flatMap((contribution) => {
      if (randomInteger(random, 6) === 0) return [];
      const cuts = [0, 5 + randomInteger(random, 20), 30 + randomInteger(random, 25), 60];
      return cuts.slice(1).map((end, at) => ({
        contribution,
        start: cuts[at],
        end,
        theme: [...THEMES, null][randomInteger(random, 5)],
      }));
    });
  }

  function shuffled(spans: readonly CodedSpan[]): CodedSpan[] {
    const order = shuffle(
      spans.map((_, at) => at),
      random,
    );
    return order.map((at) => spans[at]);
  }
});

const THEMES = ['north', 'south', 'east', 'west'];

describe('Themes that people gathered', () => {
  const roots = new Map([
    ['doctors', 'health'],
    ['pharmacies', 'health'],
  ]);
  const pair = (before: string, after: string) => ({ before, after });

  test('go on as one: the class that continues the holder takes in those that continue the others', () => {
    expect(
      carryMerges([pair('doctors', 'b'), pair('health', 'a'), pair('train', 'c')], roots),
    ).toEqual({
      continued: [pair('health', 'a'), pair('train', 'c')],
      gathered: [{ into: 'a', absorbed: [pair('doctors', 'b')] }],
    });
  });

  test('go on where only one of those taken in is found again, in the name of the holder', () => {
    expect(carryMerges([pair('doctors', 'b')], roots)).toEqual({
      continued: [pair('health', 'b')],
      gathered: [],
    });
    expect(carryMerges([pair('doctors', 'b'), pair('pharmacies', 'd')], roots)).toEqual({
      continued: [pair('health', 'b')],
      gathered: [{ into: 'b', absorbed: [pair('pharmacies', 'd')] }],
    });
  });

  test('leave pairs alone where nobody gathered anything', () => {
    const pairs = [pair('health', 'a'), pair('train', 'c')];
    expect(carryMerges(pairs, new Map())).toEqual({ continued: pairs, gathered: [] });
  });
});
