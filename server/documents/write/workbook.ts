import type { Sheet } from '../../../surveys/xlsform/sheets.ts';

/** Sheets as an .xlsx workbook. Cells are texts, so that nothing in them is ever computed. */
export async function writeWorkbook(sheets: readonly Sheet[]): Promise<Buffer> {
  const { utils, write } = await import('@e965/xlsx');
  const book = utils.book_new();
  for (const { name, rows } of sheets) {
    const cells = rows.map((row) =>
      row.map((text) => (text === '' ? null : { t: 's' as const, v: text })),
    );
    utils.book_append_sheet(book, utils.aoa_to_sheet(cells), name.slice(0, 31));
  }
  return write(book, { type: 'buffer', bookType: 'xlsx', compression: true });
}
