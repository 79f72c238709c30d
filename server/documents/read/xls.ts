import { toTable } from './csv.ts';
import { cleanText } from './encoding.ts';
import type { Budget } from './limits.ts';
import { problem, refuse } from './problem.ts';
import { stemOf, type TableDocument } from './reading.ts';

/** The library holds the whole workbook in memory, several times the file: a bound of its own. */
const MAX_XLS_MB = 20;

/** An old binary workbook (Excel 97-2003): its first visible sheet with text. */
export async function readXls(
  bytes: Uint8Array,
  fileName: string,
  budget: Budget,
): Promise<TableDocument> {
  if (bytes.length > MAX_XLS_MB * 1_000_000) refuse('fileTooLarge', { limitMb: MAX_XLS_MB });
  // Loaded when needed: few files are that old, and the library is large.
  const { read, utils } = await import('@e965/xlsx');
  const workbook = openWorkbook(read, bytes, budget.limits.maxRows);
  const names = workbook.SheetNames.filter(
    (_, index) => !workbook.Workbook?.Sheets?.[index]?.Hidden,
  );
  for (const name of names) {
    const sheet = workbook.Sheets[name];
    const grid = sheet
      ? utils.sheet_to_json<string[]>(sheet, { header: 1, raw: false, defval: '' })
      : [];
    const rows = grid
      .map((cells, index) => ({
        line: index + 1,
        cells: cells.map((cell) => cleanText(String(cell))),
      }))
      .filter(({ cells }) => cells.some((cell) => cell.trim() !== ''));
    if (rows.length === 0) continue;
    if (rows.length > budget.limits.maxRows)
      refuse('tooManyRows', { limit: budget.limits.maxRows });
    budget.checkTime();
    const ignored = names.filter((other) => other !== name);
    return toTable(rows, {
      format: 'xls',
      title: stemOf(fileName),
      encoding: null,
      problems: [],
      warnings:
        ignored.length === 0 ? [] : [problem('otherSheetsIgnored', { read: name, ignored })],
      budget,
    });
  }
  return refuse('noText', {});
}

function openWorkbook(read: typeof import('@e965/xlsx').read, bytes: Uint8Array, maxRows: number) {
  try {
    return read(bytes, {
      type: 'array',
      dense: true,
      sheetRows: maxRows + 2,
      cellFormula: false,
      cellHTML: false,
      cellText: true,
      bookVBA: false,
      dateNF: 'yyyy-mm-dd',
    });
  } catch {
    return refuse('damagedFile', {});
  }
}
