import { describe, expect, test } from 'vitest';
import type { TextDocument } from '../../../../server/documents/read/reading.ts';
import {
  readTranscript,
  speakersOf,
  speechOf,
} from '../../../../server/documents/understand/transcript.ts';
import { docxAround, wordParagraph } from '../../../support/documents/office.ts';
import { readAs } from '../../../support/documents/reading.ts';

const fromText = (lines: readonly string[]) =>
  readAs('document', Buffer.from(lines.join('\n')), 'entretien.txt');

/** What those who answer say; null where no interviewer was found. */
function answers(document: TextDocument): string[] | null {
  const transcript = readTranscript(document);
  const interviewers = transcript && speakersOf(transcript, 'interviewer');
  if (!transcript || !interviewers?.size) return null;
  return speechOf(document, transcript, (speaker) => !interviewers.has(speaker)).split('\n');
}

describe('a transcript', () => {
  test('with named speakers keeps the answers and sets the questions aside', async () => {
    const document = await fromText([
      'Entretien du 12 mars',
      'Enquêteur : Comment va le centre ?',
      'M. le maire : Il se vide.',
      'Depuis dix ans.',
      'Enquêteur : Et le marché ?',
      'M. le maire : Il tient.',
    ]);
    expect(answers(document)).toEqual(['Il se vide.', 'Depuis dix ans.', 'Il tient.']);
  });

  test.each([
    ['Q and R', ['Q : Pourquoi ?', 'R : Faute de médecin.', 'Q : Depuis quand ?', 'R : 2016.']],
    [
      'numbered questions',
      ['Q1 – Pourquoi ?', 'R1 – Faute de médecin.', 'Q2 – Depuis quand ?', 'R2 – 2016.'],
    ],
    [
      'brackets and times',
      [
        '[Enquêtrice] (0:01 - 0:04)',
        'Pourquoi ?',
        '[Interviewé] (0:05)',
        'Faute de médecin.',
        '[Enquêtrice]',
        'Depuis quand ?',
        '[Interviewé]',
        '2016.',
      ],
    ],
    [
      'capitals',
      [
        'ENQUÊTRICE : Pourquoi ?',
        'DUPONT : Faute de médecin.',
        'ENQUÊTRICE : Depuis quand ?',
        'DUPONT : 2016.',
      ],
    ],
    [
      'questions only',
      ['Question : Pourquoi ?', 'Faute de médecin.', 'Question : Depuis quand ?', '2016.'],
    ],
  ])('written with %s reads the same', async (_, lines) => {
    expect(answers(await fromText(lines))).toEqual(['Faute de médecin.', '2016.']);
  });

  test('with names alone tells the interviewer by the questions asked', async () => {
    const document = await fromText([
      'Claire : Qui décide, ici ?',
      'Mme Roux : L’intercommunalité.',
      'Claire : Depuis la fusion ?',
      'Mme Roux : Avant déjà.',
      'Claire : Et le département ?',
      'Mme Roux : Il suit.',
    ]);
    expect(answers(document)).toEqual(['L’intercommunalité.', 'Avant déjà.', 'Il suit.']);
  });

  test('where nobody asks is left whole, its speakers shown without a role', async () => {
    const document = await fromText([
      'Jean : Le train manque.',
      'Lise : Le car aussi.',
      'Jean : Le soir surtout.',
      'Lise : Et le dimanche.',
      'Jean : Voilà.',
      'Lise : Oui.',
    ]);
    expect(answers(document)).toBeNull();
    expect(readTranscript(document)?.speakers.map(({ label, role }) => [label, role])).toEqual([
      ['Jean', 'unknown'],
      ['Lise', 'unknown'],
    ]);
  });

  test('whose questions are in bold needs no name', async () => {
    const bold = (text: string) => wordParagraph(text, '', '<w:b/>');
    const document = await readAs(
      'document',
      docxAround(
        [
          bold('Entretien avec la chambre'),
          bold('Quel est le rôle des chambres ?'),
          wordParagraph('Observer, puis alerter.'),
          bold('Êtes-vous associés aux projets ?'),
          wordParagraph('Trop tard.'),
          wordParagraph('Parfois jamais.'),
          bold('Que demandent les entreprises ?'),
          wordParagraph('Des repreneurs.'),
        ].join(''),
      ),
      'entretien.docx',
    );
    expect(answers(document)).toEqual([
      'Observer, puis alerter.',
      'Trop tard.',
      'Parfois jamais.',
      'Des repreneurs.',
    ]);
  });

  test('whose names are bold needs no sign after them', async () => {
    const turn = (name: string, text: string) =>
      `<w:p><w:r><w:rPr><w:b/></w:rPr><w:t xml:space="preserve">${name} </w:t></w:r><w:r><w:t>${text}</w:t></w:r></w:p>`;
    const document = await readAs(
      'document',
      docxAround(
        turn('Enquêteur', 'Qui porte le projet ?') +
          turn('Mme la DGS', 'La ville.') +
          turn('Enquêteur', 'Seule ?') +
          turn('Mme la DGS', 'Presque.'),
      ),
      'entretien.docx',
    );
    expect(answers(document)).toEqual(['La ville.', 'Presque.']);
  });

  test('keeps what happens while someone speaks in their mouth, and knows every span to the letter', async () => {
    const document = await fromText([
      '[Chercheuse]',
      'Et ensuite ?',
      '[Interviewé]',
      'Le train…',
      '[Rires]',
      'a été supprimé.',
      '[Chercheuse]',
      'Vraiment ?',
      '[Interviewé]',
      'Vraiment.',
    ]);
    expect(answers(document)).toEqual(['Le train…', '[Rires]', 'a été supprimé.', 'Vraiment.']);
    for (const { spans } of readTranscript(document)?.turns ?? []) {
      for (const { start, end } of spans) expect(document.text.slice(start, end)).not.toBe('');
    }
  });

  test('is not a report with headings and colons', async () => {
    const report = [
      'Objectif : redonner un rôle au centre.',
      'Remarque : la gare reste ouverte.',
      'Objectif : attirer des médecins.',
      'Remarque : deux départs en 2021.',
      'Le logement : une priorité.',
      'La commune a délibéré trois fois. Le préfet : favorable.',
    ];
    expect(readTranscript(await fromText(report))).toBeNull();
  });
});
