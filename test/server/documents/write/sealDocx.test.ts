import { Bookmark, Document, ExternalHyperlink, Packer, Paragraph, TextRun } from 'docx';
import { describe, expect, test } from 'vitest';
import { openArchive } from '../../../../server/documents/read/archive.ts';
import { startBudget, UPLOAD_LIMITS } from '../../../../server/documents/read/limits.ts';
import { sealDocx } from '../../../../server/documents/write/sealDocx.ts';
import { storedZip } from '../../../../server/documents/write/storedZip.ts';
import { readAs } from '../../../support/documents/reading.ts';

const write = () =>
  Packer.toBuffer(
    new Document({
      sections: [
        {
          children: [
            new Paragraph({
              children: [
                new Bookmark({ id: 'preuve-1', children: [new TextRun('La halle attend.')] }),
                new ExternalHyperlink({
                  link: 'https://exemple.fr/a',
                  children: [new TextRun('lire')],
                }),
              ],
            }),
          ],
        },
      ],
    }),
  );

describe('a sealed .docx', () => {
  test('is the same to the byte, however often it is written', async () => {
    const at = Date.UTC(2020, 0, 21, 9, 30);
    const first = await sealDocx(await write(), at);
    const second = await sealDocx(await write(), at);
    expect(Buffer.compare(await write(), await write())).not.toBe(0);
    expect(Buffer.compare(first, second)).toBe(0);
  });

  test('bears the date of what it says, and keeps its links and bookmarks tied', async () => {
    const sealed = await sealDocx(await write(), Date.UTC(2020, 0, 21, 9, 30));
    const parts = await partsOf(sealed);
    expect(parts['docProps/core.xml']).toContain('>2020-01-21T09:30:00Z<');
    const link = /r:id="(rIdLink\d+)"/u.exec(parts['word/document.xml'] ?? '')?.[1];
    expect(parts['word/_rels/document.xml.rels']).toContain(`Id="${link}"`);
    const marks = [
      ...(parts['word/document.xml'] ?? '').matchAll(/<w:bookmark(?:Start|End)[^>]*w:id="(\d+)"/gu),
    ];
    expect(new Set(marks.map(([, id]) => id)).size).toBe(1);
    expect(marks).toHaveLength(2);
    expect((await readAs('document', sealed, 'a.docx')).text).toBe('La halle attend.lire');
  });
});

describe('a stored archive', () => {
  test('gives its parts back, in order, whatever their names and bytes', async () => {
    const parts = [
      { name: '[Content_Types].xml', content: Buffer.from('<a/>') },
      { name: 'word/été.bin', content: Buffer.from([0, 255, 1, 2, 3]) },
      { name: 'vide', content: Buffer.alloc(0) },
    ];
    const archive = await openArchive(storedZip(parts), startBudget(UPLOAD_LIMITS));
    expect(archive.names).toEqual(parts.map(({ name }) => name));
    for (const { name, content } of parts) {
      const pieces: Uint8Array[] = [];
      for await (const piece of archive.read(name)) pieces.push(piece);
      expect(Buffer.concat(pieces)).toEqual(content);
    }
  });
});

async function partsOf(bytes: Buffer): Promise<Record<string, string>> {
  const archive = await openArchive(bytes, startBudget(UPLOAD_LIMITS));
  const parts: Record<string, string> = {};
  for (const name of archive.names) {
    const pieces: Uint8Array[] = [];
    for await (const piece of archive.read(name)) pieces.push(piece);
    parts[name] = Buffer.concat(pieces).toString('utf8');
  }
  return parts;
}
