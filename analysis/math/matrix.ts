/**
 * A boolean table, rows × columns, as compressed sparse rows: row r holds the columns
 * columns[rowStart[r]] … columns[rowStart[r + 1] − 1], ascending and distinct.
 */
export type BooleanMatrix = {
  readonly rowCount: number;
  readonly columnCount: number;
  readonly rowStart: Int32Array;
  readonly columns: Int32Array;
};

/** The same shape read the other way: for each column, its rows, ascending. */
export type ColumnIndex = { readonly columnStart: Int32Array; readonly rows: Int32Array };

export function matrixFromRows(
  rows: readonly Iterable<number>[],
  columnCount: number,
): BooleanMatrix {
  const sorted = rows.map((row) => Int32Array.from(new Set(row)).sort());
  const rowStart = new Int32Array(rows.length + 1);
  sorted.forEach((row, r) => {
    rowStart[r + 1] = rowStart[r] + row.length;
  });
  const columns = new Int32Array(rowStart[rows.length]);
  sorted.forEach((row, r) => {
    columns.set(row, rowStart[r]);
  });
  return { rowCount: rows.length, columnCount, rowStart, columns };
}

/** A table with how many times each cell was met: `times` goes with `matrix.columns`. */
export type CountTable = { readonly matrix: BooleanMatrix; readonly times: Int32Array };

/** Builds the table from cells (row, column) in any order; repeated cells count once. */
export function matrixFromCells(
  rowCount: number,
  columnCount: number,
  cellRow: Int32Array,
  cellColumn: Int32Array,
): BooleanMatrix {
  return countCells(rowCount, columnCount, cellRow, cellColumn).matrix;
}

/** The same, which also tells how often each cell is repeated. */
export function countCells(
  rowCount: number,
  columnCount: number,
  cellRow: Int32Array,
  cellColumn: Int32Array,
): CountTable {
  const byColumn = bucket(cellColumn, columnCount);
  const rowStart = startsOf(cellRow, rowCount);
  const next = rowStart.slice();
  const columns = new Int32Array(cellRow.length);
  for (const cell of byColumn) columns[next[cellRow[cell]]++] = cellColumn[cell];
  return withoutRepeats({ rowCount, columnCount, rowStart, columns });
}

export function indexColumns(matrix: BooleanMatrix): ColumnIndex {
  const { rowCount, columnCount, rowStart, columns } = matrix;
  const columnStart = startsOf(columns, columnCount);
  const next = columnStart.slice();
  const rows = new Int32Array(columns.length);
  for (let r = 0; r < rowCount; r++) {
    for (let i = rowStart[r]; i < rowStart[r + 1]; i++) rows[next[columns[i]]++] = r;
  }
  return { columnStart, rows };
}

export function columnCounts(matrix: BooleanMatrix): Int32Array {
  const counts = new Int32Array(matrix.columnCount);
  for (const column of matrix.columns) counts[column]++;
  return counts;
}

/**
 * The part of a table that holds the given rows (in the given order) and columns, without rows or
 * columns left empty; `rows` and `columns` say which of the original ones remain.
 */
export function select(
  matrix: BooleanMatrix,
  wantedRows: Int32Array,
  wantedColumns: Int32Array,
): { matrix: BooleanMatrix; rows: Int32Array; columns: Int32Array } {
  const used = new Uint8Array(matrix.columnCount);
  const wanted = new Uint8Array(matrix.columnCount);
  for (const column of wantedColumns) wanted[column] = 1;
  const rows = wantedRows.filter((row) => markColumns(matrix, row, wanted, used));
  const kept = wantedColumns.filter((column) => used[column] === 1);
  return { matrix: copyRows(matrix, rows, kept), rows, columns: kept };
}

/** The same columns, with the rows given, in that order. */
export function takeRows(matrix: BooleanMatrix, rows: Int32Array): BooleanMatrix {
  const rowStart = new Int32Array(rows.length + 1);
  rows.forEach((row, r) => {
    rowStart[r + 1] = rowStart[r] + matrix.rowStart[row + 1] - matrix.rowStart[row];
  });
  const columns = new Int32Array(rowStart[rows.length]);
  rows.forEach((row, r) => {
    columns.set(
      matrix.columns.subarray(matrix.rowStart[row], matrix.rowStart[row + 1]),
      rowStart[r],
    );
  });
  return { rowCount: rows.length, columnCount: matrix.columnCount, rowStart, columns };
}

/** The same for a table with counts. */
export function takeCounts({ matrix, times }: CountTable, rows: Int32Array): CountTable {
  const taken = takeRows(matrix, rows);
  const kept = new Int32Array(taken.columns.length);
  rows.forEach((row, r) => {
    kept.set(times.subarray(matrix.rowStart[row], matrix.rowStart[row + 1]), taken.rowStart[r]);
  });
  return { matrix: taken, times: kept };
}

export function rowSize(matrix: BooleanMatrix, row: number): number {
  return matrix.rowStart[row + 1] - matrix.rowStart[row];
}

export function columnsOf(matrix: BooleanMatrix, row: number): Int32Array {
  return matrix.columns.subarray(matrix.rowStart[row], matrix.rowStart[row + 1]);
}

function copyRows(matrix: BooleanMatrix, rows: Int32Array, kept: Int32Array): BooleanMatrix {
  const renumbered = new Int32Array(matrix.columnCount).fill(-1);
  kept.forEach((column, i) => {
    renumbered[column] = i;
  });
  const rowStart = new Int32Array(rows.length + 1);
  const columns = new Int32Array(rows.reduce((sum, row) => sum + rowSize(matrix, row), 0));
  let end = 0;
  rows.forEach((row, r) => {
    for (let i = matrix.rowStart[row]; i < matrix.rowStart[row + 1]; i++) {
      const column = renumbered[matrix.columns[i]];
      if (column >= 0) columns[end++] = column;
    }
    rowStart[r + 1] = end;
  });
  const ordered = isAscending(kept);
  const copy = {
    rowCount: rows.length,
    columnCount: kept.length,
    rowStart,
    columns: columns.slice(0, end),
  };
  if (!ordered) sortRows(copy);
  return copy;
}

function markColumns(matrix: BooleanMatrix, row: number, wanted: Uint8Array, used: Uint8Array) {
  let found = false;
  for (let i = matrix.rowStart[row]; i < matrix.rowStart[row + 1]; i++) {
    const column = matrix.columns[i];
    if (wanted[column] === 1) {
      used[column] = 1;
      found = true;
    }
  }
  return found;
}

function isAscending(values: Int32Array): boolean {
  for (let i = 1; i < values.length; i++) if (values[i - 1] > values[i]) return false;
  return true;
}

function sortRows(matrix: BooleanMatrix): void {
  for (let r = 0; r < matrix.rowCount; r++) columnsOf(matrix, r).sort();
}

/** Where each value's run starts once `keys` (each in 0 … count − 1) are gathered by value. */
function startsOf(keys: Int32Array, count: number): Int32Array {
  const starts = new Int32Array(count + 1);
  for (const key of keys) starts[key + 1]++;
  for (let key = 0; key < count; key++) starts[key + 1] += starts[key];
  return starts;
}

/** The positions of `keys`, ordered by key, stable. */
function bucket(keys: Int32Array, count: number): Int32Array {
  const next = startsOf(keys, count);
  const ordered = new Int32Array(keys.length);
  for (let i = 0; i < keys.length; i++) ordered[next[keys[i]]++] = i;
  return ordered;
}

function withoutRepeats(matrix: BooleanMatrix): CountTable {
  const { rowCount, columnCount, columns } = matrix;
  const rowStart = new Int32Array(rowCount + 1);
  const times = new Int32Array(columns.length);
  let end = 0;
  for (let r = 0; r < rowCount; r++) {
    for (let i = matrix.rowStart[r]; i < matrix.rowStart[r + 1]; i++) {
      if (end === rowStart[r] || columns[end - 1] !== columns[i]) columns[end++] = columns[i];
      times[end - 1]++;
    }
    rowStart[r + 1] = end;
  }
  const compact = end === columns.length ? columns : columns.slice(0, end);
  return {
    matrix: { rowCount, columnCount, rowStart, columns: compact },
    times: times.slice(0, end),
  };
}
