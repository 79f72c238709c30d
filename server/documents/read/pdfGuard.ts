import { createInflate } from 'node:zlib';
import type { Budget } from './limits.ts';
import { ReadError, refuse } from './problem.ts';

const STREAM = Buffer.from('stream');
/** A stream's dictionary stands right before it; this much of it is looked at. */
const DICTIONARY_BYTES = 2_048;
/** Less than this unpacks to a megabyte at most. */
const MIN_CHECKED_BYTES = 1_000;

/**
 * Unpacks each compressed stream piece by piece, throwing the pieces away, so that a file that would swell
 * beyond the limits is refused before the PDF library unpacks it whole. Images are never unpacked for text.
 */
export async function checkPdfStreams(bytes: Uint8Array, budget: Budget): Promise<void> {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let at = file.indexOf(STREAM); at >= 0; at = file.indexOf(STREAM, at + STREAM.length)) {
    const dictionary = dictionaryBefore(file, at);
    if (dictionary === undefined) continue;
    const start = dataStart(file, at + STREAM.length);
    const end = file.indexOf('endstream', start);
    const packed = file.subarray(start, end < 0 ? file.length : end);
    if (isImage(dictionary)) continue;
    if (packsTwice(dictionary)) refuse('damagedFile', {});
    if (packed.length >= MIN_CHECKED_BYTES && isZlib(packed)) await countUnpacked(packed, budget);
  }
}

function dictionaryBefore(file: Buffer, at: number): string | undefined {
  const before = file.toString('latin1', Math.max(0, at - DICTIONARY_BYTES), at);
  if (!/>>\s*$/u.test(before)) return undefined;
  return before.slice(before.lastIndexOf(' obj') + 1);
}

function dataStart(file: Buffer, at: number): number {
  if (file[at] === 0x0d && file[at + 1] === 0x0a) return at + 2;
  return file[at] === 0x0a || file[at] === 0x0d ? at + 1 : at;
}

function isImage(dictionary: string): boolean {
  return /\/Subtype\s*\/Image/u.test(dictionary);
}

/** No program compresses twice; a bomb does, since it multiplies its growth. */
function packsTwice(dictionary: string): boolean {
  return (
    (dictionary.match(/\/(?:FlateDecode|Fl|LZWDecode|LZW|RunLengthDecode|RL)\b/gu) ?? []).length > 1
  );
}

function isZlib(packed: Buffer): boolean {
  return packed.length > 2 && (packed[0] ?? 0) % 16 === 8 && packed.readUInt16BE(0) % 31 === 0;
}

async function countUnpacked(packed: Buffer, budget: Budget): Promise<void> {
  const inflate = createInflate();
  inflate.end(packed);
  try {
    for await (const piece of inflate) budget.takeUnpacked(piece.length);
  } catch (error) {
    // A stream cut short or damaged is the PDF library's to judge.
    if (error instanceof ReadError) throw error;
  } finally {
    inflate.destroy();
  }
}
