import { spreadOf } from '../statistics/quantiles.ts';
import { answeredAmong, type Entry } from './entry.ts';
import { pointsBetween } from './numbers.ts';

type Named = { readonly id: string; readonly label: string };
type Criterion = Named & { readonly min: number; readonly max: number };

interface Matrix {
  readonly rows: readonly Named[];
  readonly columns?: readonly Named[] | undefined;
  readonly criteria?: readonly Criterion[] | undefined;
}

type Cells = Readonly<Record<string, string | Readonly<Record<string, number>>>>;

export interface MatrixSummary {
  readonly kind: 'matrix';
  /** One table; or one a criterion, where rows are marked on several. */
  readonly tables: readonly MatrixTable[];
}

export interface MatrixTable {
  readonly label: string | null;
  readonly columns: readonly string[];
  readonly rows: readonly MatrixRow[];
}

export interface MatrixRow {
  readonly id: string;
  readonly label: string;
  /** How many answered this row. */
  readonly answered: number;
  /** One a column. */
  readonly counts: readonly number[];
  /** Of the marks; null where columns are no numbers, or nobody answered. */
  readonly median: number | null;
}

export function summariseMatrix(matrix: Matrix, entries: readonly Entry<Cells>[]): MatrixSummary {
  const answers = answeredAmong(entries);
  const { rows, columns, criteria = [] } = matrix;
  if (columns) {
    const ids = columns.map(({ id }) => id);
    const table = {
      label: null,
      columns: columns.map(({ label }) => label),
      rows: rows.map(({ id, label }) => {
        const cells = answers.map(({ answer, count }) => ({ value: answer[id], count }));
        return { id, label, ...countIn(cells, ids), median: null };
      }),
    };
    return { kind: 'matrix', tables: [table] };
  }
  return { kind: 'matrix', tables: criteria.map((each) => marksOf(rows, each, answers)) };
}

function marksOf(
  rows: readonly Named[],
  { id, label, min, max }: Criterion,
  answers: readonly { readonly answer: Cells; readonly count: number }[],
): MatrixTable {
  const marks = pointsBetween(min, max);
  return {
    label,
    columns: marks.map(String),
    rows: rows.map((row) => {
      const given = answers.flatMap(({ answer, count }) => {
        const cell = answer[row.id];
        const value = typeof cell === 'object' ? cell[id] : undefined;
        return value === undefined ? [] : [{ value, count }];
      });
      const median = spreadOf(given)?.median ?? null;
      return { id: row.id, label: row.label, ...countIn(given, marks), median };
    }),
  };
}

function countIn(
  cells: readonly { readonly value: unknown; readonly count: number }[],
  columns: readonly (string | number)[],
) {
  const counts = new Map<unknown, number>();
  for (const { value, count } of cells) counts.set(value, (counts.get(value) ?? 0) + count);
  const inColumns = columns.map((column) => counts.get(column) ?? 0);
  return { answered: inColumns.reduce((sum, count) => sum + count, 0), counts: inColumns };
}
