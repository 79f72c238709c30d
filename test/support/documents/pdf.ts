import { deflateSync } from 'node:zlib';

export interface PdfText {
  readonly text: string;
  readonly x?: number;
  readonly y: number;
  readonly size?: number;
  readonly isBold?: boolean;
}

export interface PdfPage {
  readonly texts?: readonly PdfText[];
  /** Raw content stream, in place of the texts. */
  readonly content?: string | Uint8Array;
}

/** A small PDF in Latin letters, its pages' streams compressed. */
export function pdf(pages: readonly PdfPage[], filter = '/FlateDecode'): Buffer {
  const objects: (string | Buffer)[] = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    `<< /Type /Pages /Count ${pages.length} /Kids [${pages.map((_, index) => `${5 + index * 2} 0 R`).join(' ')}] >>`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>',
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica-Bold /Encoding /WinAnsiEncoding >>',
  ];
  for (const [index, page] of pages.entries()) {
    const packed = deflateSync(page.content ?? contentOf(page.texts ?? []));
    objects.push(
      `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents ${6 + index * 2} 0 R /Resources << /Font << /F1 3 0 R /F2 4 0 R >> >> >>`,
      Buffer.concat([
        Buffer.from(`<< /Length ${packed.length} /Filter ${filter} >>\nstream\n`),
        packed,
        Buffer.from('\nendstream'),
      ]),
    );
  }
  return assemble(objects);
}

function contentOf(texts: readonly PdfText[]): Buffer {
  const shown = texts.map(
    ({ text, x = 72, y, size = 11, isBold }) =>
      `BT /${isBold ? 'F2' : 'F1'} ${size} Tf 1 0 0 1 ${x} ${y} Tm (${text.replaceAll(/[()\\]/gu, '\\$&')}) Tj ET`,
  );
  return Buffer.from(shown.join('\n'), 'latin1');
}

function assemble(objects: readonly (string | Buffer)[]): Buffer {
  const parts: Buffer[] = [Buffer.from('%PDF-1.7\n')];
  const offsets: number[] = [];
  let length = parts[0]?.length ?? 0;
  for (const [index, object] of objects.entries()) {
    const part = Buffer.concat([
      Buffer.from(`${index + 1} 0 obj\n`),
      Buffer.from(object),
      Buffer.from('\nendobj\n'),
    ]);
    offsets.push(length);
    parts.push(part);
    length += part.length;
  }
  const rows = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('');
  parts.push(
    Buffer.from(
      `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${rows}trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${length}\n%%EOF\n`,
    ),
  );
  return Buffer.concat(parts);
}

/** Lines of one page, top to bottom, as a program would set them. */
export function setLines(
  lines: readonly string[],
  options: Omit<PdfText, 'text' | 'y'> = {},
  from = 770,
): PdfText[] {
  return lines.map((text, index) => ({
    ...options,
    text,
    y: from - index * (options.size ?? 11) * 1.25,
  }));
}
