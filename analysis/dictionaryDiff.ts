import { type Contribution, type Corpus, PARTS_OF_SPEECH, type PartOfSpeech } from './corpus.ts';
import type { Dictionary } from './dictionary.ts';
import { readWords, type WordsOptions } from './words.ts';

/** Words that counted as one form and now count as another. */
export interface WordChange {
  readonly before: CountedForm;
  readonly after: CountedForm;
  /** How many words of the corpus it touches. */
  readonly words: number;
  /** The first few, as literal quotes: `text.slice(start, end)` of the contribution. */
  readonly examples: readonly Example[];
}

export interface CountedForm {
  /** What a screen shows. */
  readonly form: string;
  readonly pos: PartOfSpeech;
  readonly isActive: boolean;
}

export interface Example {
  readonly contribution: string;
  readonly start: number;
  readonly end: number;
  readonly quote: string;
  /** What surrounds it, literal too. */
  readonly left: string;
  readonly right: string;
}

/** What a change of dictionary does to a corpus: most words first, code units deciding between equals. */
export function diffDictionary(
  contributions: readonly Contribution[],
  before: Dictionary,
  after: Dictionary,
  options?: WordsOptions,
): WordChange[] {
  return diffWords(
    readWords(contributions, before, options),
    readWords(contributions, after, options),
  );
}

/** The same for two readings of the same contributions; throws if they are not the same. */
export function diffWords(before: Corpus, after: Corpus): WordChange[] {
  // Words are cut before any dictionary is looked at, so that they match one to one.
  if (before.tokens.count !== after.tokens.count) {
    throw new Error('diffWords compares two readings of the same contributions.');
  }
  const changes = new Map<string, Found>();
  for (let c = 0; c < before.contributions.length; c++) {
    const end = before.tokens.firstOf[c + 1] ?? 0;
    for (let at = before.tokens.firstOf[c] ?? 0; at < end; at++)
      noteChange(changes, before, after, c, at);
  }
  return [...changes.values()]
    .map(({ before: own, after: next, words, examples }) => ({
      before: own,
      after: next,
      words,
      examples,
    }))
    .sort((a, b) => b.words - a.words || compareText(nameOf(a), nameOf(b)));
}

const EXAMPLES_SHOWN = 3;

interface Found {
  readonly before: CountedForm;
  readonly after: CountedForm;
  words: number;
  readonly examples: Example[];
}

function noteChange(
  changes: Map<string, Found>,
  before: Corpus,
  after: Corpus,
  contribution: number,
  at: number,
): void {
  const own = formAt(before, at);
  const next = formAt(after, at);
  if (own.form === next.form && own.pos === next.pos && own.isActive === next.isActive) return;
  const key = JSON.stringify([own, next]);
  const change = changes.get(key) ?? { before: own, after: next, words: 0, examples: [] };
  change.words++;
  if (change.examples.length < EXAMPLES_SHOWN) {
    change.examples.push(exampleAt(before, contribution, at));
  }
  changes.set(key, change);
}

/** What the word counts as: its own term, or that of the expression it stands in. */
function formAt({ tokens, terms }: Corpus, at: number): CountedForm {
  const term = tokens.term[at] ?? 0;
  return {
    form: terms.label[term] ?? '',
    pos: PARTS_OF_SPEECH[terms.pos[term] ?? 0] ?? 'unknown',
    isActive: terms.isActive[term] === 1,
  };
}

function exampleAt({ contributions, tokens }: Corpus, contribution: number, at: number): Example {
  const { id, text } = contributions[contribution] ?? { id: '', text: '' };
  const start = tokens.start[at] ?? 0;
  const end = tokens.end[at] ?? 0;
  const quote = text.slice(start, end);
  return { contribution: id, start, end, quote, ...around(text, start, end) };
}

/** On each side of the word, at most so many UTF-16 units, whole words of the same line. */
const CONTEXT = 32;

function around(text: string, start: number, end: number) {
  const before = text.slice(Math.max(0, start - CONTEXT), start);
  const after = text.slice(end, end + CONTEXT);
  const isFirst = start <= CONTEXT;
  const isLast = end + CONTEXT >= text.length;
  return {
    left: (isFirst ? before : before.replace(/^\S*/, '')).replace(/^[\s\S]*\n/, ''),
    right: (isLast ? after : after.replace(/\S*$/, '')).replace(/\n[\s\S]*$/, ''),
  };
}

function nameOf({ before, after }: WordChange): string {
  return `${before.form} ${after.form}`;
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
