import type { BooleanMatrix } from '../math/matrix.ts';

/** counts[class · columns + column]: rows of the class that hold the column; classes from 0. */
export type Profile = {
  readonly classes: number;
  readonly columns: number;
  readonly counts: Int32Array;
  /** Rows of each class, and rows that hold each column, among classified rows. */
  readonly sizes: Int32Array;
  readonly totals: Int32Array;
  readonly size: number;
};

/** How often each class (1 to `classes`, 0 being none) holds each column. */
export function profileClasses(matrix: BooleanMatrix, group: Int32Array, classes: number): Profile {
  const columns = matrix.columnCount;
  const counts = new Int32Array(classes * columns);
  const totals = new Int32Array(columns);
  const sizes = new Int32Array(classes);
  let size = 0;
  for (let r = 0; r < matrix.rowCount; r++) {
    if (group[r] === 0) continue;
    const base = (group[r] - 1) * columns;
    sizes[group[r] - 1]++;
    size++;
    for (let i = matrix.rowStart[r]; i < matrix.rowStart[r + 1]; i++) {
      counts[base + matrix.columns[i]]++;
      totals[matrix.columns[i]]++;
    }
  }
  return { classes, columns, counts, sizes, totals, size };
}

/**
 * Signed χ² (1 df) of a 2 × 2 table: `count` of the `classSize` units of a class hold a form that
 * stands in `total` of all `size` units. Negative where the class avoids the form.
 */
export function signedChi2(count: number, classSize: number, total: number, size: number): number {
  const outside = total - count;
  const without = classSize - count;
  const neither = size - classSize - outside;
  const margins = classSize * (size - classSize) * total * (size - total);
  if (margins === 0) return 0;
  const difference = count * neither - outside * without;
  const chi2 = (difference / margins) * difference * size;
  return difference < 0 ? -chi2 : chi2;
}

export function profileChi2(profile: Profile, theClass: number, column: number): number {
  const count = profile.counts[theClass * profile.columns + column];
  return signedChi2(count, profile.sizes[theClass], profile.totals[column], profile.size);
}
