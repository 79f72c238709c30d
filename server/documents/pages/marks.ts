import type { TextPiece } from '../../../views/documents/page.ts';

/** A span of a text to show as marked, UTF-16 offsets. */
export interface Mark {
  readonly start: number;
  readonly end: number;
  /** Anchor of its first letter. */
  readonly id?: string;
  readonly href?: string;
  readonly label?: string;
}

/**
 * A text as paragraphs of pieces, each marked or not. Where marks overlap, every piece keeps the first mark
 * that covers it; nothing of the text is lost but its line breaks.
 */
export function markedParagraphs(
  text: string,
  marks: readonly Mark[],
): { readonly pieces: readonly TextPiece[] }[] {
  const inside = marks.filter(({ start, end }) => start < end && end <= text.length);
  const cuts = [...new Set([0, text.length, ...inside.flatMap(({ start, end }) => [start, end])])];
  const bounds = cuts.toSorted((a, b) => a - b);
  const anchored = new Set<Mark>();
  const paragraphs: TextPiece[][] = [[]];
  for (const [index, start] of bounds.slice(0, -1).entries()) {
    const mark = inside.find((candidate) => candidate.start <= start && start < candidate.end);
    for (const [line, words] of text
      .slice(start, bounds[index + 1])
      .split('\n')
      .entries()) {
      if (line > 0) paragraphs.push([]);
      if (words === '') continue;
      paragraphs.at(-1)?.push(toPiece(words, mark, mark !== undefined && !anchored.has(mark)));
      if (mark) anchored.add(mark);
    }
  }
  return paragraphs.filter((pieces) => pieces.length > 0).map((pieces) => ({ pieces }));
}

function toPiece(text: string, mark: Mark | undefined, isFirst: boolean): TextPiece {
  return {
    text,
    isMarked: mark !== undefined,
    id: (isFirst && mark?.id) || null,
    href: mark?.href ?? null,
    label: mark?.label ?? null,
  };
}
