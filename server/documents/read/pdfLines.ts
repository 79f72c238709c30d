import { cleanText } from './encoding.ts';
import type { LooseParagraph } from './reading.ts';

/** One printed line; coordinates in points, y upwards. */
export interface PdfLine {
  readonly text: string;
  readonly page: number;
  readonly x: number;
  readonly y: number;
  readonly right: number;
  readonly size: number;
  readonly fonts: readonly { readonly name: string; readonly length: number }[];
}

/** Puts printed lines back into the paragraphs that were typed, without running heads and page numbers. */
export function assembleParagraphs(pages: readonly (readonly PdfLine[])[]): {
  readonly paragraphs: readonly LooseParagraph[];
  readonly removed: readonly string[];
  readonly joined: number;
} {
  const { kept, removed } = withoutRunningLines(pages);
  const lines = kept.flat();
  const shape = measureShape(lines);
  const groups: PdfLine[][] = [];
  for (const [index, line] of lines.entries()) {
    const previous = lines[index - 1];
    const group = groups.at(-1);
    if (previous && group && !isBreak(previous, line, shape)) group.push(line);
    else groups.push([line]);
  }
  const hyphens = decideHyphens(lines);
  const paragraphs = groups.map((group) => toParagraph(group, shape, hyphens.join));
  return {
    paragraphs: paragraphs.filter(({ text }) => text !== ''),
    removed,
    joined: hyphens.joined(),
  };
}

const MIN_REPEATS = 3;
const EDGE_LINES = 2;

/** A line that stands at the edge of half the pages, its page number aside, is furniture. */
function withoutRunningLines(pages: readonly (readonly PdfLine[])[]) {
  const repeats = new Map<string, number>();
  for (const page of pages) {
    for (const key of new Set(edgeLines(page).flatMap(runningKeys))) {
      repeats.set(key, (repeats.get(key) ?? 0) + 1);
    }
  }
  const needed = Math.max(MIN_REPEATS, pages.length / 2);
  const removed = new Set<string>();
  const kept = pages.map((page) => {
    const edges = new Set(edgeLines(page));
    return page.filter((line) => {
      if (!edges.has(line)) return true;
      const key = runningKeys(line).find((candidate) => (repeats.get(candidate) ?? 0) >= needed);
      if (key !== undefined) removed.add(key.replace(PAGE_NUMBER, '…'));
      return key === undefined;
    });
  });
  return { kept, removed: [...removed] };
}

function edgeLines(page: readonly PdfLine[]): readonly PdfLine[] {
  const byHeight = page.toSorted((a, b) => b.y - a.y);
  return byHeight.length <= EDGE_LINES * 2
    ? byHeight
    : [...byHeight.slice(0, EDGE_LINES), ...byHeight.slice(-EDGE_LINES)];
}

const PAGE_NUMBER = /⟨-?\d+⟩/u;

/**
 * The line as it is, and with each of its numbers in turn written as its distance from the page's own: « page 3 »
 * on page 3 and « page 4 » on page 4 share « page ⟨0⟩ », while « 0:41 » and « 2:07 » share nothing.
 */
function runningKeys(line: PdfLine): string[] {
  const text = line.text.trim();
  const relative = [...text.matchAll(/\d+/gu)].map(
    ({ 0: digits, index }) =>
      `${text.slice(0, index)}⟨${Number(digits) - line.page}⟩${text.slice(index + digits.length)}`,
  );
  return [text, ...relative];
}

interface Shape {
  readonly bodySize: number;
  readonly bodyFont: string;
  /** Usual distance from one line to the next within a paragraph, in letter heights. */
  readonly leading: number;
  /** Where lines that start at the same place end at the latest, by page and rounded x. */
  readonly rightEdge: (line: PdfLine) => number;
}

function measureShape(lines: readonly PdfLine[]): Shape {
  const rights = new Map<string, number>();
  const column = (line: PdfLine) => `${line.page}:${Math.round(line.x / COLUMN_POINTS)}`;
  for (const line of lines) {
    rights.set(column(line), Math.max(rights.get(column(line)) ?? 0, line.right));
  }
  const gaps = lines.slice(1).flatMap((line, index) => {
    const previous = lines[index];
    if (previous === undefined || previous.page !== line.page) return [];
    const gap = (previous.y - line.y) / line.size;
    return gap > 0.8 && gap < 3 ? [gap] : [];
  });
  return {
    bodySize: heaviest(lines.map((line) => [roundSize(line.size), line.text.length])) ?? 12,
    bodyFont:
      heaviest(
        lines.flatMap((line) => line.fonts.map(({ name, length }) => [name, length] as const)),
      ) ?? '',
    leading: quantile(gaps, 0.25) ?? 1.2,
    rightEdge: (line) => rights.get(column(line)) ?? line.right,
  };
}

const COLUMN_POINTS = 6;

function roundSize(size: number): number {
  return Math.round(size * 2) / 2;
}

function heaviest<T>(weighted: readonly (readonly [T, number])[]): T | undefined {
  const totals = new Map<T, number>();
  for (const [value, weight] of weighted) totals.set(value, (totals.get(value) ?? 0) + weight);
  return [...totals].toSorted((a, b) => b[1] - a[1])[0]?.[0];
}

function quantile(values: readonly number[], share: number): number | undefined {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length * share)];
}

const LOOSE_LEADING = 1.25;
const SIZE_CHANGE = 0.08;
/** A sentence that goes on after the turn of a page does not end like this. */
const SENTENCE_END = /[.!?…:;»")\]]\s*$/u;
const LIST_SIGN = /^\s*(?:[•◦▪■●○–—-]\s|\d{1,2}[.)°]\s|[a-z]\)\s|\[\p{Lu}[^\]]*\])/u;

function isBreak(previous: PdfLine, line: PdfLine, shape: Shape): boolean {
  if (Math.abs(previous.size - line.size) > previous.size * SIZE_CHANGE) return true;
  if (LIST_SIGN.test(line.text)) return true;
  if (isEmphasised(previous, shape) !== isEmphasised(line, shape)) return true;
  if (previous.page !== line.page || line.y > previous.y) return SENTENCE_END.test(previous.text);
  if ((previous.y - line.y) / line.size > shape.leading * LOOSE_LEADING) return true;
  return hadRoom(previous, line, shape);
}

const ROOM_TOLERANCE = 0.04;

/** The first word of this line would have stood on the previous one: the line was ended on purpose. */
function hadRoom(previous: PdfLine, line: PdfLine, shape: Shape): boolean {
  const letter = (line.right - line.x) / Math.max(1, line.text.length);
  const firstWord = line.text.trim().split(/\s/u)[0] ?? '';
  const edge = Math.max(shape.rightEdge(previous), shape.rightEdge(line));
  const room = edge - previous.right - (edge - previous.x) * ROOM_TOLERANCE;
  return room > (firstWord.length + 1) * letter;
}

function isEmphasised(line: PdfLine, shape: Shape): boolean {
  return line.fonts.every(({ name }) => name !== shape.bodyFont);
}

const HEADING_SIZE = 1.12;
const MAX_HEADING_LENGTH = 200;

function toParagraph(
  group: readonly PdfLine[],
  shape: Shape,
  join: (before: string, after: string) => string,
): LooseParagraph {
  const text = cleanText(group.map((line) => line.text.trim()).reduce(join)).trim();
  const [first] = group;
  const isHeading =
    first !== undefined &&
    first.size > shape.bodySize * HEADING_SIZE &&
    text.length <= MAX_HEADING_LENGTH;
  return {
    text,
    kind: isHeading ? 'heading' : 'paragraph',
    ...(isHeading && { level: 1 }),
    leadingBold: Math.min(text.length, leadingOtherFont(group, shape)),
    ...(first && { page: first.page }),
  };
}

/** A PDF does not say « bold »; another font than the body's at the start of a paragraph stands for it. */
function leadingOtherFont(group: readonly PdfLine[], shape: Shape): number {
  let length = 0;
  for (const line of group) {
    for (const font of line.fonts) {
      if (font.name === shape.bodyFont) return Math.max(0, length);
      length += font.length;
    }
    length++;
  }
  return length;
}

/** Under this share of lines ending in a hyphen, the text was set without hyphenation. */
const HYPHENATED_SHARE = 0.02;
const KEPT_BEFORE =
  /(?:^|[\s’'«(-])(?:là|ci|au|par|peut|celui|celle|ceux|celles|non|sous|vice|mi|demi|semi|avant|après|quasi|chef|centre|grand|saint|sainte|rez|vis|est|quelqu|soi|moi|toi|lui|eux|elle|nous|vous)-$/iu;
const KEPT_AFTER =
  /^(?:là|ci|ce|t|il|elle|on|ils|elles|je|tu|nous|vous|moi|toi|le|la|les|lui|leur|leurs|en|y|même|mêmes|être|bas|dessus|dessous|delà|lieu|lieux|bourg|bourgs|ville|villes|à)\b/iu;

/**
 * A hyphen at the end of a line is kept where the same word shows it elsewhere, or where the text is not
 * hyphenated at all (it then belongs to the word); otherwise the two halves are joined.
 */
function decideHyphens(lines: readonly PdfLine[]) {
  const ending = lines.filter((line) => /\p{L}-\s*$/u.test(line.text)).length;
  const isHyphenated = ending > lines.length * HYPHENATED_SHARE;
  const words = new Set(
    lines.flatMap((line) => line.text.toLowerCase().match(/[\p{L}-]+/gu) ?? []),
  );
  let joined = 0;
  const join = (before: string, after: string): string => {
    if (before.endsWith('\u00ad')) {
      joined++;
      return before.slice(0, -1) + after;
    }
    const first = /[\p{L}-]*\p{Ll}-$/u.exec(before)?.[0];
    const second = /^\p{Ll}[\p{L}-]*/u.exec(after)?.[0];
    if (first === undefined || second === undefined) return `${before} ${after}`;
    const whole = (first.slice(0, -1) + second).toLowerCase();
    const compound = (first + second).toLowerCase();
    const keeps =
      words.has(compound) ||
      (!words.has(whole) && (!isHyphenated || KEPT_BEFORE.test(before) || KEPT_AFTER.test(after)));
    if (keeps) return before + after;
    joined++;
    return before.slice(0, -1) + after;
  };
  return { join, joined: () => joined };
}
