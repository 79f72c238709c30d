import type { Sheet } from './sheets.ts';
import { readTable, type Table } from './table.ts';

/** The files that stand beside a workbook, by the name that its rows give them: each a table of one sheet. */
export type Attachments = {
  readonly find: (file: string) => Table | undefined;
};

export function attachmentsFrom(files: readonly Sheet[]): Attachments {
  const tables = new Map(files.map((file) => [keyOf(file.name), readTable(file, 'choices')]));
  return { find: (file) => tables.get(keyOf(file)) };
}

/** Which columns name and label the choices of a file: « value=code, label=titre », or what ODK takes by itself. */
export function columnsOf(file: string, parameters: string): { name: string; label: string } {
  const given = new Map(
    [...parameters.matchAll(/(value|label)\s*=\s*([^\s,;]+)/gi)].map(
      ([, key = '', column = '']) => [key.toLowerCase(), column],
    ),
  );
  const [name, label] = /\.geojson$/i.test(file) ? ['id', 'title'] : ['name', 'label'];
  return { name: given.get('value') ?? name, label: given.get('label') ?? label };
}

/** `towns.csv` and `towns` are one list. */
export function stemOf(file: string): string {
  return file.replace(/\.(?:csv|xml|geojson)$/i, '');
}

function keyOf(file: string): string {
  return stemOf(file.trim()).toLowerCase();
}
