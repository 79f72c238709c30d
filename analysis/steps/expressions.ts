import { PARTS_OF_SPEECH } from '../corpus.ts';
import { EXPRESSIONS } from '../lexicon/expressions.ts';
import { type Forms, piecesOf } from './forms.ts';
import { normalise } from './normalise.ts';
import { isKnownWord } from './readings.ts';
import { scan } from './tokenise.ts';

/** Expressions ready to be found: by the lemmas that their first word may have. */
export interface ExpressionTable {
  readonly startingWith: ReadonlyMap<string, readonly Spelling[]>;
  /** By form: the spellings that it may begin, longest first; filled when the form is first met. */
  readonly startingAt: (readonly Spelling[] | undefined)[];
}

/** One way to write an expression. */
interface Spelling {
  /** What the whole counts as. */
  readonly expression: string;
  /** A word matches by any lemma that it may have, or by its letters (« =letters »). */
  readonly words: readonly ReadonlySet<string>[];
}

/** The built-in expressions, without those removed, with those added; spelt in the forms given. */
export function buildExpressions(forms: Forms): ExpressionTable {
  const removed = new Set((forms.dictionary.removedExpressions ?? []).map(keyOf));
  const spellings: Spelling[] = [];
  for (const line of [...EXPRESSIONS, ...forms.dictionary.expressions]) {
    const written = line
      .split('|')
      .map((part) => part.trim())
      .filter((part) => part !== '');
    const [expression] = written;
    if (expression === undefined || written.some((part) => removed.has(keyOf(part)))) continue;
    for (const variant of new Set(written.flatMap(withSpaces))) {
      const words = wordsOf(forms, variant);
      if (words.length > 0) spellings.push({ expression: expression.replaceAll('’', "'"), words });
    }
  }
  return { startingWith: indexByFirstLemma(spellings), startingAt: [] };
}

/**
 * The longest expression that begins with word `at`, as the text is written: its name and how many words it
 * covers; undefined where none does. `formAt` gives the form of a word, or -1 past a break.
 */
export function expressionAt(
  table: ExpressionTable,
  forms: Forms,
  at: number,
  formAt: (position: number) => number,
): { readonly expression: string; readonly width: number } | undefined {
  for (const { expression, words } of spellingsFrom(table, forms, formAt(at))) {
    if (words.every((word, offset) => offset === 0 || matches(word, forms, formAt(at + offset)))) {
      return { expression, width: words.length };
    }
  }
  return undefined;
}

/** May an expression begin with this form? */
export function mayBegin(table: ExpressionTable, forms: Forms, form: number): boolean {
  return spellingsFrom(table, forms, form).length > 0;
}

function spellingsFrom(table: ExpressionTable, forms: Forms, form: number): readonly Spelling[] {
  const known = table.startingAt[form];
  if (known) return known;
  const found = new Set<Spelling>();
  for (const lemma of lemmasOf(forms, form)) {
    for (const spelling of table.startingWith.get(lemma) ?? []) found.add(spelling);
  }
  const longestFirst = [...found].sort((a, b) => b.words.length - a.words.length);
  table.startingAt[form] = longestFirst;
  return longestFirst;
}

function matches(word: ReadonlySet<string>, forms: Forms, form: number): boolean {
  return form >= 0 && lemmasOf(forms, form).some((lemma) => word.has(lemma));
}

/** All lemmas that a form may have, nouns and adjectives first, and its own letters. */
function lemmasOf(forms: Forms, form: number): string[] {
  const first = forms.firstReading[form] ?? 0;
  const lemmas = forms.lemma.slice(first, first + (forms.readingCount[form] ?? 0));
  return [...lemmas, lettersOf(forms.surface[form] ?? '')];
}

/** « AMI » is not « ami »; « EPCI » and « epci » are one. */
function lettersOf(surface: string): string {
  const lower = surface.toLowerCase();
  return `=${ACRONYM.test(surface) && isKnownWord(lower) ? surface : lower}`;
}

const ACRONYM = /^\p{Lu}[\p{Lu}\p{Ll}-]*\p{Lu}\p{Ll}?$/u;

function wordsOf(forms: Forms, variant: string): ReadonlySet<string>[] {
  const { text } = normalise(variant);
  const words: ReadonlySet<string>[] = [];
  scan(text, (start, end, kind) => {
    const pieces = piecesOf(forms, text.slice(start, end), kind, 'inside');
    for (let piece = pieces >> 4; piece < (pieces >> 4) + (pieces & 15); piece++) {
      const form = forms.pieceForm[piece] ?? 0;
      words.push(new Set(lemmasForMatching(forms, form)));
    }
  });
  return words;
}

/** Nominal lemmas and the letters: « place » in an expression is the noun, not « placer ». */
function lemmasForMatching(forms: Forms, form: number): string[] {
  const first = forms.firstReading[form] ?? 0;
  const kept: string[] = [];
  const surface = forms.surface[form] ?? '';
  if (ACRONYM.test(surface)) return [lettersOf(surface)];
  for (let r = first; r < first + (forms.readingCount[form] ?? 0); r++) {
    if (NOMINAL.has(forms.pos[r] ?? 0)) kept.push(forms.lemma[r] ?? '');
  }
  return [...kept, lettersOf(surface)];
}

const NOMINAL = new Set(
  (['noun', 'adjective', 'unknown', 'proper'] as const).map((part) =>
    PARTS_OF_SPEECH.indexOf(part),
  ),
);

/** « centre-bourg » is also written « centre bourg ». */
function withSpaces(variant: string): string[] {
  return variant.includes('-') ? [variant, variant.replaceAll('-', ' ')] : [variant];
}

function indexByFirstLemma(
  spellings: readonly Spelling[],
): ReadonlyMap<string, readonly Spelling[]> {
  const index = new Map<string, Spelling[]>();
  for (const spelling of spellings) {
    for (const lemma of spelling.words[0] ?? []) {
      const before = index.get(lemma);
      if (before) before.push(spelling);
      else index.set(lemma, [spelling]);
    }
  }
  return index;
}

function keyOf(expression: string): string {
  return expression.replaceAll('’', "'").trim().toLowerCase();
}
