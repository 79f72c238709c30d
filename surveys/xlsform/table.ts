import { type Header, type Language, readHeader } from './headers.ts';
import { columnLetters, type Place, type Sheet, type XlsformProblem } from './sheets.ts';

/** A row of a sheet, read by the names of its columns. */
export type Row = {
  readonly row: number;
  /** The cell of a column, in no language; blank where there is none. */
  readonly cell: (column: string) => string;
  /** The cells of a column of texts: language → text; `''` for a column that names no language. */
  readonly texts: (column: string) => ReadonlyMap<string, string>;
  /** The columns that nothing reads, to the letter. */
  readonly extra: (read: ReadonlySet<string>) => Record<string, string>;
  readonly place: (column?: string) => Place;
  readonly isBlank: boolean;
};

export type Table = {
  readonly headers: readonly Header[];
  readonly languages: readonly Language[];
  readonly rows: readonly Row[];
  readonly problems: readonly XlsformProblem[];
  readonly place: (column: string) => Place;
};

const MAX_COLUMNS = 500;

export function readTable(sheet: Sheet, kind: 'survey' | 'choices' | 'settings'): Table {
  const first = sheet.rows.findIndex((cells) => cells.some((cell) => cell.trim() !== ''));
  const cells = (sheet.rows[first] ?? []).slice(0, MAX_COLUMNS);
  const headers = cells.map((cell) => readHeader(cell, kind));
  const places = placesOf(headers);
  const problems = twice(sheet.name, first, headers);
  const rows = sheet.rows
    .slice(first + 1)
    .map((row, index) => readRow(sheet.name, first + 2 + index, row, headers, places))
    .filter(({ isBlank }) => !isBlank);
  const place = (column: string) => placeIn(sheet.name, first + 1, places.get(column)?.[0]);
  return { headers, languages: languagesOf(headers), rows, problems, place };
}

/** Column → where it is; the first of two that bear one name is read. */
function placesOf(headers: readonly Header[]): ReadonlyMap<string, number[]> {
  const places = new Map<string, number[]>();
  for (const [index, { column, typed }] of headers.entries()) {
    if (typed !== '') places.set(column, [...(places.get(column) ?? []), index]);
  }
  return places;
}

function languagesOf(headers: readonly Header[]): Language[] {
  const found = new Map<string, Language>();
  for (const { column, language } of headers) {
    const isText = ['label', 'hint', 'constraint_message', 'required_message'].includes(column);
    if (isText && language && !found.has(language.code)) found.set(language.code, language);
  }
  return [...found.values()];
}

function twice(sheet: string, row: number, headers: readonly Header[]): XlsformProblem[] {
  const seen = new Set<string>();
  return headers.flatMap(({ column, language, typed }, index) => {
    if (typed === '') return [];
    const key = `${column}/${language?.code ?? ''}`;
    if (!seen.has(key)) {
      seen.add(key);
      return [];
    }
    const place = placeIn(sheet, row + 1, index);
    return [{ ...place, severity: 'warning', code: 'column-twice', params: { column: typed } }];
  });
}

function readRow(
  sheet: string,
  row: number,
  cells: readonly string[],
  headers: readonly Header[],
  places: ReadonlyMap<string, readonly number[]>,
): Row {
  const at = (index: number) => (cells[index] ?? '').trim();
  const filled = (column: string) => (places.get(column) ?? []).find((index) => at(index) !== '');
  return {
    row,
    isBlank: headers.every(({ typed }, index) => typed === '' || at(index) === ''),
    cell: (column) => at(filled(column) ?? -1),
    texts(column) {
      const texts = new Map<string, string>();
      for (const index of places.get(column) ?? []) {
        const code = headers[index]?.language?.code ?? '';
        if (at(index) !== '' && !texts.has(code)) texts.set(code, at(index));
      }
      return texts;
    },
    extra(read) {
      const kept = headers.flatMap(({ column, typed }, index) =>
        typed === '' || read.has(column) || at(index) === '' ? [] : [[typed, at(index)] as const],
      );
      return Object.fromEntries(kept);
    },
    place: (column) =>
      placeIn(
        sheet,
        row,
        column === undefined ? undefined : (filled(column) ?? places.get(column)?.[0]),
      ),
  };
}

function placeIn(sheet: string, row: number, index: number | undefined): Place {
  return { sheet, row, cell: index === undefined ? null : `${columnLetters(index)}${row}` };
}
