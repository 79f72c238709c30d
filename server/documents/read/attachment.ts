import type { Sheet } from '../../../surveys/xlsform/sheets.ts';
import { sniffDelimiter } from './csv.ts';
import { csvRecords } from './csvRecords.ts';
import { cleanText, decodeText } from './encoding.ts';
import { checkInputSize, type ReadLimits, startBudget } from './limits.ts';
import { refuse } from './problem.ts';
import { WORKBOOK_LIMITS } from './workbook.ts';
import { readXml } from './xml.ts';

/** Files that may stand beside the workbook of a questionnaire. */
export const ATTACHMENT_FILES = /\.(?:csv|geojson|xml)$/i;

/**
 * A file that a questionnaire takes choices from, as a sheet that bears its name: the records of a .csv, the features
 * of a .geojson by their properties, the items of an .xml (`root/item`). @throws ReadError
 */
export async function readAttachment(
  name: string,
  bytes: Uint8Array,
  limits: ReadLimits = WORKBOOK_LIMITS,
): Promise<Sheet> {
  checkInputSize(bytes.length, limits);
  if (/\.xml$/i.test(name))
    return { name, rows: tabled(await itemsIn(bytes, name, limits), limits) };
  const text = cleanText(decodeText(bytes).text);
  if (text.length > limits.maxCharacters) refuse('tooMuchText', { limit: limits.maxCharacters });
  if (/\.geojson$/i.test(name)) return { name, rows: tabled(featuresIn(text), limits) };
  const rows: (readonly string[])[] = [];
  for (const { cells } of csvRecords(text, sniffDelimiter(text, true) ?? ',')) {
    if (rows.length > limits.maxRows) refuse('tooManyRows', { limit: limits.maxRows });
    rows.push(cells);
  }
  return { name, rows };
}

type Item = ReadonlyMap<string, string>;

/** Items under the columns that any of them has. */
function tabled(items: readonly Item[], { maxRows, maxColumns }: ReadLimits): string[][] {
  if (items.length > maxRows) refuse('tooManyRows', { limit: maxRows });
  const columns = [...new Set(items.flatMap((item) => [...item.keys()]))];
  if (columns.length > maxColumns) refuse('tooManyColumns', { limit: maxColumns });
  return [columns, ...items.map((item) => columns.map((column) => item.get(column) ?? ''))];
}

/** The properties of each feature, its id, and its geometry as ODK writes a point: latitude, longitude. */
function featuresIn(text: string): Item[] {
  const collection = objectIn(parsed(text));
  const { features } = collection;
  if (!Array.isArray(features)) return refuse('damagedFile', {});
  return features.map((each: unknown) => {
    const feature = objectIn(each);
    const item = new Map<string, string>();
    if (feature.id !== undefined) item.set('id', wordsOf(feature.id));
    const { type, coordinates } = objectIn(feature.geometry);
    if (type === 'Point' && Array.isArray(coordinates)) {
      item.set('geometry', `${String(coordinates[1])} ${String(coordinates[0])} 0 0`);
    }
    for (const [key, value] of Object.entries(objectIn(feature.properties)))
      item.set(key, wordsOf(value));
    return item;
  });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return refuse('damagedFile', {});
  }
}

function objectIn(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}

function wordsOf(value: unknown): string {
  if (value === null || value === undefined) return '';
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

/** `<root><item><name>…</name><label>…</label></item>…</root>` */
async function itemsIn(bytes: Uint8Array, part: string, limits: ReadLimits): Promise<Item[]> {
  const items: Map<string, string>[] = [];
  const path: string[] = [];
  await readXml(
    pieces(bytes),
    part,
    {
      open(name) {
        path.push(name.slice(name.indexOf(':') + 1));
        if (path.length === 2 && path[1] === 'item') items.push(new Map());
      },
      text(text) {
        const column = path[1] === 'item' && path.length === 3 ? path[2] : undefined;
        const item = items.at(-1);
        if (column !== undefined && item) item.set(column, (item.get(column) ?? '') + text);
      },
      close: () => void path.pop(),
    },
    startBudget(limits),
  );
  return items;
}

async function* pieces(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}
