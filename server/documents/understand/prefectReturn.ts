import type { TextDocument } from '../read/reading.ts';
import { type Line, linesOf, plainWords } from './lines.ts';

/** The four rubrics of the prefects' returns, in the order of the instruction of 16 October 2019. */
export const RETURN_RUBRICS = ['schemes', 'needs', 'vulnerable', 'centralities'] as const;

export type Rubric = (typeof RETURN_RUBRICS)[number];

/**
 * A stretch of a return under one title. `rubric` is null where nothing tells which one it answers: a person
 * places it. Blocks follow each other and hold every line but the titles.
 */
export interface ReturnBlock {
  readonly rubric: Rubric | null;
  readonly title: string | null;
  readonly start: number;
  readonly end: number;
}

/** Cuts a prefect's return by its titles, however they are numbered or worded. */
export function readReturn(document: TextDocument): readonly ReturnBlock[] {
  const lines = linesOf(document).map((line) => ({ line, title: titleOf(line) }));
  const byNumber = numberedRubrics(lines.flatMap(({ title }) => title ?? []));
  const blocks: { rubric: Rubric | null; title: string | null; start: number; end: number }[] = [];
  let level = 0;
  for (const { line, title } of lines) {
    const end = line.start + line.text.length;
    const current = blocks.at(-1);
    const rubric = title && (title.rubric ?? byNumber(title));
    // A smaller title inside a rubric belongs to it; one as large, that names no rubric, ends it.
    const isInside = rubric === null && current?.rubric && title && title.level > level;
    if (title && !isInside) {
      level = title.level;
      blocks.push({ rubric, title: title.text, start: line.start + title.length, end });
    } else if (current) current.end = end;
    else blocks.push({ rubric: null, title: null, start: line.start, end });
  }
  return blocks
    .map((block) => ({ ...block, start: block.start + blankAt(document.text, block) }))
    .filter((block) => block.start < block.end);
}

/** The line break between a title and the text below it is no part of the text. */
function blankAt(text: string, { start, end }: { readonly start: number; readonly end: number }) {
  const words = text.slice(start, end);
  return words.length - words.trimStart().length;
}

/** The rubrics under which nothing was found. */
export function missingRubrics(blocks: readonly ReturnBlock[]): Rubric[] {
  return RETURN_RUBRICS.filter((rubric) => !blocks.some((block) => block.rubric === rubric));
}

/** A document is taken for a return when it answers at least two of its rubrics by name. */
export function looksLikeReturn(blocks: readonly ReturnBlock[]): boolean {
  return missingRubrics(blocks).length <= RETURN_RUBRICS.length - 2;
}

interface Title {
  readonly text: string;
  readonly rubric: Rubric | null;
  /** 1, 2, 3… as numbered, whatever the numerals; null where it is not. */
  readonly number: number | null;
  /** How it is numbered: titles of one kind share a style (« 1 ») and not with another (« I »). */
  readonly style: string;
  /** Size of the title: 1 is the largest. */
  readonly level: number;
  /** How much of the line it takes: a title may be followed by its text. */
  readonly length: number;
}

const NUMERALS =
  /^(?:(?:rubrique|point|question|partie|axe|volet|thème|item)\s*(?:n°\s*)?)?(?:(?<digits>\d{1,2})(?:er|ère|ème|e|°)?|(?<roman>[IVX]{1,4})|(?<letter>[A-Da-d]))\s*(?:[.)°/:]|[-–—](?=\s))+\s*/u;
const WORD_NUMBER =
  /^(?:rubrique|point|question|partie|axe|volet)\s*(?:n°\s*)?(?<digits>\d)\s*[-–—.:)]*\s*/iu;
const MAX_TITLE_LENGTH = 220;
const MAX_INLINE_TITLE = 140;

function titleOf(line: Line): Title | null {
  if (line.isNote) return null;
  const written = NUMERALS.exec(line.text) ?? WORD_NUMBER.exec(line.text);
  const numbering = written ?? (line.number ? NUMERALS.exec(`${line.number} `) : null);
  const after = written?.[0].length ?? 0;
  const rest = line.text.slice(after);
  const inline = inlineTitle(line, rest, numbering !== null);
  const text = (inline?.text ?? rest).trim();
  const rubric = rubricOf(text);
  const isMarked = line.isHeading || line.leadingBold >= line.text.length || isCapitals(rest);
  const isNaming = rubric !== null && (numbering !== null || looksNominal(rest));
  if (inline === null && (!isShort(line, rest) || !(isMarked || isNaming))) return null;
  return {
    text,
    rubric,
    ...readNumber(numbering),
    level: line.level ?? (rubric === null ? 2 : 1),
    length: inline === null ? line.text.length : after + inline.length,
  };
}

function isShort(line: Line, rest: string): boolean {
  return line.text.length <= MAX_TITLE_LENGTH && !/[.;,]$/u.test(rest);
}

/** « 2. Besoins prioritaires : la commune… »: what stands before the colon, where it names a rubric. */
function inlineTitle(line: Line, rest: string, isNumbered: boolean) {
  const match = /^(?<text>[^:.]{3,140}?)\s*(?::|\.\s?[–—-])\s+(?=\S)/u.exec(rest);
  const text = match?.groups?.text;
  if (match === null || text === undefined || rubricOf(text) === null) return null;
  const isBold = line.leadingBold > 0 && line.leadingBold < line.text.length;
  const stands = isNumbered || isBold || line.isHeading || isCapitals(text) || looksNominal(text);
  return stands ? { text, length: match[0].length } : null;
}

function isCapitals(text: string): boolean {
  const letters = text.replaceAll(/[^\p{L}]/gu, '');
  return letters.length >= 4 && letters === letters.toUpperCase();
}

/** A title states a subject; a sentence has a verb, and these are the ones that letters use most. */
function looksNominal(text: string): boolean {
  return (
    text.length <= MAX_INLINE_TITLE &&
    !/\b(?:est|sont|a|ont|était|étaient|sera|seront|fait|font|peut|peuvent|doit|doivent|reste|restent|apparaît|apparaissent|concerne|concernent|je|nous|vous|il|elle|ils|elles|on)\b/iu.test(
      text,
    )
  );
}

/** The words that only one rubric uses in its title. */
const RUBRIC_WORDS: readonly (readonly [Rubric, RegExp])[] = [
  [
    'schemes',
    /\b(?:dispositifs?|acteurs?|interventions? existantes?|actions? (?:deja )?engagees?|politiques? existantes?|partenaires?)\b/u,
  ],
  ['needs', /\b(?:besoins?|thematiques?|attentes|priorites thematiques)\b/u],
  [
    'vulnerable',
    /\b(?:vulnerab\w*|fragil\w*|collectivites? (?:en difficulte|prioritaires? a accompagner))\b/u,
  ],
  [
    'centralities',
    /\b(?:centralites?|poles? (?:de centralite|structurants?)|bourgs? centres? prioritaires?|petites centralites)\b/u,
  ],
];

/** The rubric that a title names; null where it names none, or several. */
export function rubricOf(title: string): Rubric | null {
  const words = plainWords(title);
  const named = RUBRIC_WORDS.filter(([, pattern]) => pattern.test(words)).map(([rubric]) => rubric);
  return named.length === 1 ? (named[0] ?? null) : null;
}

function readNumber(numbering: RegExpExecArray | null): { number: number | null; style: string } {
  const { digits, roman, letter } = numbering?.groups ?? {};
  if (digits !== undefined) return { number: Number(digits), style: '1' };
  if (roman !== undefined) return { number: ROMAN.indexOf(roman) + 1 || null, style: 'I' };
  if (letter !== undefined)
    return {
      number: 'abcd'.indexOf(letter.toLowerCase()) + 1,
      style: letter === letter.toUpperCase() ? 'A' : 'a',
    };
  return { number: null, style: '' };
}

const ROMAN = ['I', 'II', 'III', 'IV'];

/**
 * Where at least two titles of one style carry the number of the rubric that they name, the others of that
 * style are rubrics by their number alone.
 */
function numberedRubrics(titles: readonly Title[]): (title: Title) => Rubric | null {
  const agreeing = new Map<string, number>();
  for (const { rubric, number, style } of titles) {
    if (rubric === null || number === null) continue;
    const step = RETURN_RUBRICS[number - 1] === rubric ? 1 : -2;
    agreeing.set(style, (agreeing.get(style) ?? 0) + step);
  }
  return ({ number, style }) =>
    number !== null && (agreeing.get(style) ?? 0) >= 2
      ? (RETURN_RUBRICS[number - 1] ?? null)
      : null;
}
