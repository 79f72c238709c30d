import { type BooleanMatrix, matrixFromCells } from './matrix.ts';

export type MatrixMarketResult =
  | { readonly ok: true; readonly matrix: BooleanMatrix }
  | { readonly ok: false; readonly line: number; readonly reason: MatrixMarketFault };

export type MatrixMarketFault = 'header' | 'size' | 'cell' | 'outOfRange' | 'cellCount';

/**
 * Reads a MatrixMarket coordinate table as a boolean one (a stored zero is an empty cell).
 * Format: https://math.nist.gov/MatrixMarket/formats.html. Lines are numbered from 1.
 */
export function readMatrixMarket(bytes: Uint8Array): MatrixMarketResult {
  const cursor: Cursor = { bytes, at: 0, line: 1 };
  const header = readLine(cursor).toLowerCase().trim();
  if (!/^%%matrixmarket\s+matrix\s+coordinate\s+(pattern|integer|real)\s+general$/.test(header)) {
    return { ok: false, line: 1, reason: 'header' };
  }
  skipComments(cursor);
  const sizes = readLine(cursor).trim().split(/\s+/).map(Number);
  if (
    sizes.length !== 3 ||
    !sizes.every((size) => Number.isSafeInteger(size) && size >= 0 && size < 2 ** 31)
  ) {
    return { ok: false, line: cursor.line - 1, reason: 'size' };
  }
  const [rowCount, columnCount, cellCount] = sizes;
  return readCells(cursor, rowCount, columnCount, cellCount);
}

type Cursor = { readonly bytes: Uint8Array; at: number; line: number };

const NEWLINE = 10;
const PERCENT = 37;

function readCells(
  cursor: Cursor,
  rowCount: number,
  columnCount: number,
  cellCount: number,
): MatrixMarketResult {
  const { bytes } = cursor;
  if (cellCount > bytes.length) return { ok: false, line: cursor.line, reason: 'cellCount' };
  const cellRow = new Int32Array(cellCount);
  const cellColumn = new Int32Array(cellCount);
  let read = 0;
  let kept = 0;
  while (skipBlank(cursor)) {
    const row = readInteger(cursor) - 1;
    const column = readInteger(cursor) - 1;
    const filled = readRest(cursor);
    if (Number.isNaN(row) || Number.isNaN(column) || filled === undefined) {
      return { ok: false, line: cursor.line, reason: 'cell' };
    }
    if (row < 0 || row >= rowCount || column < 0 || column >= columnCount) {
      return { ok: false, line: cursor.line, reason: 'outOfRange' };
    }
    if (++read > cellCount) return { ok: false, line: cursor.line, reason: 'cellCount' };
    if (!filled) continue;
    cellRow[kept] = row;
    cellColumn[kept++] = column;
  }
  if (read !== cellCount) return { ok: false, line: cursor.line, reason: 'cellCount' };
  const matrix = matrixFromCells(
    rowCount,
    columnCount,
    cellRow.subarray(0, kept),
    cellColumn.subarray(0, kept),
  );
  return { ok: true, matrix };
}

function readLine(cursor: Cursor): string {
  const end = cursor.bytes.indexOf(NEWLINE, cursor.at);
  const stop = end < 0 ? cursor.bytes.length : end;
  const line = new TextDecoder().decode(cursor.bytes.subarray(cursor.at, stop));
  cursor.at = stop + 1;
  cursor.line++;
  return line;
}

function skipComments(cursor: Cursor): void {
  while (cursor.bytes[cursor.at] === PERCENT) readLine(cursor);
}

/** Moves to the next character that is not white space; false at the end of the file. */
function skipBlank(cursor: Cursor): boolean {
  const { bytes } = cursor;
  while (cursor.at < bytes.length && bytes[cursor.at] <= 32) {
    if (bytes[cursor.at++] === NEWLINE) cursor.line++;
  }
  return cursor.at < bytes.length;
}

/** The positive integer under the cursor, or NaN. */
function readInteger(cursor: Cursor): number {
  const { bytes } = cursor;
  while (bytes[cursor.at] === 32 || bytes[cursor.at] === 9) cursor.at++;
  const from = cursor.at;
  let value = 0;
  while (bytes[cursor.at] >= 48 && bytes[cursor.at] <= 57) {
    value = value * 10 + bytes[cursor.at++] - 48;
  }
  const isWhole = cursor.at > from && (cursor.at >= bytes.length || bytes[cursor.at] <= 32);
  return isWhole ? value : Number.NaN;
}

/** What remains of the line: nothing or a number other than zero fills the cell; undefined is a fault. */
function readRest(cursor: Cursor): boolean | undefined {
  const { bytes } = cursor;
  const from = cursor.at;
  while (cursor.at < bytes.length && bytes[cursor.at] !== NEWLINE) cursor.at++;
  if (cursor.at - from === 2 && bytes[from + 1] === 49) return true;
  const text = new TextDecoder().decode(bytes.subarray(from, cursor.at)).trim();
  if (text === '') return true;
  const value = Number(text);
  return Number.isNaN(value) ? undefined : value !== 0;
}
