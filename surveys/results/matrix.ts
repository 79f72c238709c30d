import type { Question } from '../definition.ts';
import { answersOf, type Entry } from './entry.ts';
import { pointsBetween, spreadOf } from './numbers.ts';

type Matrix = Extract<Question, { readonly type: 'matrix' }>;
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
  const answers = answersOf(entries);
  const { columns, criteria } = matrix;
  if (columns) {
    const rows = matrix.rows.map((row) => {
      const cells = answers.map((answer) => answer[row.id]).filter((cell) => cell !== undefined);
      return { ...row, ...countIn(cells, idsOf(columns)), median: null };
    });
    return { kind: 'matrix', tables: [{ label: null, columns: labelsOf(columns), rows }] };
  }
  return { kind: 'matrix', tables: (criteria ?? []).map((each) => marksOf(matrix, each, answers)) };
}

type Criterion = NonNullable<Matrix['criteria']>[number];

function marksOf(
  { rows }: Matrix,
  { id, label, min, max }: Criterion,
  answers: readonly Cells[],
): MatrixTable {
  const marks = pointsBetween(min, max);
  return {
    label,
    columns: marks.map(String),
    rows: rows.map((row) => {
      const given = answers.flatMap((answer) => {
        const cell = answer[row.id];
        return typeof cell === 'object' ? (cell[id] ?? []) : [];
      });
      return { ...row, ...countIn(given, marks), median: spreadOf(given)?.median ?? null };
    }),
  };
}

function countIn(values: readonly unknown[], columns: readonly (string | number)[]) {
  return {
    answered: values.length,
    counts: columns.map((column) => values.filter((value) => value === column).length),
  };
}

const idsOf = (choices: readonly { readonly id: string }[]) => choices.map(({ id }) => id);
const labelsOf = (choices: readonly { readonly label: string }[]) =>
  choices.map(({ label }) => label);
