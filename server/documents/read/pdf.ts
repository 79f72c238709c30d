import type { Budget } from './limits.ts';
import { checkPdfStreams } from './pdfGuard.ts';
import { assembleParagraphs, type PdfLine } from './pdfLines.ts';
import { problem, ReadError, refuse } from './problem.ts';
import { layOut, type TextDocument, titleOf } from './reading.ts';

/** A PDF's text layer, with lines put back into paragraphs. What is only an image is said to be one. */
export async function readPdf(
  bytes: Uint8Array,
  fileName: string,
  budget: Budget,
): Promise<TextDocument> {
  await checkPdfStreams(bytes, budget);
  const pages = await readPages(bytes, budget);
  const silent = pages.flatMap((lines, index) => (lines.length === 0 ? [index + 1] : []));
  if (silent.length === pages.length) refuse('scannedPdf', { pages: pages.length });
  const { paragraphs: loose, removed, joined } = assembleParagraphs(pages);
  if (loose.length === 0) refuse('noText', {});
  return {
    kind: 'document',
    format: 'pdf',
    title: titleOf(loose, fileName),
    ...layOut(loose),
    encoding: null,
    warnings: [
      ...(silent.length > 0 ? [problem('pagesWithoutText', { pages: silent })] : []),
      ...(removed.length > 0 ? [problem('repeatedLinesRemoved', { lines: removed })] : []),
      ...(joined > 0 ? [problem('hyphensJoined', { count: joined })] : []),
    ],
  };
}

async function readPages(bytes: Uint8Array, budget: Budget): Promise<PdfLine[][]> {
  // Loaded when needed: it is the largest of the readers, and most files are not PDF.
  const { getDocumentProxy } = await import('unpdf');
  try {
    // The library takes ownership of the bytes it is given: it gets a copy.
    const pdf = await getDocumentProxy(new Uint8Array(bytes), {
      disableFontFace: true,
      useSystemFonts: false,
      enableXfa: false,
      verbosity: 0,
    });
    const pages: PdfLine[][] = [];
    for (let number = 1; number <= pdf.numPages; number++) {
      budget.checkTime();
      const page = await pdf.getPage(number);
      const { items } = await page.getTextContent();
      pages.push(
        linesOf(
          items.flatMap((item) => ('str' in item ? [item] : [])),
          number,
          budget,
        ),
      );
      page.cleanup();
    }
    await pdf.loadingTask.destroy();
    return pages;
  } catch (error) {
    if (error instanceof ReadError) throw error;
    if (error instanceof Error && error.name === 'PasswordException') refuse('encryptedFile', {});
    return refuse('damagedFile', {});
  }
}

interface PdfItem {
  readonly str: string;
  readonly width: number;
  readonly fontName: string;
  readonly hasEOL: boolean;
  // The library types its matrix as any[]; it holds six numbers: scale, skew, skew, scale, x, y.
  readonly transform: readonly number[];
}

/** Two pieces further apart than this share of the letter height are two words. */
const WORD_GAP = 0.15;
const SAME_LINE = 0.5;

function linesOf(items: readonly PdfItem[], page: number, budget: Budget): PdfLine[] {
  const lines: { -readonly [Key in keyof PdfLine]: PdfLine[Key] }[] = [];
  let isOpen = false;
  for (const item of items) {
    const [, , skew = 0, scale = 0, x = 0, y = 0] = item.transform;
    const size = Math.hypot(skew, scale);
    const line = lines.at(-1);
    budget.takeText(item.str.length);
    if (item.str !== '') {
      if (line && isOpen && Math.abs(line.y - y) < line.size * SAME_LINE) {
        const isApart = x - line.right > line.size * WORD_GAP && !/\s$/u.test(line.text);
        const piece = isApart && !/^\s/u.test(item.str) ? ` ${item.str}` : item.str;
        line.text += piece;
        line.right = Math.max(line.right, x + item.width);
        line.fonts = [...line.fonts, { name: item.fontName, length: piece.length }];
      } else {
        const fonts = [{ name: item.fontName, length: item.str.length }];
        lines.push({ text: item.str, page, x, y, size, right: x + item.width, fonts });
        isOpen = true;
      }
    }
    if (item.hasEOL) isOpen = false;
  }
  return lines.filter((line) => line.text.trim() !== '');
}
