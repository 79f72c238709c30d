import { type BooleanMatrix, columnsOf } from '../math/matrix.ts';

/**
 * Mean normalised pointwise mutual information of pairs of columns, −1 to 1 (Bouma 2009): how much more
 * often the forms of a theme stand in the same unit than chance would have it. Null under two columns.
 */
export function coherence(matrix: BooleanMatrix, columns: readonly number[]): number | null {
  if (columns.length < 2 || matrix.rowCount === 0) return null;
  const place = new Map(columns.map((column, at) => [column, at]));
  const n = columns.length;
  const alone = new Float64Array(n);
  const together = new Float64Array(n * n);
  for (let r = 0; r < matrix.rowCount; r++) {
    const present = placesIn(columnsOf(matrix, r), place);
    present.forEach((a, i) => {
      alone[a]++;
      for (const b of present.slice(i + 1)) together[Math.min(a, b) * n + Math.max(a, b)]++;
    });
  }
  let sum = 0;
  for (let a = 0; a < n; a++) {
    for (let b = a + 1; b < n; b++) {
      sum += pairInformation(together[a * n + b], alone[a], alone[b], matrix.rowCount);
    }
  }
  return sum / ((n * (n - 1)) / 2);
}

function pairInformation(both: number, a: number, b: number, rows: number): number {
  if (both === 0) return -1;
  if (both === rows) return 1;
  return Math.log((both * rows) / (a * b)) / -Math.log(both / rows);
}

function placesIn(columns: Int32Array, place: ReadonlyMap<number, number>): number[] {
  const present: number[] = [];
  for (const column of columns) {
    const at = place.get(column);
    if (at !== undefined) present.push(at);
  }
  return present;
}
