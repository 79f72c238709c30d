import type { Value } from '../../surveys/columns.ts';
import { exportMessages as said } from '../../views/messages/exports.ts';
import { writeArchive } from './archive.ts';
import { aboutRows, codebookRows } from './codebook.ts';
import { labelsOf } from './csv.ts';
import type { ExportColumn } from './fact-columns.ts';
import { isFormula } from './inert.ts';
import type { ExportTable } from './table.ts';

export const XLSX_MOST_COLUMNS = 16_384;
export const XLSX_MOST_ROWS = 1_048_575;
const MOST_CHARACTERS = 32_767;

/**
 * A workbook of three sheets: responses, what each column is, and what the file is. Texts are inline strings, which
 * nothing computes, marked as typed texts where they begin like a formula (ECMA-376, part 1, 18.3 and 18.8.45).
 */
export function writeXlsx(
  table: ExportTable,
  { isLabelled }: { readonly isLabelled: boolean },
): AsyncGenerator<Buffer> {
  const cuts = { count: 0 };
  const write = createCellWriter(cuts);
  const sheets = [
    {
      name: said.sheets.responses,
      content: () => responseSheet(table, isLabelled, write),
    },
    { name: said.sheets.codebook, content: () => textSheet(codebookRows(table), write) },
    {
      name: said.sheets.about,
      // Written last, once it is known whether anything was cut.
      content: () =>
        textSheet(
          [...aboutRows(table), ...(cuts.count > 0 ? [['', said.about.cut(cuts.count)]] : [])],
          write,
        ),
    },
  ];
  const fixed = packageParts(sheets.map(({ name }) => name));
  return writeArchive(
    [
      ...fixed.map(({ name, xml }) => ({ name, content: () => once(xml) })),
      ...sheets.map(({ content }, index) => ({
        name: `xl/worksheets/sheet${index + 1}.xml`,
        content,
      })),
    ],
    table.exportedAt,
  );
}

async function* once(xml: string): AsyncGenerator<Buffer> {
  yield Buffer.from(xml);
}

const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const RELATIONS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const SHEET_START = `${XML}<worksheet xmlns="${MAIN}"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><sheetData>`;
const SHEET_END = '</sheetData></worksheet>';

type CellWriter = (reference: string, value: string | number, style?: Style) => string;

/** Places of the styles in styles.xml. */
const STYLES = { plain: 0, typed: 1, date: 2, 'date-time': 3, heading: 4 } as const;
type Style = keyof typeof STYLES;

function createCellWriter(cuts: { count: number }): CellWriter {
  return (reference, value, style = 'plain') => {
    const mark = style === 'plain' ? '' : ` s="${STYLES[style]}"`;
    if (typeof value === 'number') return `<c r="${reference}"${mark}><v>${value}</v></c>`;
    if (value === '') return '';
    const isLong = value.length > MOST_CHARACTERS;
    if (isLong) cuts.count += 1;
    const text = isLong ? `${value.slice(0, MOST_CHARACTERS - 1).toWellFormed()}…` : value;
    const own = style === 'plain' && isFormula(text) ? ` s="${STYLES.typed}"` : mark;
    return `<c r="${reference}"${own} t="inlineStr"><is><t xml:space="preserve">${escaped(text)}</t></is></c>`;
  };
}

async function* responseSheet(
  table: ExportTable,
  isLabelled: boolean,
  write: CellWriter,
): AsyncGenerator<Buffer> {
  const letters = table.columns.map((_, index) => columnLetters(index));
  const cells = table.columns.map((column, index) =>
    cellOf(column, letters[index] ?? '', isLabelled, write),
  );
  const headings = table.columns.map(({ name }, index) =>
    write(`${letters[index]}1`, name, 'heading'),
  );
  yield Buffer.from(`${SHEET_START}<row r="1">${headings.join('')}</row>`);
  let number = 1;
  for await (const rows of table.rows()) {
    let xml = '';
    for (const row of rows) {
      number += 1;
      let line = '';
      for (let index = 0; index < cells.length; index += 1)
        line += cells[index]?.(row[index] ?? '', number) ?? '';
      xml += `<row r="${number}">${line}</row>`;
    }
    yield Buffer.from(xml);
  }
  yield Buffer.from(SHEET_END);
}

/** How the cells of one column are written: dates as dates, choices by their labels where asked. */
function cellOf(column: ExportColumn, letters: string, isLabelled: boolean, write: CellWriter) {
  const labels = isLabelled ? labelsOf(column) : undefined;
  return (value: Value, row: number): string => {
    const reference = `${letters}${row}`;
    if (typeof value === 'object') return write(reference, said.marks[value.reason]);
    const label = labels?.get(value);
    if (label !== undefined) return write(reference, label);
    const style = column.kind === 'date' || column.kind === 'date-time' ? column.kind : undefined;
    const day = style && typeof value === 'string' ? dayNumber(value) : undefined;
    return day === undefined ? write(reference, value) : write(reference, day, style);
  };
}

const DAY_MS = 86_400_000;
/** Day 0 of a workbook, which counts a 29 February 1900 that never was; earlier dates stay texts. */
const FIRST_DAY = Date.UTC(1899, 11, 30);
const FIRST_TRUE_DAY = 61;

function dayNumber(text: string): number | undefined {
  const instant = Date.parse(`${text.length === 10 ? `${text}T00:00` : text}Z`);
  const day = (instant - FIRST_DAY) / DAY_MS;
  return /^\d{4}-/.test(text) && day >= FIRST_TRUE_DAY ? day : undefined;
}

async function* textSheet(
  rows: readonly (readonly string[])[],
  write: CellWriter,
): AsyncGenerator<Buffer> {
  const lines = rows.map((row, index) => {
    const cells = row.map((text, column) =>
      write(`${columnLetters(column)}${index + 1}`, text, index === 0 ? 'heading' : 'plain'),
    );
    return `<row r="${index + 1}">${cells.join('')}</row>`;
  });
  yield Buffer.from(`${SHEET_START}${lines.join('')}${SHEET_END}`);
}

/** A, B … Z, AA … */
function columnLetters(index: number): string {
  const rest = Math.floor(index / 26);
  return (rest > 0 ? columnLetters(rest - 1) : '') + String.fromCharCode(65 + (index % 26));
}

/** XML, and what it cannot hold as the format writes it: `_x0001_`; a text that looks like that is escaped too. */
function escaped(text: string): string {
  return text
    .replaceAll(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll(
      // biome-ignore lint/suspicious/noControlCharactersInRegex: the very characters that XML refuses
      /[\u0000-\u0008\u000B-\u001F\uFFFE\uFFFF]/g,
      (character) => `_x${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}_`,
    );
}

function packageParts(names: readonly string[]): { name: string; xml: string }[] {
  const sheetType = 'application/vnd.openxmlformats-officedocument.spreadsheetml';
  const ids = names.map((_, index) => index + 1);
  return [
    {
      name: '[Content_Types].xml',
      xml: `${XML}<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${sheetType}.sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="${sheetType}.styles+xml"/>${ids.map((id) => `<Override PartName="/xl/worksheets/sheet${id}.xml" ContentType="${sheetType}.worksheet+xml"/>`).join('')}</Types>`,
    },
    {
      name: '_rels/.rels',
      xml: `${XML}<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${RELATIONS}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    },
    {
      name: 'xl/workbook.xml',
      xml: `${XML}<workbook xmlns="${MAIN}" xmlns:r="${RELATIONS}"><sheets>${names.map((name, index) => `<sheet name="${escaped(name)}" sheetId="${index + 1}" r:id="rId${index + 1}"/>`).join('')}</sheets></workbook>`,
    },
    {
      name: 'xl/_rels/workbook.xml.rels',
      xml: `${XML}<Relationships xmlns="${PACKAGE}/relationships">${ids.map((id) => `<Relationship Id="rId${id}" Type="${RELATIONS}/worksheet" Target="worksheets/sheet${id}.xml"/>`).join('')}<Relationship Id="rId${ids.length + 1}" Type="${RELATIONS}/styles" Target="styles.xml"/></Relationships>`,
    },
    { name: 'xl/styles.xml', xml: STYLE_SHEET },
  ];
}

const STYLE_SHEET = `${XML}<styleSheet xmlns="${MAIN}"><numFmts count="2"><numFmt numFmtId="164" formatCode="dd/mm/yyyy"/><numFmt numFmtId="165" formatCode="dd/mm/yyyy hh:mm"/></numFmts><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="5"><xf/><xf quotePrefix="1" numFmtId="49" applyNumberFormat="1"/><xf numFmtId="164" applyNumberFormat="1"/><xf numFmtId="165" applyNumberFormat="1"/><xf fontId="1" applyFont="1"/></cellXfs></styleSheet>`;
