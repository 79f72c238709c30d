import { TextDecoder } from 'node:util';
import { problem, refuse } from './problem.ts';
import type { DocumentProblem } from './reading.ts';

export interface DecodedText {
  /** Without byte order mark, well formed, without zero; line ends as they were. */
  readonly text: string;
  readonly encoding: string;
  readonly warnings: readonly DocumentProblem[];
}

/**
 * Finds out how a text is written: byte order mark, else UTF-16 by its zero bytes, else UTF-8, else the
 * single-byte encoding of Windows or of the old Macintosh, whichever makes French of it. A zero byte in
 * anything else is no text.
 */
export function decodeText(bytes: Uint8Array): DecodedText {
  const encoding = markedEncoding(bytes) ?? utf16ByZeros(bytes);
  if (encoding !== undefined) return decoded(bytes, encoding, []);
  if (bytes.includes(0)) refuse('binaryFile', {});
  const broken = brokenSequences(bytes);
  if (broken.count === 0) return decoded(bytes, 'utf-8', []);
  if (isMostlyUtf8(broken)) return decoded(bytes, 'utf-8', [undecoded(bytes, broken)]);
  const guess = macintoshScore(bytes) > windowsScore(bytes) ? 'macintosh' : 'windows-1252';
  return decoded(bytes, guess, [problem('encodingGuessed', { encoding: displayNames[guess] })]);
}

const displayNames = { macintosh: 'Mac OS Roman', 'windows-1252': 'Windows-1252' } as const;

function decoded(
  bytes: Uint8Array,
  encoding: string,
  warnings: readonly DocumentProblem[],
): DecodedText {
  const text = new TextDecoder(encoding).decode(bytes);
  if (text.includes('\0')) refuse('binaryFile', {});
  return { text, encoding, warnings };
}

/** One line end, no control character, no half character: what a store and a screen can hold. */
export function cleanText(text: string): string {
  return text
    .toWellFormed()
    .replaceAll(/\r\n?|\u2028|\u0085/gu, '\n')
    .replaceAll('\u2029', '\n\n')
    .replaceAll(CONTROL_CHARACTERS, '');
}

// Tab and line feed stay; form feed and vertical tab of old exports go with the rest.
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters to remove
const CONTROL_CHARACTERS = /[\u0000-\u0008\u000b-\u001f\u007f\ufeff]/gu;

function markedEncoding(bytes: Uint8Array): string | undefined {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return 'utf-8';
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  return undefined;
}

const SAMPLE_BYTES = 4_096;
/** In French UTF-16, nearly every second byte is zero. */
const MIN_ZERO_SHARE = 0.7;

function utf16ByZeros(bytes: Uint8Array): string | undefined {
  const sample = bytes.subarray(0, SAMPLE_BYTES);
  const pairs = sample.length >> 1;
  if (pairs === 0) return undefined;
  const zeros = [0, 0];
  for (let at = 0; at < pairs * 2; at++) {
    if (sample[at] === 0) zeros[at & 1] = (zeros[at & 1] ?? 0) + 1;
  }
  const [even = 0, odd = 0] = zeros;
  if (odd >= pairs * MIN_ZERO_SHARE && even <= pairs / 100) return 'utf-16le';
  if (even >= pairs * MIN_ZERO_SHARE && odd <= pairs / 100) return 'utf-16be';
  return undefined;
}

interface BrokenSequences {
  readonly count: number;
  /** Offset of the first byte that is no UTF-8; -1 where there is none. */
  readonly first: number;
  /** Well-formed characters of two bytes and more. */
  readonly wellFormed: number;
  /** The only fault is a character cut off by the end of the file. */
  readonly isOnlyTheEnd: boolean;
}

function brokenSequences(bytes: Uint8Array): BrokenSequences {
  let count = 0;
  let first = -1;
  let wellFormed = 0;
  let isAtEnd = false;
  for (let at = 0; at < bytes.length; ) {
    const length = sequenceLength(bytes, at);
    if (length > 0) {
      if (length > 1) wellFormed++;
      at += length;
    } else {
      count++;
      if (first < 0) first = at;
      isAtEnd = length === CUT_BY_END;
      at = isAtEnd ? bytes.length : at + 1;
    }
  }
  return { count, first, wellFormed, isOnlyTheEnd: count === 1 && isAtEnd };
}

const BROKEN = 0;
const CUT_BY_END = -1;

function sequenceLength(bytes: Uint8Array, at: number): number {
  const lead = bytes[at] ?? 0;
  if (lead < 0x80) return 1;
  const length = lead >= 0xc2 && lead < 0xe0 ? 2 : lead >= 0xe0 && lead < 0xf0 ? 3 : 4;
  if (lead < 0xc2 || lead > 0xf4) return BROKEN;
  for (let next = 1; next < length; next++) {
    const byte = bytes[at + next];
    if (byte === undefined) return CUT_BY_END;
    if ((byte & 0xc0) !== 0x80) return BROKEN;
  }
  return length;
}

/** Latin text read as UTF-8 has almost no well-formed accent; damaged UTF-8 has a great many. */
function isMostlyUtf8(broken: BrokenSequences): boolean {
  return broken.wellFormed >= broken.count * 10 || (broken.isOnlyTheEnd && broken.wellFormed > 0);
}

function undecoded(bytes: Uint8Array, broken: BrokenSequences): DocumentProblem {
  let line = 1;
  for (const byte of bytes.subarray(0, broken.first)) if (byte === 0x0a) line++;
  return problem('undecodedBytes', { count: broken.count }, { line });
}

// é è ê à ç ù ô î â û ’ in each encoding: the letters that French cannot do without.
const WINDOWS_LETTERS = new Set([
  0xe9, 0xe8, 0xea, 0xe0, 0xe7, 0xf9, 0xf4, 0xee, 0xe2, 0xfb, 0xc9, 0x92,
]);
const MACINTOSH_LETTERS = new Set([
  0x8e, 0x8f, 0x90, 0x88, 0x8d, 0x9d, 0x99, 0x94, 0x89, 0x9e, 0x83, 0xd5,
]);

function windowsScore(bytes: Uint8Array): number {
  return countIn(bytes, WINDOWS_LETTERS);
}

function macintoshScore(bytes: Uint8Array): number {
  return countIn(bytes, MACINTOSH_LETTERS);
}

function countIn(bytes: Uint8Array, letters: ReadonlySet<number>): number {
  let total = 0;
  for (const byte of bytes) if (letters.has(byte)) total++;
  return total;
}
