import { lexiconLines } from '../lexicon/additions.ts';
import type { LefffLine } from '../lexicon/lefff.ts';
import {
  ADJECTIVE_OF_VERB_COST,
  FEMININE_OF_ADJECTIVE_COST,
  FREQUENT_BONUS,
  FREQUENT_LEMMAS,
  isNominalOfVerb,
  NOUN_OF_GERUND_COST,
  NOUN_OF_INFINITIVE_COST,
  NOUN_OF_PRENOMINAL_COST,
  NOUN_OF_VERB_COST,
  PLURAL_NOUNS,
  PLURAL_OF_ADJECTIVE_COST,
  PRENOMINALS,
  personCost,
  RARE_COST,
  RARE_LEMMAS,
  RARE_READINGS,
  RIVAL_LEMMA_COST,
  tenseCost,
} from '../lexicon/priorities.ts';
import { UNIT_SIGNS } from '../lexicon/spelling.ts';
import { ANY_PERSON, agreementOf, TAG_INDEX, type Tag, THIRD } from '../lexicon/tags.ts';

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
  /** The word is known with accents that are not written. */
  readonly isUnaccented?: boolean;
}

/** Nouns, verbs, adjectives, adverbs and names that lines of the Lefff give, each lemma and tag once. */
export function fromLines(lines: readonly LefffLine[], cost = 0): Reading[] {
  const readings = new Map<string, Reading>();
  for (const line of lines) {
    const own = fromLine(line, lines);
    if (!own) continue;
    const key = `${own.tag} ${own.lemma}`;
    const before = readings.get(key);
    readings.set(key, before ? merge(before, own) : own);
  }
  return [...readings.values()].map((own) => ({ ...own, cost: own.cost + cost }));
}

/** Lines for a word; single letters are left out, which the lexicon takes for all sorts of signs. */
export function linesFor(word: string): readonly LefffLine[] {
  return word.length === 1 && !UNIT_SIGNS.has(word) ? [] : lexiconLines(word);
}

/** « cœur » is « coeur » in the lexicon. */
export function withoutLigatures(word: string): string {
  return word.replaceAll('œ', 'oe').replaceAll('Œ', 'Oe').replaceAll('æ', 'ae');
}

/** « coeur » → « cœur », « moelle » as it is. */
export function withLigatures(lemma: string): string {
  return lemma.includes('oe') ? lemma.replace(LIGATURES, 'œ') : lemma;
}

const LIGATURES = /oe(?=u|il(?:$|l))|(?<=^f)oe(?=t)|^oe(?=so|d[èi]|cum|no)/g;

function fromLine(line: LefffLine, lines: readonly LefffLine[]): Reading | undefined {
  const tag = tagOf(line);
  if (tag === undefined) return undefined;
  return {
    tag: TAG_INDEX[tag],
    // A unit is called by its sign: « km », not « kilomètre ».
    lemma: UNIT_SIGNS.has(line.form) ? line.form : withLigatures(line.lemma),
    agreement: agreementOfLine(line, tag),
    cost: costOf(line, tag, lines),
  };
}

function merge(one: Reading, other: Reading): Reading {
  return {
    ...one,
    agreement: one.agreement | other.agreement,
    cost: Math.min(one.cost, other.cost),
  };
}

/** Which of our tags a line gives; none for what our own lists decide. */
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
  if (tag === 'proper') return 0;
  let cost = FREQUENT_LEMMAS.has(line.lemma) ? 0 : FREQUENT_BONUS;
  if (RARE_LEMMAS.has(line.lemma) || RARE_READINGS.has(`${line.form}/${tag}`)) cost += RARE_COST;
  if (tag === 'finite') return cost + tenseCost(line.traits) + personCost(line.traits);
  if (tag === 'noun') {
    if (lines.some((other) => tagOf(other) === 'adjective' && PRENOMINALS.has(other.lemma))) {
      cost += NOUN_OF_PRENOMINAL_COST;
    }
    return cost + nounOfVerbCost(line, lines) + rivalCost(line, lines);
  }
  if (tag === 'adjective' && hasVerbForm(lines) && !isNominalOfVerb(line.lemma)) {
    cost += ADJECTIVE_OF_VERB_COST;
  }
  return cost;
}

/** « demandé », « venant », « parler »: a noun only where usage has made it one (« élu », « habitant »). */
function nounOfVerbCost(line: LefffLine, lines: readonly LefffLine[]): number {
  const isOwnFeminine =
    line.traits.startsWith('f') && line.lemma !== line.form.replace(/e?s?$/u, '');
  if (isOwnFeminine && line.lemma.endsWith('e')) return 0;
  if (lines.some((other) => tagOf(other) === 'infinitive')) return NOUN_OF_INFINITIVE_COST;
  if (!hasVerbForm(lines) || isNominalOfVerb(line.lemma)) return 0;
  return lines.some((other) => tagOf(other) === 'gerund') ? NOUN_OF_GERUND_COST : NOUN_OF_VERB_COST;
}

function hasVerbForm(lines: readonly LefffLine[]): boolean {
  return lines.some(({ category, traits }) => category === 'v' && /^(?:K|G$)/.test(traits));
}

/** What a noun costs more than another of the same form: « moi » beside « mois », « élus » beside « élu ». */
function rivalCost(line: LefffLine, lines: readonly LefffLine[]): number {
  const isFeminine = line.traits.startsWith('f') && line.lemma.endsWith('e');
  const isAdjectiveToo = lines.some(
    (other) =>
      tagOf(other) === 'adjective' && other.form === line.form && other.lemma !== line.lemma,
  );
  const cost = isAdjectiveToo && !FREQUENT_LEMMAS.has(line.lemma) ? ofAdjectiveCost(line) : 0;
  const nouns = lines.filter((other) => tagOf(other) === 'noun' && other.form === line.form);
  if (nouns.every((noun) => noun.lemma === line.lemma)) return cost;
  return isPreferred(line, nouns, isFeminine && !isAdjectiveToo) ? cost : cost + RIVAL_LEMMA_COST;
}

/** « locale », « nationaux » are adjectives first. */
function ofAdjectiveCost({ lemma, form, traits }: LefffLine): number {
  if (traits.includes('p') && lemma === form) return PLURAL_OF_ADJECTIVE_COST;
  return traits.startsWith('f') && lemma.endsWith('e') ? FEMININE_OF_ADJECTIVE_COST : 0;
}

function isPreferred(
  line: LefffLine,
  nouns: readonly LefffLine[],
  isOwnFeminine: boolean,
): boolean {
  const isInvariable = (noun: LefffLine) => !/[sp]/.test(noun.traits);
  if (nouns.some(isInvariable)) return isInvariable(line);
  const isPlural = line.traits.includes('p');
  if (isPlural && nouns.some((noun) => noun.lemma === noun.form)) {
    return (line.lemma === line.form) === PLURAL_NOUNS.has(line.form);
  }
  return (
    isOwnFeminine ||
    FREQUENT_LEMMAS.has(line.lemma) ||
    !nouns.some((noun) => noun.lemma.endsWith('e'))
  );
}
