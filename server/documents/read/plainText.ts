import { cleanText, type DecodedText } from './encoding.ts';
import { refuse } from './problem.ts';
import { type LooseParagraph, layOut, stemOf, type TextDocument } from './reading.ts';

/** A plain text: a paragraph a line, blank lines dropped. */
export function readPlainText(decoded: DecodedText, fileName: string): TextDocument {
  const loose = cleanText(decoded.text)
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .map((text): LooseParagraph => ({ text, kind: 'paragraph', leadingBold: 0 }));
  if (loose.length === 0) refuse('noText', {});
  return {
    kind: 'document',
    format: 'text',
    title: stemOf(fileName),
    ...layOut(loose),
    encoding: decoded.encoding,
    warnings: decoded.warnings,
  };
}
