import type { MethodName } from '../analysis.ts';
import { type CountTable, takeCounts } from '../math/matrix.ts';
import { createRandom, randomInteger } from '../math/random.ts';
import type { Settings } from '../settings.ts';
import { LIGHT_EFFORT } from './ensemble.ts';
import { createMethod } from './methods.ts';
import type { Partition } from './partition.ts';

/** What is classified again and again: a table, the contribution of each row, how, and what is judged. */
export type ResampleTask = {
  readonly table: CountTable;
  readonly blocks: Uint32Array;
  readonly partitions: readonly Partition[];
  readonly method: MethodName;
  readonly classes: readonly number[];
  readonly settings: Settings;
  readonly resamples: number;
};

/** For one resample, the Jaccard indices of each class of each partition; NaN where it was not drawn. */
export type Jaccards = readonly Float64Array[];

/** Runs all the resamples of a task, in turn or on several threads; results in the order of resamples. */
export type RunResamples = (
  task: ResampleTask,
  afterResample: (done: number, total: number) => void,
) => readonly Jaccards[];

/** Beyond this many units a resample is a part of the corpus, so that the cost stays bounded. */
const UNITS_PER_RESAMPLE = 6000;

/**
 * Stability of each class of each partition, 0 to 1 (Hennig 2007, « Cluster-wise assessment of cluster
 * stability »): contributions are drawn again with replacement, their units classified anew, and each
 * class is given the best Jaccard index that a class of the resample has with it, among the units drawn.
 * Mean over resamples. Returns one array a partition.
 */
export function measureStability(
  task: ResampleTask,
  run: RunResamples,
  afterResample: (done: number, total: number) => void = () => {},
): Float64Array[] {
  const runs = run(task, afterResample);
  return task.partitions.map(({ classes }, at) =>
    Float64Array.from({ length: classes }, (_, theClass) =>
      meanOf(
        runs.map((jaccards) => jaccards[at][theClass]).filter((value) => !Number.isNaN(value)),
      ),
    ),
  );
}

/** One contribution drawn again is always itself: nothing can be learnt from it. */
export const isResampled = (blocks: Uint32Array): boolean =>
  blocks.some((block) => block !== blocks[0]);

/** The resamples of a task, one after the other. */
export const runInTurn: RunResamples = (task, afterResample) =>
  Array.from({ length: task.resamples }, (_, resample) => {
    const jaccards = judgeResample(task, resample);
    afterResample(resample + 1, task.resamples);
    return jaccards;
  });

/** One resample of a task; the same for the same number, whoever runs it. */
export function judgeResample(task: ResampleTask, resample: number): Jaccards {
  const { table, blocks, partitions, method, classes, settings } = task;
  const drawn = drawBlocks(gatherBlocks(blocks), blocks.length, settings.seed + resample);
  const { rows, copies } = method === 'double' ? copyBlocks(drawn) : sortRows(drawn, blocks);
  const part = { table: takeCounts(table, rows), blocks: copies };
  const found = createMethod(method, settings).classify(part, classes, LIGHT_EFFORT).partitions;
  return partitions.map((partition) => {
    const again = found.find((other) => other.classes === partition.classes) ?? found.at(-1);
    return bestJaccards(partition, spread(rows, again, blocks.length));
  });
}

/** Mean of class stabilities, each class weighing its units. */
export function meanStability(partition: Partition, stability: Float64Array): number {
  let sum = 0;
  let size = 0;
  for (const theClass of partition.group) {
    if (theClass === 0) continue;
    sum += stability[theClass - 1];
    size++;
  }
  return size === 0 ? 0 : sum / size;
}

/**
 * For each class of `partition` the best Jaccard index with a class of `group` among rows that `group`
 * knows (−1 elsewhere); NaN where none of its rows is known.
 */
export function bestJaccards(partition: Partition, group: Int32Array): Float64Array {
  const others = group.reduce((most, value) => Math.max(most, value), 0);
  const shared = new Int32Array(partition.classes * (others + 1));
  const sizes = new Int32Array(partition.classes);
  const otherSizes = new Int32Array(others + 1);
  for (let row = 0; row < group.length; row++) {
    if (group[row] < 0) continue;
    otherSizes[group[row]]++;
    if (partition.group[row] === 0) continue;
    sizes[partition.group[row] - 1]++;
    shared[(partition.group[row] - 1) * (others + 1) + group[row]]++;
  }
  return Float64Array.from(sizes, (size, theClass) => {
    let best = size === 0 ? Number.NaN : 0;
    for (let other = 1; other <= others; other++) {
      const both = shared[theClass * (others + 1) + other];
      if (both > 0) best = Math.max(best, both / (size + otherSizes[other] - both));
    }
    return best;
  });
}

function gatherBlocks(blocks: Uint32Array): number[][] {
  const rowsOf = new Map<number, number[]>();
  blocks.forEach((block, row) => {
    const rows = rowsOf.get(block);
    if (rows === undefined) rowsOf.set(block, [row]);
    else rows.push(row);
  });
  return [...rowsOf.values()];
}

/** As many contributions as there are, drawn with replacement, or enough of them to fill a resample; the rows of each. */
function drawBlocks(
  rowsOfBlock: readonly (readonly number[])[],
  rowCount: number,
  seed: number,
): (readonly number[])[] {
  const random = createRandom(seed);
  const drawn: (readonly number[])[] = [];
  const limit = Math.min(rowCount, UNITS_PER_RESAMPLE);
  let rows = 0;
  for (let draw = 0; draw < rowsOfBlock.length && rows < limit; draw++) {
    const block = rowsOfBlock[randomInteger(random, rowsOfBlock.length)];
    drawn.push(block);
    rows += block.length;
  }
  return drawn;
}

type Drawn = { readonly rows: Int32Array; readonly copies: Uint32Array };

function sortRows(drawn: readonly (readonly number[])[], blocks: Uint32Array): Drawn {
  const rows = Int32Array.from(drawn.flat()).sort();
  return { rows, copies: Uint32Array.from(rows, (row) => blocks[row]) };
}

/** Where rows are joined to their neighbours, a contribution drawn twice is two contributions, each in its order. */
function copyBlocks(drawn: readonly (readonly number[])[]): Drawn {
  const ordered = drawn.toSorted(([a], [b]) => a - b);
  return {
    rows: Int32Array.from(ordered.flat()),
    copies: Uint32Array.from(ordered.flatMap((block, copy) => block.map(() => copy))),
  };
}

/** The classes found for the rows drawn, laid over all rows: −1 where a row was not drawn. */
function spread(rows: Int32Array, found: Partition | undefined, rowCount: number): Int32Array {
  const group = new Int32Array(rowCount).fill(-1);
  rows.forEach((row, at) => {
    group[row] = found?.group[at] ?? 0;
  });
  return group;
}

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
}
