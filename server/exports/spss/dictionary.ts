import { MISSING_REASONS } from '../../../surveys/columns.ts';
import { exportMessages as said } from '../../../views/messages/exports.ts';
import { type Bytes, createBytes, cutToBytes, shortened } from './bytes.ts';
import { type SpssVariable, TEXT_MISSING } from './variables.ts';

/**
 * The dictionary of a system file, as « PSPP developer's guide, System File Format » describes it: a header, a record a
 * variable, its labels, then what later versions of SPSS added (long names, long texts, UTF-8, missing values of texts).
 */
export function dictionaryOf(
  variables: readonly SpssVariable[],
  file: {
    readonly label: string;
    readonly createdAt: Date;
    readonly count: number;
    readonly notes: readonly string[];
  },
): Buffer {
  const bytes = createBytes();
  const placed = place(variables);
  header(bytes, placed, file);
  for (const each of placed) variableRecords(bytes, each);
  for (const each of placed) valueLabels(bytes, each);
  documents(bytes, file.notes);
  machine(bytes);
  display(bytes, placed);
  longNames(bytes, placed);
  longTexts(bytes, placed);
  caseCount(bytes, file.count);
  encoding(bytes);
  textMissing(bytes, placed);
  bytes.int32(999, 0);
  return bytes.take();
}

/** Bytes of a text that each piece of a very long one holds, and that SPSS counts pieces by. */
const PIECE_BYTES = 255;
const PIECE_WIDTH = 252;

/** Widths of the pieces that a text is declared in: one up to 255 bytes, then 255 each, and what is left. */
export function piecesOf(width: number): number[] {
  if (width <= PIECE_BYTES) return [width];
  const count = Math.ceil(width / PIECE_WIDTH);
  const last = width - (count - 1) * PIECE_WIDTH;
  return [...Array<number>(count - 1).fill(PIECE_BYTES), last];
}

interface Placed {
  readonly variable: SpssVariable;
  readonly pieces: readonly { readonly shortName: string; readonly width: number }[];
  /** Place of its first element of 8 bytes, from 1. */
  readonly element: number;
}

function place(variables: readonly SpssVariable[]): Placed[] {
  let element = 1;
  let number = 0;
  return variables.map((variable) => {
    const widths = variable.kind === 'text' ? piecesOf(variable.width) : [0];
    const first = element;
    const pieces = widths.map((width) => {
      element += elementsOf(width);
      number += 1;
      return { shortName: `V${number.toString(36).toUpperCase().padStart(6, '0')}`, width };
    });
    return { variable, pieces, element: first };
  });
}

const elementsOf = (width: number): number => Math.max(1, Math.ceil(width / 8));

function header(
  bytes: Bytes,
  placed: readonly Placed[],
  file: Parameters<typeof dictionaryOf>[1],
): void {
  const { createdAt, count, label } = file;
  const elements = placed
    .flatMap(({ pieces }) => pieces)
    .reduce((sum, { width }) => sum + elementsOf(width), 0);
  const [, day = '', month = '', year = ''] =
    /^\w+, (\d\d) (\w+) \d\d(\d\d)/.exec(createdAt.toUTCString()) ?? [];
  bytes.text('$FL2', 4);
  bytes.text('@(#) SPSS DATA FILE Constat', 60);
  // Weights are a column that people apply themselves: nothing is weighted without their knowing.
  bytes.int32(2, elements, 1, 0, count);
  bytes.double(COMPRESSION_BIAS);
  bytes.text(`${day} ${month} ${year}`, 9);
  bytes.text(createdAt.toISOString().slice(11, 19), 8);
  bytes.text(label, 64);
  bytes.raw(Buffer.alloc(3));
}

/** Whole numbers from −99 to 151 take one byte. */
export const COMPRESSION_BIAS = 100;

const FORMATS = { text: 1, number: 5, time: 21, 'date-time': 22, date: 38 } as const;

function variableRecords(bytes: Bytes, { variable, pieces }: Placed): void {
  pieces.forEach(({ shortName, width }, index) => {
    const isRange = variable.kind === 'number';
    const print = formatOf(variable, width);
    bytes.int32(2, width, index === 0 ? 1 : 0, isRange ? -2 : 0, print, print);
    bytes.text(shortName, 8);
    if (index === 0) label(bytes, shortened(variable.label, 255));
    if (variable.kind === 'number') {
      const codes = Object.values(variable.missing);
      bytes.double(Math.min(...codes), Math.max(...codes));
    }
    for (let rest = 1; rest < elementsOf(width); rest += 1) {
      bytes.int32(2, -1, 0, 0, 0, 0);
      bytes.text('', 8);
    }
  });
}

function formatOf(variable: SpssVariable, width: number): number {
  if (variable.kind === 'text') return (FORMATS.text << 16) | (width << 8);
  const { format, decimals } = variable;
  const widths = { number: Math.max(8, decimals + 6), time: 8, date: 10, 'date-time': 17 };
  const places = format === 'number' ? decimals : 0;
  return (FORMATS[format] << 16) | (widths[format] << 8) | places;
}

function label(bytes: Bytes, words: string): void {
  const length = Buffer.byteLength(words);
  bytes.int32(length);
  bytes.text(words, Math.ceil(length / 4) * 4);
}

/** SPSS shows no more of a label. */
const MOST_LABEL_BYTES = 120;

function valueLabels(bytes: Bytes, { variable, element }: Placed): void {
  // A date that bears labels would be read as a mere number: its missing codes stand in the notes.
  if (variable.kind === 'text' || variable.format !== 'number') return;
  const labels = [
    ...MISSING_REASONS.map((reason) => [variable.missing[reason], said.missing[reason]] as const),
    ...variable.labels,
  ];
  bytes.int32(3, labels.length);
  for (const [value, words] of labels) {
    const cut = shortened(words, MOST_LABEL_BYTES);
    const length = Buffer.byteLength(cut);
    bytes.double(value);
    bytes.raw(Buffer.of(length));
    bytes.text(cut, Math.ceil((length + 1) / 8) * 8 - 1);
  }
  bytes.int32(4, 1, element);
}

const NOTE_BYTES = 80;

function documents(bytes: Bytes, notes: readonly string[]): void {
  const lines = notes.flatMap((note) => linesOf(note));
  if (lines.length === 0) return;
  bytes.int32(6, lines.length);
  for (const line of lines) bytes.text(line, NOTE_BYTES);
}

function linesOf(note: string): string[] {
  const line = cutToBytes(note, NOTE_BYTES);
  return line.length === note.length ? [line] : [line, ...linesOf(note.slice(line.length))];
}

const UTF8_CODE_PAGE = 65001;
/** The number next to the lowest: SPSS keeps the lowest for « no value ». */
const LOWEST = Buffer.from('feffffffffffefff', 'hex');

function machine(bytes: Bytes): void {
  bytes.int32(7, 3, 4, 8, 20, 0, 0, -1, 1, 1, 2, UTF8_CODE_PAGE);
  bytes.int32(7, 4, 8, 3);
  bytes.double(-Number.MAX_VALUE, Number.MAX_VALUE);
  bytes.raw(LOWEST);
}

const MEASURES = { nominal: 1, ordinal: 2, scale: 3 } as const;

function display(bytes: Bytes, placed: readonly Placed[]): void {
  const all = placed.flatMap(({ variable, pieces }) =>
    pieces.map(({ width }) => [
      MEASURES[variable.measure],
      variable.kind === 'text' ? Math.min(width, 40) : 10,
      variable.kind === 'text' ? 0 : 1,
    ]),
  );
  bytes.int32(7, 11, 4, 3 * all.length, ...all.flat());
}

function longNames(bytes: Bytes, placed: readonly Placed[]): void {
  const names = placed.map(({ variable, pieces }) => `${pieces[0]?.shortName}=${variable.name}`);
  textExtension(bytes, 13, names.join('\t'));
}

function longTexts(bytes: Bytes, placed: readonly Placed[]): void {
  const widths = placed.flatMap(({ variable, pieces }) =>
    variable.kind === 'text' && pieces.length > 1
      ? [`${pieces[0]?.shortName}=${String(variable.width).padStart(5, '0')}\0\t`]
      : [],
  );
  if (widths.length > 0) textExtension(bytes, 14, widths.join(''));
}

function caseCount(bytes: Bytes, count: number): void {
  const counts = Buffer.alloc(16);
  counts.writeBigInt64LE(1n, 0);
  counts.writeBigInt64LE(BigInt(count), 8);
  bytes.int32(7, 16, 8, 2);
  bytes.raw(counts);
}

const encoding = (bytes: Bytes): void => textExtension(bytes, 20, 'UTF-8');

function textExtension(bytes: Bytes, subtype: number, content: string): void {
  const encoded = Buffer.from(content);
  bytes.int32(7, subtype, 1, encoded.length);
  bytes.raw(encoded);
}

/** The length of values is said once a variable; PSPP before 1.6.3 looked for it before each, and says so. */
function textMissing(bytes: Bytes, placed: readonly Placed[]): void {
  const part = createBytes();
  const values = Object.values(TEXT_MISSING);
  for (const { variable } of placed) {
    if (variable.kind !== 'text') continue;
    const name = Buffer.from(variable.name);
    part.int32(name.length);
    part.raw(name);
    part.raw(Buffer.of(values.length));
    part.int32(8);
    for (const value of values) part.text(value, 8);
  }
  const content = part.take();
  if (content.length === 0) return;
  bytes.int32(7, 22, 1, content.length);
  bytes.raw(content);
}
