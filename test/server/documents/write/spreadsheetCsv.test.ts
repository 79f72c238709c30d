import { expect, it } from 'vitest';
import {
  spreadsheetCsv,
  streamSpreadsheetCsv,
} from '../../../../server/documents/write/spreadsheetCsv.ts';

const cellsOf = (csv: string) =>
  csv
    .slice(1, -2)
    .split('\r\n')
    .map((line) => line.slice(1, -1).split('";"'));

it('opens in a French spreadsheet: mark, semicolons, quotes doubled, lines kept in their cell', () => {
  expect(
    spreadsheetCsv([
      ['Nom', 'Mot'],
      ['Élise « la maire »', 'dit "oui"\nbien fort ; vite'],
    ]),
  ).toBe('\uFEFF"Nom";"Mot"\r\n"Élise « la maire »";"dit ""oui""\nbien fort ; vite"\r\n');
});

it('makes a text of whatever a spreadsheet would compute', () => {
  const formulas = [
    '=HYPERLINK("http://pirate.exemple")',
    '+1+1',
    '-2+3',
    '@SUM(A1)',
    '\t=1',
    '\r=1',
    ' =cmd|calc',
    '＝1+1',
    '\uFEFF=1',
  ];
  for (const formula of formulas) {
    const [[cell] = []] = cellsOf(spreadsheetCsv([[formula.replaceAll('"', '')]]));
    expect(cell?.startsWith("'")).toBe(true);
  }
});

it('leaves alone what is no formula', () => {
  const plain = ['Maire', '12 rue du Four', 'a=b', 'https://exemple.fr/i/-abc', '0012', ''];
  expect(cellsOf(spreadsheetCsv([plain]))).toEqual([plain]);
});

it('writes numbers as French spreadsheets read them, and nothing where there is nothing', () => {
  expect(spreadsheetCsv([['Écart', -3.25, 1200, 2e-9, Number.NaN, null]])).toBe(
    '\uFEFF"Écart";-3,25;1200;0,000000002000;;\r\n',
  );
});

it('a table sent row by row has the same bytes, in few writes', async () => {
  const rows = Array.from({ length: 5000 }, (_, at) => [`=ligne ${at}`, at / 2]);
  const chunks: string[] = [];
  for await (const chunk of streamSpreadsheetCsv(rows)) chunks.push(chunk);
  expect(chunks.join('')).toBe(spreadsheetCsv(rows));
  expect(chunks.length).toBeLessThan(5);
});
