/**
 * The corpus as the analysis sees it: what comes in (contributions), and the compact tables that the
 * words half hands to the classification half. Offsets are UTF-16 units in the contribution's own text,
 * so `text.slice(start, end)` is always the literal quote.
 */

/** Any text from a stakeholder: an open answer, a field note, a rubric of a return. */
export interface Contribution {
  readonly id: string;
  readonly text: string;
  /** Who speaks: what is counted when stakeholders, not segments, are counted. */
  readonly speaker?: string;
  readonly metadata?: Readonly<Record<string, string>>;
}

/** What a word is; `Tokens.pos` and `Terms.pos` hold positions in this list. */
export const PARTS_OF_SPEECH = [
  'noun',
  'verb',
  'adjective',
  'adverb',
  'expression',
  'proper',
  'unknown',
  'number',
  'auxiliary',
  'tool',
  'hesitation',
  'address',
] as const;

export type PartOfSpeech = (typeof PARTS_OF_SPEECH)[number];

/** One word, spelt out: `form` as normalised, `lemma` as a dictionary would list it. */
export interface Token {
  readonly start: number;
  readonly end: number;
  readonly form: string;
  readonly lemma: string;
  readonly pos: PartOfSpeech;
}

/**
 * Every word of the corpus in reading order, one column a property, all of length `count`.
 * Contribution c holds the tokens `firstOf[c]` to `firstOf[c + 1]` (excluded); `firstOf` has one more
 * entry than there are contributions. Punctuation is not a token.
 */
export interface Tokens {
  readonly count: number;
  readonly firstOf: Uint32Array;
  readonly start: Uint32Array;
  readonly end: Uint32Array;
  /** Index in `Terms`. */
  readonly term: Uint32Array;
  /** Index in PARTS_OF_SPEECH of this word here (an expression's first word says « expression »). */
  readonly pos: Uint8Array;
  /**
   * How many words the term covers: 1 for a word; n on the first word of an expression of n words,
   * and 0 on the others, which are to be skipped. The term at i ends at `end[i + width[i] - 1]`.
   */
  readonly width: Uint8Array;
  /** Strength of the break after the word, index in BREAKS. */
  readonly breakAfter: Uint8Array;
}

/** What may follow a word, weakest first. « mark » is a bracket or a dash, « paragraph » a line break. */
export const BREAKS = [
  'none',
  'mark',
  'comma',
  'semicolon',
  'colon',
  'sentence',
  'paragraph',
  'end',
] as const;

/** The vocabulary: one row a (lemma, part of speech), nouns and adjectives of one lemma sharing a row. */
export interface Terms {
  readonly count: number;
  readonly lemma: readonly string[];
  /** What a screen shows: the commonest surface form, never a stem. */
  readonly label: readonly string[];
  /** Index in PARTS_OF_SPEECH: the commonest one of the row. */
  readonly pos: Uint8Array;
  /** 1 where the term may split the corpus (active); 0 for tool words, numbers, hesitations … */
  readonly isActive: Uint8Array;
  /** Occurrences in the whole corpus. */
  readonly occurrences: Uint32Array;
}

/** Spans of about forty words, never across two contributions, one column a property. */
export interface Segments {
  readonly count: number;
  /** Index of the contribution. */
  readonly contribution: Uint32Array;
  readonly start: Uint32Array;
  readonly end: Uint32Array;
  /** Tokens `firstToken[s]` to `endToken[s]` (excluded). */
  readonly firstToken: Uint32Array;
  readonly endToken: Uint32Array;
  /** Index in LANGUAGES; anything but 0 is set aside and said so. */
  readonly language: Uint8Array;
}

/** Languages told apart; « other » is text that is not French without our knowing which it is. */
export const LANGUAGES = [
  'french',
  'english',
  'spanish',
  'german',
  'italian',
  'portuguese',
  'other',
] as const;

export type Language = (typeof LANGUAGES)[number];

/** A corpus once read: everything that the matrix needs. */
export interface Corpus {
  readonly contributions: readonly Contribution[];
  readonly tokens: Tokens;
  readonly terms: Terms;
  readonly segments: Segments;
}

export type Unit = 'segment' | 'contribution';
