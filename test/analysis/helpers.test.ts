import { describe, expect, it } from 'vitest';
import type { Analysis } from '../../analysis/analysis.ts';
import { createHelpers, type HelperReply, help } from '../../analysis/helpers.ts';
import { onSphere } from '../../analysis/math/latentSpace.ts';
import { countCells } from '../../analysis/math/matrix.ts';
import { createRandom, createSequence } from '../../analysis/math/random.ts';
import { clusterSphere } from '../../analysis/math/sphericalMeans.ts';
import { analyse } from '../../analysis/pipeline.ts';
import { DEFAULT_SETTINGS, type Settings } from '../../analysis/settings.ts';
import { startInTurn } from '../../analysis/steps/ensemble.ts';
import { judgeResample, type ResampleTask } from '../../analysis/steps/stability.ts';
import { type CellResult, sweep } from '../../analysis/sweep.ts';
import { writeTowns } from './support/towns.ts';

/** Enough for resamples to be worth sharing out. */
const towns = writeTowns(300);

/** Everything but what the run cost. */
function bytes({ run, ...rest }: Analysis): string {
  const { seconds: _seconds, peakMemoryMb: _peak, ...kept } = run;
  return JSON.stringify({ run: kept, ...rest });
}

const analysedBy = (threads: number | null, settings: Partial<Settings>) =>
  bytes(analyse(towns, settings, () => {}, threads === null ? undefined : createHelpers(threads)));

describe('an analysis shared out among threads', () => {
  it.each<[string, Partial<Settings>]>([
    ['whose method and classes are chosen', { bootstraps: 8 }],
    ['by double classification', { method: 'double', classes: 4, bootstraps: 8 }],
  ])('(%s) has the same bytes with one, two or three of them', (_, settings) => {
    const alone = analysedBy(null, settings);
    for (const threads of [1, 2, 3]) expect(analysedBy(threads, settings)).toBe(alone);
  });

  it('gives a helper the resamples that nobody took yet, each once', () => {
    const table = countCells(
      6,
      2,
      Int32Array.of(0, 1, 2, 3, 4, 5),
      Int32Array.of(0, 0, 0, 1, 1, 1),
    );
    const task: ResampleTask = {
      table,
      blocks: Uint32Array.of(0, 1, 2, 3, 4, 5),
      partitions: [{ classes: 2, group: Int32Array.of(1, 1, 1, 2, 2, 2) }],
      method: 'reinert',
      classes: [2],
      settings: DEFAULT_SETTINGS,
      resamples: 5,
    };
    const counters = new SharedArrayBuffer(2 * Int32Array.BYTES_PER_ELEMENT);
    const counts = new Int32Array(counters);
    counts[0] = 2;
    const replies: HelperReply[] = [];
    help({ id: 4, work: { kind: 'resamples', task }, counters }, (reply) => replies.push(reply));
    expect(replies).toEqual(
      [2, 3, 4].map((part) => ({ id: 4, part, result: judgeResample(task, part) })),
    );
    expect(counts[1]).toBe(3);
  });

  it('shares the starts of an ensemble, each with the seed that it would have had in turn', () => {
    const random = createRandom(8);
    const coordinates = Float64Array.from({ length: 3000 * 20 }, () => random() - 0.5);
    const sphere = onSphere({ count: 3000, dimensions: 20, coordinates });
    const starts = Array.from({ length: 12 }, (_, at) => ({ sphere: 0, clusters: 8, seed: at }));
    const task = { spheres: [sphere], starts, rounds: 12 };
    expect(createHelpers(2).starts(task)).toEqual(startInTurn(task));
    // One generator, twelve starts after one another: the first of them, and the third.
    const sequence = createSequence(5);
    const inTurn = Array.from({ length: 3 }, () =>
      clusterSphere(sphere, 8, { starts: 1, rounds: 12 }, sequence.random),
    );
    const seeded = [0, 8, 16].map((drawn) => ({
      sphere: 0,
      clusters: 8,
      seed: createSequence(5).seedAfter(drawn),
    }));
    expect(startInTurn({ ...task, starts: seeded })).toEqual(inTurn);
  });

  it('is a sweep as well', () => {
    const cells = [3, 4].map((classes) => ({
      method: 'mixture' as const,
      classes,
      segmentWords: 40,
      floor: 'auto' as const,
      seed: 1,
    }));
    const figures = (threads: number) => {
      const found: CellResult[] = [];
      const input = { contributions: towns, settings: {}, cells, before: [], known: new Map() };
      const onCell = (_: number, result: CellResult) => found.push(result);
      sweep(input, { onCell, workforce: createHelpers(threads) });
      return found;
    };
    expect(figures(2)).toEqual(figures(1));
  });
});
