import type { Corpus } from '../corpus.ts';
import { type Dictionary, EMPTY_DICTIONARY } from '../dictionary.ts';
import { readWords } from '../words.ts';

export const CONCORDANCE_SORTS = ['source', 'left', 'right'] as const;
export type ConcordanceSort = (typeof CONCORDANCE_SORTS)[number];

export type ConcordanceQuery = {
  readonly words: string;
  /** Every form of the lemma (« médecin », « médecins »), or the words as they are written, capitals aside. */
  readonly match: 'lemma' | 'form';
  readonly sort: ConcordanceSort;
  /** Of the sorted lines, the first to give and how many. */
  readonly offset: number;
  readonly limit: number;
};

/** One place where the words stand. Everything is literal: left + keyword + right is a stretch of the text. */
export type ConcordanceLine = {
  /** Index of the contribution in the corpus. */
  readonly contribution: number;
  readonly start: number;
  readonly end: number;
  readonly left: string;
  readonly keyword: string;
  readonly right: string;
  /** The segment that holds it, UTF-16 offsets in the contribution. */
  readonly segment: { readonly start: number; readonly end: number };
};

export type Concordance = {
  /** All lines there are, beyond those given. */
  readonly total: number;
  readonly lines: readonly ConcordanceLine[];
  /** The ways in which the words are written, commonest first, and how many times. */
  readonly forms: readonly { readonly form: string; readonly count: number }[];
};

/** On each side of the words, at most so many UTF-16 units. */
const CONTEXT = 90;
/** Words compared on one side before lines count as alike. */
const WORDS_COMPARED = 6;
const FORMS_LISTED = 12;
const LONGEST_QUERY = 8;

/**
 * Keyword in context: every place where some words stand, between what precedes and what follows in the same
 * contribution. « left » sorts by the words before, the nearest first, « right » by those after, in the order of code
 * units; lines that are alike, and all lines for « source », keep the order of the corpus.
 */
export function findConcordance(
  corpus: Corpus,
  query: ConcordanceQuery,
  dictionary: Dictionary = EMPTY_DICTIONARY,
): Concordance {
  const surfaces = createSurfaces(corpus);
  const asked = readQuery(query.words, dictionary);
  if (asked.words.length === 0) return { total: 0, lines: [], forms: [] };
  const found = findPlaces(corpus, surfaces, asked, query.match);
  const sorted = sortPlaces(surfaces, found, query.sort);
  const shown = sorted.slice(query.offset, query.offset + query.limit);
  return {
    total: found.length,
    lines: shown.map((place) => toLine(corpus, place)),
    forms: countForms(corpus, found),
  };
}

/** Tokens `first` to `last` (included) of a contribution. */
type Found = { readonly contribution: number; readonly first: number; readonly last: number };

type Asked = { readonly words: readonly AskedWord[]; readonly whole: string | null };
/** `lemma` is null inside an expression, which has one for all its words. */
type AskedWord = { readonly surface: string; readonly lemma: string | null };

function readQuery(words: string, dictionary: Dictionary): Asked {
  const corpus = readWords([{ id: 'query', text: words }], dictionary);
  const { tokens, terms } = corpus;
  const surfaces = createSurfaces(corpus);
  const asked = Array.from({ length: Math.min(tokens.count, LONGEST_QUERY) }, (_, at) => ({
    surface: surfaces.at(at),
    lemma: tokens.width[at] === 1 ? terms.lemma[tokens.term[at]] : null,
  }));
  const isExpression = tokens.count > 1 && tokens.width[0] === tokens.count;
  return { words: asked, whole: isExpression ? terms.lemma[tokens.term[0]] : null };
}

function findPlaces(
  corpus: Corpus,
  surfaces: Surfaces,
  { words, whole }: Asked,
  match: ConcordanceQuery['match'],
): Found[] {
  const { tokens, terms } = corpus;
  const accepts = words.map((word) =>
    match === 'form' ? acceptSurface(surfaces, word.surface) : acceptLemma(corpus, surfaces, word),
  );
  const found: Found[] = [];
  for (let c = 0; c < corpus.contributions.length; c++) {
    for (let t = tokens.firstOf[c]; t < tokens.firstOf[c + 1]; t++) {
      const isWhole =
        match === 'lemma' &&
        whole !== null &&
        tokens.width[t] > 1 &&
        terms.lemma[tokens.term[t]] === whole;
      const width = isWhole ? tokens.width[t] : words.length;
      if (t + width > tokens.firstOf[c + 1]) continue;
      if (isWhole || accepts.every((accept, at) => accept(t + at))) {
        found.push({ contribution: c, first: t, last: t + width - 1 });
        t += width - 1;
      }
    }
  }
  return found;
}

const acceptSurface = (surfaces: Surfaces, surface: string) => (token: number) =>
  surfaces.at(token) === surface;

/** Whatever is spelt as asked, every form of its lemma, and those spellings inside expressions, which hide lemmas. */
function acceptLemma(corpus: Corpus, surfaces: Surfaces, { surface, lemma }: AskedWord) {
  const { tokens, terms } = corpus;
  const wanted = Uint8Array.from(terms.lemma, (other) => (other === lemma ? 1 : 0));
  const isOfLemma = (token: number) =>
    tokens.width[token] === 1 && wanted[tokens.term[token]] === 1;
  const spellings = new Set([surface]);
  for (let t = 0; t < tokens.count; t++) if (isOfLemma(t)) spellings.add(surfaces.at(t));
  return (token: number) =>
    isOfLemma(token) ||
    surfaces.at(token) === surface ||
    (tokens.width[token] !== 1 && spellings.has(surfaces.at(token)));
}

function sortPlaces(surfaces: Surfaces, found: readonly Found[], sort: ConcordanceSort): Found[] {
  if (sort === 'source') return [...found];
  const beside = (place: Found, step: number) =>
    sort === 'left'
      ? surfaces.inside(place.contribution, place.first - step)
      : surfaces.inside(place.contribution, place.last + step);
  return found.toSorted((a, b) => {
    for (let step = 1; step <= WORDS_COMPARED; step++) {
      const [before, after] = [beside(a, step), beside(b, step)];
      if (before !== after) return before < after ? -1 : 1;
      if (before === '') break;
    }
    return a.first - b.first;
  });
}

function toLine(corpus: Corpus, { contribution, first, last }: Found): ConcordanceLine {
  const { tokens } = corpus;
  const { text } = corpus.contributions[contribution];
  const [start, end] = [tokens.start[first], tokens.end[last]];
  return {
    contribution,
    start,
    end,
    left: text.slice(leftLimit(corpus, contribution, first, start), start),
    keyword: text.slice(start, end),
    right: text.slice(end, rightLimit(corpus, contribution, last, end)),
    segment: segmentAt(corpus, first),
  };
}

/** The furthest start of a word that is near enough, or the start of the text. */
function leftLimit({ tokens }: Corpus, contribution: number, first: number, start: number): number {
  let limit = start;
  for (let t = first - 1; t >= tokens.firstOf[contribution]; t--) {
    if (start - tokens.start[t] > CONTEXT) return limit;
    limit = tokens.start[t];
  }
  return start <= CONTEXT ? 0 : limit;
}

function rightLimit(corpus: Corpus, contribution: number, last: number, end: number): number {
  const { tokens } = corpus;
  const { length } = corpus.contributions[contribution].text;
  let limit = end;
  for (let t = last + 1; t < tokens.firstOf[contribution + 1]; t++) {
    if (tokens.end[t] - end > CONTEXT) return limit;
    limit = tokens.end[t];
  }
  return length - end <= CONTEXT ? length : limit;
}

/** By halves: segments come in the order of tokens. */
function segmentAt({ segments }: Corpus, token: number): { start: number; end: number } {
  let [low, high] = [0, segments.count - 1];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (segments.endToken[middle] <= token) low = middle + 1;
    else high = middle;
  }
  return { start: segments.start[low], end: segments.end[low] };
}

function countForms(corpus: Corpus, found: readonly Found[]): Concordance['forms'] {
  const counts = new Map<string, number>();
  for (const { contribution, first, last } of found) {
    const { text } = corpus.contributions[contribution];
    const form = fold(text.slice(corpus.tokens.start[first], corpus.tokens.end[last]));
    counts.set(form, (counts.get(form) ?? 0) + 1);
  }
  return [...counts]
    .map(([form, count]) => ({ form, count }))
    .sort((a, b) => b.count - a.count || (a.form < b.form ? -1 : 1))
    .slice(0, FORMS_LISTED);
}

/** How tokens are written, capitals and kinds of apostrophe aside. */
type Surfaces = {
  at(token: number): string;
  /** Empty outside the contribution. */
  inside(contribution: number, token: number): string;
};

function createSurfaces({ tokens, contributions }: Corpus): Surfaces {
  const known: (string | undefined)[] = new Array(tokens.count);
  const at = (token: number) => {
    known[token] ??= fold(
      contributions[placeIn(tokens.firstOf, token)].text.slice(
        tokens.start[token],
        tokens.end[token],
      ),
    );
    return known[token];
  };
  return {
    at,
    inside: (c, token) =>
      token < tokens.firstOf[c] || token >= tokens.firstOf[c + 1] ? '' : at(token),
  };
}

/** Which of the runs that begin at `starts` holds `at`. */
function placeIn(starts: Uint32Array, at: number): number {
  let [low, high] = [0, starts.length - 2];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (starts[middle + 1] <= at) low = middle + 1;
    else high = middle;
  }
  return low;
}

function fold(words: string): string {
  return words
    .normalize('NFC')
    .toLowerCase()
    .replaceAll(/['\u2018\u02BC]/g, '\u2019')
    .replaceAll(/\s+/g, ' ');
}
