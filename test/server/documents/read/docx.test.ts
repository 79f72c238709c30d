import { describe, expect, test } from 'vitest';
import { docxAround, wordParagraph, wordPart } from '../../../support/documents/office.ts';
import { codesOf, readAs } from '../../../support/documents/reading.ts';

const STYLES = wordPart(
  'styles',
  'styles',
  `<w:style w:styleId="Titre1"><w:name w:val="heading 1"/><w:rPr><w:b/></w:rPr></w:style>
   <w:style w:styleId="Rubrique"><w:name w:val="Rubrique"/><w:basedOn w:val="Titre1"/></w:style>
   <w:style w:styleId="TM1"><w:name w:val="toc 1"/></w:style>
   <w:style w:styleId="Boucle"><w:name w:val="Boucle"/><w:basedOn w:val="Boucle"/></w:style>`,
);

const NUMBERING = wordPart(
  'numbering',
  'numbering',
  `<w:abstractNum w:abstractNumId="0">
     <w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="upperRoman"/><w:lvlText w:val="%1."/></w:lvl>
     <w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="%1.%2)"/></w:lvl>
   </w:abstractNum><w:num w:numId="7"><w:abstractNumId w:val="0"/></w:num>`,
);

const list = (level: number) => `<w:numPr><w:ilvl w:val="${level}"/><w:numId w:val="7"/></w:numPr>`;

describe('a Word document', () => {
  test('gives its paragraphs in order, each at its place in the text', async () => {
    const document = await readAs(
      'document',
      docxAround(
        wordParagraph('  Le marché du jeudi a perdu dix étals.  ') +
          wordParagraph('') +
          wordParagraph('Il en reste quatre.'),
      ),
      'note.docx',
    );
    expect(document.text).toBe('Le marché du jeudi a perdu dix étals.\nIl en reste quatre.');
    for (const { start, text } of document.paragraphs) {
      expect(document.text.slice(start, start + text.length)).toBe(text);
    }
    expect(document.title).toBe('note');
    expect(document.warnings).toEqual([]);
  });

  test('knows a heading by its style, its ancestors or its outline level, and takes its title from the first', async () => {
    const document = await readAs(
      'document',
      docxAround(
        wordParagraph('Besoins prioritaires', '<w:pStyle w:val="Rubrique"/>') +
          wordParagraph('Le logement', '<w:outlineLvl w:val="1"/>') +
          wordParagraph('La vacance progresse.', '<w:pStyle w:val="Boucle"/>'),
        [STYLES],
      ),
      'remontee.docx',
    );
    expect(
      document.paragraphs.map(({ kind, level, leadingBold }) => [kind, level, leadingBold]),
    ).toEqual([
      ['heading', 1, 20],
      ['heading', 2, 0],
      ['paragraph', undefined, 0],
    ]);
    expect(document.title).toBe('Besoins prioritaires');
  });

  test('counts its numbered paragraphs as Word shows them, outside the text', async () => {
    const document = await readAs(
      'document',
      docxAround(
        [0, 1, 1, 0, 1]
          .map((level, index) => wordParagraph(`point ${index}`, list(level)))
          .join(''),
        [NUMBERING],
      ),
      'liste.docx',
    );
    expect(document.paragraphs.map(({ number }) => number)).toEqual([
      'I.',
      'I.a)',
      'I.b)',
      'II.',
      'II.a)',
    ]);
    expect(document.text).not.toContain('II');
  });

  test('reads tabs, line breaks, tables, text boxes and equations, each once', async () => {
    const box = `<w:p><w:r><mc:AlternateContent><mc:Choice><w:txbxContent>${wordParagraph('Encadré')}</w:txbxContent></mc:Choice><mc:Fallback><w:txbxContent>${wordParagraph('Encadré')}</w:txbxContent></mc:Fallback></mc:AlternateContent><w:t>Autour</w:t></w:r></w:p>`;
    const row = `<w:tbl><w:tr><w:tc>${wordParagraph('Commune')}</w:tc><w:tc>${wordParagraph('Vacance')}</w:tc></w:tr></w:tbl>`;
    const marks = `<w:p><w:pPr><w:tabs><w:tab w:val="left"/></w:tabs></w:pPr><w:r><w:t>un</w:t><w:tab/><w:t>deux</w:t><w:br/><w:t>porte</w:t><w:noBreakHyphen/><w:t>voix</w:t></w:r><m:oMath><m:r><m:t>x=2</m:t></m:r></m:oMath></w:p>`;
    const document = await readAs('document', docxAround(box + row + marks), 'mise-en-page.docx');
    expect(document.text.split('\n')).toEqual([
      'Encadré',
      'Autour',
      'Commune',
      'Vacance',
      'un\tdeux',
      'porte\u2011voixx=2',
    ]);
  });

  test('accepts tracked changes, leaves comments, hidden text and fields out, and says so', async () => {
    const body =
      '<w:p><w:r><w:t xml:space="preserve">La mairie </w:t></w:r><w:del><w:r><w:delText>refuse</w:delText></w:r></w:del><w:ins><w:r><w:t>accepte</w:t></w:r></w:ins>' +
      '<w:r><w:rPr><w:vanish/></w:rPr><w:t>brouillon</w:t></w:r><w:r><w:instrText>PAGE</w:instrText></w:r></w:p>' +
      `${wordParagraph('Sommaire … 3', '<w:pStyle w:val="TM1"/>')}`;
    const document = await readAs(
      'document',
      docxAround(body, [STYLES, wordPart('comments', 'comments', '')]),
      'relu.docx',
    );
    expect(document.text).toBe('La mairie accepte');
    expect(codesOf(document.warnings)).toEqual([
      'commentsIgnored',
      'trackedChanges',
      'hiddenTextIgnored',
    ]);
  });

  test('puts footnotes after the text', async () => {
    const document = await readAs(
      'document',
      docxAround(wordParagraph('Un plan existe.'), [
        wordPart(
          'footnotes',
          'footnotes',
          `<w:footnote>${wordParagraph('Délibération de 2018.')}</w:footnote>`,
        ),
      ]),
      'note.docx',
    );
    expect(document.paragraphs.map(({ kind, text }) => [kind, text])).toEqual([
      ['paragraph', 'Un plan existe.'],
      ['note', 'Délibération de 2018.'],
    ]);
  });

  test('with macros is read, and its macros are not', async () => {
    const document = await readAs(
      'document',
      docxAround(wordParagraph('Texte.'), [
        { name: 'word/vbaProject.bin', content: 'Sub AutoOpen()' },
      ]),
      'note.docm',
    );
    expect(codesOf(document.warnings)).toEqual(['macrosIgnored']);
    expect(document.text).toBe('Texte.');
  });

  test('tells how far a paragraph is bold from its start', async () => {
    const run = (text: string, isBold: boolean) =>
      `<w:r><w:rPr>${isBold ? '<w:b/>' : '<w:b w:val="0"/>'}</w:rPr><w:t xml:space="preserve">${text}</w:t></w:r>`;
    const document = await readAs(
      'document',
      docxAround(
        `<w:p>${run('Mme Roux', true)}${run(' – Nous attendons.', false)}</w:p><w:p>${run('Qui décide ?', true)}</w:p><w:p>${run('Nous, ', false)}${run('ici', true)}</w:p>`,
      ),
      'entretien.docx',
    );
    expect(document.paragraphs.map(({ leadingBold }) => leadingBold)).toEqual([8, 12, 0]);
  });

  test('reads any prefix that stands for the same namespace', async () => {
    const bytes = docxAround('<w:p><w:r><w:t>Même texte.</w:t></w:r></w:p>');
    expect((await readAs('document', bytes, 'a.docx')).text).toBe('Même texte.');
    const { zip } = await import('../../../support/documents/zip.ts');
    const other = zip([
      {
        name: 'word/document.xml',
        content:
          '<z:document xmlns:z="http://purl.oclc.org/ooxml/wordprocessingml/main"><z:body><z:p><z:r><z:t>Même texte.</z:t></z:r></z:p></z:body></z:document>',
      },
    ]);
    expect((await readAs('document', other, 'b.docx')).text).toBe('Même texte.');
  });
});
