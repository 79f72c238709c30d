import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readCorpus } from '../../../../server/documents/read/readCorpus.ts';
import { documentSentence } from '../../../../views/messages/documents.ts';
import { docxAround, odtAround, wordParagraph } from '../../../support/documents/office.ts';
import { pdf, setLines } from '../../../support/documents/pdf.ts';
import { hasShared, sharedPath } from '../../../support/shared.ts';

describe('a folder of documents', () => {
  const folder = mkdtempSync(join(tmpdir(), 'constat-corpus-'));
  const put = (name: string, content: string | Buffer) =>
    writeFileSync(join(folder, name), content);

  beforeAll(() => {
    mkdirSync(join(folder, 'Meuse'));
    put('b.docx', docxAround(wordParagraph('La halte ferroviaire.')));
    put('Z.txt', 'Le marché couvert.');
    put('é.odt', odtAround('<text:p>L’école.</text:p>'));
    put('a.pdf', pdf([{ texts: setLines(['Le café.']) }]));
    put('Meuse/a.txt', 'Le pont.');
    put('avis.csv', 'id;avis\n1;Rien à dire de plus\n');
    put('photo.png', Buffer.from([0x89, 0x50, 0x4e, 0x47]));
    put('scan.pdf', pdf([{ texts: [] }]));
    put('~$b.docx', 'verrou');
    put('.caché', 'rien');
    symlinkSync('/etc/passwd', join(folder, 'lien.txt'));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  test('gives one contribution a file, by its name, in code-unit order', async () => {
    const { contributions } = await readCorpus(folder);
    expect(contributions.map(({ id, text }) => [id, text])).toEqual([
      ['Meuse/a.txt', 'Le pont.'],
      ['Z.txt', 'Le marché couvert.'],
      ['a.pdf', 'Le café.'],
      ['avis.csv/1', 'Rien à dire de plus'],
      ['b.docx', 'La halte ferroviaire.'],
      ['é.odt', 'L’école.'],
    ]);
  });

  test('reports what it left out by name, and reads the rest', async () => {
    const { problems } = await readCorpus(folder);
    expect(problems.map(({ code, where }) => [where.file, code])).toEqual([
      ['lien.txt', 'symbolicLink'],
      ['photo.png', 'imageFile'],
      ['scan.pdf', 'scannedPdf'],
    ]);
  });

  test('that does not exist, or holds nothing, says so', async () => {
    const empty = mkdtempSync(join(tmpdir(), 'constat-vide-'));
    expect((await readCorpus(empty)).problems.map(({ code }) => code)).toEqual(['emptyFolder']);
    rmSync(empty, { recursive: true });
    const { contributions, problems } = await readCorpus(join(folder, 'absent.jsonl'));
    expect(contributions).toEqual([]);
    expect(problems.map(documentSentence)[0]).toContain(
      'absent.jsonl\u00a0: Ce fichier ou ce dossier n’existe pas',
    );
  });
});

describe('the corpora that others wrote', () => {
  const lines = (path: string) =>
    readFileSync(sharedPath(path), 'utf8')
      .trim()
      .split('\n')
      .map((line): { id: string; text: string } => JSON.parse(line));

  test.skipIf(!hasShared('corpora/entretiens-artisans/docx'))(
    'thirty interviews in Word hold, without their questions, the words that their researchers kept',
    async () => {
      const { contributions, problems } = await readCorpus(
        sharedPath('corpora/entretiens-artisans/docx'),
      );
      expect(problems).toEqual([]);
      const kept = new Map(
        lines('corpora/entretiens-artisans/entretiens.jsonl').map(({ id, text }) => [id, text]),
      );
      // The researchers dropped lines of one word (« Oui. ») and the times beside interruptions, and joined the rest.
      const oneLine = (text: string) =>
        text
          .split('\n')
          .filter((line) => line.includes(' '))
          .join(' ')
          .replaceAll(/\] \(\d+:\d\d - \d+:\d\d\)/gu, ']')
          .replaceAll(/\s+/gu, ' ')
          .trim();
      const differing = contributions.filter(({ id, text }) => {
        const theirs = kept.get(`art-${id.replace(/\.docx$/u, '')}`) ?? '';
        return oneLine(text) !== theirs.replaceAll(/\s+/gu, ' ').trim();
      });
      // In one they misspelt the interviewer's label (« [Checheur] ») and so kept the questions by mistake.
      expect(contributions).toHaveLength(30);
      expect(differing.map(({ id }) => id)).toEqual(['Entretien 01 25.01.15 04_traitement_A.docx']);
    },
  );

  const COLLECTIONS = [
    ['aides-territoires/aides.jsonl', 274],
    ['entretiens-artisans/entretiens.jsonl', 54],
    ['entretiens-artisans/paragraphes.jsonl', 2_203],
    ['gdn-reunions-locales/reunions.jsonl', 1_486],
    ['mel-grand-debat/commentaires.jsonl', 683],
    ['mel-grand-debat/propositions.jsonl', 196],
    ['republique-numerique/arguments.jsonl', 3_988],
    ['republique-numerique/opinions.jsonl', 692],
    ['service-public-fiches/fiches_descriptions.jsonl', 3_089],
    ['service-public-fiches/paragraphes.jsonl', 103_344],
    ['sib200-fra/sib200-fra.jsonl', 1_004],
    ['urbanvitaliz/ressources.jsonl', 44],
    ['vrai-debat-top/vrai-debat-top.jsonl', 375],
  ] as const;

  test.skipIf(!hasShared('corpora')).each(COLLECTIONS)(
    '%s: %i texts, every one to the letter',
    async (path, count) => {
      const { contributions, problems } = await readCorpus(sharedPath(`corpora/${path}`));
      expect(problems).toEqual([]);
      expect(contributions).toHaveLength(count);
      const theirs = lines(`corpora/${path}`);
      expect(
        contributions.every(
          ({ id, text }, index) => id === theirs[index]?.id && text === theirs[index]?.text,
        ),
      ).toBe(true);
    },
  );

  test.skipIf(!hasShared('corpora/mel-grand-debat/iramuteq')).each([
    ['commentaires.txt', 693],
    ['propositions.txt', 140],
  ])('%s: as many texts as lines of stars (%i)', async (name, count) => {
    const path = sharedPath(`corpora/mel-grand-debat/iramuteq/${name}`);
    const { contributions, problems } = await readCorpus(path);
    expect(problems).toEqual([]);
    expect(contributions).toHaveLength(count);
    expect(readFileSync(path, 'utf8').match(/^\*{4} /gmu)).toHaveLength(count);
    expect(Object.keys(contributions[0]?.metadata ?? {})).toEqual(['Democratie', 'Commentaire']);
  });

  test.skipIf(!hasShared('corpora/territoires'))(
    'the list of towns is a table of 1,645 rows',
    async () => {
      const { contributions } = await readCorpus(
        sharedPath('corpora/territoires/petites-villes-de-demain.csv'),
        {
          textField: 'commune',
          idField: 'insee',
        },
      );
      expect(contributions).toHaveLength(1_645);
      expect(contributions[0]).toMatchObject({
        id: '97106',
        text: 'Bouillante',
        metadata: { departement: '971' },
      });
    },
  );
});
