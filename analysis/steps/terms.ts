import { createRequire } from 'node:module';
import { PARTS_OF_SPEECH, type PartOfSpeech, type Terms } from '../corpus.ts';
import type { Dictionary } from '../dictionary.ts';
import { STOP_WORDS } from '../lexicon/stop-words.ts';
import type { Forms } from './forms.ts';
import { withLigatures } from './lexiconReadings.ts';

/** Terms as they are met; their numbers change once, in `finishTerms`. */
export interface TermTable {
  readonly byKey: Map<string, number>;
  /** Each term's lemma, and how often it was met as an expression. */
  readonly lemma: string[];
  readonly asExpression: number[];
  /** By reading (a position in Forms): its term plus one, 0 before it is first met; and its uses. */
  readonly ofReading: number[];
  readonly uses: number[];
}

export function createTermTable(): TermTable {
  return { byKey: new Map(), lemma: [], asExpression: [], ofReading: [], uses: [] };
}

/** The term of a reading, counting one use of it. */
export function termOfReading(table: TermTable, forms: Forms, reading: number): number {
  const known = table.ofReading[reading] ?? 0;
  if (known > 0) {
    table.uses[reading] = (table.uses[reading] ?? 0) + 1;
    return known - 1;
  }
  // Readings before this one may never be used: no holes, so that the arrays stay fast.
  for (let r = table.uses.length; r < forms.tag.length; r++) {
    table.ofReading.push(0);
    table.uses.push(0);
  }
  // « oeuvre » and « œuvre » are one.
  const lemma = withLigatures(forms.lemma[reading] || NO_LEMMA);
  const term = termOfKey(table, keyOf(lemma, forms.pos[reading] ?? 0), lemma);
  table.ofReading[reading] = term + 1;
  table.uses[reading] = 1;
  return term;
}

/** The term of an expression, counting one use of it. */
export function termOfExpression(table: TermTable, expression: string): number {
  const term = termOfKey(table, `expression ${expression}`, expression);
  table.asExpression[term] = (table.asExpression[term] ?? 0) + 1;
  return term;
}

/**
 * The vocabulary in the order of its lemmas, so that it does not depend on the order of the contributions;
 * `renumber[term as met]` is the term's place in it.
 */
export function finishTerms(
  table: TermTable,
  forms: Forms,
): { readonly terms: Terms; readonly renumber: Uint32Array } {
  const finished = countUses(table, forms).map(finishRow);
  finished.sort(
    (a, b) => compareText(a.lemma, b.lemma) || a.part - b.part || compareText(a.label, b.label),
  );
  const renumber = new Uint32Array(finished.length);
  finished.forEach(({ met }, place) => {
    renumber[met] = place;
  });
  const isActive = activity(forms.dictionary);
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
function keyOf(lemma: string, pos: number): string {
  const part = PARTS_OF_SPEECH[pos];
  if (lemma === NO_LEMMA) return NO_LEMMA;
  if (part === 'unknown') return `unknown ${stem(lemma)}`;
  return part === 'adjective'
    ? `noun ${lemma}`
    : `${part === 'auxiliary' ? 'verb' : part} ${lemma}`;
}

// The package's types stand on its entry point, which loads three database clients; its own file is plain.
const { stem }: { readonly stem: (word: string) => string } = createRequire(import.meta.url)(
  'natural/lib/natural/stemmers/porter_stemmer_fr.js',
);

function termOfKey(table: TermTable, key: string, lemma: string): number {
  const known = table.byKey.get(key);
  if (known !== undefined) return known;
  const term = table.lemma.length;
  table.lemma.push(lemma);
  table.asExpression.push(0);
  table.byKey.set(key, term);
  return term;
}

interface TermUses {
  readonly lemma: string;
  /** By part of speech; and by spelling, for words that no lexicon knows. */
  readonly byPart: Map<number, number>;
  readonly bySpelling: Map<string, number>;
}

function countUses(table: TermTable, forms: Forms): TermUses[] {
  const terms = table.lemma.map(
    (lemma): TermUses => ({ lemma, byPart: new Map(), bySpelling: new Map() }),
  );
  table.asExpression.forEach((uses, term) => {
    if (uses > 0) terms[term]?.byPart.set(EXPRESSION, uses);
  });
  table.uses.forEach((uses, reading) => {
    const term = terms[(table.ofReading[reading] ?? 0) - 1];
    if (!term) return;
    const part = forms.pos[reading] ?? 0;
    add(term.byPart, part, uses);
    const spelling = forms.surface[forms.formOfReading[reading] ?? 0] ?? '';
    if (part === UNKNOWN && spelling !== '') add(term.bySpelling, spelling.toLowerCase(), uses);
  });
  return terms;
}

function add<Key>(counts: Map<Key, number>, key: Key, more: number): void {
  counts.set(key, (counts.get(key) ?? 0) + more);
}

function finishRow({ lemma, byPart, bySpelling }: TermUses, met: number) {
  // A stem is never shown: an unknown word is called by its commonest spelling.
  const spelling = commonest(bySpelling, compareText);
  return {
    met,
    lemma: spelling ?? lemma,
    label: spelling ?? lemma,
    part: commonest(byPart, (a, b) => a - b) ?? 0,
    occurrences: [...byPart.values()].reduce((sum, uses) => sum + uses, 0),
  };
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
    return lower.length > 1 && !STOP_WORDS.has(lower);
  };
}
