import { type Archive, readPart } from './archive.ts';
import { toTable } from './csv.ts';
import { cleanText } from './encoding.ts';
import type { Budget } from './limits.ts';
import { problem, refuse } from './problem.ts';
import { stemOf, type TableDocument, type TableRow } from './reading.ts';
import { dateOf, isDateFormat } from './xlsxDates.ts';

/**
 * A workbook, read as a stream so that a sheet that declares millions of cells costs what it holds: the
 * first visible sheet with text, as a table. Formulas give the value that was saved with them.
 */
export async function readXlsx(
  archive: Archive,
  fileName: string,
  budget: Budget,
): Promise<TableDocument> {
  const workbook = await readWorkbook(archive, budget);
  const strings = await readStrings(archive, budget);
  const dateStyles = await readDateStyles(archive, budget);
  for (const sheet of workbook.sheets) {
    const context = { strings, dateStyles, is1904: workbook.is1904, budget };
    const rows = await readSheet(archive, sheet.part, context);
    if (rows.length === 0) continue;
    const ignored = workbook.sheets.filter((other) => other !== sheet).map((other) => other.name);
    return toTable(rows, {
      format: 'xlsx',
      title: stemOf(fileName),
      encoding: null,
      problems: [],
      warnings:
        ignored.length === 0 ? [] : [problem('otherSheetsIgnored', { read: sheet.name, ignored })],
      budget,
    });
  }
  return refuse('noText', {});
}

interface Workbook {
  readonly sheets: readonly { readonly name: string; readonly part: string }[];
  readonly is1904: boolean;
}

async function readWorkbook(archive: Archive, budget: Budget): Promise<Workbook> {
  const targets = new Map<string, string>();
  await readPart(
    archive,
    'xl/_rels/workbook.xml.rels',
    {
      open(name, attribute) {
        if (name === 'rels:Relationship') {
          targets.set(attribute('Id') ?? '', partPath(attribute('Target') ?? ''));
        }
      },
    },
    budget,
  );
  const sheets: { name: string; part: string }[] = [];
  let is1904 = false;
  await readPart(
    archive,
    'xl/workbook.xml',
    {
      open(name, attribute) {
        if (name === 'x:workbookPr') is1904 = /^(?:1|true)$/u.test(attribute('date1904') ?? '');
        if (
          name !== 'x:sheet' ||
          (attribute('state') !== undefined && attribute('state') !== 'visible')
        )
          return;
        const part = targets.get(attribute('r:id') ?? '');
        if (part !== undefined) sheets.push({ name: attribute('name') ?? '', part });
      },
    },
    budget,
  );
  return { sheets, is1904 };
}

function partPath(target: string): string {
  return target.startsWith('/') ? target.slice(1) : `xl/${target}`;
}

async function readStrings(archive: Archive, budget: Budget): Promise<readonly string[]> {
  const strings: string[] = [];
  const text = richText();
  await readPart(
    archive,
    'xl/sharedStrings.xml',
    {
      open(name) {
        if (name === 'x:si') text.reset();
        text.open(name);
      },
      text(piece) {
        text.add(piece);
      },
      close(name) {
        text.close(name);
        if (name !== 'x:si') return;
        budget.takeText(text.value().length);
        strings.push(cleanText(text.value()));
      },
    },
    budget,
  );
  return strings;
}

/** Text in runs; what helps to pronounce it (x:rPh) is not part of it. */
function richText() {
  let parts: string[] = [];
  let isText = false;
  let phonetic = 0;
  return {
    reset: () => {
      parts = [];
    },
    open: (name: string) => {
      if (name === 'x:rPh') phonetic++;
      if (name === 'x:t') isText = phonetic === 0;
    },
    close: (name: string) => {
      if (name === 'x:rPh') phonetic--;
      if (name === 'x:t') isText = false;
    },
    add: (piece: string) => {
      if (isText) parts.push(piece);
    },
    value: () => parts.join(''),
  };
}

async function readDateStyles(archive: Archive, budget: Budget): Promise<ReadonlySet<number>> {
  const formats = new Map<number, string>();
  const styles = new Set<number>();
  let isCellFormats = false;
  let index = 0;
  await readPart(
    archive,
    'xl/styles.xml',
    {
      open(name, attribute) {
        if (name === 'x:numFmt') {
          formats.set(Number(attribute('numFmtId')), attribute('formatCode') ?? '');
        }
        if (name === 'x:cellXfs') isCellFormats = true;
        if (name !== 'x:xf' || !isCellFormats) return;
        const id = Number(attribute('numFmtId'));
        if (isDateFormat(id, formats.get(id))) styles.add(index);
        index++;
      },
      close(name) {
        if (name === 'x:cellXfs') isCellFormats = false;
      },
    },
    budget,
  );
  return styles;
}

interface SheetContext {
  readonly strings: readonly string[];
  readonly dateStyles: ReadonlySet<number>;
  readonly is1904: boolean;
  readonly budget: Budget;
}

async function readSheet(
  archive: Archive,
  part: string,
  context: SheetContext,
): Promise<TableRow[]> {
  const { budget } = context;
  const rows: TableRow[] = [];
  const inline = richText();
  let row = { line: 0, cells: [] as string[] };
  let cell = { column: 0, type: 'n', style: 0, value: '' };
  let isValue = false;
  const finishCell = () => {
    const value = cell.type === 'inlineStr' ? cleanText(inline.value()) : cellText(cell, context);
    if (value === '') return;
    // An empty cell that pads the row costs as much as a letter: a lone cell far to the right is no free ride.
    budget.takeText(value.length + Math.max(0, cell.column - row.cells.length));
    while (row.cells.length < cell.column) row.cells.push('');
    row.cells[cell.column] = value;
  };
  const finishRow = () => {
    if (row.cells.length === 0) return;
    if (rows.length > budget.limits.maxRows)
      refuse('tooManyRows', { limit: budget.limits.maxRows });
    rows.push(row);
  };
  await readPart(
    archive,
    part,
    {
      open(name, attribute) {
        inline.open(name);
        if (name === 'x:row') row = { line: Number(attribute('r') ?? row.line + 1), cells: [] };
        if (name === 'x:c') {
          const column = columnIndex(attribute('r')) ?? row.cells.length;
          if (column >= budget.limits.maxColumns) {
            refuse('tooManyColumns', { limit: budget.limits.maxColumns });
          }
          inline.reset();
          cell = {
            column,
            type: attribute('t') ?? 'n',
            style: Number(attribute('s') ?? 0),
            value: '',
          };
        }
        isValue = name === 'x:v';
      },
      text(piece) {
        if (isValue) cell.value += piece;
        inline.add(piece);
      },
      close(name) {
        inline.close(name);
        if (name === 'x:v') isValue = false;
        if (name === 'x:c') finishCell();
        if (name === 'x:row') finishRow();
      },
    },
    budget,
  );
  return rows;
}

function cellText(
  cell: { readonly type: string; readonly style: number; readonly value: string },
  context: SheetContext,
): string {
  if (cell.value === '' || cell.type === 'e') return '';
  if (cell.type === 's') return context.strings[Number(cell.value)] ?? '';
  if (cell.type === 'b') return cell.value === '1' ? 'oui' : 'non';
  if (cell.type !== 'n') return cleanText(cell.value);
  return context.dateStyles.has(cell.style)
    ? dateOf(Number(cell.value), context.is1904)
    : numberText(cell.value);
}

/** « 12 » and « 0.1 », never « 0.10000000000000001 » as the file spells them. */
function numberText(value: string): string {
  const number = Number(value);
  return Number.isFinite(number) ? String(number) : value;
}

/** « C7 » is column 2. */
function columnIndex(reference: string | undefined): number | undefined {
  const letters = /^[A-Z]{1,3}/u.exec(reference ?? '')?.[0];
  if (letters === undefined) return undefined;
  return [...letters].reduce((index, letter) => index * 26 + letter.charCodeAt(0) - 64, 0) - 1;
}
