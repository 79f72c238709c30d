import { utils, write } from '@e965/xlsx';
import { describe, expect, test } from 'vitest';
import { UPLOAD_LIMITS } from '../../../../server/documents/read/limits.ts';
import { xlsxAround } from '../../../support/documents/office.ts';
import { codesOf, readAs, refusalOf } from '../../../support/documents/reading.ts';

const text = (reference: string, value: string) =>
  `<c r="${reference}" t="inlineStr"><is><t>${value}</t></is></c>`;

describe('an Excel workbook', () => {
  test('gives texts, numbers, dates and booleans of its first filled visible sheet', async () => {
    const header = `<row r="1">${['A', 'B', 'C', 'D', 'E'].map((column, index) => text(`${column}1`, ['n', 'avis', 'date', 'membre', 'part'][index] ?? '')).join('')}</row>`;
    const row = `<row r="4"><c r="A4"><v>12</v></c><c r="B4" t="s"><v>0</v></c><c r="C4" s="1"><v>43800</v></c><c r="D4" t="b"><v>1</v></c><c r="E4"><v>0.10000000000000001</v></c></row>`;
    const table = await readAs(
      'table',
      xlsxAround(
        [
          { name: 'Vide', rows: '' },
          { name: 'Cachée', rows: `<row>${text('A1', 'secret')}</row>`, isHidden: true },
          { name: 'Réponses', rows: header + row },
        ],
        ['Il faut un médecin, dit-on.'],
        '<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs>',
      ),
      'reponses.xlsx',
    );
    expect(table.rows).toEqual([
      {
        line: 4,
        cells: ['12', 'Il faut un médecin, dit-on.', '2019-12-01', 'oui', '0.1'],
      },
    ]);
    expect(table.warnings).toEqual([
      { code: 'otherSheetsIgnored', params: { read: 'Réponses', ignored: ['Vide'] }, where: {} },
    ]);
  });

  test('that declares a million rows costs what it holds', async () => {
    const rows = `<row r="1">${text('A1', 'avis')}</row><row r="1048576">${text('A1048576', 'Tout en bas.')}</row>`;
    const table = await readAs('table', xlsxAround([{ name: 'F', rows }]), 'a.xlsx');
    expect(table.rows).toEqual([{ line: 1_048_576, cells: ['Tout en bas.'] }]);
  });

  test('refuses more rows or columns than its limits, and cells spread out to cost memory', async () => {
    const sheet = (rows: string) => xlsxAround([{ name: 'F', rows }]);
    const many = sheet(
      Array.from({ length: 6 }, (_, index) => `<row>${text(`A${index + 1}`, 'x')}</row>`).join(''),
    );
    expect(await refusalOf(many, 'a.xlsx', { ...UPLOAD_LIMITS, maxRows: 4 })).toBe('tooManyRows');
    expect(await refusalOf(sheet(`<row>${text('XFD1', 'x')}</row>`), 'a.xlsx')).toBe(
      'tooManyColumns',
    );
    const spread = sheet(
      Array.from({ length: 50 }, (_, index) => `<row>${text(`ALK${index + 1}`, 'x')}</row>`).join(
        '',
      ),
    );
    expect(await refusalOf(spread, 'a.xlsx', { ...UPLOAD_LIMITS, maxCharacters: 10_000 })).toBe(
      'tooMuchText',
    );
  });

  test('as written by a library reads the same as the old binary format', async () => {
    const book = utils.book_new();
    const grid = [
      ['id', 'texte'],
      ['1', 'Le marché couvert'],
      ['2', 'La halte ferroviaire'],
    ];
    utils.book_append_sheet(book, utils.aoa_to_sheet(grid), 'Avis');
    const modern: Buffer = write(book, { type: 'buffer', bookType: 'xlsx' });
    const old: Buffer = write(book, { type: 'buffer', bookType: 'biff8' });
    const expected = [
      { line: 2, cells: ['1', 'Le marché couvert'] },
      { line: 3, cells: ['2', 'La halte ferroviaire'] },
    ];
    expect((await readAs('table', modern, 'a.xlsx')).rows).toEqual(expected);
    const read = await readAs('table', old, 'a.xlsx');
    expect(read.rows).toEqual(expected);
    expect(read.format).toBe('xls');
    expect(codesOf(read.warnings)).toEqual(['extensionDiffers']);
  });
});
