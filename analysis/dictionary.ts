/** A mission's own words, on top of the built-in lexicon; every list may be empty. */
export interface Dictionary {
  /** Expressions to keep whole, one a string: « maison de site », or « forme retenue | variante | SIGLE ». */
  readonly expressions: readonly string[];
  /** Built-in expressions that this mission does not want, by any of their spellings. */
  readonly removedExpressions?: readonly string[];
  /** What a form counts as, for instance { mairies: 'mairie', interco: 'intercommunalité' }. */
  readonly lemmas: Readonly<Record<string, string>>;
  /** Lemmas that must not weigh on the classes. */
  readonly ignored: readonly string[];
  /** Lemmas that the built-in stop words set aside and that this mission wants to count. */
  readonly kept?: readonly string[];
}

export const EMPTY_DICTIONARY: Dictionary = { expressions: [], lemmas: {}, ignored: [] };
