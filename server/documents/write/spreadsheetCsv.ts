const BYTE_ORDER_MARK = '\uFEFF';

/**
 * A table that French spreadsheets open as it is: UTF-8 with its mark, semicolons, every cell quoted.
 * For people to open; a machine is given raw values elsewhere.
 */
export function spreadsheetCsv(rows: readonly (readonly string[])[]): string {
  const lines = rows.map((cells) => cells.map((cell) => quoted(inert(cell))).join(';'));
  return `${BYTE_ORDER_MARK}${lines.join('\r\n')}\r\n`;
}

/** What a spreadsheet would take for a formula becomes a text, marked by an apostrophe (OWASP, CSV injection). */
function inert(cell: string): string {
  return /^[\s\uFEFF]*[=+\-@\uFF1D\uFF0B\uFF0D\uFF20]|^[\t\r\n]/u.test(cell) ? `'${cell}` : cell;
}

const quoted = (cell: string) => `"${cell.replaceAll('"', '""')}"`;
