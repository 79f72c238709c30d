import {
  type Contribution,
  type Corpus,
  PARTS_OF_SPEECH,
  type Token,
  type Tokens,
  type Unit,
} from './corpus.ts';
import { type Dictionary, EMPTY_DICTIONARY } from './dictionary.ts';
import { TAG_INDEX } from './lexicon/tags.ts';
import {
  buildExpressions,
  type ExpressionTable,
  expressionAt,
  mayBegin,
} from './steps/expressions.ts';
import { createForms, type Forms } from './steps/forms.ts';
import { detectLanguages, UNTELLING } from './steps/language.ts';
import { createLemmatiser, type Lemmatiser, lemmatise, type ReadWords } from './steps/lemmatise.ts';
import { type NormalisedText, normalise, originalEnd, originalStart } from './steps/normalise.ts';
import { segmentTokens } from './steps/segment.ts';
import {
  createTermTable,
  finishTerms,
  type TermTable,
  termOfExpression,
  termOfReading,
} from './steps/terms.ts';

export interface WordsOptions {
  /** Spans of about `segmentWords` words, or whole contributions. */
  readonly unit: Unit;
  readonly segmentWords: number;
  /** Called now and then with the number of contributions read. */
  readonly onProgress?: (done: number, total: number) => void;
}

/** Words read once, which may be cut into segments several times. */
export interface ReadTexts extends Omit<Corpus, 'segments'> {
  /** The language that each token tells of. */
  readonly languages: Uint8Array;
}

/**
 * Reads a corpus: normalises each text, cuts it into words, chooses a lemma for each in its context, finds
 * expressions, and cuts segments. Pure: the same contributions, dictionary and options give the same
 * corpus; the order of contributions changes the order of tokens only. Any string is text; none is refused.
 */
export function readWords(
  contributions: readonly Contribution[],
  dictionary: Dictionary = EMPTY_DICTIONARY,
  options: WordsOptions = { unit: 'segment', segmentWords: 40 },
): Corpus {
  const { onProgress } = options;
  const corpus = cutSegments(readTexts(contributions, dictionary, onProgress), options);
  onProgress?.(contributions.length, contributions.length);
  return corpus;
}

/** All but the segments, which alone depend on their size. */
export function readTexts(
  contributions: readonly Contribution[],
  dictionary: Dictionary,
  onProgress?: WordsOptions['onProgress'],
): ReadTexts {
  const reader = createReader(dictionary);
  contributions.forEach(({ text }, done) => {
    readText(reader, text);
    if (done % PROGRESS_EVERY === 0) onProgress?.(done, contributions.length);
  });
  const { terms, renumber } = finishTerms(reader.terms, reader.forms);
  return { contributions, terms, ...finishTokens(reader.columns, renumber) };
}

export function cutSegments(
  { languages, ...read }: ReadTexts,
  { unit, segmentWords }: Pick<WordsOptions, 'unit' | 'segmentWords'>,
): Corpus {
  const segments = segmentTokens(read.contributions, read.tokens, unit, segmentWords);
  detectLanguages(segments, languages);
  return { ...read, segments };
}

/** Words of one line, in order, expressions not joined; offsets are UTF-16 units of `line` as given. */
export function tokensOfLine(line: string, lemmatiser: Lemmatiser = createLineReader()): Token[] {
  const normalised = normalise(line);
  const words = lemmatise(lemmatiser, normalised.text);
  return Array.from({ length: words.count }, (_, at) =>
    spellOutToken(normalised, words, lemmatiser.forms, at),
  );
}

/** What `tokensOfLine` keeps from line to line: pass the same one to read many lines fast. */
export function createLineReader(dictionary: Dictionary = EMPTY_DICTIONARY): Lemmatiser {
  return createLemmatiser(createForms(dictionary));
}

const PROGRESS_EVERY = 1000;

interface Reader {
  readonly forms: Forms;
  readonly lemmatiser: Lemmatiser;
  readonly expressions: ExpressionTable;
  readonly terms: TermTable;
  readonly columns: Columns;
}

/** Tokens as they come; the typed arrays are replaced by longer ones when full. */
interface Columns {
  count: number;
  readonly firstOf: number[];
  start: Uint32Array;
  end: Uint32Array;
  term: Uint32Array;
  pos: Uint8Array;
  width: Uint8Array;
  breakAfter: Uint8Array;
  languages: Uint8Array;
}

function createReader(dictionary: Dictionary): Reader {
  const forms = createForms(dictionary);
  return {
    forms,
    lemmatiser: createLemmatiser(forms),
    expressions: buildExpressions(forms),
    terms: createTermTable(),
    columns: { count: 0, firstOf: [0], ...allocate(1 << 14) },
  };
}

function readText(reader: Reader, text: string): void {
  const normalised = normalise(text);
  const words = lemmatise(reader.lemmatiser, normalised.text);
  reserve(reader.columns, words.count);
  for (let at = 0; at < words.count; ) at += readTerm(reader, normalised, words, at);
  reader.columns.firstOf.push(reader.columns.count);
}

/** Writes the tokens of the term that begins with word `at`; returns how many words it covers. */
function readTerm(
  reader: Reader,
  normalised: NormalisedText,
  words: ReadWords,
  at: number,
): number {
  const { forms } = reader;
  const found = expressionFrom(reader, words, at);
  if (!found) {
    const reading = words.reading[at] ?? 0;
    const term = termOfReading(reader.terms, forms, reading);
    writeToken(reader, normalised, words, at, term, partAt(forms, words, at), 1);
    return 1;
  }
  const term = termOfExpression(reader.terms, found.expression);
  for (let offset = 0; offset < found.width; offset++) {
    const width = offset === 0 ? found.width : 0;
    writeToken(reader, normalised, words, at + offset, term, EXPRESSION, width);
  }
  return found.width;
}

function writeToken(
  { forms, columns }: Reader,
  normalised: NormalisedText,
  words: ReadWords,
  from: number,
  term: number,
  part: number,
  width: number,
): void {
  const to = columns.count++;
  columns.start[to] = originalStart(normalised, words.start[from] ?? 0);
  columns.end[to] = originalEnd(normalised, words.end[from] ?? 0);
  columns.term[to] = term;
  columns.pos[to] = part;
  columns.width[to] = width;
  columns.breakAfter[to] = words.breakAfter[from] ?? 0;
  columns.languages[to] = TELLING[forms.pos[words.reading[from] ?? 0] ?? 0]
    ? (forms.languages[words.form[from] ?? 0] ?? 0)
    : UNTELLING;
}

function expressionFrom(reader: Reader, words: ReadWords, at: number) {
  const { expressions, forms } = reader;
  if (!mayBegin(expressions, forms, words.form[at] ?? 0)) return undefined;
  return expressionAt(expressions, forms, at, (position) => {
    if (position >= words.count) return -1;
    for (let before = at; before < position; before++) if (words.breakAfter[before]) return -1;
    return words.form[position] ?? -1;
  });
}

const EXPRESSION = PARTS_OF_SPEECH.indexOf('expression');
const AUXILIARY = PARTS_OF_SPEECH.indexOf('auxiliary');

/** Parts of speech whose words tell a language. */
const TELLING = PARTS_OF_SPEECH.map(
  (part) => !['proper', 'number', 'hesitation', 'address'].includes(part),
);

/** « avoir » is an auxiliary where a participle follows, adverbs and pronouns aside. */
function partAt(forms: Forms, words: ReadWords, at: number): number {
  const reading = words.reading[at] ?? 0;
  const tag = forms.tag[reading] ?? 0;
  if (tag < TAG_INDEX.avoir || tag > TAG_INDEX.avoirGerund) return forms.pos[reading] ?? 0;
  for (let next = at + 1; next < Math.min(at + 5, words.count); next++) {
    const nextTag = forms.tag[words.reading[next] ?? 0] ?? 0;
    if (PARTICIPLES.has(nextTag)) return AUXILIARY;
    if (!BETWEEN.has(nextTag)) break;
  }
  return forms.pos[reading] ?? 0;
}

const PARTICIPLES = new Set([
  TAG_INDEX.participle,
  TAG_INDEX.etreParticiple,
  TAG_INDEX.avoirParticiple,
]);
const BETWEEN = new Set([
  TAG_INDEX.adverb,
  TAG_INDEX.negative,
  TAG_INDEX.subject,
  TAG_INDEX.pronoun,
]);

function spellOutToken(
  normalised: NormalisedText,
  words: ReadWords,
  forms: Forms,
  at: number,
): Token {
  const form = normalised.text.slice(words.start[at], words.end[at]);
  return {
    start: originalStart(normalised, words.start[at] ?? 0),
    end: originalEnd(normalised, words.end[at] ?? 0),
    form,
    lemma: forms.lemma[words.reading[at] ?? 0] || form.toLowerCase(),
    pos: PARTS_OF_SPEECH[partAt(forms, words, at)] ?? 'unknown',
  };
}

function allocate(capacity: number) {
  return {
    start: new Uint32Array(capacity),
    end: new Uint32Array(capacity),
    term: new Uint32Array(capacity),
    pos: new Uint8Array(capacity),
    width: new Uint8Array(capacity),
    breakAfter: new Uint8Array(capacity),
    languages: new Uint8Array(capacity),
  };
}

function reserve(columns: Columns, more: number): void {
  let capacity = columns.start.length;
  if (columns.count + more <= capacity) return;
  while (capacity < columns.count + more) capacity *= 2;
  const larger = allocate(capacity);
  larger.start.set(columns.start);
  larger.end.set(columns.end);
  larger.term.set(columns.term);
  larger.pos.set(columns.pos);
  larger.width.set(columns.width);
  larger.breakAfter.set(columns.breakAfter);
  larger.languages.set(columns.languages);
  Object.assign(columns, larger);
}

function finishTokens(
  columns: Columns,
  renumber: Uint32Array,
): { readonly tokens: Tokens; readonly languages: Uint8Array } {
  const { count } = columns;
  return {
    tokens: {
      count,
      firstOf: Uint32Array.from(columns.firstOf),
      start: columns.start.slice(0, count),
      end: columns.end.slice(0, count),
      term: columns.term.slice(0, count).map((term) => renumber[term] ?? 0),
      pos: columns.pos.slice(0, count),
      width: columns.width.slice(0, count),
      breakAfter: columns.breakAfter.slice(0, count),
    },
    languages: columns.languages.slice(0, count),
  };
}
