import { keepDimensions, latentSpace, onSphere, type Points } from '../math/latentSpace.ts';
import { type BooleanMatrix, type CountTable, columnCounts } from '../math/matrix.ts';
import { createRandom, type Sequence } from '../math/random.ts';
import { type Clusters, clusterSphere } from '../math/sphericalMeans.ts';

/** How hard the ensemble is worked: a resample, or a choice to be made, needs less than a result. */
export type Effort = {
  /** Rows that the ensemble is drawn from at most; the mixture tells the others. */
  readonly rows: number;
  /** How many dimensions base partitions see: few gather, many separate, none is right alone. */
  readonly dimensions: readonly number[];
  /** How many times they are all drawn over. */
  readonly repeats: number;
  /** Starts of the last partition, and rounds of the mixture that follows. */
  readonly starts: number;
  readonly rounds: number;
  /** Branches of the search for the best set of crossed classes. */
  readonly budget: number;
};

export const FULL_EFFORT: Effort = {
  rows: 4000,
  dimensions: [15, 20, 30, 45, 60],
  repeats: 10,
  starts: 20,
  rounds: 30,
  budget: 200_000,
};

export const LIGHT_EFFORT: Effort = {
  rows: 3000,
  dimensions: [15, 20, 30],
  repeats: 3,
  starts: 5,
  rounds: 12,
  budget: 5_000,
};

const BASE_ROUNDS = 10;
/** Directions of the consensus that are read to find one class. */
const DIRECTIONS_PER_CLASS = 1.5;
const FINAL_ROUNDS = 50;

/**
 * Two views of the same table, each on its first singular directions but the first one, which tells
 * only what all rows share: rows weighted (1 + ln times) · idf², and by the square root of column totals
 * as correspondence analysis does, both brought to unit length.
 */
export function latentViews(table: CountTable, { dimensions }: Effort): Points[] {
  const most = Math.max(...dimensions) + 1;
  return [inverseFrequencies(table), inverseRoots(table)].map((columnWeights) =>
    keepDimensions(latentSpace(table.matrix, weighCells(table, columnWeights), most), 1, most - 1),
  );
}

/** Many k-means of one start each, none of which needs the others: each has its own seed. */
export type StartTask = {
  readonly spheres: readonly Points[];
  readonly starts: readonly Start[];
  readonly rounds: number;
};

type Start = { readonly sphere: number; readonly clusters: number; readonly seed: number };

/** Runs all the starts of a task, in turn or on several threads; results in their order. */
export type RunStarts = (task: StartTask) => readonly Clusters[];

export const startInTurn: RunStarts = (task) => task.starts.map((_, at) => runStart(task, at));

/** One start of a task; the same for the same place, whoever runs it. */
export function runStart({ spheres, starts, rounds }: StartTask, at: number): Clusters {
  const { sphere, clusters, seed } = starts[at];
  return clusterSphere(spheres[sphere], clusters, { starts: 1, rounds }, createRandom(seed));
}

/** Seeds of starts that follow one another in a sequence: each draws one number a cluster. */
function seedStarts(starts: readonly Omit<Start, 'seed'>[], sequence: Sequence): Start[] {
  let drawn = 0;
  const seeded = starts.map((start) => {
    const seed = sequence.seedAfter(drawn);
    drawn += start.clusters;
    return { ...start, seed };
  });
  sequence.skip(drawn);
  return seeded;
}

/**
 * Base partitions of an ensemble: spherical k-means from one start in each view at each number of
 * dimensions, `repeats` times. `clustersOf` says into how many clusters the n-th one divides.
 */
export function drawPartitions(
  views: readonly Points[],
  clustersOf: (draw: number) => number,
  effort: Effort,
  sequence: Sequence,
  run: RunStarts,
): Int32Array[] {
  const spheres = views.flatMap((view) =>
    [...new Set(effort.dimensions.map((dimensions) => Math.min(dimensions, view.dimensions)))].map(
      (dimensions) => onSphere(keepDimensions(view, 0, dimensions)),
    ),
  );
  const starts = Array.from({ length: effort.repeats * spheres.length }, (_, draw) => {
    const sphere = draw % spheres.length;
    return { sphere, clusters: Math.min(clustersOf(draw), spheres[sphere].count) };
  });
  const task = { spheres, starts: seedStarts(starts, sequence), rounds: BASE_ROUNDS };
  return run(task).map(({ group }) => group);
}

/**
 * What partitions agree on (cluster ensembles: Strehl & Ghosh 2002): rows placed by the correspondence
 * analysis of the table rows × clusters of all partitions, near one another when they share clusters.
 * Holds enough directions for `classes` classes.
 */
export function consensusSpace(partitions: readonly Int32Array[], classes: number): Points {
  const table = membershipTable(partitions);
  const counts = columnCounts(table);
  const weights = Float64Array.from(
    table.columns,
    (column) => 1 / Math.sqrt(counts[column] * partitions.length),
  );
  return latentSpace(table, weights, directionsFor(classes));
}

/** The partition of a consensus into `classes` classes: the tightest of several starts, the first on ties. */
export function divideConsensus(
  space: Points,
  classes: number,
  effort: Effort,
  sequence: Sequence,
  run: RunStarts,
): Int32Array {
  const sphere = onSphere(keepDimensions(space, 0, directionsFor(classes)));
  const starts = Array.from({ length: effort.starts }, () => ({ sphere: 0, clusters: classes }));
  const task = {
    spheres: [sphere],
    starts: seedStarts(starts, sequence),
    rounds: FINAL_ROUNDS,
  };
  return run(task).reduce((best, found) => (found.score > best.score ? found : best)).group;
}

function directionsFor(classes: number): number {
  return Math.round(DIRECTIONS_PER_CLASS * classes);
}

function inverseFrequencies({ matrix }: CountTable): Float64Array {
  return Float64Array.from(
    columnCounts(matrix),
    (count) => (Math.log((1 + matrix.rowCount) / (1 + count)) + 1) ** 2,
  );
}

function inverseRoots({ matrix, times }: CountTable): Float64Array {
  const totals = new Float64Array(matrix.columnCount);
  matrix.columns.forEach((column, at) => {
    totals[column] += damped(times[at]);
  });
  return totals.map((total) => (total === 0 ? 0 : 1 / Math.sqrt(total)));
}

function weighCells({ matrix, times }: CountTable, columnWeights: Float64Array): Float64Array {
  const weights = new Float64Array(times.length);
  for (let r = 0; r < matrix.rowCount; r++) {
    let squares = 0;
    for (let i = matrix.rowStart[r]; i < matrix.rowStart[r + 1]; i++) {
      weights[i] = damped(times[i]) * columnWeights[matrix.columns[i]];
      squares += weights[i] * weights[i];
    }
    const length = Math.sqrt(squares) || 1;
    for (let i = matrix.rowStart[r]; i < matrix.rowStart[r + 1]; i++) weights[i] /= length;
  }
  return weights;
}

/** A form said three times does not weigh three times. */
export function damped(times: number): number {
  return 1 + Math.log(times);
}

function membershipTable(partitions: readonly Int32Array[]): BooleanMatrix {
  const rowCount = partitions[0]?.length ?? 0;
  const columns = new Int32Array(rowCount * partitions.length);
  let offset = 0;
  partitions.forEach((partition, p) => {
    let largest = 0;
    partition.forEach((cluster, row) => {
      columns[row * partitions.length + p] = offset + cluster;
      largest = Math.max(largest, cluster);
    });
    offset += largest + 1;
  });
  const rowStart = Int32Array.from({ length: rowCount + 1 }, (_, r) => r * partitions.length);
  return { rowCount, columnCount: offset, rowStart, columns };
}
