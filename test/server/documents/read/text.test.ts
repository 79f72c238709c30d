import { describe, expect, test } from 'vitest';
import { decodeText } from '../../../../server/documents/read/encoding.ts';
import { codesOf, readAs, refusalOf } from '../../../support/documents/reading.ts';

const SENTENCE = 'Là où l’école a fermé, le café a suivi : Noël à Bélâbre, ça compte.';
const utf16le = (text: string) => Buffer.from(text, 'utf16le');
const utf16be = (text: string) => Buffer.from(text, 'utf16le').swap16();
/** Windows-1252 agrees with Latin-1 but for the curly apostrophe here. */
const windows = (text: string) =>
  Buffer.from([...text].map((letter) => (letter === '’' ? 0x92 : letter.charCodeAt(0))));
const MACINTOSH: Readonly<Record<string, number>> = {
  à: 0x88,
  ù: 0x9d,
  '’': 0xd5,
  é: 0x8e,
  ë: 0x91,
  â: 0x89,
  ç: 0x8d,
};
const macintosh = (text: string) =>
  Buffer.from([...text].map((letter) => MACINTOSH[letter] ?? letter.charCodeAt(0)));

describe('a plain text', () => {
  test.each([
    ['UTF-8', Buffer.from(SENTENCE), 'utf-8', 0],
    ['UTF-8 with its mark', Buffer.from(`\ufeff${SENTENCE}`), 'utf-8', 0],
    ['UTF-16 little-endian with its mark', utf16le(`\ufeff${SENTENCE}`), 'utf-16le', 0],
    ['UTF-16 big-endian with its mark', utf16be(`\ufeff${SENTENCE}`), 'utf-16be', 0],
    ['UTF-16 little-endian without mark', utf16le(SENTENCE), 'utf-16le', 0],
    ['UTF-16 big-endian without mark', utf16be(SENTENCE), 'utf-16be', 0],
    ['Windows-1252', windows(SENTENCE), 'windows-1252', 1],
    ['Mac OS Roman', macintosh(SENTENCE), 'macintosh', 1],
  ])('written in %s reads the same', async (_, bytes, encoding, warnings) => {
    const document = await readAs('document', bytes, 'note.txt');
    expect(document.text).toBe(SENTENCE);
    expect(document.encoding).toBe(encoding);
    expect(document.warnings).toHaveLength(warnings);
  });

  test('cut in the middle of an accent keeps its encoding, and the line is named', () => {
    const bytes = Buffer.from('Une première ligne.\nÀ côté, le café fermé');
    const decoded = decodeText(bytes.subarray(0, bytes.length - 1));
    expect(decoded.encoding).toBe('utf-8');
    expect(decoded.text).toBe('Une première ligne.\nÀ côté, le café ferm\ufffd');
    expect(decoded.warnings).toEqual([
      { code: 'undecodedBytes', params: { count: 1 }, where: { line: 2 } },
    ]);
  });

  test('with one damaged byte among many accents stays UTF-8', () => {
    const bytes = Buffer.concat([
      Buffer.from('é'.repeat(40)),
      Buffer.from([0xff]),
      Buffer.from('é'),
    ]);
    expect(decodeText(bytes).text).toBe(`${'é'.repeat(40)}\ufffdé`);
  });

  test('gives a paragraph a line, whatever ends the lines', async () => {
    const document = await readAs(
      'document',
      Buffer.from('  Un.\r\n\r\nDeux.\rTrois.\n'),
      'note.txt',
    );
    expect(document.paragraphs.map(({ text, start }) => [text, start])).toEqual([
      ['Un.', 0],
      ['Deux.', 4],
      ['Trois.', 10],
    ]);
  });

  test('loses control characters, not its words', async () => {
    const document = await readAs('document', Buffer.from('Un\u0007 saut\f de page'), 'note.txt');
    expect(document.text).toBe('Un saut de page');
  });

  test('that is something else says what', async () => {
    expect(await refusalOf(Buffer.alloc(0), 'vide.txt')).toBe('emptyFile');
    expect(await refusalOf(Buffer.from(' \n\t\n'), 'blanc.txt')).toBe('noText');
    expect(await refusalOf(Buffer.from('texte\0suite'), 'a.txt')).toBe('binaryFile');
    expect(await refusalOf(utf16le('\ufefftexte\0suite'), 'a.txt')).toBe('binaryFile');
    expect(await refusalOf(Buffer.from([0, 1, 2, 3, 0xfe, 7, 0]), 'a.txt')).toBe('binaryFile');
    expect(await refusalOf(Buffer.from('<!DOCTYPE html><p>Bonjour'), 'a.docx')).toBe('htmlFile');
    expect(await refusalOf(utf16le('\ufeff<html><body>Bonjour'), 'a.doc')).toBe('htmlFile');
    expect(await refusalOf(Buffer.from('<?xml version="1.0"?><office/>'), 'a.fodt')).toBe(
      'xmlFile',
    );
    expect(await refusalOf(Buffer.from('{\\rtf1 Bonjour}'), 'a.doc')).toBe('rtfFile');
    expect(await refusalOf(Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d]), 'a.pdf')).toBe('imageFile');
  });

  test('under another extension is read for what it is, and said so', async () => {
    const document = await readAs('document', Buffer.from('Bonjour.'), 'lettre.docx');
    expect(codesOf(document.warnings)).toEqual(['extensionDiffers']);
  });
});
