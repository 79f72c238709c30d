/** One record of a delimited text, and where the next one begins. */
export interface CsvRecord {
  readonly cells: readonly string[];
  readonly line: number;
  /** What is wrong with the record; it then stops at the end of its first line. */
  readonly fault?: 'unclosedQuote' | 'badQuote';
}

/** A quoted field longer than this was never meant to be one: its quote was left open. */
const MAX_QUOTED_LENGTH = 200_000;

/**
 * RFC 4180 with any delimiter, and with a way out of broken quotes: a record whose quote never closes, or
 * closes in the middle of a word lines later, is handed out as faulty and reading resumes on the next line.
 */
export function* csvRecords(text: string, delimiter: string, firstLine = 1): Generator<CsvRecord> {
  let line = firstLine;
  for (let start = 0; start < text.length; ) {
    const record = readRecord(text, start, delimiter);
    const end = record.fault === undefined ? record.end : nextLine(text, start);
    yield {
      cells: record.cells,
      line,
      ...(record.fault !== undefined && { fault: record.fault }),
    };
    line += countLines(text, start, end);
    start = end;
  }
}

interface ReadRecord {
  readonly cells: string[];
  readonly end: number;
  readonly fault?: 'unclosedQuote' | 'badQuote';
}

function readRecord(text: string, start: number, delimiter: string): ReadRecord {
  const cells: string[] = [];
  for (let at = start; ; ) {
    const field =
      text[at] === '"' ? quotedField(text, at, delimiter) : plainField(text, at, delimiter);
    if ('fault' in field) return { cells, end: at, fault: field.fault };
    cells.push(field.value);
    if (text[field.end] !== delimiter) return { cells, end: pastLineEnd(text, field.end) };
    at = field.end + 1;
  }
}

type Field =
  | { readonly value: string; readonly end: number }
  | { readonly fault: 'unclosedQuote' | 'badQuote' };

function plainField(text: string, start: number, delimiter: string): Field {
  let end = start;
  while (end < text.length && text[end] !== delimiter && !isLineEnd(text, end)) end++;
  return { value: text.slice(start, end), end };
}

function quotedField(text: string, start: number, delimiter: string): Field {
  const quote = closingQuote(text, start);
  if (quote < 0) return { fault: 'unclosedQuote' };
  const after = quote + 1;
  if (after === text.length || text[after] === delimiter || isLineEnd(text, after)) {
    return { value: text.slice(start + 1, quote).replaceAll('""', '"'), end: after };
  }
  if (text.slice(start, quote).includes('\n')) return { fault: 'unclosedQuote' };
  // « "Non" a-t-il dit » was never escaped: the quotes are the author's own.
  const plain = plainField(text, start, delimiter);
  return 'value' in plain && isBalanced(plain.value) ? plain : { fault: 'badQuote' };
}

function closingQuote(text: string, start: number): number {
  for (let at = start + 1; ; ) {
    const quote = text.indexOf('"', at);
    if (quote < 0 || quote - start > MAX_QUOTED_LENGTH) return -1;
    if (text[quote + 1] !== '"') return quote;
    at = quote + 2;
  }
}

function isBalanced(value: string): boolean {
  return value.split('"').length % 2 === 1;
}

function isLineEnd(text: string, at: number): boolean {
  return text[at] === '\n' || (text[at] === '\r' && text[at + 1] === '\n');
}

function pastLineEnd(text: string, at: number): number {
  if (text[at] === '\r') return at + 2;
  return Math.min(at + 1, text.length);
}

function nextLine(text: string, start: number): number {
  const end = text.indexOf('\n', start);
  return end < 0 ? text.length : end + 1;
}

function countLines(text: string, start: number, end: number): number {
  let lines = 0;
  for (let at = text.indexOf('\n', start); at >= 0 && at < end; at = text.indexOf('\n', at + 1)) {
    lines++;
  }
  return lines;
}
