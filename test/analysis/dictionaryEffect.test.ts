import { expect, it } from 'vitest';
import { EMPTY_DICTIONARY } from '../../analysis/dictionary.ts';
import { type EffectRequest, readEffect } from '../../analysis/dictionaryEffect.ts';

/** Twelve people say one of three things; each thing is a theme. */
const SAID = [
  'Le médecin généraliste part.',
  'La halle se vide le samedi.',
  'Le train de nuit ne passe plus.',
];

const request: EffectRequest = {
  contributions: Array.from({ length: 12 }, (_, at) => ({
    id: `c${String(at).padStart(2, '0')}`,
    text: SAID[at % 3] ?? '',
  })),
  spans: Array.from({ length: 12 }, (_, at) => ({
    contribution: `c${String(at).padStart(2, '0')}`,
    start: 0,
    end: (SAID[at % 3] ?? '').length,
    theme: (at % 3) + 1,
  })),
  themes: 3,
  segmentWords: 40,
  before: EMPTY_DICTIONARY,
  after: EMPTY_DICTIONARY,
};

it('the same words change nothing', () => {
  const { changes, themes } = readEffect(request);
  expect(changes).toEqual([]);
  expect(
    themes.map(({ segments, touched, entered, left }) => [segments, touched, entered, left]),
  ).toEqual([
    [4, 0, [], []],
    [4, 0, [], []],
    [4, 0, [], []],
  ]);
});

it('an expression enters the first forms of its theme in the place of its words, and touches no other', () => {
  const { themes } = readEffect({
    ...request,
    after: { ...EMPTY_DICTIONARY, expressions: ['train de nuit'] },
  });
  expect(themes.map(({ touched }) => touched)).toEqual([0, 0, 4]);
  expect(themes[2]?.entered).toEqual(['train de nuit']);
  expect(themes[2]?.left.toSorted()).toEqual(['nuit', 'train']);
});

it('a word set aside leaves its theme, and words of grammar inside an expression touch nothing', () => {
  const { themes } = readEffect({ ...request, after: { ...EMPTY_DICTIONARY, ignored: ['halle'] } });
  expect(themes.map(({ touched }) => touched)).toEqual([0, 4, 0]);
  expect(themes[1]?.left).toEqual(['halle']);
  expect(themes[1]?.entered).toEqual([]);
});

it('quotes a word with what surrounds it, to the letter', () => {
  const text = `Premier alinéa.\n${'Un mot de trop, puis un autre. '.repeat(3)}La halle se vide.`;
  const { changes } = readEffect({
    ...request,
    contributions: [{ id: 'a', text }],
    spans: [],
    themes: 0,
    after: { ...EMPTY_DICTIONARY, ignored: ['halle'] },
  });
  const [example] = changes[0]?.examples ?? [];
  expect(example?.quote).toBe('halle');
  const around = `${example?.left}${example?.quote}${example?.right}`;
  expect(text).toContain(around);
  expect(around.endsWith('La halle se vide.')).toBe(true);
  expect(around).not.toContain('\n');
});

it('without any run, words change and no theme is spoken of', () => {
  const { changes, themes } = readEffect({
    ...request,
    spans: [],
    themes: 0,
    after: { ...EMPTY_DICTIONARY, ignored: ['halle'] },
  });
  expect([changes.length, themes]).toEqual([1, []]);
});
