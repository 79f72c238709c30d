import type { TextDocument } from '../read/reading.ts';

/** One line of a document; `start` is its place in the document's text. */
export interface Line {
  readonly text: string;
  readonly start: number;
  readonly leadingBold: number;
  readonly isHeading: boolean;
  readonly level: number | undefined;
  readonly number: string | undefined;
  readonly isNote: boolean;
}

/** Paragraphs cut at their own line breaks: a label or a title may stand after one. */
export function linesOf(document: TextDocument): Line[] {
  return document.paragraphs.flatMap((paragraph) => {
    let offset = 0;
    return paragraph.text.split('\n').flatMap((raw, index): Line[] => {
      const text = raw.trim();
      const indent = raw.length - raw.trimStart().length;
      const at = offset + indent;
      offset += raw.length + 1;
      if (text === '') return [];
      return [
        {
          text,
          start: paragraph.start + at,
          leadingBold: Math.max(0, Math.min(paragraph.leadingBold - at, text.length)),
          isHeading: paragraph.kind === 'heading',
          level: paragraph.level,
          number: index === 0 ? paragraph.number : undefined,
          isNote: paragraph.kind === 'note',
        },
      ];
    });
  });
}

/** « Réponse » and « REPONSE » read alike: lower case, no accent, one space between words, no sign. */
export function plainWords(text: string): string {
  return text
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}
