import type { PartOfSpeech } from '../corpus.ts';

/**
 * What a word does in its sentence, finer than a part of speech: only as fine as it takes to choose
 * between the readings of a form (« la porte », « il la porte »).
 */
export const TAGS = [
  'start',
  'pause',
  'determiner',
  'predeterminer',
  'numeral',
  'noun',
  'adjective',
  'proper',
  'preposition',
  'en',
  'contraction',
  'subject',
  'object',
  'negation',
  'pronoun',
  'relative',
  'coordinator',
  'subordinator',
  'adverb',
  'negative',
  'finite',
  'infinitive',
  'participle',
  'gerund',
  'etre',
  'etreInfinitive',
  'etreParticiple',
  'etreGerund',
  'avoir',
  'avoirInfinitive',
  'avoirParticiple',
  'avoirGerund',
  'other',
] as const;

export type Tag = (typeof TAGS)[number];

/** Positions in TAGS, for the arrays that hold them. */
export const TAG_INDEX = Object.fromEntries(TAGS.map((tag, index) => [tag, index])) as Readonly<
  Record<Tag, number>
>;

/** The part of speech of a word so tagged. « avoir » is a verb unless a participle follows. */
export const PART_OF_TAG: Readonly<Record<Tag, PartOfSpeech>> = {
  start: 'tool',
  pause: 'tool',
  determiner: 'tool',
  predeterminer: 'tool',
  numeral: 'number',
  noun: 'noun',
  adjective: 'adjective',
  proper: 'proper',
  preposition: 'tool',
  en: 'tool',
  contraction: 'tool',
  subject: 'tool',
  object: 'tool',
  negation: 'adverb',
  pronoun: 'tool',
  relative: 'tool',
  coordinator: 'tool',
  subordinator: 'tool',
  adverb: 'adverb',
  negative: 'adverb',
  finite: 'verb',
  infinitive: 'verb',
  participle: 'verb',
  gerund: 'verb',
  etre: 'auxiliary',
  etreInfinitive: 'auxiliary',
  etreParticiple: 'auxiliary',
  etreGerund: 'auxiliary',
  avoir: 'verb',
  avoirInfinitive: 'verb',
  avoirParticiple: 'verb',
  avoirGerund: 'verb',
  other: 'tool',
};

// Agreement: what a reading may agree with, one bit a value; several bits where the form does not say.
export const MASCULINE = 1;
export const FEMININE = 2;
export const SINGULAR = 4;
export const PLURAL = 8;
export const FIRST = 16;
export const SECOND = 32;
export const THIRD = 64;
export const ANY_GENDER = MASCULINE | FEMININE;
export const ANY_NUMBER = SINGULAR | PLURAL;
export const ANY_PERSON = FIRST | SECOND | THIRD;
export const ANY_AGREEMENT = ANY_GENDER | ANY_NUMBER | ANY_PERSON;

/** Reads traits such as « mp », « fs », « P3s » or « K » (Lefff's) as bits; a value unsaid is any. */
export function agreementOf(traits: string): number {
  const genders = (/m/.test(traits) ? MASCULINE : 0) | (/f/.test(traits) ? FEMININE : 0);
  const numbers = (/s/.test(traits) ? SINGULAR : 0) | (/p/.test(traits) ? PLURAL : 0);
  const persons =
    (/1/.test(traits) ? FIRST : 0) |
    (/2/.test(traits) ? SECOND : 0) |
    (/3/.test(traits) ? THIRD : 0);
  return (genders || ANY_GENDER) | (numbers || ANY_NUMBER) | (persons || ANY_PERSON);
}
