import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { deflateSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readInWorker } from '../../../../server/documents/read/isolated.ts';
import { UPLOAD_LIMITS } from '../../../../server/documents/read/limits.ts';
import { readDocument } from '../../../../server/documents/read/readDocument.ts';
import {
  docxAround,
  odtAround,
  wordParagraph,
  xlsxAround,
} from '../../../support/documents/office.ts';
import { pdf, setLines } from '../../../support/documents/pdf.ts';
import { refusalOf, sentenceOf } from '../../../support/documents/reading.ts';
import { zip } from '../../../support/documents/zip.ts';

const document = (others: Parameters<typeof docxAround>[1]) =>
  docxAround(wordParagraph('Texte.'), others);

describe('a file made to harm', () => {
  test('cannot declare an entity, wherever it tries', async () => {
    const entity = '<!DOCTYPE w [<!ENTITY x SYSTEM "file:///etc/passwd">]>';
    const laughs = '<!DOCTYPE w [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>';
    expect(await refusalOf(docxAround(wordParagraph('&x;'), [], entity), 'a.docx')).toBe(
      'forbiddenXml',
    );
    expect(await refusalOf(docxAround(wordParagraph('&b;'), [], laughs), 'a.docx')).toBe(
      'forbiddenXml',
    );
    const inStyles = document([{ name: 'word/styles.xml', content: `${entity}<w/>` }]);
    expect(await refusalOf(inStyles, 'a.docx')).toBe('forbiddenXml');
    expect(await refusalOf(docxAround(wordParagraph('&x;')), 'a.docx')).toBe('damagedFile');
  });

  test('cannot name a path outside, twice the same part, or a link', async () => {
    for (const name of ['../../etc/passwd', '/etc/passwd', 'C:\\windows\\a']) {
      expect(await refusalOf(document([{ name, content: 'x' }]), 'a.docx')).toBe('unsafeArchive');
    }
    expect(
      await refusalOf(document([{ name: 'word/document.xml', content: '<a/>' }]), 'a.docx'),
    ).toBe('unsafeArchive');
    expect(
      await refusalOf(
        document([{ name: 'lien', content: '/etc/passwd', mode: 0o120_777 }]),
        'a.docx',
      ),
    ).toBe('unsafeArchive');
  });

  test('cannot lie about the size of its parts', async () => {
    const lying = zip([
      { name: 'word/document.xml', content: '<a/>'.repeat(1_000), claimedSize: 10 },
    ]);
    expect(await refusalOf(lying, 'a.docx')).toBe('damagedFile');
  });

  test('cut anywhere is damaged, never half read', async () => {
    const whole = docxAround(
      Array.from({ length: 200 }, (_, index) => wordParagraph(`Ligne ${index}.`)).join(''),
    );
    for (const share of [0.01, 0.2, 0.5, 0.8, 0.99]) {
      const cut = whole.subarray(0, Math.max(8, Math.floor(whole.length * share)));
      expect(await refusalOf(cut, 'a.docx')).toBe('damagedFile');
    }
    expect(await refusalOf(zip([{ name: 'word/document.xml', content: '<w:p' }]), 'a.docx')).toBe(
      'damagedFile',
    );
  });

  test('that is an archive of something else says what', async () => {
    expect(await refusalOf(zip([{ name: 'photo.jpg', content: 'x' }]), 'a.docx')).toBe(
      'plainArchive',
    );
    expect(
      await refusalOf(zip([{ name: 'ppt/presentation.xml', content: '<a/>' }]), 'a.pptx'),
    ).toBe('presentationFile');
    const locked = zip([{ name: 'word/document.xml', content: 'x', isEncrypted: true }]);
    expect(await refusalOf(locked, 'a.docx')).toBe('encryptedFile');
    const old = (directory: string) =>
      Buffer.concat([
        Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]),
        Buffer.alloc(512),
        Buffer.from(directory, 'utf16le'),
      ]);
    expect(await refusalOf(old('WordDocument'), 'a.doc')).toBe('oldWord');
    expect(await refusalOf(old('EncryptedPackage'), 'a.docx')).toBe('encryptedFile');
    expect(await refusalOf(old('autre chose'), 'a.msg')).toBe('oldOffice');
    expect(await refusalOf(old('Workbook'), 'a.xls')).toBe('damagedFile');
  });

  test('is told apart in a sentence that says what, where and how to mend it', async () => {
    const reading = await readDocument(document([{ name: '../x', content: '' }]), 'piège.docx');
    expect(sentenceOf(reading)).toBe(
      'piège.docx\u00a0: Ce fichier contient un élément au nom interdit ou en double («\u00a0../x\u00a0»)\u00a0: par sécurité, il est refusé. Copiez son texte dans un document neuf.',
    );
  });

  test('nested a hundred thousand deep is refused at once', async () => {
    const deep = '<w:p>'.repeat(100_000) + '</w:p>'.repeat(100_000);
    expect(await refusalOf(docxAround(deep), 'a.docx')).toBe('damagedFile');
    const lists = '<text:list>'.repeat(50_000) + '</text:list>'.repeat(50_000);
    expect(await refusalOf(odtAround(lists), 'a.odt')).toBe('damagedFile');
  });

  test('stops at its time', async () => {
    const slow = docxAround(wordParagraph('Un mot.').repeat(20_000));
    expect(await refusalOf(slow, 'a.docx', { ...UPLOAD_LIMITS, maxSeconds: 0 })).toBe('tooSlow');
    // Past its deadline and the grace, the thread itself is ended, whatever it is doing.
    const reading = await readInWorker(slow, 'a.docx', { ...UPLOAD_LIMITS, maxSeconds: -1.999 });
    expect(sentenceOf(reading)).toContain('a été arrêtée');
  });
});

describe('what a bomb costs', () => {
  const folder = mkdtempSync(join(tmpdir(), 'constat-bombs-'));
  const program = fileURLToPath(
    new URL('../../../support/documents/measureReading.ts', import.meta.url),
  );
  const MB = 1_000_000;
  const rows = (count: number) =>
    Array.from(
      { length: count },
      (_, index) => `<row r="${index + 1}"><c r="A${index + 1}"><v>1</v></c></row>`,
    ).join('');

  const bombs: readonly (readonly [string, string, () => Buffer])[] = [
    ['sans-fin.docx', 'tooMuchText', () => docxAround(`<w:p>${' '.repeat(120 * MB)}</w:p>`)],
    ['bombe.docx', 'unpackedTooLarge', () => docxAround('<w:p></w:p>'.repeat(12 * MB))],
    [
      'texte.docx',
      'tooMuchText',
      () => docxAround(wordParagraph('a'.repeat(1_000)).repeat(20_000)),
    ],
    [
      'bombe.odt',
      'unpackedTooLarge',
      () => odtAround(`<text:p>${'<text:span/>'.repeat(9 * MB)}</text:p>`),
    ],
    ['bombe.xlsx', 'tooManyRows', () => xlsxAround([{ name: 'F', rows: rows(1_000_000) }])],
    ['bombe.pdf', 'unpackedTooLarge', () => pdf([{ content: Buffer.alloc(120 * MB, 32) }])],
    [
      'double.pdf',
      'damagedFile',
      () =>
        pdf([{ content: deflateSync(Buffer.alloc(120 * MB, 32)) }], '[/FlateDecode /FlateDecode]'),
    ],
    ['lignes.csv', 'tooManyRows', () => Buffer.from(`id;avis\n${'1;Oui\n'.repeat(1_000_000)}`)],
    ['ouvert.csv', 'table', () => Buffer.from(`id;avis\n${'1;"Un avis\n'.repeat(50_000)}`)],
    ['colonnes.csv', 'tooMuchText', () => Buffer.from(`a;b\n${';'.repeat(20 * MB)}`)],
  ];

  beforeAll(() => {
    for (const [name, , build] of bombs) writeFileSync(join(folder, name), build());
  }, 120_000);
  afterAll(() => rmSync(folder, { recursive: true }));

  test.each(bombs)('%s is stopped (%s) without taking 100 MB', (name, expected) => {
    const output = execFileSync(process.execPath, [program, join(folder, name)], {
      encoding: 'utf8',
    });
    const { outcome, grownMb }: { outcome: string; grownMb: number } = JSON.parse(output);
    // On a machine at work, the ten seconds may be spent before the bytes are.
    expect([expected, 'tooSlow']).toContain(outcome);
    expect(grownMb).toBeLessThan(100);
  });

  test('a hundred honest pages are read under the same bound', () => {
    const lines = setLines(
      Array.from(
        { length: 40 },
        (_, index) => `Ligne ${index} : la vacance progresse au centre et recule autour.`,
      ),
    );
    const path = join(folder, 'long.pdf');
    writeFileSync(path, pdf(Array.from({ length: 100 }, () => ({ texts: lines }))));
    const { outcome, grownMb } = JSON.parse(
      execFileSync(process.execPath, [program, path], { encoding: 'utf8' }),
    );
    expect(outcome).toBe('document');
    expect(grownMb).toBeLessThan(100);
  });
});
