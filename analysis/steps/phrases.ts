import type { KeyPhrase } from '../analysis.ts';
import { BREAKS, type Corpus, PARTS_OF_SPEECH, type PartOfSpeech } from '../corpus.ts';
import { signedChi2 } from './keyness.ts';
import type { Units } from './matrix.ts';

export type Phrase = KeyPhrase & { readonly terms: readonly number[] };

/** A phrase must stand in at least this many units of its class. */
const MINIMUM_UNITS = 2;
/** Above chance at 5 % (1 df). */
const MINIMUM_CHI2 = 3.84;
const WORDS_BETWEEN = 2;
/** So many times with a capital and never without: a name, and not the first word of sentences. */
const SURE_OF_A_CAPITAL = 5;

const HEADS = partsMask(['noun', 'proper', 'unknown', 'expression']);
const TAILS = partsMask(['noun', 'proper', 'unknown', 'expression', 'adjective']);
const LINKS = new Set([
  'de',
  'd’',
  "d'",
  'du',
  'des',
  'à',
  'au',
  'aux',
  'en',
  'la',
  'le',
  'les',
  'l’',
  "l'",
  'pour',
  'par',
]);
const STRONGEST_LINK = BREAKS.indexOf('none');

/**
 * Noun phrases that tell classes apart: a noun, up to two linking words, and a noun or an adjective,
 * with nothing but a space between them (« logement vacant », « manque de médecins »). Ordered by χ²
 * within each class (1 to `classes`, in `group` by unit); what is shown is the commonest spelling.
 */
export function findPhrases(
  corpus: Corpus,
  units: Units,
  group: Int32Array,
  classes: number,
  limit: number,
): Phrase[][] {
  const pairs = countPairs(corpus, units, group, classes);
  const sizes = new Int32Array(classes);
  for (const theClass of group) if (theClass > 0) sizes[theClass - 1]++;
  const size = sizes.reduce((sum, n) => sum + n, 0);
  return Array.from(sizes, (classSize, theClass) =>
    pairs
      .filter(({ units: counts }) => counts[theClass] >= MINIMUM_UNITS)
      .map((pair) => ({
        pair,
        chi2: signedChi2(pair.units[theClass], classSize, pair.total, size),
      }))
      .filter(({ chi2 }) => chi2 >= MINIMUM_CHI2)
      .sort((a, b) => b.chi2 - a.chi2 || a.pair.key - b.pair.key)
      .slice(0, limit)
      .map(({ pair, chi2 }) => ({
        phrase: commonest(pair.spellings),
        chi2,
        count: pair.units[theClass],
        terms: pair.terms,
      })),
  );
}

type Pair = {
  readonly key: number;
  readonly terms: readonly [number, number];
  readonly units: Int32Array;
  readonly spellings: Map<string, number>;
  total: number;
  lastUnit: number;
};

function countPairs(corpus: Corpus, units: Units, group: Int32Array, classes: number): Pair[] {
  const { segments, tokens, terms } = corpus;
  const pairs = new Map<number, Pair>();
  for (let s = 0; s < segments.count; s++) {
    const unit = units.ofSegment[s];
    if (segments.language[s] !== 0 || group[unit] === 0) continue;
    const text = corpus.contributions[segments.contribution[s]].text;
    for (let t = segments.firstToken[s]; t < segments.endToken[s]; t++) {
      const tail = HEADS[tokens.pos[t]] === 1 ? tailAfter(corpus, t, segments.endToken[s]) : -1;
      if (tail < 0) continue;
      const [a, b] = [tokens.term[t], tokens.term[tail]];
      if (a === b) continue;
      const key = a * terms.count + b;
      const pair = pairs.get(key) ?? newPair(key, a, b, classes);
      pairs.set(key, pair);
      const spelling = text.slice(tokens.start[t], endOf(corpus, tail)).replace(/\s+/g, ' ');
      pair.spellings.set(spelling, (pair.spellings.get(spelling) ?? 0) + 1);
      if (pair.lastUnit === unit) continue;
      pair.lastUnit = unit;
      pair.units[group[unit] - 1]++;
      pair.total++;
    }
  }
  return [...pairs.values()].filter(({ total }) => total >= MINIMUM_UNITS);
}

/** The token that closes a phrase begun at `head`, or −1. */
function tailAfter(corpus: Corpus, head: number, end: number): number {
  const { tokens, terms } = corpus;
  let links = 0;
  for (let t = head; t + 1 < end && links <= WORDS_BETWEEN; ) {
    const next = t + Math.max(1, tokens.width[t]);
    if (next >= end || tokens.breakAfter[next - 1] !== STRONGEST_LINK) return -1;
    const isContent = terms.isActive[tokens.term[next]] === 1 && tokens.width[next] > 0;
    if (isContent) return TAILS[tokens.pos[next]] === 1 ? next : -1;
    if (!LINKS.has(terms.lemma[tokens.term[next]]) && !LINKS.has(terms.label[tokens.term[next]]))
      return -1;
    links++;
    t = next;
  }
  return -1;
}

function newPair(key: number, a: number, b: number, classes: number): Pair {
  return {
    key,
    terms: [a, b],
    units: new Int32Array(classes),
    spellings: new Map(),
    total: 0,
    lastUnit: -1,
  };
}

function endOf(corpus: Corpus, token: number): number {
  return corpus.tokens.end[token + Math.max(1, corpus.tokens.width[token]) - 1];
}

/**
 * The commonest spelling, capitals aside, with the capitals that it has most often: « aide de l'ANAH ». That of its first
 * letter is kept where it always stands, acronyms apart: otherwise it began a sentence.
 */
function commonest(spellings: ReadonlyMap<string, number>): string {
  const alike = Map.groupBy([...spellings], ([spelling]) => spelling.toLowerCase());
  const times = (group: readonly (readonly [string, number])[]) =>
    group.reduce((sum, [, count]) => sum + count, 0);
  const [, written] = [...alike].reduce((best, other) => {
    const [most, own] = [times(best[1]), times(other[1])];
    return own > most || (own === most && other[0] < best[0]) ? other : best;
  });
  const [spelling] = written.reduce((best, other) =>
    other[1] > best[1] || (other[1] === best[1] && other[0] > best[0]) ? other : best,
  );
  const isAlwaysCapital = written.every(([one]) => /^\p{Lu}/u.test(one));
  const isName = isAlwaysCapital && times(written) >= SURE_OF_A_CAPITAL;
  return /^\p{Lu}\p{Ll}/u.test(spelling) && !isName
    ? spelling.charAt(0).toLowerCase() + spelling.slice(1)
    : spelling;
}

function partsMask(parts: readonly PartOfSpeech[]): Uint8Array {
  return Uint8Array.from(PARTS_OF_SPEECH, (part) => (parts.includes(part) ? 1 : 0));
}
