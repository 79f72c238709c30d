import { describe, expect, test } from 'vitest';
import { likenessOf, neighboursOf, survivalsOf } from '../../../analysis/steps/sensitivity.ts';

const span = (start: number, end: number, theme: string | null, contribution = 'maire') => ({
  contribution,
  start,
  end,
  theme,
});

describe('What remains of a theme', () => {
  // Sixty characters of doctors, then forty of shops; another cut gives fifty, then fifty.
  const before = [span(0, 60, 'médecins'), span(60, 100, 'commerces')];

  test('is the text that its best class shares with it, over the text of both', () => {
    const after = [span(0, 50, '1'), span(50, 100, '2')];
    // Doctors: 50 of 60. Shops: 40 shared, 40 + 50 − 40 in all.
    expect(survivalsOf(before, after)).toEqual([
      { theme: 'médecins', text: 60, jaccard: 50 / 60 },
      { theme: 'commerces', text: 40, jaccard: 40 / 50 },
    ]);
  });

  test('is all of it where nothing changed, nothing where everything is left out', () => {
    expect(survivalsOf(before, before).map(({ jaccard }) => jaccard)).toEqual([1, 1]);
    expect(survivalsOf(before, [span(0, 100, null)]).map(({ jaccard }) => jaccard)).toEqual([0, 0]);
  });

  test('counts only contributions that both read', () => {
    const more = [...before, span(0, 500, 'médecins', 'préfet')];
    expect(survivalsOf(more, before)).toEqual(survivalsOf(before, before));
    expect(survivalsOf(before, more)).toEqual(survivalsOf(before, before));
  });

  test('weighs by its text in the likeness of two readings', () => {
    const survivals = survivalsOf(before, [span(0, 100, '1')]);
    expect(survivals.map(({ jaccard }) => jaccard)).toEqual([0.6, 0.4]);
    expect(likenessOf(survivals).likeness).toBeCloseTo((60 * 0.6 + 40 * 0.4) / 100, 12);
    expect(likenessOf([]).likeness).toBeNull();
  });
});

describe('The neighbours of a run', () => {
  const run = { unit: 'segment', classes: 5, segmentWords: 40, seed: 3 } as const;

  test('turn one knob each', () => {
    const told = neighboursOf(run).map(({ knob, ...cell }) => [knob, cell[knob]]);
    expect(told).toEqual([
      ['classes', 3],
      ['classes', 4],
      ['classes', 6],
      ['classes', 7],
      ['segmentWords', 25],
      ['segmentWords', 60],
      ['floor', 'half'],
      ['floor', 'double'],
      ['seed', 4],
    ]);
  });

  test('have two classes at least, and no other segments where contributions are classified whole', () => {
    const knobs = (changes: Partial<Parameters<typeof neighboursOf>[0]>) =>
      neighboursOf({ ...run, ...changes }).map(({ knob, ...cell }) => cell[knob]);
    expect(knobs({ classes: 2 })).toEqual([3, 4, 25, 60, 'half', 'double', 4]);
    expect(knobs({ unit: 'contribution' })).toEqual([3, 4, 6, 7, 'half', 'double', 4]);
    expect(knobs({ segmentWords: 30 })).toContain(40);
  });
});
