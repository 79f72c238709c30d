import { describe, expect, test } from 'vitest';
import { readDocument } from '../../../../server/documents/read/readDocument.ts';
import { pdf, setLines } from '../../../support/documents/pdf.ts';
import { codesOf, readAs, refusalOf, sentenceOf } from '../../../support/documents/reading.ts';

// Helvetica 11 sets about 88 of these letters across 451 points.
const FULL =
  'La vacance commerciale atteint un niveau que personne ici ne croyait possible avant ce';

describe('a PDF', () => {
  test('gives back the paragraphs that were typed, lines joined', async () => {
    const lines = setLines([
      FULL,
      FULL,
      'printemps.',
      'Le deuxième marché a fermé.',
      FULL,
      'dernier.',
    ]);
    const document = await readAs('document', pdf([{ texts: lines }]), 'note.pdf');
    expect(document.text.split('\n')).toEqual([
      `${FULL} ${FULL} printemps.`,
      'Le deuxième marché a fermé.',
      `${FULL} dernier.`,
    ]);
    expect(document.paragraphs.every(({ page }) => page === 1)).toBe(true);
  });

  test('takes a larger line as a heading and another font as emphasis', async () => {
    const texts = [
      { text: 'Besoins prioritaires', y: 780, size: 16 },
      { text: 'Que manque-t-il ?', y: 740, isBold: true },
      ...setLines([FULL, 'ici.'], {}, 720),
    ];
    const document = await readAs('document', pdf([{ texts }]), 'note.pdf');
    expect(document.paragraphs.map(({ kind, leadingBold }) => [kind, leadingBold])).toEqual([
      ['heading', 0],
      ['paragraph', 17],
      ['paragraph', 0],
    ]);
    expect(document.title).toBe('Besoins prioritaires');
  });

  test('drops running heads and page numbers, and keeps what only looks like them', async () => {
    const page = (number: number) => ({
      texts: [
        { text: 'Préfecture de la Meuse', y: 820 },
        { text: `[Maire] (${number}:0${number * 2})`, y: 780 },
        ...setLines(
          [
            `Le ${['premier', 'deuxième', 'troisième'][number - 1]} propos, que nul autre ne tient.`,
          ],
          {},
          600,
        ),
        { text: `Page ${number} / 3`, y: 30 },
      ],
    });
    const document = await readAs('document', pdf([page(1), page(2), page(3)]), 'note.pdf');
    expect(document.text).not.toMatch(/Préfecture|Page/u);
    expect(document.text.match(/\[Maire\]/gu)).toHaveLength(3);
    expect(document.warnings).toEqual([
      {
        code: 'repeatedLinesRemoved',
        params: { lines: ['Préfecture de la Meuse', 'Page … / 3'] },
        where: {},
      },
    ]);
  });

  test('joins words cut at the end of a line, but not compound words', async () => {
    const cut =
      'Nous avons perdu en quelques années tout ce qui faisait la vie sociale du centre, le dévelop-';
    const compound =
      'Nous avons perdu en quelques années tout ce qui faisait la vie sociale, le commerce et là-';
    const document = await readAs(
      'document',
      pdf([{ texts: setLines([cut, 'pement ensuite.', compound, 'bas, la gare.']) }]),
      'note.pdf',
    );
    expect(document.text).toContain('développement ensuite');
    expect(document.text).toContain('là-bas, la gare');
    expect(codesOf(document.warnings)).toContain('hyphensJoined');
  });

  test('keeps the hyphens of a text that is not hyphenated', async () => {
    const many = Array.from({ length: 60 }, () => FULL);
    const last = `${FULL.slice(0, 70)} des chefs-`;
    const lines = setLines([...many.slice(0, 50), last, 'lieux de canton.']);
    const document = await readAs('document', pdf([{ texts: lines }]), 'note.pdf');
    expect(document.text).toContain('des chefs-lieux de canton.');
  });

  test('that is only a scanned image says so, and how to mend it', async () => {
    const reading = await readDocument(pdf([{ texts: [] }, { texts: [] }]), 'scan.pdf');
    expect(sentenceOf(reading)).toBe(
      'scan.pdf\u00a0: Ce PDF (2 pages) est une image numérisée\u00a0: il ne contient pas de texte. Envoyez le document d’origine, ou passez-le par un logiciel de reconnaissance de caractères (OCR).',
    );
  });

  test('with some scanned pages is read, and names them', async () => {
    const document = await readAs(
      'document',
      pdf([{ texts: setLines(['Lu.']) }, { texts: [] }]),
      'a.pdf',
    );
    expect(document.warnings).toEqual([
      { code: 'pagesWithoutText', params: { pages: [2] }, where: {} },
    ]);
  });

  test('cut short, or no PDF but for its first bytes, is damaged', async () => {
    const whole = pdf([{ texts: setLines(['Lu.']) }]);
    expect(await refusalOf(Buffer.from('%PDF-1.7\nrien'), 'a.pdf')).toBe('damagedFile');
    expect(await refusalOf(whole.subarray(0, whole.length >> 1), 'a.pdf')).toBe('damagedFile');
  });
});
