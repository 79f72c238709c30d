import { connectedRows } from '../math/components.ts';
import { firstAxis } from '../math/firstAxis.ts';
import { type BooleanMatrix, columnCounts, rowSize } from '../math/matrix.ts';

/** Differences below these are rounding: such rows, or such cuts, are held equal. */
const ROUNDING = 1e-12;
const COORDINATE_ROUNDING = 1e-11;

/** A first singular value under this is rounding: all rows are alike. */
const NO_DIFFERENCE = 1e-7;

/** Where the first axis divides a table in two: the first `cutSize` rows of `order` against the rest. */
export type Cut = {
  readonly order: Int32Array;
  readonly cutSize: number;
  readonly chi2: number;
  readonly sigma: number;
};

/**
 * Orders rows along the first axis and keeps the prefix whose χ² is largest (the shortest on ties).
 * A table in several pieces that share no form has no single first axis, and any gathering of pieces
 * reaches the maximum, χ² = N: its largest piece (the first on ties) is set against the others.
 * Expects no empty row or column. Null where nothing distinguishes the rows.
 */
export function cutAlongFirstAxis(matrix: BooleanMatrix): Cut | null {
  if (matrix.rowCount < 2) return null;
  const pieces = connectedRows(matrix);
  if (pieces.count > 1) return cutBetweenPieces(matrix, pieces);
  const axis = firstAxis(matrix);
  if (axis.sigma <= NO_DIFFERENCE) return null;
  const order = orderBy(rounded(axis.coordinates));
  return { order, sigma: axis.sigma, ...bestPrefix(matrix, order) };
}

/**
 * χ² of the 2 × forms table of column totals, from scratch:
 * N²/(S₁S₂) · (Σⱼ T₁ⱼ²/cⱼ − S₁²/N) (Reinert 1983, 1990).
 */
export function partitionChi2(matrix: BooleanMatrix, isFirst: Uint8Array): number {
  const first = new Int32Array(matrix.columnCount);
  let firstSize = 0;
  for (let r = 0; r < matrix.rowCount; r++) {
    if (isFirst[r] === 0) continue;
    for (let i = matrix.rowStart[r]; i < matrix.rowStart[r + 1]; i++) first[matrix.columns[i]]++;
    firstSize += rowSize(matrix, r);
  }
  return chi2OfTotals(first, firstSize, columnCounts(matrix), matrix.columns.length);
}

/** Σⱼ cⱼ (T₁ⱼ/cⱼ − S₁/N)², the same sum written without cancellation. */
function chi2OfTotals(
  first: Int32Array,
  firstSize: number,
  counts: Int32Array,
  total: number,
): number {
  const second = total - firstSize;
  if (firstSize === 0 || second === 0) return 0;
  const share = firstSize / total;
  let sum = 0;
  for (let j = 0; j < counts.length; j++) {
    if (counts[j] > 0) sum += (first[j] - counts[j] * share) ** 2 / counts[j];
  }
  return (sum * total * total) / (firstSize * second);
}

function bestPrefix(matrix: BooleanMatrix, order: Int32Array): { cutSize: number; chi2: number } {
  const counts = columnCounts(matrix);
  const total = matrix.columns.length;
  const first = new Int32Array(matrix.columnCount);
  let firstSize = 0;
  let squares = 0;
  let cutSize = 0;
  let highest = 0;
  for (let at = 0; at < order.length - 1; at++) {
    const row = order[at];
    for (let i = matrix.rowStart[row]; i < matrix.rowStart[row + 1]; i++) {
      const column = matrix.columns[i];
      squares += (2 * first[column]++ + 1) / counts[column];
    }
    firstSize += rowSize(matrix, row);
    const chi2 =
      ((squares - (firstSize * firstSize) / total) * total * total) /
      (firstSize * (total - firstSize));
    if (chi2 > highest + Math.abs(highest) * ROUNDING) {
      highest = chi2;
      cutSize = at + 1;
    }
  }
  return { cutSize, chi2: partitionChi2(matrix, prefixMarks(order, cutSize)) };
}

function cutBetweenPieces(
  matrix: BooleanMatrix,
  pieces: { component: Int32Array; count: number },
): Cut {
  const sizes = new Int32Array(pieces.count);
  for (const piece of pieces.component) sizes[piece]++;
  const largest = sizes.indexOf(sizes.reduce((a, b) => Math.max(a, b)));
  const order = orderBy(
    Float64Array.from(pieces.component, (piece) => (piece === largest ? 0 : 1)),
  );
  return { order, cutSize: sizes[largest], chi2: matrix.columns.length, sigma: 1 };
}

function rounded(coordinates: Float64Array): Float64Array {
  const largest = coordinates.reduce((most, coordinate) => Math.max(most, Math.abs(coordinate)), 0);
  return coordinates.map((coordinate) => Math.round(coordinate / largest / COORDINATE_ROUNDING));
}

function orderBy(coordinates: Float64Array): Int32Array {
  const order = Int32Array.from(coordinates, (_, row) => row);
  return order.sort((a, b) => coordinates[a] - coordinates[b] || a - b);
}

function prefixMarks(order: Int32Array, size: number): Uint8Array {
  const marks = new Uint8Array(order.length);
  for (let at = 0; at < size; at++) marks[order[at]] = 1;
  return marks;
}
