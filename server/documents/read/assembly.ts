import { cleanText } from './encoding.ts';

/** A paragraph while its pieces of text come in. */
export interface OpenParagraph {
  readonly pieces: { readonly text: string; readonly isBold: boolean }[];
}

export function newParagraph(): OpenParagraph {
  return { pieces: [] };
}

/** The text of a finished paragraph without the blanks around it, and how far it is bold from its start. */
export function settle(paragraph: OpenParagraph): {
  readonly text: string;
  readonly leadingBold: number;
} {
  const pieces = paragraph.pieces.map(({ text, isBold }) => ({ text: cleanText(text), isBold }));
  const whole = pieces.map(({ text }) => text).join('');
  const text = whole.trim();
  const indent = whole.length - whole.trimStart().length;
  const firstPlain = pieces.findIndex((piece) => !piece.isBold && piece.text.trim() !== '');
  const bold = pieces.slice(0, firstPlain < 0 ? pieces.length : firstPlain);
  const isBold = bold.some((piece) => piece.isBold && piece.text.trim() !== '');
  const reach =
    bold
      .map((piece) => piece.text)
      .join('')
      .trimEnd().length - indent;
  return { text, leadingBold: isBold ? Math.max(0, Math.min(reach, text.length)) : 0 };
}
