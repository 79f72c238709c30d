import { FOLDED_FUNCTION_WORDS, functionReadings, openCost } from '../lexicon/function-words.ts';
import { fold, type LefffLine, linesLike } from '../lexicon/lefff.ts';
import {
  ADJECTIVE_OF_VERB_COST,
  CAPITAL_COSTS,
  FREQUENT_BONUS,
  FREQUENT_LEMMAS,
  isNominalOfVerb,
  NOUN_OF_VERB_COST,
  OTHER_ACCENT_COST,
  PLURAL_NOUNS,
  personCost,
  RARE_COST,
  RARE_LEMMAS,
  RARE_READINGS,
  RIVAL_LEMMA_COST,
  tenseCost,
} from '../lexicon/priorities.ts';
import { HESITATIONS, spellOut } from '../lexicon/shorthand.ts';
import {
  ANY_AGREEMENT,
  ANY_PERSON,
  agreementOf,
  TAG_INDEX,
  type Tag,
  THIRD,
} from '../lexicon/tags.ts';
import { guessReadings } from './guess.ts';

/** One thing that a form may be; before any context, the lower the cost the likelier. */
export interface Reading {
  readonly tag: number;
  readonly lemma: string;
  /** Gender, number and person that it may agree with, as bits (tags.ts). */
  readonly agreement: number;
  readonly cost: number;
  /** The lemma is our guess: no lexicon knows the word. */
  readonly isGuess?: boolean;
  /** « euh » and the like. */
  readonly isHesitation?: boolean;
}

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
  const word = withoutLigatures(surface);
  const lower = word.toLowerCase();
  if (HESITATIONS.has(lower)) return [{ ...reading('other', lower), isHesitation: true }];
  const isCapital = word !== lower && word.charAt(0) !== lower.charAt(0);
  const isUpper = isCapital && word.length > 1 && word === word.toUpperCase();
  if (isUpper && standing !== 'bare') return acronymReadings(word, lower);
  const known = knownReadings(word, lower, standing, isCapital);
  if (known.length > 0) return known;
  const full = spellOut(lower);
  if (full !== undefined && full !== lower) return readingsOf(full, standing);
  return guessReadings(word, isCapital, standing === 'first', isKnownWord, nominalReadings);
}

/** Is the word, in this spelling or in lower case, in the lexicon? */
export function isKnownWord(word: string): boolean {
  const plain = withoutLigatures(word);
  const lower = plain.toLowerCase();
  return (
    functionReadings(lower).length > 0 ||
    linesLike(plain).some((line) => line.form === plain || line.form === lower)
  );
}

/** « cœur » is « coeur » in the lexicon. */
function withoutLigatures(word: string): string {
  return word.replaceAll('œ', 'oe').replaceAll('Œ', 'Oe').replaceAll('æ', 'ae');
}

function withLigatures(lemma: string): string {
  return lemma.includes('oe')
    ? lemma.replace(/oe(?=[ui])|(?<=^f)oe(?=t)|(?<=^)oe(?=s[oo]|d[èi]|cum|no)/g, 'œ')
    : lemma;
}

function reading(tag: Tag, lemma: string, cost = 0): Reading {
  return { tag: TAG_INDEX[tag], lemma, agreement: ANY_AGREEMENT, cost };
}

function knownReadings(
  word: string,
  lower: string,
  standing: Standing,
  isCapital: boolean,
): readonly Reading[] {
  const closed = functionReadings(lower);
  const cost = openCost(lower);
  const lines = cost === undefined && standing !== 'bare' ? [] : linesLike(word);
  const exact = lines.filter((line) => isSpelling(line, word, lower, isCapital));
  const readings = [...closed, ...fromLines(exact, cost ?? 0, isCapital, standing)];
  if (standing === 'bare')
    return [...readings, ...accented(lower, lines, isCapital, readings.length > 0)];
  if (word === 'A') readings.push(...functionReadings('à'));
  if (readings.length > 0) return withCapital(readings, word, isCapital, standing);
  return withCapital(accented(lower, lines, isCapital, false), word, isCapital, standing);
}

function isSpelling(line: LefffLine, word: string, lower: string, isCapital: boolean): boolean {
  if (line.form === word) return true;
  // A name in the lexicon keeps its capital: « paris » are bets, « Paris » may be both.
  return isCapital && line.form === lower;
}

/** The same word with the accents that the author left out. */
function accented(
  lower: string,
  lines: readonly LefffLine[],
  isCapital: boolean,
  hasOwn: boolean,
): Reading[] {
  const cost = hasOwn ? OTHER_ACCENT_COST : 0;
  const closed = (FOLDED_FUNCTION_WORDS.get(fold(lower)) ?? [])
    .filter((form) => form !== lower)
    .flatMap((form) => functionReadings(form))
    .map((own) => ({ ...own, cost: own.cost + cost }));
  const open = lines.filter(
    (line) =>
      (line.likeness === 2 || (line.likeness === 1 && isCapital)) &&
      (isCapital || line.category !== 'np') &&
      line.form.toLowerCase() !== lower,
  );
  return [...closed, ...fromLines(open, cost, isCapital, 'first')];
}

/** An inner capital makes a name likelier, and a verb hardly likely; « le Maire » stays a noun. */
function withCapital(
  readings: readonly Reading[],
  word: string,
  isCapital: boolean,
  standing: Standing,
): readonly Reading[] {
  if (!isCapital || standing !== 'inside' || readings.length === 0) return readings;
  if (readings.some((own) => own.tag === TAG_INDEX.proper)) return readings;
  if (functionReadings(word.toLowerCase()).length > 0) return readings;
  return [...readings, reading('proper', word, CAPITAL_COSTS.unlistedName)];
}

/** All in capitals among other words: an acronym, unless it is a longer word or one of grammar. */
function acronymReadings(word: string, lower: string): readonly Reading[] {
  const asWord = knownReadings(lower, lower, 'bare', false);
  const asAcronym = reading('noun', word, word.length > 4 ? CAPITAL_COSTS.longAcronym : 0);
  const isGrammar = functionReadings(lower).length > 0 && word.length > 1;
  if (isGrammar && word !== 'EN') return asWord;
  if (asWord.length === 0) return [asAcronym];
  const shout = word.length > 4 ? 0 : CAPITAL_COSTS.shoutedShortWord;
  return [...asWord.map((own) => ({ ...own, cost: own.cost + shout })), asAcronym];
}

/** Noun and adjective readings of a part of a compound; none where it has none. */
function nominalReadings(word: string): readonly Reading[] {
  return knownReadings(word, word.toLowerCase(), 'inside', false).filter(
    ({ tag }) => tag === TAG_INDEX.noun || tag === TAG_INDEX.adjective,
  );
}

function fromLines(
  lines: readonly LefffLine[],
  cost: number,
  isCapital: boolean,
  standing: Standing,
): Reading[] {
  const readings = new Map<string, Reading>();
  for (const line of lines) {
    const tag = tagOf(line);
    if (tag === undefined) continue;
    const own: Reading = {
      tag: TAG_INDEX[tag],
      lemma: withLigatures(line.lemma),
      agreement: agreementOfLine(line, tag),
      cost: cost + costOf(line, tag, lines) + capitalCost(tag, isCapital, standing, lines),
    };
    const key = `${tag} ${own.lemma}`;
    const before = readings.get(key);
    readings.set(key, before ? merge(before, own) : own);
  }
  return [...readings.values()];
}

function merge(one: Reading, other: Reading): Reading {
  return {
    ...one,
    agreement: one.agreement | other.agreement,
    cost: Math.min(one.cost, other.cost),
  };
}

/** Which of our tags a Lefff line gives; none for what our own lists decide. */
function tagOf({ category, traits }: LefffLine): Tag | undefined {
  if (category === 'nc') return 'noun';
  if (category === 'np') return 'proper';
  if (category === 'adv' || category === 'advneg') return 'adverb';
  // « K » adjectives are participles, listed once more as such.
  if (category === 'adj') return traits.startsWith('K') ? undefined : 'adjective';
  if (category === 'pres') return 'other';
  if (category !== 'v') return undefined;
  if (traits.startsWith('K')) return 'participle';
  if (traits === 'W') return 'infinitive';
  return traits === 'G' ? 'gerund' : 'finite';
}

function agreementOfLine({ traits }: LefffLine, tag: Tag): number {
  if (tag === 'noun' || tag === 'proper') return (agreementOf(traits) & ~ANY_PERSON) | THIRD;
  return agreementOf(tag === 'finite' ? traits.replace(/^[A-Z]+/, '') : traits);
}

function costOf(line: LefffLine, tag: Tag, lines: readonly LefffLine[]): number {
  let cost = FREQUENT_LEMMAS.has(line.lemma) ? 0 : FREQUENT_BONUS;
  if (RARE_LEMMAS.has(line.lemma) || RARE_READINGS.has(`${line.form}/${tag}`)) cost += RARE_COST;
  if (tag === 'finite') return cost + tenseCost(line.traits) + personCost(line.traits);
  if (tag === 'noun') return cost + nounOfVerbCost(line, lines) + rivalCost(line, lines);
  if (tag === 'adjective' && hasVerbForm(lines) && !isNominalOfVerb(line.lemma)) {
    cost += ADJECTIVE_OF_VERB_COST;
  }
  return cost;
}

/** « demandé », « venant »: a noun only where usage has made it one (« élu », « habitant »). */
function nounOfVerbCost(line: LefffLine, lines: readonly LefffLine[]): number {
  const isOwnFeminine =
    line.traits.startsWith('f') && line.lemma !== line.form.replace(/e?s?$/, '');
  if (isOwnFeminine && /(?:e|es)$/.test(line.lemma)) return 0;
  return hasVerbForm(lines) && !isNominalOfVerb(line.lemma) ? NOUN_OF_VERB_COST : 0;
}

function hasVerbForm(lines: readonly LefffLine[]): boolean {
  return lines.some(({ category, traits }) => category === 'v' && /^(?:K|G$)/.test(traits));
}

/** Two nouns for one form: « mois » before « moi », « élu » before « élus », « amie » before « ami ». */
function rivalCost(line: LefffLine, lines: readonly LefffLine[]): number {
  const nouns = lines.filter((l) => l.category === 'nc' && l.form === line.form);
  if (nouns.every((noun) => noun.lemma === line.lemma)) return 0;
  const isInvariable = !/[sp]/.test(line.traits);
  const hasInvariable = nouns.some((noun) => !/[sp]/.test(noun.traits));
  if (hasInvariable) return isInvariable ? 0 : RIVAL_LEMMA_COST;
  const isPluralLemma = /p/.test(line.traits) && line.lemma === line.form;
  if (/p/.test(line.traits) && nouns.some((noun) => noun.lemma === noun.form)) {
    return isPluralLemma === PLURAL_NOUNS.has(line.form) ? 0 : RIVAL_LEMMA_COST;
  }
  const isFeminineLemma = line.traits.startsWith('f') && /e$/.test(line.lemma);
  const hasAdjective = lines.some((l) => l.category === 'adj' && !l.traits.startsWith('K'));
  return isFeminineLemma === !hasAdjective || FREQUENT_LEMMAS.has(line.lemma)
    ? 0
    : RIVAL_LEMMA_COST;
}

function capitalCost(
  tag: Tag,
  isCapital: boolean,
  standing: Standing,
  lines: readonly LefffLine[],
): number {
  if (!isCapital) return 0;
  const hasCommon = lines.some(({ category }) => category !== 'np');
  if (tag === 'proper') {
    return standing !== 'inside' && hasCommon ? CAPITAL_COSTS.nameAtStart : 0;
  }
  if (standing !== 'inside') return 0;
  if (tag === 'finite' || tag === 'participle' || tag === 'infinitive') return CAPITAL_COSTS.verb;
  return lines.some(({ category }) => category === 'np') ? CAPITAL_COSTS.nounBesideName : 0;
}
