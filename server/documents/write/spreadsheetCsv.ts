import { Readable } from 'node:stream';

const BYTE_ORDER_MARK = '\uFEFF';
/** Written at once, so that a long table costs few writes. */
const CHUNK = 2 ** 16;

/** A number is written as one, with a comma; null leaves its cell empty. */
export type Cell = string | number | null;

type Rows = Iterable<readonly Cell[]> | AsyncIterable<readonly Cell[]>;

/**
 * A table that French spreadsheets open as it is: UTF-8 with its mark, semicolons, every text quoted.
 * For people to open; a machine is given raw values elsewhere.
 */
export function spreadsheetCsv(rows: readonly (readonly Cell[])[]): string {
  return BYTE_ORDER_MARK + rows.map(lineOf).join('');
}

/** The same, row by row, for tables that are read as they are sent. */
export function streamSpreadsheetCsv(rows: Rows): Readable {
  return Readable.from(chunksOf(rows));
}

async function* chunksOf(rows: Rows): AsyncGenerator<string> {
  let written = BYTE_ORDER_MARK;
  for await (const cells of rows) {
    written += lineOf(cells);
    if (written.length < CHUNK) continue;
    yield written;
    written = '';
  }
  if (written) yield written;
}

const lineOf = (cells: readonly Cell[]) => `${cells.map(written).join(';')}\r\n`;

function written(cell: Cell): string {
  if (typeof cell === 'number') return Number.isFinite(cell) ? decimal(cell) : '';
  return cell === null ? '' : quoted(inert(cell));
}

/** Never with an exponent, which some spreadsheets read as words. */
const decimal = (value: number) =>
  (Math.abs(value) < 1e-6 && value !== 0 ? value.toFixed(12) : String(value)).replace('.', ',');

/** What a spreadsheet would take for a formula becomes a text, marked by an apostrophe (OWASP, CSV injection). */
function inert(cell: string): string {
  return /^[\s\uFEFF]*[=+\-@\uFF1D\uFF0B\uFF0D\uFF20]|^[\t\r\n]/u.test(cell) ? `'${cell}` : cell;
}

const quoted = (cell: string) => `"${cell.replaceAll('"', '""')}"`;
