import { describe, expect, test } from 'vitest';
import { analyse, Cancelled } from '../../analysis/pipeline.ts';
import type { CodedSpan } from '../../analysis/steps/continuity.ts';
import { type CellResult, type SweepCell, type SweepInput, sweep } from '../../analysis/sweep.ts';
import { writeTowns } from './support/towns.ts';

const towns = writeTowns(60);
const SETTINGS = { bootstraps: 3 };
const CELLS: readonly SweepCell[] = [
  { method: 'reinert', classes: 3, segmentWords: 40, floor: 'auto', seed: 1 },
  { method: 'mixture', classes: 4, segmentWords: 15, floor: 'double', seed: 1 },
  { method: 'double', classes: 3, segmentWords: 40, floor: 3, seed: 1 },
  { method: 'reinert', classes: 2, segmentWords: 15, floor: 'half', seed: 1 },
];

function run(changes: Partial<SweepInput> = {}): Map<number, CellResult> {
  const found = new Map<number, CellResult>();
  const input = {
    contributions: towns,
    settings: SETTINGS,
    cells: CELLS,
    before: [],
    known: new Map(),
    ...changes,
  };
  sweep(input, { onCell: (place, result) => found.set(place, result) });
  return found;
}

const whole = run();

describe('A sweep', () => {
  test('gives for each setting the figures of the analysis that has it', () => {
    CELLS.forEach(({ floor: _, ...cell }, place) => {
      const found = whole.get(place);
      const minimumUnits = found?.floor ?? 0;
      const full = analyse(towns, { ...SETTINGS, ...cell, minimumUnits });
      const sizes = full.themes.map(({ size }) => size);
      const classified = sizes.reduce((sum, size) => sum + size, 0);
      const coherences = full.themes.flatMap(({ coherence }) => coherence ?? []);
      const mean = (values: readonly number[]) =>
        values.reduce((sum, value) => sum + value, 0) / values.length;
      expect(found).toMatchObject({
        classes: full.themes.length,
        leftOutShare: full.leftOut.share,
        largestShare: Math.max(...sizes) / classified,
        smallestShare: Math.min(...sizes) / classified,
        corpusHash: full.run.corpusHash,
        likeness: null,
        survivals: [],
      });
      expect(found?.coherence).toBeCloseTo(mean(coherences), 12);
      expect(found?.stability).toBeCloseTo(
        full.themes.reduce((sum, { stability, size }) => sum + (stability ?? 0) * size, 0) /
          classified,
        12,
      );
    });
  });

  test('halves and doubles the floor that the corpus has', () => {
    const floorOf = (floor: SweepCell['floor']) =>
      run({ cells: [{ ...CELLS[0], floor }] }).get(0)?.floor;
    const auto = floorOf('auto') ?? 0;
    expect([floorOf('half'), floorOf('double'), floorOf(7)]).toEqual([
      Math.max(1, Math.round(auto / 2)),
      2 * auto,
      7,
    ]);
  });

  test('goes on where it was: cells known on the same corpus are not measured again', () => {
    const hash = whole.get(0)?.corpusHash ?? '';
    const rest = run({ known: new Map([0, 2].map((place) => [place, hash])) });
    expect([...rest.keys()]).toEqual([1, 3]);
    for (const [place, result] of rest) expect(result).toEqual(whole.get(place));
    expect([...run({ known: new Map([[0, 'another corpus']]) }).keys()]).toEqual([0, 1, 2, 3]);
    expect(run({ known: new Map(CELLS.map((_, place) => [place, hash])) }).size).toBe(0);
  });

  test('stopped anywhere, has given every cell that had ended, whole', () => {
    for (const stopAt of [1, 40, 160]) {
      const found = new Map<number, CellResult>();
      let steps = 0;
      const input = {
        contributions: towns,
        settings: SETTINGS,
        cells: CELLS,
        before: [],
        known: new Map(),
      };
      const act = () =>
        sweep(input, {
          onProgress: () => {
            if (++steps === stopAt) throw new Cancelled();
          },
          onCell: (place, result) => found.set(place, result),
        });
      try {
        act();
      } catch (error) {
        expect(error).toBeInstanceOf(Cancelled);
      }
      expect([...found.keys()]).toEqual([...found.keys()].map((_, place) => place));
      for (const [place, result] of found) expect(result).toEqual(whole.get(place));
    }
  });

  test('is the same whatever the order of the contributions', () => {
    expect(run({ contributions: towns.toReversed() })).toEqual(whole);
  });

  test('says how like a run each setting is: the same settings, wholly; others, less', () => {
    const { units } = analyse(towns, { method: 'reinert', classes: 3, bootstraps: 0 });
    const before: CodedSpan[] = units.map(({ contribution, start, end, theme }) => ({
      contribution,
      start,
      end,
      theme: theme === null ? null : String(theme),
    }));
    const found = run({ before });
    expect(found.get(0)?.likeness).toBe(1);
    expect(
      found
        .get(0)
        ?.survivals.map(({ theme }) => theme)
        .toSorted(),
    ).toEqual(['1', '2', '3']);
    const two = found.get(3)?.survivals.map(({ jaccard }) => jaccard) ?? [];
    expect(Math.max(...two)).toBeGreaterThan(0.8);
    expect(Math.min(...two)).toBeLessThan(0.7);
  });

  test('of texts that say nothing gives cells without a class', () => {
    const silent = run({ contributions: [{ id: 'a', text: '…' }], cells: CELLS.slice(0, 3) });
    expect(
      [...silent.values()].map(({ classes, stability, coherence }) => [
        classes,
        stability,
        coherence,
      ]),
    ).toEqual([
      [0, null, null],
      [0, null, null],
      [0, null, null],
    ]);
  });
});
