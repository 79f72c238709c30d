import { describe, expect, test } from 'vitest';
import { odtAround } from '../../../support/documents/office.ts';
import { codesOf, readAs, refusalOf } from '../../../support/documents/reading.ts';

const STYLES =
  '<style:style style:name="Fort"><style:text-properties fo:font-weight="bold"/></style:style>' +
  '<style:style style:name="FortFils" style:parent-style-name="Fort"/>' +
  '<style:style style:name="Maigre"><style:text-properties fo:font-weight="normal"/></style:style>' +
  '<style:style style:name="Masqué"><style:text-properties text:display="none"/></style:style>';

describe('an OpenDocument text', () => {
  test('gives headings, paragraphs, list items and notes, notes last', async () => {
    const document = await readAs(
      'document',
      odtAround(
        '<text:h text:outline-level="2">Besoins</text:h>' +
          '<text:p>Du  temps<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>Un agent à mi-temps.</text:p></text:note-body></text:note>,\n    surtout.</text:p>' +
          '<text:list><text:list-item><text:p>Un chef de projet</text:p></text:list-item></text:list>',
      ),
      'remontee.odt',
    );
    expect(document.paragraphs.map(({ kind, level, text }) => [kind, level, text])).toEqual([
      ['heading', 2, 'Besoins'],
      ['paragraph', undefined, 'Du temps, surtout.'],
      ['listItem', undefined, 'Un chef de projet'],
      ['note', undefined, 'Un agent à mi-temps.'],
    ]);
  });

  test('reads its own spaces, tabs and line breaks', async () => {
    const document = await readAs(
      'document',
      odtAround(
        '<text:p>a<text:s text:c="3"/>b<text:tab/>c<text:line-break/>d<text:s text:c="999999999"/>e</text:p>',
      ),
      'a.odt',
    );
    expect(document.text.replaceAll(/ {4,}/gu, '…')).toBe('a   b\tc\nd…e');
    expect(document.text.length).toBeLessThan(1_100);
  });

  test('finds bold through inherited styles', async () => {
    const document = await readAs(
      'document',
      odtAround(
        '<text:p><text:span text:style-name="FortFils">M. le maire</text:span> : oui.</text:p>' +
          '<text:p text:style-name="Fort">Tout <text:span text:style-name="Maigre">sauf ceci</text:span></text:p>',
        STYLES,
      ),
      'a.odt',
    );
    expect(document.paragraphs.map(({ leadingBold }) => leadingBold)).toEqual([11, 4]);
  });

  test('leaves deleted, hidden, commented and generated text out, and says so', async () => {
    const document = await readAs(
      'document',
      odtAround(
        '<text:tracked-changes><text:changed-region><text:deletion><text:p>retiré</text:p></text:deletion></text:changed-region></text:tracked-changes>' +
          '<text:table-of-content><text:p>Sommaire</text:p></text:table-of-content>' +
          '<text:p>Reste.<office:annotation><text:p>à revoir</text:p></office:annotation><text:span text:style-name="Masqué">secret</text:span></text:p>',
        STYLES,
        [{ name: 'Basic/Standard/Module1.xml', content: 'Sub Main' }],
      ),
      'a.odt',
    );
    expect(document.text).toBe('Reste.');
    expect(codesOf(document.warnings)).toEqual([
      'macrosIgnored',
      'trackedChanges',
      'commentsIgnored',
      'hiddenTextIgnored',
    ]);
  });

  test('protected by a password, or not a text, says which', async () => {
    const manifest =
      '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"><manifest:file-entry><manifest:encryption-data/></manifest:file-entry></manifest:manifest>';
    const locked = odtAround('<text:p>?</text:p>', '', [
      { name: 'META-INF/manifest.xml', content: manifest },
    ]);
    expect(await refusalOf(locked, 'a.odt')).toBe('encryptedFile');
    expect(await refusalOf(odtAround('<text:p>1</text:p>', '', [], 'spreadsheet'), 'a.ods')).toBe(
      'spreadsheetInOpenDocument',
    );
    expect(await refusalOf(odtAround('<text:p>1</text:p>', '', [], 'presentation'), 'a.odp')).toBe(
      'presentationFile',
    );
  });
});
