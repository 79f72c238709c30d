import { z } from 'zod';
import { summariseMatrix } from '../results/matrix.ts';
import { identifier, text } from '../text.ts';
import { blankItems, type Chance, drawNumber, items, offered, type Subject } from './editing.ts';
import { fieldName, found, only, readOne, typedIn } from './fields.ts';
import { codesOf } from './one-column.ts';
import { grid, labelsOf, pointsBetween } from './paper.ts';
import { choice, filter, question } from './question.ts';
import type { Column, Fields, Offer, Problem, QuestionType } from './type.ts';

type Matrix = z.infer<typeof definition>;
type Row = Matrix['rows'][number];
type Criterion = z.infer<typeof criterion>;
type Marks = Readonly<Record<string, number>>;

/** Row → column, or row → criterion → mark. */
type MatrixAnswer = Readonly<Record<string, string | Marks>>;

/** A mark from `min` to `max`, the same for every row, e.g. usefulness from 1 to 5. */
const criterion = z.strictObject({
  id: identifier,
  label: text,
  min: z.int(),
  max: z.int(),
  minLabel: text.optional(),
  maxLabel: text.optional(),
});

/** Either one column is chosen per row (`columns`), or each row is marked on several `criteria`. */
const definition = question
  .extend({
    type: z.literal('matrix'),
    rows: z.array(choice).min(1),
    rowFilter: filter.optional(),
    columns: z.array(choice).min(2).optional(),
    criteria: z.array(criterion).min(1).optional(),
  })
  .refine((matrix) => (matrix.columns === undefined) !== (matrix.criteria === undefined), {
    error: 'a matrix has either columns or criteria',
  });

export const matrix = {
  type: 'matrix',
  definition,
  answer: z.record(z.string(), z.union([z.string(), z.record(z.string(), z.number())])),
  isGroup: true,
  isAnswered: true,
  missing: (matrix, offer) => ({ code: 'answer-each-row', field: firstField(matrix, offer) }),
  options: ({ rows, rowFilter }) => ({ choices: rows, filter: rowFilter }),
  fieldNames: (matrix) => matrix.rows.flatMap((row) => cellNames(matrix, row)),
  read(matrix, fields) {
    const readings = matrix.rows
      .flatMap((row) => cellNames(matrix, row))
      .map((name) => readOne(fields, name));
    const problems = readings.flatMap((reading) => reading.problems);
    const rows = matrix.rows.flatMap((row) => readRow(matrix, row, fields));
    return { ...found(rows.length > 0 ? Object.fromEntries(rows) : undefined), problems };
  },
  write: (matrix, answer) =>
    Object.fromEntries(
      matrix.rows.flatMap((row) =>
        cellNames(matrix, row).map((name, index) => [
          name,
          only(cellOf(matrix, answer, row, index)),
        ]),
      ),
    ),
  prune(_matrix, answer, offer) {
    const kept = Object.entries(answer).filter(([row]) => offer.has(row));
    return kept.length > 0 ? Object.fromEntries(kept) : undefined;
  },
  faults: (matrix, answer) =>
    Object.entries(answer).flatMap(([row, cell]) => rowFaults(matrix, row, cell)),
  gaps: (matrix, answer, offer) => (matrix.required ? rowGaps(matrix, answer, offer) : []),
  view: (matrix, fields, offer) => ({
    columns: matrix.columns ?? [],
    isRating: matrix.criteria !== undefined,
    rows: matrix.rows.map((row) => ({
      ...row,
      isOffered: offer.has(row.id),
      cells: cellNames(matrix, row).map((name, index) => cellView(matrix, name, index, fields)),
    })),
  }),
  display: (matrix, answer) =>
    matrix.rows.flatMap((row) => {
      const cell = answer[row.id];
      return cell === undefined ? [] : [`${row.label}\u00a0: ${cellWords(matrix, cell)}`];
    }),
  columns: (matrix) =>
    matrix.rows.flatMap((row) =>
      cellNames(matrix, row).map((name, index) => ({
        ...contentOf(matrix),
        name,
        option: row.id,
        label: `${matrix.label} [${[row.label, matrix.criteria?.[index]?.label ?? []].flat().join(', ')}]`,
      })),
    ),
  cells: (matrix, answer) =>
    matrix.rows.flatMap((row) =>
      cellNames(matrix, row).map((_, index) => cellOf(matrix, answer ?? {}, row, index) ?? null),
    ),
  data: ({ rows }, answer) =>
    Object.fromEntries(rows.map(({ id }) => [id, cellData(answer?.[id])])),
  words: () => [],
  paper: ({ rows, columns, criteria }) =>
    columns
      ? [grid('', labelsOf(columns), labelsOf(rows))]
      : (criteria ?? []).map(({ label, min, max }) =>
          grid(label, pointsBetween(min, max), labelsOf(rows)),
        ),
  editing: {
    family: 'weighing',
    fields: [
      items('rows'),
      items('columns'),
      { kind: 'criteria', name: 'criteria' },
      { kind: 'expression', name: 'rowFilter' },
    ],
    blank: {
      rows: [
        { id: 'row-1', label: 'Ligne 1' },
        { id: 'row-2', label: 'Ligne 2' },
      ],
      columns: blankItems(3),
    },
    subjects: (matrix) => matrix.rows.flatMap((row) => subjectsOf(matrix, row)),
    seconds: ({ rows, criteria }) => rows.length * 4 * (criteria?.length ?? 1),
    attempt({ rows, columns, criteria }, offer, chance) {
      const cells = offered(rows, offer).flatMap((row): [string, string | Marks][] => {
        if (criteria) return [[row.id, marksDrawn(criteria, chance)]];
        const column = chance.pick((columns ?? []).map(({ id }) => id));
        return column === undefined ? [] : [[row.id, column]];
      });
      return cells.length > 0 ? Object.fromEntries(cells) : undefined;
    },
  },
  summary: summariseMatrix,
} as const satisfies QuestionType<Matrix, MatrixAnswer> & { definition: typeof definition };

function subjectsOf({ columns = [], criteria }: Matrix, row: Row): Subject[] {
  if (!criteria) return [{ path: `/${row.id}`, label: row.label, kind: 'one', values: columns }];
  return criteria.map(({ id, label }) => ({
    path: `/${row.id}/${id}`,
    label: `${row.label}, ${label}`,
    kind: 'number',
    values: [],
  }));
}

/** A mark on every criterion. */
function marksDrawn(criteria: readonly Criterion[], chance: Chance): Marks {
  return Object.fromEntries(criteria.map((each) => [each.id, drawNumber(each, chance)]));
}

/** A row is given one of the columns, or a mark on each criterion. */
function contentOf({ columns }: Matrix): Pick<Column, 'kind' | 'choices'> {
  return columns ? { kind: 'code', choices: codesOf(columns) } : { kind: 'number' };
}

function cellNames({ id, criteria }: Matrix, row: Row): string[] {
  if (!criteria) return [fieldName(id, row.id)];
  return criteria.map((each) => fieldName(id, row.id, each.id));
}

function firstField(matrix: Matrix, offer: Offer): string {
  const row = matrix.rows.find(({ id }) => offer.has(id));
  return (row && cellNames(matrix, row)[0]) ?? matrix.id;
}

function readRow(matrix: Matrix, row: Row, fields: Fields): [string, string | Marks][] {
  if (matrix.criteria) return readMarks(matrix, row, matrix.criteria, fields);
  const column = typedIn(fields, fieldName(matrix.id, row.id));
  return column === undefined ? [] : [[row.id, column]];
}

function readMarks(
  { id }: Matrix,
  row: Row,
  criteria: readonly Criterion[],
  fields: Fields,
): [string, Marks][] {
  const marks = criteria.flatMap((each) => {
    const typed = typedIn(fields, fieldName(id, row.id, each.id));
    return typed === undefined ? [] : [[each.id, Number(typed)] as const];
  });
  return marks.length > 0 ? [[row.id, Object.fromEntries(marks)]] : [];
}

function cellOf(
  { criteria }: Matrix,
  answer: MatrixAnswer,
  row: Row,
  index: number,
): string | number | undefined {
  const cell = answer[row.id];
  if (typeof cell !== 'object') return cell;
  return cell[criteria?.[index]?.id ?? ''];
}

function rowFaults(matrix: Matrix, rowId: string, cell: string | Marks): Problem[] {
  const row = matrix.rows.find(({ id }) => id === rowId);
  const isKnown =
    row && (matrix.criteria ? areMarks(matrix.criteria, cell) : isColumn(matrix, cell));
  return isKnown ? [] : [{ code: 'unknown-choice', field: fieldName(matrix.id, rowId) }];
}

function isColumn({ columns }: Matrix, cell: string | Marks): boolean {
  return columns?.some(({ id }) => id === cell) ?? false;
}

function areMarks(criteria: readonly Criterion[], cell: string | Marks): boolean {
  if (typeof cell === 'string') return false;
  return Object.entries(cell).every(([id, mark]) =>
    criteria.some((each) => each.id === id && isMark(each, mark)),
  );
}

function isMark({ min, max }: Criterion, mark: number): boolean {
  return Number.isInteger(mark) && mark >= min && mark <= max;
}

function rowGaps(matrix: Matrix, answer: MatrixAnswer, offer: Offer): Problem[] {
  return matrix.rows
    .filter((row) => offer.has(row.id))
    .flatMap((row) =>
      cellNames(matrix, row).flatMap((field, index): Problem[] => {
        const isAnswered = cellOf(matrix, answer, row, index) !== undefined;
        return isAnswered ? [] : [{ code: 'row-without-answer', field, facts: { row: row.label } }];
      }),
    );
}

function cellView({ columns, criteria }: Matrix, name: string, index: number, fields: Fields) {
  const criterion = criteria?.[index];
  const choices = criterion ? marksOf(criterion) : (columns ?? []);
  return {
    name,
    label: criterion?.label ?? null,
    choices: choices.map((each, position) => ({
      ...each,
      fieldId: position === 0 ? name : fieldName(name, each.id),
      isSelected: typedIn(fields, name) === each.id,
    })),
  };
}

function marksOf({ min, max }: Criterion) {
  return Array.from({ length: max - min + 1 }, (_, index) => ({
    id: String(min + index),
    label: String(min + index),
  }));
}

function cellWords({ columns, criteria }: Matrix, cell: string | Marks): string {
  if (typeof cell === 'string') return columns?.find(({ id }) => id === cell)?.label ?? cell;
  const marks = (criteria ?? []).filter(({ id }) => cell[id] !== undefined);
  return marks.map(({ id, label, max }) => `${label} ${cell[id]} sur ${max}`).join(', ');
}

function cellData(cell: string | Marks | undefined) {
  if (typeof cell !== 'object') return cell ?? '';
  return Object.fromEntries(Object.entries(cell).map(([id, mark]) => [id, String(mark)]));
}
