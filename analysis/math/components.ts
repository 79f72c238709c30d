import type { BooleanMatrix } from './matrix.ts';

/** For each row, the number of its connected component: rows that share a column are connected. */
export function connectedRows(matrix: BooleanMatrix): { component: Int32Array; count: number } {
  const { rowCount, columnCount, rowStart, columns } = matrix;
  const parent = Int32Array.from({ length: columnCount }, (_, column) => column);
  for (let r = 0; r < rowCount; r++) {
    for (let i = rowStart[r] + 1; i < rowStart[r + 1]; i++) {
      parent[find(parent, columns[i])] = find(parent, columns[rowStart[r]]);
    }
  }
  return numberByRoot(matrix, parent);
}

function numberByRoot(matrix: BooleanMatrix, parent: Int32Array) {
  const numberOf = new Map<number, number>();
  const component = new Int32Array(matrix.rowCount);
  for (let r = 0; r < matrix.rowCount; r++) {
    const root = find(parent, matrix.columns[matrix.rowStart[r]]);
    const number = numberOf.get(root) ?? numberOf.size;
    numberOf.set(root, number);
    component[r] = number;
  }
  return { component, count: numberOf.size };
}

function find(parent: Int32Array, start: number): number {
  let node = start;
  while (parent[node] !== node) {
    parent[node] = parent[parent[node]];
    node = parent[node];
  }
  return node;
}
