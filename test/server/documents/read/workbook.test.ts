import { utils, write } from '@e965/xlsx';
import { describe, expect, test } from 'vitest';
import { ReadError } from '../../../../server/documents/read/problem.ts';
import { readWorkbook, WORKBOOK_LIMITS } from '../../../../server/documents/read/workbook.ts';
import { writeWorkbook } from '../../../../server/documents/write/workbook.ts';
import { zip } from '../../../support/documents/zip.ts';

const text = (reference: string, value: string) =>
  `<c r="${reference}" t="inlineStr"><is><t>${value}</t></is></c>`;

const SHEETS = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const KIND = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

/** A package as a spreadsheet program writes it, around the rows of its one sheet. */
function formAround(rows: string): Buffer {
  return zip([
    {
      name: '[Content_Types].xml',
      content: `<Types xmlns="${PACKAGE}/content-types"><Override PartName="/xl/workbook.xml" ContentType="${KIND}.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="${KIND}.worksheet+xml"/></Types>`,
    },
    {
      name: '_rels/.rels',
      content: `<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="r1" Type="${OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    },
    {
      name: 'xl/workbook.xml',
      content: `<workbook xmlns="${SHEETS}" xmlns:r="${OFFICE}"><sheets><sheet name="survey" sheetId="1" r:id="s1"/></sheets></workbook>`,
    },
    {
      name: 'xl/_rels/workbook.xml.rels',
      content: `<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="s1" Type="${OFFICE}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`,
    },
    {
      name: 'xl/worksheets/sheet1.xml',
      content: `<worksheet xmlns="${SHEETS}"><dimension ref="A1:BSZ1048576"/><sheetData>${rows}</sheetData></worksheet>`,
    },
  ]);
}

async function refusal(bytes: Uint8Array, limits = WORKBOOK_LIMITS): Promise<string | undefined> {
  try {
    await readWorkbook(bytes, limits);
    return undefined;
  } catch (error) {
    return error instanceof ReadError ? error.problem.code : String(error);
  }
}

describe('a workbook that holds a form', () => {
  test.each(['xlsx', 'biff8'] as const)(
    'is read from %s, sheet by sheet, each row in its place',
    async (bookType) => {
      const book = utils.book_new();
      const rows = [['type', 'name'], [], ['text', 'q', '', 12.5, true]];
      utils.book_append_sheet(book, utils.aoa_to_sheet(rows), 'survey');
      utils.book_append_sheet(book, utils.aoa_to_sheet([]), 'choices');
      const bytes: Buffer = write(book, { type: 'buffer', bookType });
      expect(await readWorkbook(bytes)).toEqual([
        { name: 'survey', rows: [['type', 'name'], [], ['text', 'q', '', '12.5', 'TRUE']] },
        { name: 'choices', rows: [] },
      ]);
    },
  );

  test('gives the value that was saved with a formula, and nothing of an error', async () => {
    const rows = `<row r="1"><c r="A1"><f>1+1</f><v>2</v></c><c r="B1" t="e"><f>1/0</f><v>#DIV/0!</v></c>${text('C1', '=2+2')}</row>`;
    const [sheet] = await readWorkbook(formAround(rows));
    expect(sheet?.rows).toEqual([['2', '', '=2+2']]);
  });

  test('that declares 72 million cells costs what it holds', async () => {
    const rows = `<row r="1">${text('A1', 'type')}${text('BSZ1', 'far')}</row><row r="1048576">${text('A1048576', 'bas')}</row>`;
    expect(await readWorkbook(formAround(rows))).toEqual([{ name: 'survey', rows: [['type']] }]);
  });

  test('reads back what was written, formulas as texts', async () => {
    const sheets = [
      { name: 'survey', rows: [['type', '=1+1'], [], ['', '+33 6', '0012']] },
      { name: 'settings', rows: [['form_title'], ['L’été']] },
    ];
    expect(await readWorkbook(await writeWorkbook(sheets))).toEqual(sheets);
  });

  test('is refused when it is empty, truncated, too large, or something else', async () => {
    const whole = await writeWorkbook([{ name: 'survey', rows: [['type']] }]);
    expect(await refusal(new Uint8Array())).toBe('emptyFile');
    expect(await refusal(whole.subarray(0, whole.length / 2))).toBe('damagedFile');
    expect(await refusal(Buffer.from('type,name\n'))).toBe('damagedFile');
    expect(await refusal(Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 1, 2, 3]))).toBe('damagedFile');
    expect(await refusal(whole, { ...WORKBOOK_LIMITS, maxInputMb: 0.0001 })).toBe('fileTooLarge');
    expect(await refusal(whole, { ...WORKBOOK_LIMITS, maxUnpackedMb: 0.0001 })).toBe(
      'unpackedTooLarge',
    );
  });

  test('is told too long rather than cut short', async () => {
    const rows = [1, 2, 3, 4]
      .map((row) => `<row r="${row}">${text(`A${row}`, 'x')}</row>`)
      .join('');
    const bytes = formAround(rows);
    expect(await refusal(bytes, { ...WORKBOOK_LIMITS, maxRows: 3 })).toBe('tooManyRows');
    expect(await refusal(bytes, { ...WORKBOOK_LIMITS, maxCharacters: 3 })).toBe('tooMuchText');
  });
});
