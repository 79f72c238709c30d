import { csvRecords } from './csvRecords.ts';
import type { DecodedText } from './encoding.ts';
import type { Budget } from './limits.ts';
import { problem, refuse } from './problem.ts';
import { type DocumentProblem, stemOf, type TableDocument, type TableRow } from './reading.ts';
import { distinctColumns, isKnownName, proposeColumns } from './table.ts';

const DELIMITERS = [';', '\t', ',', '|'] as const;
const SAMPLE_CHARACTERS = 64_000;
const SAMPLE_ROWS = 200;

/** The delimiter under which the rows have most evenly the same columns; null where the text is no table. */
export function sniffDelimiter(text: string, isNamedTable: boolean): string | null {
  const { declared, body } = readDeclaration(text);
  if (declared !== null) return declared;
  const best = DELIMITERS.map((delimiter) => ({ delimiter, ...measure(body, delimiter) }))
    .filter(({ columns, evenness, rows }) =>
      isNamedTable ? columns > 1 && evenness >= 0.6 : columns > 1 && evenness === 1 && rows >= 5,
    )
    .toSorted((a, b) => b.evenness - a.evenness || b.columns - a.columns)[0];
  return best?.delimiter ?? null;
}

/** A delimited table; a row that cannot be read is reported with its line and the others are read. */
export function readCsv(
  decoded: DecodedText,
  fileName: string,
  delimiter: string,
  budget: Budget,
): TableDocument {
  const { body, lines } = readDeclaration(withLineFeeds(decoded.text));
  const problems: DocumentProblem[] = [];
  const rows: TableRow[] = [];
  for (const record of csvRecords(body, delimiter, lines + 1)) {
    if (rows.length > budget.limits.maxRows)
      refuse('tooManyRows', { limit: budget.limits.maxRows });
    if (rows.length % ROWS_PER_CHECK === 0) budget.checkTime();
    budget.takeText(record.cells.length);
    if (record.fault) problems.push(problem(record.fault, {}, { line: record.line }));
    else if (record.cells.some((cell) => cell.trim() !== '')) rows.push(record);
  }
  return toTable(rows, {
    format: 'csv',
    title: stemOf(fileName),
    encoding: decoded.encoding,
    problems,
    warnings: decoded.warnings,
    budget,
  });
}

const ROWS_PER_CHECK = 1_000;

/** Tells header from rows, brings each row to the header's width, and proposes the columns of text and name. */
export function toTable(
  records: readonly TableRow[],
  about: Pick<TableDocument, 'format' | 'title' | 'encoding' | 'problems' | 'warnings'> & {
    readonly budget: Budget;
  },
): TableDocument {
  const { budget, ...rest } = about;
  const [first, ...others] = records;
  if (first === undefined) return refuse('noText', {});
  const hasHeader = isHeader(first.cells, others);
  const columns = distinctColumns(hasHeader ? first.cells : first.cells.map(() => ''));
  if (columns.length > budget.limits.maxColumns) {
    refuse('tooManyColumns', { limit: budget.limits.maxColumns });
  }
  const problems = [...rest.problems];
  const rows: TableRow[] = [];
  for (const row of hasHeader ? others : records) {
    const extra = row.cells.slice(columns.length).some((cell) => cell.trim() !== '');
    if (extra) {
      const found = row.cells.length;
      problems.push(problem('unevenRow', { expected: columns.length, found }, { line: row.line }));
    } else rows.push({ line: row.line, cells: row.cells.slice(0, columns.length) });
  }
  return { kind: 'table', ...rest, columns, rows, ...proposeColumns(columns, rows), problems };
}

const MAX_HEADER_LENGTH = 200;

/** Titles hold a known name (« id », « réponse »); or they are filled, different, short, and none is a number. */
function isHeader(cells: readonly string[], below: readonly TableRow[]): boolean {
  const titles = cells.map((cell) => cell.trim()).filter((title) => title !== '');
  if (titles.length < Math.max(1, cells.length / 2) || below.length === 0) return false;
  if (titles.some(isKnownName)) return true;
  if (new Set(titles).size < titles.length) return false;
  if (titles.some((title) => /^[\d\s.,/%-]+$/u.test(title) || title.length > MAX_HEADER_LENGTH)) {
    return false;
  }
  const isSingle = cells.length === 1;
  return !isSingle || (titles[0] ?? '').split(/\s+/u).length <= 3;
}

/** Spreadsheets may announce their delimiter on a first line, « sep=; ». */
function readDeclaration(text: string): {
  readonly declared: string | null;
  readonly body: string;
  readonly lines: number;
} {
  const declaration = /^sep=(.)\r?\n/u.exec(text);
  return declaration
    ? { declared: declaration[1] ?? null, body: text.slice(declaration[0].length), lines: 1 }
    : { declared: null, body: text, lines: 0 };
}

function withLineFeeds(text: string): string {
  return text.includes('\n') ? text : text.replaceAll('\r', '\n');
}

function measure(text: string, delimiter: string) {
  const whole = withLineFeeds(text);
  const cut = whole.length > SAMPLE_CHARACTERS ? whole.lastIndexOf('\n', SAMPLE_CHARACTERS) : -1;
  const sample = cut > 0 ? whole.slice(0, cut) : whole.slice(0, SAMPLE_CHARACTERS);
  const widths = new Map<number, number>();
  let rows = 0;
  for (const { cells, fault } of csvRecords(sample, delimiter)) {
    if (fault || (cells.length === 1 && (cells[0] ?? '').trim() === '')) continue;
    widths.set(cells.length, (widths.get(cells.length) ?? 0) + 1);
    if (++rows === SAMPLE_ROWS) break;
  }
  const [columns = 0, count = 0] = [...widths].toSorted((a, b) => b[1] - a[1])[0] ?? [];
  return { columns, evenness: rows === 0 ? 0 : count / rows, rows };
}
