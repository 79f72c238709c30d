import type { Sheet } from '../../../surveys/xlsform/sheets.ts';
import { openArchive } from './archive.ts';
import { cleanText } from './encoding.ts';
import { checkInputSize, type ReadLimits, startBudget } from './limits.ts';
import { refuse } from './problem.ts';

/** A workbook that people write by hand: far under what tables of data hold. */
export const WORKBOOK_LIMITS: ReadLimits = {
  maxInputMb: 20,
  maxUnpackedMb: 100,
  maxCharacters: 10_000_000,
  maxRows: 20_000,
  maxColumns: 500,
  maxSeconds: 10,
};

const MAX_SHEETS = 50;

/**
 * Every sheet of a workbook, .xlsx or .xls whatever its name says, as rows of texts as far as they are filled: a
 * sheet that declares millions of cells costs what it holds. Formulas give the value saved with them; macros are
 * not read. @throws ReadError where the file is no workbook, or a larger one than a person writes.
 */
export async function readWorkbook(
  bytes: Uint8Array,
  limits: ReadLimits = WORKBOOK_LIMITS,
): Promise<Sheet[]> {
  checkInputSize(bytes.length, limits);
  await checkUnpacked(bytes, limits);
  const { read } = await import('@e965/xlsx');
  const { SheetNames: names } = opened(read, bytes, { bookSheets: true });
  const isForm = names.length <= 3 || names.some((name) => name.trim().toLowerCase() === 'survey');
  // A workbook of many sheets without a survey is no form: its names are enough to say so.
  if (!isForm) return names.map((name) => ({ name, rows: [] }));
  const workbook = opened(read, bytes, { sheetRows: limits.maxRows + 1 });
  let characters = 0;
  return workbook.SheetNames.slice(0, MAX_SHEETS).map((name) => {
    const data = workbook.Sheets[name]?.['!data'] ?? [];
    if (data.length > limits.maxRows) refuse('tooManyRows', { limit: limits.maxRows });
    const rows = Array.from(data, (row) => textsIn(row ?? [], limits.maxColumns));
    while (rows.length > 0 && rows.at(-1)?.length === 0) rows.pop();
    characters += rows.reduce(
      (sum, row) => sum + row.reduce((all, cell) => all + cell.length, 0),
      0,
    );
    if (characters > limits.maxCharacters) refuse('tooMuchText', { limit: limits.maxCharacters });
    return { name, rows };
  });
}

type CellLike = { readonly w?: string; readonly v?: unknown; readonly t?: string };

/** Cells as they are shown, to the last that is filled. */
function textsIn(row: readonly (CellLike | undefined)[], maxColumns: number): string[] {
  const texts = Array.from(row.slice(0, maxColumns), (cell) => {
    if (!cell || cell.t === 'e' || cell.v === undefined || cell.v === null) return '';
    const text = typeof cell.v === 'string' ? cell.v : (cell.w ?? String(cell.v));
    return cleanText(text).trim() === '' ? '' : cleanText(text);
  });
  let end = texts.length;
  while (end > 0 && texts[end - 1] === '') end -= 1;
  return texts.slice(0, end);
}

/** A package is unpacked once under our own budget before the library, which has none, sees it. */
async function checkUnpacked(bytes: Uint8Array, limits: ReadLimits): Promise<void> {
  const isArchive = bytes[0] === 0x50 && bytes[1] === 0x4b;
  const isOldFormat = bytes[0] === 0xd0 && bytes[1] === 0xcf;
  // An old workbook is a file system of its own, whose first sector is 512 bytes.
  const isWhole = isArchive || (isOldFormat && bytes.length > 512);
  if (!isWhole) refuse('damagedFile', {});
  if (!isArchive) return;
  const budget = startBudget(limits);
  const archive = await openArchive(bytes, budget);
  if (!archive.has('xl/workbook.xml')) refuse('damagedFile', {});
  for (const name of archive.names) {
    if (name.endsWith('/') || !/\.(?:xml|rels)$/i.test(name)) continue;
    for await (const _chunk of archive.read(name)) budget.checkTime();
  }
}

function opened(
  read: typeof import('@e965/xlsx').read,
  bytes: Uint8Array,
  options: { readonly sheetRows?: number; readonly bookSheets?: boolean },
) {
  try {
    return read(bytes, {
      type: 'array',
      dense: true,
      ...options,
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
