import { describe, expect, test } from 'vitest';
import {
  looksLikeReturn,
  missingRubrics,
  readReturn,
  rubricOf,
} from '../../../../server/documents/understand/prefectReturn.ts';
import { docxAround, wordParagraph, wordPart } from '../../../support/documents/office.ts';
import { readAs } from '../../../support/documents/reading.ts';

const fromText = (text: string) => readAs('document', Buffer.from(text), 'remontee.txt');

/** Each block as [rubric, words]. */
async function blocksOf(text: string) {
  const document = await fromText(text);
  return readReturn(document).map(({ rubric, start, end }) => [
    rubric,
    document.text.slice(start, end),
  ]);
}

const RUBRICS = [
  ['schemes', 'La région anime un contrat de bourgs-centres.'],
  ['needs', 'L’ingénierie manque d’abord.\nLe logement ensuite.'],
  ['vulnerable', 'Deux communautés de communes.'],
  ['centralities', 'Stenay et Montmédy.'],
];

describe('a prefect’s return', () => {
  test.each([
    [
      'numbers and the instruction’s words',
      [
        '1. Dispositifs et acteurs déjà engagés',
        '2. Besoins prioritaires et thématiques',
        '3. Collectivités vulnérables',
        '4. Centralités prioritaires',
      ],
    ],
    [
      'Roman numerals',
      [
        'I – Les dispositifs existants',
        'II – Les besoins',
        'III – Les collectivités fragiles',
        'IV – Les pôles de centralité',
      ],
    ],
    [
      'letters in capitals',
      ['A) DISPOSITIFS ENGAGÉS', 'B) BESOINS', 'C) COLLECTIVITÉS VULNÉRABLES', 'D) CENTRALITÉS'],
    ],
    [
      'no number at all',
      [
        'Acteurs et dispositifs en place',
        'Besoins prioritaires',
        'Collectivités vulnérables',
        'Centralités prioritaires',
      ],
    ],
    [
      'the word « rubrique »',
      [
        'Rubrique 1 : dispositifs',
        'Rubrique 2 : besoins',
        'Rubrique 3 : vulnérabilités',
        'Rubrique 4 : centralités',
      ],
    ],
    [
      'numbers alone for two of them',
      ['1) Dispositifs', '2) Besoins', '3) Où agir en premier ?', '4) Villes proposées'],
    ],
  ])('titled with %s is cut into its four rubrics', async (_, titles) => {
    const marked = titles.every((title) => rubricOf(title) !== null);
    const text = RUBRICS.map(([, words], index) => `${titles[index]}\n${words}`).join('\n\n');
    if (marked) expect(await blocksOf(text)).toEqual(RUBRICS);
    else {
      // Titles that name nothing are titles only when they look like one: here, in bold.
      const document = await readAs(
        'document',
        docxAround(
          RUBRICS.map(
            ([, words], index) =>
              wordParagraph(titles[index] ?? '', '', '<w:b/>') +
              (words ?? '')
                .split('\n')
                .map((line) => wordParagraph(line))
                .join(''),
          ).join(''),
        ),
        'remontee.docx',
      );
      expect(
        readReturn(document).map(({ rubric, start, end }) => [
          rubric,
          document.text.slice(start, end),
        ]),
      ).toEqual(RUBRICS);
    }
  });

  test('whose titles run into their text keeps the text', async () => {
    expect(
      await blocksOf(
        '1. Dispositifs engagés : la région anime un contrat.\n2. Besoins prioritaires : l’ingénierie.',
      ),
    ).toEqual([
      ['schemes', 'la région anime un contrat.'],
      ['needs', 'l’ingénierie.'],
    ]);
  });

  test('leaves to a person what it cannot place: letterhead, other sections, closing', async () => {
    const document = await readAs(
      'document',
      docxAround(
        [
          wordParagraph('Le préfet de la Meuse'),
          wordParagraph('à Madame la ministre'),
          wordParagraph('Besoins prioritaires', '<w:outlineLvl w:val="0"/>'),
          wordParagraph('Le logement', '<w:outlineLvl w:val="1"/>'),
          wordParagraph('La vacance progresse.'),
          wordParagraph('Conclusion', '<w:outlineLvl w:val="0"/>'),
          wordParagraph('Je reste à votre disposition.'),
        ].join(''),
      ),
      'remontee.docx',
    );
    expect(
      readReturn(document).map(({ rubric, title, start, end }) => [
        rubric,
        title,
        document.text.slice(start, end),
      ]),
    ).toEqual([
      [null, null, 'Le préfet de la Meuse\nà Madame la ministre'],
      ['needs', 'Besoins prioritaires', 'Le logement\nLa vacance progresse.'],
      [null, 'Conclusion', 'Je reste à votre disposition.'],
    ]);
    expect(missingRubrics(readReturn(document))).toEqual(['schemes', 'vulnerable', 'centralities']);
    expect(looksLikeReturn(readReturn(document))).toBe(false);
  });

  test('that recalls the four questions first is cut where they are answered', async () => {
    const reminder =
      '1. Dispositifs et acteurs\n2. Besoins\n3. Collectivités vulnérables\n4. Centralités\n';
    expect(await blocksOf(`${reminder}\n2. Besoins\nUn chef de projet.`)).toEqual([
      ['needs', 'Un chef de projet.'],
    ]);
  });

  test('numbered by Word itself is cut the same', async () => {
    const numbering = wordPart(
      'numbering',
      'numbering',
      '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>',
    );
    const title = (text: string) =>
      wordParagraph(text, '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>', '<w:b/>');
    const document = await readAs(
      'document',
      docxAround(
        [
          title('Dispositifs'),
          wordParagraph('Un.'),
          title('Besoins'),
          wordParagraph('Deux.'),
          title('Territoires à soutenir'),
          wordParagraph('Trois.'),
        ].join(''),
        [numbering],
      ),
      'remontee.docx',
    );
    expect(readReturn(document).map(({ rubric }) => rubric)).toEqual([
      'schemes',
      'needs',
      'vulnerable',
    ]);
  });

  test('speaks of needs and centralities in its sentences without being cut there', async () => {
    expect(
      await blocksOf(
        '2. Besoins\nLes besoins sont connus : il manque un chef de projet.\nLes centralités en souffrent, et les acteurs aussi.',
      ),
    ).toEqual([
      [
        'needs',
        'Les besoins sont connus : il manque un chef de projet.\nLes centralités en souffrent, et les acteurs aussi.',
      ],
    ]);
  });
});
