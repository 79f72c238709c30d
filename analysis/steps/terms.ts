import { createRequire } from 'node:module';
import { PARTS_OF_SPEECH, type PartOfSpeech, type Terms } from '../corpus.ts';
import type { Dictionary } from '../dictionary.ts';
import { STOP_WORDS } from '../lexicon/stop-words.ts';
import type { Forms } from './forms.ts';

/** Terms as they are met; numbers change once, in `finishTerms`. */
export interface TermTable {
  readonly byKey: Map<string, number>;
  /** By reading (a position in Forms): its term plus one, 0 before it is first met. */
  readonly ofReading: number[];
  readonly rows: TermRow[];
}

interface TermRow {
  readonly lemma: string;
  /** Occurrences by what they were: part of speech, and surface for words that no lexicon knows. */
  readonly byPart: Map<number, number>;
  readonly bySurface: Map<string, number>;
  occurrences: number;
}

export function createTermTable(): TermTable {
  return { byKey: new Map(), ofReading: [], rows: [] };
}

/** The term of a reading, counting one occurrence of it. */
export function termOfReading(
  table: TermTable,
  forms: Forms,
  reading: number,
  form: number,
): number {
  let term = (table.ofReading[reading] ?? 0) - 1;
  const part = forms.pos[reading] ?? 0;
  if (term < 0) {
    term = rowOf(table, keyOfReading(forms, reading), forms.lemma[reading] || NO_LEMMA);
    table.ofReading[reading] = term + 1;
  }
  const row = table.rows[term];
  if (row) {
    count(row, part);
    if (part === UNKNOWN) add(row.bySurface, (forms.surface[form] ?? '').toLowerCase());
  }
  return term;
}

/** The term of an expression, counting one occurrence of it. */
export function termOfExpression(table: TermTable, expression: string): number {
  const term = rowOf(table, `expression ${expression}`, expression);
  const row = table.rows[term];
  if (row) count(row, EXPRESSION);
  return term;
}

/**
 * The vocabulary in the order of its lemmas, so that it does not depend on the order of the contributions;
 * `renumber[term as met]` is the term's place in it.
 */
export function finishTerms(
  table: TermTable,
  dictionary: Dictionary,
): { readonly terms: Terms; readonly renumber: Uint32Array } {
  const finished = table.rows.map((row, met) => finishRow(row, met));
  finished.sort(
    (a, b) => compareText(a.lemma, b.lemma) || a.part - b.part || compareText(a.label, b.label),
  );
  const renumber = new Uint32Array(finished.length);
  finished.forEach(({ met }, place) => {
    renumber[met] = place;
  });
  const isActive = activity(dictionary);
  const terms = {
    count: finished.length,
    lemma: finished.map(({ lemma }) => lemma),
    label: finished.map(({ label }) => label),
    pos: Uint8Array.from(finished, ({ part }) => part),
    isActive: Uint8Array.from(finished, ({ lemma, part }) => (isActive(lemma, part) ? 1 : 0)),
    occurrences: Uint32Array.from(finished, ({ occurrences }) => occurrences),
  };
  return { terms, renumber };
}

/** Numbers, addresses and endless words share one row each. */
const NO_LEMMA = '#';

const UNKNOWN = indexOfPart('unknown');
const EXPRESSION = indexOfPart('expression');
const ACTIVE_PARTS = new Set(
  (['noun', 'verb', 'adjective', 'adverb', 'expression', 'unknown'] as const).map(indexOfPart),
);

function indexOfPart(part: PartOfSpeech): number {
  return PARTS_OF_SPEECH.indexOf(part);
}

/** Nouns and adjectives of one lemma are one term; an unknown word is known by its stem (Porter). */
function keyOfReading(forms: Forms, reading: number): string {
  const lemma = forms.lemma[reading] ?? '';
  const part = PARTS_OF_SPEECH[forms.pos[reading] ?? 0];
  if (lemma === '') return NO_LEMMA;
  if (part === 'unknown') return `unknown ${stem(lemma)}`;
  return part === 'adjective'
    ? `noun ${lemma}`
    : `${part === 'auxiliary' ? 'verb' : part} ${lemma}`;
}

// The package's types stand on its entry point, which loads three database clients; its own file is plain.
const { stem }: { readonly stem: (word: string) => string } = createRequire(import.meta.url)(
  'natural/lib/natural/stemmers/porter_stemmer_fr.js',
);

function rowOf(table: TermTable, key: string, lemma: string): number {
  const known = table.byKey.get(key);
  if (known !== undefined) return known;
  const term = table.rows.length;
  table.rows.push({ lemma, byPart: new Map(), bySurface: new Map(), occurrences: 0 });
  table.byKey.set(key, term);
  return term;
}

function count(row: TermRow, part: number): void {
  row.occurrences++;
  row.byPart.set(part, (row.byPart.get(part) ?? 0) + 1);
}

function add(counts: Map<string, number>, key: string): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}

function finishRow(row: TermRow, met: number) {
  const part = commonest(row.byPart, (a, b) => a - b) ?? 0;
  // A stem is never shown: an unknown word is called by its commonest spelling.
  const surface = commonest(row.bySurface, compareText);
  const label = surface ?? row.lemma;
  return { met, lemma: surface ?? row.lemma, label, part, occurrences: row.occurrences };
}

function commonest<Key>(
  counts: ReadonlyMap<Key, number>,
  compare: (a: Key, b: Key) => number,
): Key | undefined {
  let best: Key | undefined;
  let most = 0;
  for (const [key, times] of counts) {
    if (times > most || (times === most && best !== undefined && compare(key, best) < 0)) {
      best = key;
      most = times;
    }
  }
  return best;
}

/** By code unit, the same on every machine. */
function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function activity(dictionary: Dictionary): (lemma: string, part: number) => boolean {
  const ignored = new Set(dictionary.ignored.map((lemma) => lemma.toLowerCase()));
  const kept = new Set((dictionary.kept ?? []).map((lemma) => lemma.toLowerCase()));
  return (lemma, part) => {
    const lower = lemma.toLowerCase();
    if (kept.has(lower)) return true;
    if (ignored.has(lower) || !ACTIVE_PARTS.has(part)) return false;
    return part === EXPRESSION || (lower.length > 1 && !STOP_WORDS.has(lower));
  };
}
