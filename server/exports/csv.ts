import type { Value } from '../../surveys/columns.ts';
import { exportMessages as said } from '../../views/messages/exports.ts';
import type { ExportColumn } from './fact-columns.ts';
import { inertText } from './inert.ts';
import type { ExportTable } from './table.ts';

export interface CsvOptions {
  readonly separator: ';' | ',';
  readonly hasMark: boolean;
  /** For people to open in a spreadsheet: nothing in it is computed, guessed or rounded. */
  readonly isSafe: boolean;
  /** Choices by their labels rather than by their codes. */
  readonly isLabelled: boolean;
}

const BYTE_ORDER_MARK = '\uFEFF';

/** RFC 4180, in UTF-8: names of columns, then a line a response. */
export async function* writeCsv(table: ExportTable, options: CsvOptions): AsyncGenerator<Buffer> {
  const { separator, hasMark } = options;
  const header = table.columns.map(({ name }) => quoted(name, separator)).join(separator);
  yield Buffer.from(`${hasMark ? BYTE_ORDER_MARK : ''}${header}\r\n`);
  const writers = table.columns.map((column) => cellWriter(column, options));
  for await (const rows of table.rows()) {
    yield Buffer.from(rows.map((row) => lineOf(row, writers, separator)).join(''));
  }
}

function lineOf(
  row: readonly Value[],
  writers: readonly ((value: Value) => string)[],
  separator: string,
): string {
  let line = '';
  for (let index = 0; index < row.length; index += 1) {
    if (index > 0) line += separator;
    line += writers[index]?.(row[index] ?? '') ?? '';
  }
  return `${line}\r\n`;
}

/** How the cells of one column are written. */
function cellWriter(column: ExportColumn, options: CsvOptions): (value: Value) => string {
  const { separator, isSafe, isLabelled } = options;
  const labels = isLabelled ? labelsOf(column) : undefined;
  const isComma = isSafe && separator === ';';
  const isTyped = ['date', 'time', 'date-time'].includes(column.kind);
  return (value) => {
    if (typeof value === 'object') return said.marks[value.reason];
    const label = labels?.get(value);
    if (typeof value === 'number' && label === undefined)
      return isComma ? String(value).replace('.', ',') : quoted(String(value), separator);
    const text = unlikeMark(label ?? String(value));
    return quoted(isSafe && !isTyped ? inertText(text) : text, separator);
  };
}

/** Labels of the codes, and « oui » or « non » of marks. */
export function labelsOf({ kind, choices }: ExportColumn): ReadonlyMap<string | number, string> {
  if (kind === 'mark')
    return new Map([
      [1, said.yes],
      [0, said.no],
    ]);
  return new Map(kind === 'code' ? choices?.map(({ value, label }) => [value, label]) : []);
}

const MARK = new RegExp(
  `^\\[+(?:${Object.values(said.marks)
    .flatMap((mark) => (mark === '' ? [] : mark.slice(1, -1)))
    .join('|')})\\]+$`,
);

/** Someone may have written « [non posée] »: one more pair of brackets tells it from ours. */
export function unlikeMark(text: string): string {
  return MARK.test(text) ? `[${text}]` : text;
}

function quoted(cell: string, separator: string): string {
  const isPlain = !/["\r\n]/.test(cell) && !cell.includes(separator) && !/^\s|\s$/.test(cell);
  return isPlain ? cell : `"${cell.replaceAll('"', '""')}"`;
}
