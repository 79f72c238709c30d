import type { MissingReason, Value } from '../../../surveys/columns.ts';
import type { ExportColumn } from '../fact-columns.ts';
import type { ExportTable } from '../table.ts';

/** A column as SPSS holds it: a number with its labels, or a text of a fixed width in bytes. */
export type SpssVariable = {
  readonly index: number;
  readonly name: string;
  readonly label: string;
  readonly measure: 'nominal' | 'ordinal' | 'scale';
} & (
  | {
      readonly kind: 'number';
      readonly format: 'number' | 'date' | 'time' | 'date-time';
      readonly decimals: number;
      /** Code of an answer → its number; undefined where the answer is the number. */
      readonly codes: ReadonlyMap<string | number, number> | undefined;
      readonly labels: readonly (readonly [number, string])[];
      readonly missing: Readonly<Record<MissingReason, number>>;
    }
  | { readonly kind: 'text'; readonly width: number; readonly isCut: boolean }
);

/** Of a text; a blank one is empty. SPSS tells three missing values of a text apart, of 8 bytes at most. */
export const TEXT_MISSING: Readonly<Record<Exclude<MissingReason, 'blank'>, string>> = {
  'not-asked': '[np]',
  'other-version': '[av]',
  withheld: '[ret]',
};

/** Short, unless answers come that low. */
const NUMBER_MISSING = { 'not-asked': -99, 'other-version': -98, withheld: -97, blank: -96 };
const FAR_MISSING = {
  'not-asked': -999999999,
  'other-version': -999999998,
  withheld: -999999997,
  blank: -999999996,
};
const LEAST_LONG_TEXT = 9;
const MOST_BYTES = 32_767;
const TEXT_KINDS: readonly ExportColumn['kind'][] = ['text', 'words', 'contact'];

/** Reads every response once: widths of texts, decimals, codes that no version names. */
export async function spssVariables(table: ExportTable): Promise<SpssVariable[]> {
  const scans = table.columns.map(() => newScan());
  for await (const rows of table.rows({ isRouted: false })) {
    for (const row of rows) {
      row.forEach((value, index) => {
        if (typeof value !== 'object') see(scans[index], table.columns[index], value);
      });
    }
  }
  const names = spssNames(table.columns.map(({ name }) => name));
  return table.columns.map((column, index) =>
    variableOf(column, scans[index] ?? newScan(), index, names[index] ?? ''),
  );
}

interface Scan {
  bytes: number;
  least: number;
  decimals: number;
  readonly codes: Set<string | number>;
}

const newScan = (): Scan => ({ bytes: 0, least: 0, decimals: 0, codes: new Set() });

function see(scan: Scan | undefined, column: ExportColumn | undefined, value: string | number) {
  if (!scan || !column) return;
  if (TEXT_KINDS.includes(column.kind)) {
    scan.bytes = Math.max(scan.bytes, Buffer.byteLength(String(value)));
    return;
  }
  if (column.kind === 'code') scan.codes.add(value);
  if (typeof value !== 'number') return;
  scan.least = Math.min(scan.least, value);
  const [, fraction = ''] = String(value).split('.');
  scan.decimals = Math.max(scan.decimals, Math.min(fraction.length, 10));
}

function variableOf(column: ExportColumn, scan: Scan, index: number, name: string): SpssVariable {
  const { kind, label, choices = [] } = column;
  const common = { index, name, label };
  if (TEXT_KINDS.includes(kind)) {
    const width = Math.min(Math.max(scan.bytes, LEAST_LONG_TEXT), MOST_BYTES);
    return { ...common, measure: 'nominal', kind: 'text', width, isCut: scan.bytes > MOST_BYTES };
  }
  const missing = scan.least <= NUMBER_MISSING.blank ? FAR_MISSING : NUMBER_MISSING;
  const number = { ...common, kind: 'number', decimals: scan.decimals, missing } as const;
  if (kind === 'code') {
    const known = new Map(choices.map(({ value, label: words }) => [value, words]));
    for (const code of scan.codes) if (!known.has(code)) known.set(code, String(code));
    const codes = numbersOf([...known.keys()]);
    const labels = [...known].map(([code, words]) => [codes.get(code) ?? 0, words] as const);
    return { ...number, measure: 'nominal', format: 'number', codes, labels };
  }
  if (kind === 'date' || kind === 'time' || kind === 'date-time')
    return { ...number, measure: 'scale', format: kind, codes: undefined, labels: [] };
  const labels = kind === 'mark' ? MARK_LABELS : choices.flatMap(numbered);
  const measure = kind === 'mark' ? 'nominal' : labels.length > 0 ? 'ordinal' : 'scale';
  return { ...number, measure, format: 'number', codes: undefined, labels };
}

/** A code that is a whole number is its own number; where one is not, they are numbered in order. */
function numbersOf(codes: readonly (string | number)[]): Map<string | number, number> {
  const areNumbers = codes.every((code) => /^(?:0|[1-9]\d{0,8})$/.test(String(code)));
  return new Map(codes.map((code, place) => [code, areNumbers ? Number(code) : place + 1]));
}

const MARK_LABELS = [
  [0, 'non'],
  [1, 'oui'],
] as const;

function numbered({ value, label }: { value: string | number; label: string }) {
  return typeof value === 'number' ? [[value, label] as const] : [];
}

/** Where SPSS counts seconds from: 14 October 1582, midnight. */
const SPSS_EPOCH_MS = Date.UTC(1582, 9, 14);

/** The number that stands for a value; undefined where it is none. */
export function numberOf(
  { codes, format, missing }: Extract<SpssVariable, { kind: 'number' }>,
  value: Value,
): number | undefined {
  if (typeof value === 'object') return missing[value.reason];
  if (codes) return codes.get(value);
  if (typeof value === 'number') return value;
  return format === 'time' ? secondsOf(value) : instantOf(value, format);
}

function secondsOf(time: string): number | undefined {
  const [, hours, minutes] = /^(\d{2}):(\d{2})/.exec(time) ?? [];
  return hours === undefined ? undefined : Number(hours) * 3600 + Number(minutes) * 60;
}

function instantOf(text: string, format: string): number | undefined {
  const isDated = (format === 'date' || format === 'date-time') && /^\d{4}-\d{2}-\d{2}/.test(text);
  const instant = Date.parse(`${text.length === 10 ? `${text}T00:00` : text}Z`);
  return isDated && Number.isFinite(instant) ? (instant - SPSS_EPOCH_MS) / 1000 : undefined;
}

const RESERVED = new Set(
  'ALL AND BY EQ GE GT LE LT NE NOT OR TO WITH'.split(' ').map((word) => word.toLowerCase()),
);
const MOST_NAME_BYTES = 64;

/** Names that SPSS takes: letters first, no hyphen, no point last, 64 bytes, different whatever their case. */
export function spssNames(names: readonly string[]): string[] {
  const taken = new Set<string>();
  return names.map((name) => {
    const plain = name
      .normalize('NFC')
      .replace(/^_+/, '')
      .replace(/[^\p{L}\p{N}_.]+/gu, '_')
      .replace(/[._]+$/, '');
    const led = /^\p{L}/u.test(plain) && !RESERVED.has(plain.toLowerCase()) ? plain : `q_${plain}`;
    let unique = withinBytes(led, '');
    for (let number = 2; taken.has(unique.toLowerCase()); number += 1)
      unique = withinBytes(led, `_${number}`);
    taken.add(unique.toLowerCase());
    return unique;
  });
}

function withinBytes(name: string, suffix: string): string {
  let cut = name;
  while (Buffer.byteLength(cut + suffix) > MOST_NAME_BYTES) cut = [...cut].slice(0, -1).join('');
  return cut.replace(/[._]+$/, '') + suffix;
}
