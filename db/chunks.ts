/** SQLite takes 32,766 parameters a statement: rows of several columns go by so many. */
const ROWS_AT_ONCE = 1000;

/** The rows by handfuls that one statement can take. */
export function chunks<Row>(rows: readonly Row[]): Row[][] {
  return Array.from({ length: Math.ceil(rows.length / ROWS_AT_ONCE) }, (_, rank) =>
    rows.slice(rank * ROWS_AT_ONCE, (rank + 1) * ROWS_AT_ONCE),
  );
}
