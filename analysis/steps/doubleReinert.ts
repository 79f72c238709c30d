import { type BooleanMatrix, columnsOf, matrixFromRows, rowSize } from '../math/matrix.ts';
import type { ReinertSettings } from '../settings.ts';
import { type Chosen, chooseDisjoint } from './disjointSets.ts';
import { signedChi2 } from './keyness.ts';
import { mergeUnits } from './mergeUnits.ts';
import { classifyReinert } from './reinert.ts';

export interface DoubleSettings {
  /** A crossed class of fewer segments is not kept. */
  readonly minimumMembers: number;
  /** Nor one whose two classes attract each other less than this signed χ². */
  readonly minimumChi2: number;
  /** Branches after which a search stops, and says what it may have missed. */
  readonly budget: number;
}

export const DOUBLE_SETTINGS: DoubleSettings = {
  minimumMembers: 10,
  minimumChi2: 3.84,
  budget: 200_000,
};

/** Segments that a class of each classification holds. */
export interface CrossedClass {
  readonly first: ClassAt;
  readonly second: ClassAt;
  readonly rows: Int32Array;
  /** Signed, 1 df: how much the two classes attract each other. */
  readonly chi2: number;
}

/** A class, from 1, of the classification into `level` classes. */
export interface ClassAt {
  readonly level: number;
  readonly class: number;
}

/** What the best set of disjoint classes is best at: attraction, or segments classified (then attraction). */
export type Criterion = 'chi2' | 'members';

export interface DoublePartition {
  readonly criterion: Criterion;
  readonly crossed: readonly CrossedClass[];
  /** Sum of the crossed classes’ own. */
  readonly chi2: number;
  readonly members: number;
  /** For each segment its class from 1, in the order of `crossed`; 0 where it has none. */
  readonly group: Int32Array;
  /** How far a better set may be, as a share of the best that there could be; 0: there is none. */
  readonly gap: number;
}

export interface DoubleReinert {
  readonly crossed: readonly CrossedClass[];
  readonly partitions: readonly DoublePartition[];
}

/**
 * Classifies the same segments twice, joined into units of at least so many forms, then keeps what both say.
 * `contribution` tells whose each row is: units never stand across two.
 */
export function classifyDouble(
  matrix: BooleanMatrix,
  contribution: ArrayLike<number>,
  unitSizes: readonly [number, number],
  classes: number,
  reinert: ReinertSettings,
  settings: DoubleSettings = DOUBLE_SETTINGS,
): DoubleReinert {
  const [first, second] = unitSizes.map((size) =>
    classifyMerged(matrix, contribution, size, classes, reinert),
  );
  const crossed = crossClasses(first, second, settings);
  return { crossed, partitions: doublePartitions(crossed, matrix.rowCount, classes, settings) };
}

/** For each number of classes from 2, the class of each row: that of the unit it stands in. */
function classifyMerged(
  matrix: BooleanMatrix,
  contribution: ArrayLike<number>,
  size: number,
  classes: number,
  settings: ReinertSettings,
): Int32Array[] {
  const { merged, unitOf } = joinRows(matrix, contribution, size);
  const { groups } = classifyReinert(merged, classes, settings);
  return groups.map((group) => unitOf.map((unit) => group[unit]));
}

/** The table of the units that rows form when they are joined until each holds so many forms. */
export function joinRows(
  matrix: BooleanMatrix,
  contribution: ArrayLike<number>,
  size: number,
): { readonly merged: BooleanMatrix; readonly unitOf: Int32Array } {
  const sizes = Int32Array.from({ length: matrix.rowCount }, (_, row) => rowSize(matrix, row));
  const unitOf = mergeUnits(sizes, contribution, size);
  const units: Set<number>[] = [];
  unitOf.forEach((unit, row) => {
    units[unit] = (units[unit] ?? new Set()).union(new Set(columnsOf(matrix, row)));
  });
  return { merged: matrixFromRows(units, matrix.columnCount), unitOf };
}

/**
 * Double classification (Reinert 1990; as ALCESTE and R's rainette do it): classes of two classifications of the same
 * segments, each at every number of classes (groups[i] has i + 2 classes, 0 being none), are crossed; those
 * whose segments are many and attract each other are kept, largest χ² first. The same segments, reached by
 * several crossings, are kept once, by the strongest.
 */
export function crossClasses(
  first: readonly Int32Array[],
  second: readonly Int32Array[],
  settings: Pick<DoubleSettings, 'minimumMembers' | 'minimumChi2'> = DOUBLE_SETTINGS,
): CrossedClass[] {
  const found = first.flatMap((one, at) =>
    second.flatMap((other, next) => crossLevels(one, other, at + 2, next + 2, settings)),
  );
  found.sort((a, b) => b.chi2 - a.chi2);
  const kept = new Map<string, CrossedClass>();
  for (const crossed of found) {
    const name = crossed.rows.join();
    if (!kept.has(name)) kept.set(name, crossed);
  }
  return [...kept.values()];
}

/** For each number of classes from 2 to `most`, the best sets of disjoint crossed classes; none where there are not so many. */
export function doublePartitions(
  crossed: readonly CrossedClass[],
  rowCount: number,
  most: number,
  { budget }: Pick<DoubleSettings, 'budget'> = DOUBLE_SETTINGS,
): DoublePartition[] {
  const sizes = Array.from({ length: Math.max(0, most - 1) }, (_, at) => at + 2);
  const found = CRITERIA.map((criterion) =>
    bestPartitions(crossed, criterion, rowCount, sizes, budget),
  );
  return sizes.flatMap((_, at) => found.flatMap((partitions) => partitions[at] ?? []));
}

/** For each of these numbers of classes, the best set of disjoint crossed classes by one criterion; null where there are not so many. */
export function bestPartitions(
  crossed: readonly CrossedClass[],
  criterion: Criterion,
  rowCount: number,
  counts: readonly number[],
  budget: number,
): (DoublePartition | null)[] {
  const { sorted, choices } = rank(crossed, criterion, rowCount, Math.max(2, ...counts));
  return counts.map((count) => {
    const chosen = chooseDisjoint(choices, count, budget);
    return chosen && toPartition(criterion, sorted, chosen, rowCount);
  });
}

const CRITERIA: readonly Criterion[] = ['members', 'chi2'];

function crossLevels(
  one: Int32Array,
  other: Int32Array,
  level: number,
  otherLevel: number,
  { minimumMembers, minimumChi2 }: Pick<DoubleSettings, 'minimumMembers' | 'minimumChi2'>,
): CrossedClass[] {
  const [sizes, otherSizes] = [new Int32Array(level + 1), new Int32Array(otherLevel + 1)];
  const both = new Int32Array((level + 1) * (otherLevel + 1));
  one.forEach((group, row) => {
    sizes[group]++;
    otherSizes[other[row]]++;
    both[group * (otherLevel + 1) + other[row]]++;
  });
  const found: CrossedClass[] = [];
  for (let a = 1; a <= level; a++) {
    for (let b = 1; b <= otherLevel; b++) {
      const members = both[a * (otherLevel + 1) + b];
      const chi2 = signedChi2(members, sizes[a], otherSizes[b], one.length);
      if (members < minimumMembers || chi2 <= minimumChi2) continue;
      const rows = Int32Array.from(
        rowsWhere(one.length, (row) => one[row] === a && other[row] === b),
      );
      found.push({
        first: { level, class: a },
        second: { level: otherLevel, class: b },
        rows,
        chi2,
      });
    }
  }
  return found;
}

function rowsWhere(rowCount: number, isIn: (row: number) => boolean): number[] {
  const rows: number[] = [];
  for (let row = 0; row < rowCount; row++) if (isIn(row)) rows.push(row);
  return rows;
}

/** Best first by the criterion; equal numbers of segments are told apart by their χ², which never outweighs one segment. */
function rank(
  crossed: readonly CrossedClass[],
  criterion: Criterion,
  rowCount: number,
  most: number,
) {
  const largest = crossed.reduce((value, { chi2 }) => Math.max(value, chi2), 1);
  const worth = ({ rows, chi2 }: CrossedClass) =>
    criterion === 'chi2' ? chi2 : rows.length + chi2 / (2 * largest * most);
  const sorted = crossed.toSorted((a, b) => worth(b) - worth(a));
  const overlaps = overlapsAmong(sorted, rowCount);
  return { sorted, choices: { values: Float64Array.from(sorted, worth), overlaps } };
}

/** Rows as bits, so that two classes are compared thirty-two rows at a time. */
function overlapsAmong(crossed: readonly CrossedClass[], rowCount: number): Uint8Array {
  const count = crossed.length;
  const words = Math.ceil(rowCount / 32);
  const bits = new Int32Array(count * words);
  crossed.forEach(({ rows }, a) => {
    for (const row of rows) bits[a * words + (row >> 5)] |= 1 << (row & 31);
  });
  const overlaps = new Uint8Array(count * count);
  for (let a = 0; a < count; a++) {
    overlaps[a * count + a] = 1;
    for (let b = 0; b < a; b++) {
      let word = 0;
      while (word < words && (bits[a * words + word] & bits[b * words + word]) === 0) word++;
      if (word === words) continue;
      overlaps[a * count + b] = 1;
      overlaps[b * count + a] = 1;
    }
  }
  return overlaps;
}

function toPartition(
  criterion: Criterion,
  sorted: readonly CrossedClass[],
  { places, value, bound }: Chosen,
  rowCount: number,
): DoublePartition {
  const crossed = places.map((place) => sorted[place]);
  const group = new Int32Array(rowCount);
  crossed.forEach(({ rows }, at) => {
    for (const row of rows) group[row] = at + 1;
  });
  return {
    criterion,
    crossed,
    chi2: crossed.reduce((sum, { chi2 }) => sum + chi2, 0),
    members: crossed.reduce((sum, { rows }) => sum + rows.length, 0),
    group,
    gap: bound > value ? (bound - value) / bound : 0,
  };
}
