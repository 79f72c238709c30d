import { createRandom, randomInteger } from '../math/random.ts';

/** A partition to be judged: for each row its class from 1 to `classes`, or 0. */
export type Partition = { readonly classes: number; readonly group: Int32Array };

/** Classifies the rows drawn, some of them twice; one partition for each number of classes it reached. */
export type Classifier = (rows: Int32Array) => readonly Partition[];

/** Beyond this many units a resample is a part of the corpus, so that the cost stays bounded. */
const UNITS_PER_RESAMPLE = 6000;

/**
 * Stability of each class of each partition, 0 to 1 (Hennig 2007, « Cluster-wise assessment of cluster
 * stability »): contributions are drawn again with replacement, their units classified anew, and each
 * class is given the best Jaccard index that a class of the resample has with it, among the units drawn.
 * Mean over `resamples`. `blocks` tells the contribution of each row. Returns one array a partition.
 */
export function measureStability(
  blocks: Uint32Array,
  partitions: readonly Partition[],
  classify: Classifier,
  settings: { readonly resamples: number; readonly seed: number },
  afterResample: (done: number, total: number) => void = () => {},
): Float64Array[] {
  const sums = partitions.map(({ classes }) => new Float64Array(classes));
  const drawn = partitions.map(({ classes }) => new Float64Array(classes));
  const rowsOfBlock = gatherBlocks(blocks);
  for (let resample = 0; resample < settings.resamples; resample++) {
    const rows = drawRows(rowsOfBlock, blocks.length, settings.seed + resample);
    const found = classify(rows);
    partitions.forEach((partition, at) => {
      const again = found.find(({ classes }) => classes === partition.classes) ?? found.at(-1);
      const group = spread(rows, again, blocks.length);
      bestJaccards(partition, group).forEach((jaccard, theClass) => {
        if (Number.isNaN(jaccard)) return;
        sums[at][theClass] += jaccard;
        drawn[at][theClass]++;
      });
    });
    afterResample(resample + 1, settings.resamples);
  }
  return sums.map((sum, at) =>
    sum.map((total, c) => (drawn[at][c] === 0 ? 0 : total / drawn[at][c])),
  );
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

/** As many contributions as there are, drawn with replacement, or enough of them to fill a resample. */
function drawRows(rowsOfBlock: readonly number[][], rowCount: number, seed: number): Int32Array {
  const random = createRandom(seed);
  const rows: number[] = [];
  const limit = Math.min(rowCount, UNITS_PER_RESAMPLE);
  for (let draw = 0; draw < rowsOfBlock.length && rows.length < limit; draw++) {
    rows.push(...rowsOfBlock[randomInteger(random, rowsOfBlock.length)]);
  }
  return Int32Array.from(rows).sort();
}

/** The classes found for the rows drawn, laid over all rows: −1 where a row was not drawn. */
function spread(rows: Int32Array, found: Partition | undefined, rowCount: number): Int32Array {
  const group = new Int32Array(rowCount).fill(-1);
  rows.forEach((row, at) => {
    group[row] = found?.group[at] ?? 0;
  });
  return group;
}
