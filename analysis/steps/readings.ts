import { ACRONYMS } from '../lexicon/expressions.ts';
import { FOLDED_FUNCTION_WORDS, functionReadings, openCost } from '../lexicon/function-words.ts';
import { fold, type LefffLine } from '../lexicon/lefff.ts';
import {
  CAPITAL_COSTS,
  FREQUENT_LEMMAS,
  OTHER_ACCENT_COST,
  OTHER_FUNCTION_WORD_COST,
} from '../lexicon/priorities.ts';
import { HESITATIONS, spellOut, titleOf } from '../lexicon/shorthand.ts';
import { ANY_AGREEMENT, TAG_INDEX, type Tag } from '../lexicon/tags.ts';
import { guessReadings } from './guess.ts';
import { fromLines, linesFor, type Reading, withoutLigatures } from './lexiconReadings.ts';

/** Where a form stands, as far as the meaning of its capitals and accents depends on it. */
export type Standing =
  /** Inside a sentence: a capital means something. */
  | 'inside'
  /** First word of a sentence: a capital means nothing. */
  | 'first'
  /** In a text without accents, or all in capitals: neither means anything. */
  | 'bare';

/**
 * Everything that a form may be, at least one reading: words of grammar, the Lefff's lines, and where
 * neither knows the word the same without accents, its parts, or a guess from its ending.
 */
export function readingsOf(surface: string, standing: Standing): readonly Reading[] {
  const readings = readingsOfPlain(withoutLigatures(surface), standing);
  // The lemma keeps the author's « oe ».
  if (!/oe/i.test(surface)) return readings;
  return readings.map((own) => ({ ...own, lemma: own.lemma.replaceAll('œ', 'oe') }));
}

function readingsOfPlain(word: string, standing: Standing): readonly Reading[] {
  const lower = word.toLowerCase();
  if (HESITATIONS.has(lower)) return [{ ...reading('other', lower), isHesitation: true }];
  if (isCompoundNumeral(lower)) return [reading('numeral', lower)];
  const title = titleOf(lower);
  if (title !== undefined) return [reading('noun', title)];
  if (isAcronymLike(word) && standing !== 'bare') return acronymReadings(word, lower);
  if (HAS_INNER_CAPITAL.test(word))
    return [reading('noun', word), ...smallReadings(lower, standing)];
  const isCapital = word.charAt(0) !== lower.charAt(0);
  if (isCapital && word.length === 1 && standing === 'inside') return letterReadings(word, lower);
  const known = isCapital ? capitalReadings(word, lower, standing) : smallReadings(lower, standing);
  if (known.length > 0) return known;
  const full = spellOut(lower);
  if (full !== undefined && full !== lower) return readingsOf(full, standing);
  const misspelt = misspeltReadings(lower, isCapital);
  if (misspelt.length > 0) return misspelt;
  return guessReadings(word, standing, { isKnown: isKnownWord, openReadings });
}

/** The word with its letters doubled or not; a shorter one with a letter too many may be any other. */
function misspeltReadings(lower: string, isCapital: boolean): readonly Reading[] {
  if (isCapital || lower.length < MINIMUM_MISSPELT) return [];
  const lines = linesFor(lower).filter(({ category }) => category !== 'np');
  return fromLines(lines.filter(({ likeness }) => likeness === 3));
}

const MINIMUM_MISSPELT = 6;

/** Is the word, in this spelling or in lower case, in the lexicon? */
export function isKnownWord(word: string): boolean {
  const plain = withoutLigatures(word);
  const lower = plain.toLowerCase();
  return (
    functionReadings(lower).length > 0 ||
    linesFor(plain).some((line) => line.form === plain || line.form === lower)
  );
}

function reading(tag: Tag, lemma: string, cost = 0): Reading {
  return { tag: TAG_INDEX[tag], lemma, agreement: ANY_AGREEMENT, cost };
}

/** « dix-huit », « quatre-vingt-un ». */
function isCompoundNumeral(lower: string): boolean {
  if (!lower.includes('-')) return false;
  return lower.split('-').every((part) => part === 'et' || part === 'un' || isNumeral(part));
}

function isNumeral(word: string): boolean {
  return functionReadings(word).some(({ tag }) => tag === TAG_INDEX.numeral);
}

/** « SCoT », « PLUi ». */
const HAS_INNER_CAPITAL = /^\p{L}+\p{Ll}\p{Lu}\p{L}*$|^\p{Lu}{2,}\p{Ll}{1,2}$/u;

function isAcronymLike(word: string): boolean {
  return word.length > 1 && /^\p{Lu}[\p{Lu}\d]+$/u.test(word);
}

function smallReadings(lower: string, standing: Standing): readonly Reading[] {
  const closed = functionReadings(lower);
  const cost = openCost(lower);
  if (cost === undefined && standing !== 'bare') return closed;
  const lines = linesFor(lower);
  const own = [
    ...closed,
    ...(cost === undefined ? [] : fromLines(spelt(lower, lines, closed.length > 0), cost)),
  ];
  if (own.length === 0) return unaccented(lower, lines, 0);
  return standing === 'bare' ? [...own, ...accentVariants(lower, lines)] : own;
}

/** Lines spelt so; every form of « être » and « avoir » is in our own list. */
function spelt(lower: string, lines: readonly LefffLine[], isClosed: boolean): LefffLine[] {
  return openLines(
    lines.filter(({ form }) => form === lower),
    isClosed,
  );
}

function openLines(lines: readonly LefffLine[], isClosed: boolean): LefffLine[] {
  return lines.filter(
    ({ category, lemma }) =>
      category !== 'np' && !(isClosed && category === 'v' && /^(?:être|avoir)$/.test(lemma)),
  );
}

/** The word with the accents that its author left out; failing that, a name with its capital. */
function unaccented(lower: string, lines: readonly LefffLine[], cost: number): readonly Reading[] {
  const closed = foldedFunctionReadings(lower, cost);
  const accented = lines.filter((line) => line.likeness === 2);
  const found = [...closed, ...fromLines(openLines(accented, closed.length > 0), cost)];
  if (found.length > 0) return found.map((own) => ({ ...own, isUnaccented: true }));
  return fromLines(lines.filter(({ category, likeness }) => category === 'np' && likeness <= 2));
}

/** In a text without accents, other words that may be meant: « marche » for « marché », « a » for « à ». */
function accentVariants(lower: string, lines: readonly LefffLine[]): readonly Reading[] {
  const isClosed = functionReadings(lower).length > 0;
  const cost = isClosed ? OTHER_FUNCTION_WORD_COST : OTHER_ACCENT_COST;
  const others = lines.filter(({ category, likeness }) => category !== 'np' && likeness === 2);
  return [...foldedFunctionReadings(lower, isClosed ? cost : 0), ...fromLines(others, cost)];
}

function foldedFunctionReadings(lower: string, cost: number): Reading[] {
  const forms = FOLDED_FUNCTION_WORDS.get(fold(lower)) ?? [];
  // « a » and « ou » are as often « à » and « où ».
  const more = lower === 'a' || lower === 'ou' ? OTHER_ACCENT_COST : cost;
  return forms
    .filter((form) => form !== lower)
    .flatMap((form) => functionReadings(form))
    .map((own) => ({ ...own, cost: own.cost + more }));
}

/** A word with a capital: the word itself, and a name; which comes first depends on where it stands. */
function capitalReadings(word: string, lower: string, standing: Standing): readonly Reading[] {
  const common = smallReadings(lower, standing).filter(({ tag }) => tag !== TAG_INDEX.proper);
  const names = linesFor(word).filter(
    (line) => line.category === 'np' && isSameName(line, word, standing),
  );
  const listed = fromLines(names);
  if (functionReadings(lower).length > 0) {
    const extra = word === 'A' ? functionReadings('à') : [];
    return [...common, ...extra, ...withCost(listed, CAPITAL_COSTS.nameAtStart)];
  }
  if (common.length === 0) return listed;
  if (standing !== 'inside') {
    const isDaily = common.some(({ lemma }) => FREQUENT_LEMMAS.has(lemma));
    const cost = isDaily ? CAPITAL_COSTS.nameAtStart : CAPITAL_COSTS.nameBesideRareWord;
    return [...common, ...withCost(listed, cost)];
  }
  const isDaily = common.some(({ tag, lemma }) => !VERBAL.has(tag) && FREQUENT_LEMMAS.has(lemma));
  const isName = listed.length > 0 && !isDaily;
  const words = common.map((own) => ({ ...own, cost: own.cost + innerCapitalCost(own, isName) }));
  if (listed.length === 0) return [...words, reading('proper', word, CAPITAL_COSTS.unlistedName)];
  return [...words, ...withCost(listed, isDaily ? CAPITAL_COSTS.nameBesideDailyWord : 0)];
}

function isSameName(line: LefffLine, word: string, standing: Standing): boolean {
  return line.form === word || (line.likeness <= 2 && (standing === 'bare' || !/[à-ÿ]/.test(word)));
}

/** « le Maire » stays a noun; « Paris » is hardly a bet, « Marche » hardly a verb. */
function innerCapitalCost({ tag }: Reading, isName: boolean): number {
  if (VERBAL.has(tag)) return CAPITAL_COSTS.verb;
  return isName ? CAPITAL_COSTS.nounBesideName : 0;
}

const VERBAL = new Set([
  TAG_INDEX.finite,
  TAG_INDEX.participle,
  TAG_INDEX.infinitive,
  TAG_INDEX.gerund,
]);

function withCost(readings: readonly Reading[], cost: number): Reading[] {
  return readings.map((own) => ({ ...own, cost: own.cost + cost }));
}

/** All in capitals among other words: an acronym, or a word said loud. */
function acronymReadings(word: string, lower: string): readonly Reading[] {
  if (ACRONYMS.has(word)) return [reading('noun', word)];
  const words = smallReadings(lower, 'bare');
  if (functionReadings(lower).length > 0 && word !== 'EN') return words;
  if (words.length === 0) return [reading('noun', word)];
  const isDaily = words.some(({ lemma }) => FREQUENT_LEMMAS.has(lemma));
  if (isDaily || word.length > LONGEST_ACRONYM) {
    return [...words, reading('noun', word, CAPITAL_COSTS.acronymBesideWord)];
  }
  return [reading('noun', word), ...withCost(words, CAPITAL_COSTS.wordBesideAcronym)];
}

const LONGEST_ACRONYM = 4;

/** « le réseau C », « plan B »; « A » may be « à » without its accent. */
function letterReadings(letter: string, lower: string): readonly Reading[] {
  // « A » is « à » more often than a name.
  const cost = lower === 'a' ? 0 : CAPITAL_COSTS.letter;
  const extra = lower === 'a' ? functionReadings('à') : [];
  return [reading('noun', letter), ...withCost([...functionReadings(lower), ...extra], cost)];
}

/** What a part of a longer word may be, grammar aside. */
function openReadings(word: string): readonly Reading[] {
  const common = linesFor(word).filter((line) => line.category !== 'np');
  const exact = common.filter((line) => line.form === word);
  return fromLines(exact.length > 0 ? exact : common.filter((line) => line.likeness === 2));
}
