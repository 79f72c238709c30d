/**
 * The one-to-one assignment of rows to columns with the largest sum of weights: for each row its column,
 * −1 where it has none. Weights are finite, 0 or more; a pair of weight 0 is no pair. Shortest augmenting
 * paths with potentials, O(n²m) for n ≤ m (Kuhn 1955; Jonker and Volgenant 1987). Sums are exact where
 * weights are whole; between equal sums, the order of rows and columns decides.
 */
export function assign(weights: readonly (readonly number[])[]): Int32Array {
  const rows = weights.length;
  const columns = weights[0]?.length ?? 0;
  if (rows <= columns) return assignWide(rows, columns, (row, column) => weights[row][column]);
  const turned = assignWide(columns, rows, (column, row) => weights[row][column]);
  const columnOf = new Int32Array(rows).fill(-1);
  turned.forEach((row, column) => {
    if (row >= 0) columnOf[row] = column;
  });
  return columnOf;
}

type WeightAt = (row: number, column: number) => number;

/** Rows and columns count from 1 in here, 0 being nobody. */
interface Progress {
  readonly rowPotential: Float64Array;
  readonly columnPotential: Float64Array;
  readonly rowOf: Int32Array;
}

function assignWide(rows: number, columns: number, weightAt: WeightAt): Int32Array {
  const progress: Progress = {
    rowPotential: new Float64Array(rows + 1),
    columnPotential: new Float64Array(columns + 1),
    rowOf: new Int32Array(columns + 1),
  };
  for (let row = 1; row <= rows; row++) placeRow(row, columns, weightAt, progress);
  const columnOf = new Int32Array(rows).fill(-1);
  for (let column = 1; column <= columns; column++) {
    const row = progress.rowOf[column];
    if (row > 0 && weightAt(row - 1, column - 1) > 0) columnOf[row - 1] = column - 1;
  }
  return columnOf;
}

/** Finds the cheapest way to seat one more row, moving others along it, and seats it. */
function placeRow(row: number, columns: number, weightAt: WeightAt, progress: Progress): void {
  const { rowPotential, columnPotential, rowOf } = progress;
  const distance = new Float64Array(columns + 1).fill(Number.POSITIVE_INFINITY);
  const cameFrom = new Int32Array(columns + 1);
  const isReached = new Uint8Array(columns + 1);
  rowOf[0] = row;
  let at = 0;
  while (rowOf[at] !== 0) {
    isReached[at] = 1;
    let next = 0;
    let step = Number.POSITIVE_INFINITY;
    for (let column = 1; column <= columns; column++) {
      if (isReached[column] === 1) continue;
      const cost = -weightAt(rowOf[at] - 1, column - 1);
      const reduced = cost - rowPotential[rowOf[at]] - columnPotential[column];
      if (reduced < distance[column]) {
        distance[column] = reduced;
        cameFrom[column] = at;
      }
      if (distance[column] < step) {
        step = distance[column];
        next = column;
      }
    }
    for (let column = 0; column <= columns; column++) {
      if (isReached[column] === 1) {
        rowPotential[rowOf[column]] += step;
        columnPotential[column] -= step;
      } else distance[column] -= step;
    }
    at = next;
  }
  for (; at !== 0; at = cameFrom[at]) rowOf[at] = rowOf[cameFrom[at]];
}
