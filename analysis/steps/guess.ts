import { ANY_AGREEMENT, TAG_INDEX } from '../lexicon/tags.ts';
import { PREFIXES, SUFFIXES } from '../lexicon/word-formation.ts';
import type { Reading } from './lexiconReadings.ts';
import type { Standing } from './readings.ts';

/** How guesses ask the lexicon about parts of a word. */
export interface Knowledge {
  readonly isKnown: (word: string) => boolean;
  /** Nouns, verbs, adjectives and adverbs spelt so; none for other words. */
  readonly openReadings: (word: string) => readonly Reading[];
}

/**
 * What an unknown word may be, from how it is made: inclusive spelling, a compound, a prefix on a known
 * word, or an ending. Always at least one reading.
 */
export function guessReadings(
  word: string,
  standing: Standing,
  knowledge: Knowledge,
): readonly Reading[] {
  const lower = word.toLowerCase();
  const inclusive = fromInclusive(lower, knowledge);
  if (inclusive) return inclusive;
  const made = fromCompound(lower, knowledge) ?? fromPrefix(lower, knowledge);
  const guessed = made ?? fromSuffix(lower);
  if (word.charAt(0) === lower.charAt(0)) return guessed;
  const name: Reading = {
    tag: TAG_INDEX.proper,
    lemma: word,
    agreement: ANY_AGREEMENT,
    cost: 0,
    isGuess: true,
  };
  const commonCost = commonWordCost(word, made !== undefined, standing);
  return [name, ...guessed.map((own) => ({ ...own, cost: own.cost + commonCost }))];
}

function commonWordCost(word: string, isMade: boolean, standing: Standing): number {
  if (NAME_OF_PLACE.test(word)) return PLACE_COST;
  if (isMade) return /-\p{Lu}/u.test(word) ? COMMON_AT_START_COST : KNOWN_PARTS_COST;
  return standing === 'inside' ? COMMON_WITH_CAPITAL_COST : COMMON_AT_START_COST;
}

/** « Saint-Dié-des-Vosges », « Neuville-sur-Orne », « Saint-Pol ». */
const NAME_OF_PLACE =
  /-(?:de|du|des|d'|sur|sous|en|le|la|les|lès|lez|et|aux?)-|^(?:St|Ste|Saint|Sainte|Mont|Val)-/iu;
const PLACE_COST = 60;
const COMMON_AT_START_COST = -4;
const COMMON_WITH_CAPITAL_COST = 30;
/** « Écoquartier », « Vice-Président »: a word more than a name. */
const KNOWN_PARTS_COST = -16;

/** « élu(e)s », « habitant·e·s », « agriculteur/trice » → the masculine that they extend. */
function fromInclusive(lower: string, knowledge: Knowledge): readonly Reading[] | undefined {
  const mark = lower.search(/[(·•‧⋅∙./]/u);
  const written = mark >= 2 ? lower.slice(0, mark) : HYPHEN_INCLUSIVE.exec(lower)?.[1];
  if (written === undefined) return undefined;
  const found = knowledge.openReadings(written);
  if (found.length > 0) return found.map((own) => ({ ...own, agreement: ANY_AGREEMENT }));
  return mark >= 2 ? [guess('noun', written, 0)] : undefined;
}

const HYPHEN_INCLUSIVE = /^(.{2,})-(?:e|ne|le|te|rice|trice|ère|euse|ve|se)-?s?$/u;

/** « petits-enfants » → « petit-enfant »; a word cut by the end of a line → the word. */
function fromCompound(lower: string, knowledge: Knowledge): readonly Reading[] | undefined {
  const parts = lower.split(/-\n?/u);
  if (parts.length < 2 || parts.length > MAXIMUM_PARTS) return undefined;
  const [first = '', ...others] = parts;
  const whole = wholeReadings(lower, parts, knowledge);
  if (whole.length > 0) return whole;
  const last = others.at(-1) ?? '';
  const isPrefix = PREFIXES.includes(first) || PREFIX_WORDS.has(first);
  const known = knowledge.openReadings(last);
  const heads = isPrefix && others.length === 1 ? known : known.filter(isNominal);
  const lemmas = parts
    .slice(0, -1)
    .map((part, index) => (isPrefix && index === 0 ? part : singular(part, knowledge)));
  return (heads.length > 0 ? heads : fromSuffix(last)).map((own) => ({
    ...own,
    lemma: [...lemmas, own.lemma].join('-'),
  }));
}

const MAXIMUM_PARTS = 6;
const PREFIX_WORDS = new Set(
  'non mi ex vice demi semi sous sur avant après arrière contre entre'.split(' '),
);

/** The word without its hyphen, where that was the margin's: « amé-nagement ». */
function wholeReadings(
  lower: string,
  parts: readonly string[],
  knowledge: Knowledge,
): readonly Reading[] {
  const joined = parts.join('');
  const isCut = lower.includes('\n') || parts.some((part) => !knowledge.isKnown(part));
  if (isCut && knowledge.isKnown(joined)) return knowledge.openReadings(joined);
  const hyphenated = parts.join('-');
  return hyphenated === lower ? [] : knowledge.openReadings(hyphenated);
}

function isNominal({ tag }: Reading): boolean {
  return tag === TAG_INDEX.noun || tag === TAG_INDEX.adjective;
}

function singular(part: string, knowledge: Knowledge): string {
  if (!/[sx]$/u.test(part)) return part;
  return knowledge.openReadings(part).find(isNominal)?.lemma ?? part;
}

/** « redynamiser », « écoquartier », « intercommunalité »: the lemma keeps the prefix. */
function fromPrefix(lower: string, knowledge: Knowledge): readonly Reading[] | undefined {
  for (const prefix of PREFIXES) {
    if (!lower.startsWith(prefix) || lower.length < prefix.length + MINIMUM_STEM) continue;
    const found = knowledge.openReadings(lower.slice(prefix.length));
    if (found.length > 0) {
      return found.map((own) => ({ ...own, lemma: prefix + own.lemma, cost: own.cost + 2 }));
    }
  }
  return undefined;
}

const MINIMUM_STEM = 4;

function fromSuffix(lower: string): readonly Reading[] {
  const found = SUFFIXES.filter(
    ({ ending }) => lower.endsWith(ending) && lower.length > ending.length + 2,
  );
  const longest = Math.max(0, ...found.map(({ ending }) => ending.length));
  const readings = found
    .filter(({ ending }) => ending.length === longest)
    .map(({ ending, tag, lemma, cost }) =>
      guess(tag, lower.slice(0, lower.length - ending.length) + lemma, cost),
    );
  if (readings.length > 0) return readings;
  const lemma = withoutPlural(lower);
  return [guess('noun', lemma, 0), guess('adjective', lemma, 12)];
}

function guess(tag: keyof typeof TAG_INDEX, lemma: string, cost: number): Reading {
  return { tag: TAG_INDEX[tag], lemma, agreement: ANY_AGREEMENT, cost, isGuess: true };
}

function withoutPlural(lower: string): string {
  if (lower.length < 4) return lower;
  if (/eaux$/u.test(lower)) return lower.slice(0, -1);
  return /[^sui]s$|[éaeiou]es$/u.test(lower) ? lower.slice(0, -1) : lower;
}
