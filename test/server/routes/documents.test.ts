import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { hashOf } from '../../../db/ids.ts';
import { write } from '../../../db/open.ts';
import { listContributionsOfSource, listCorpus } from '../../../db/queries/contributions.ts';
import { findDocument, listDocuments } from '../../../db/queries/documents.ts';
import { listEventsOf } from '../../../db/queries/events.ts';
import { insertStakeholder, listStakeholders } from '../../../db/queries/stakeholders.ts';
import { runs, themes } from '../../../db/schema/analysis.ts';
import { segments } from '../../../db/schema/contributions.ts';
import { evidence, findings } from '../../../db/schema/findings.ts';
import { memberships, territories } from '../../../db/schema/missions.ts';
import { docxAround, wordParagraph } from '../../support/documents/office.ts';
import { upload } from '../../support/documents/upload.ts';
import {
  addAccount,
  addMission,
  openTestPlatform,
  signInAs,
  type TestPlatform,
  type Visitor,
} from '../../support/platform.ts';

const heading = (text: string) => wordParagraph(text, '<w:outlineLvl w:val="0"/>');
const RETURN = docxAround(
  [
    heading('Remontée de la Meuse'),
    wordParagraph('Bar-le-Duc, le 28 novembre 2019'),
    heading('1. Dispositifs et acteurs déjà engagés'),
    wordParagraph('La région anime un contrat de bourgs-centres.'),
    heading('2. Besoins prioritaires'),
    wordParagraph('L’ingénierie manque d’abord.'),
    wordParagraph('Le logement ensuite.'),
  ].join(''),
);
const INTERVIEW = Buffer.from(
  'Enquêtrice : Comment va le centre de votre ville depuis dix ans ?\nM. le maire : Il se vide, et nous n’avons personne pour monter les dossiers.\nEnquêtrice : Qui vous aide ?\nM. le maire : La sous-préfète, quand elle le peut, et la chambre de commerce.\n',
);

describe('importing a document', () => {
  let platform: TestPlatform;
  let mission: string;
  let speaker: string;
  let solange: Visitor;
  let base: string;

  beforeEach(async () => {
    platform = await openTestPlatform({ UPLOAD_LIMIT_MB: '1' });
    const account = await addAccount(platform.store, 'Solange Perrin', 'consultant');
    mission = await addMission(platform.store, account);
    speaker = await insertStakeholder(
      platform.store,
      {
        missionId: mission,
        function: 'préfète',
        category: 'prefecture',
        organisation: 'Préfecture de la Meuse',
        communeCode: null,
        departmentCode: '55',
        regionCode: '44',
        name: null,
      },
      null,
    );
    platform.store.database
      .insert(territories)
      .values({
        code: 'DEP-55',
        kind: 'department',
        name: 'Meuse',
        searchName: 'meuse',
        departmentCode: '55',
        regionCode: '44',
        postcodes: [],
        vintage: 'test',
      })
      .run();
    solange = await signInAs(platform, 'Solange Perrin');
    base = `/missions/${mission}/documents`;
  });
  afterEach(() => platform.close());

  const send = (name: string, bytes: Uint8Array, headers = {}) =>
    upload(solange, `${base}/lectures`, name, bytes, headers);

  /** Sends a file and opens its preview. */
  async function preview(name: string, bytes: Uint8Array, kind = '') {
    const sent = await send(name, bytes);
    expect(sent.statusCode).toBe(303);
    const address = String(sent.headers.location);
    const page = await solange.get(kind ? `${address}?kind=${kind}` : address);
    return { page, pending: address.split('/').at(-1) ?? '' };
  }

  const details = (pending: string) => ({
    pending,
    kind: 'return',
    title: 'Remontée de la Meuse',
    dated: '2019-11-28',
    territory: 'DEP-55',
    stakeholder: speaker,
    consent: 'by-function',
  });

  const held = async () => (await listDocuments(platform.store, mission)).length;
  const originals = () => {
    try {
      return readdirSync(platform.services.config.originalsPath);
    } catch {
      return [];
    }
  };

  it('shows what was read of a return, rubric by rubric, before anything is stored', async () => {
    const { page } = await preview('meuse.docx', RETURN);
    expect(page.statusCode).toBe(200);
    expect(page.body).toContain('L’ingénierie manque d’abord.');
    expect(page.body).toContain('value="2019-11-28"');
    expect(page.body.match(/<option value="(?:schemes|needs)" selected>/gu)).toHaveLength(2);
    expect(await held()).toBe(0);
    expect(await listCorpus(platform.store, mission)).toEqual([]);
    expect(originals()).toEqual([]);
  });

  it('leads to the document that was stored when the button is pressed twice', async () => {
    const { pending } = await preview('meuse.docx', RETURN);
    const press = () => solange.post(base, { ...details(pending), rubric: ['', 'needs', 'needs'] });
    const [first, second] = [await press(), await press()];
    expect([first.statusCode, second.statusCode]).toEqual([303, 303]);
    expect(second.headers.location).toBe(first.headers.location);
    expect(await held()).toBe(1);
  });

  it('stores a return with its original, one contribution a rubric, as the person placed it', async () => {
    const { pending } = await preview('meuse.docx', RETURN);
    const answer = await solange.post(base, {
      ...details(pending),
      rubric: ['', 'vulnerable', 'needs'],
    });
    expect(answer.statusCode).toBe(303);
    const id = String(answer.headers.location).split('/').at(-1) ?? '';
    const found = await findDocument(platform.store, mission, id);
    expect(found?.document).toMatchObject({
      kind: 'return',
      fileName: 'meuse.docx',
      format: 'docx',
      sha256: hashOf(RETURN),
      size: RETURN.length,
      stakeholderId: speaker,
      territoryCode: 'DEP-55',
      dated: '2019-11-28',
      consent: 'by-function',
    });
    const words = await listContributionsOfSource(platform.store, 'document', id);
    expect(words.map(({ family, locator, text, kind }) => [family, locator, kind, text])).toEqual([
      ['return', 'needs', 'verbatim', 'L’ingénierie manque d’abord.\nLe logement ensuite.'],
      ['return', 'vulnerable', 'verbatim', 'La région anime un contrat de bourgs-centres.'],
    ]);
    expect(readFileSync(join(platform.services.config.originalsPath, hashOf(RETURN)))).toEqual(
      RETURN,
    );
    const history = await listEventsOf(platform.store, 'document', [id]);
    expect(history.map(({ action, accountName }) => [action, accountName])).toEqual([
      ['document.create', 'Solange Perrin'],
    ]);
    const page = await solange.get(String(answer.headers.location));
    expect(page.body).toContain(`id="c-${words[0]?.id}"`);
    expect(page.body).toContain('Besoins prioritaires et thématiques');
  });

  it('sets the questions of a transcript aside and keeps each answer under its question', async () => {
    const { page, pending } = await preview('entretien.txt', INTERVIEW);
    expect(page.body).toContain('Entretien retranscrit');
    const answer = await solange.post(base, {
      ...details(pending),
      kind: 'transcript',
      speaker: ['enquetrice', 'm le maire'],
      role: ['interviewer', 'interviewee'],
    });
    expect(answer.statusCode).toBe(303);
    const corpus = await listCorpus(platform.store, mission);
    expect(corpus.map(({ family, text }) => [family, text]).toSorted()).toEqual([
      ['interview', 'Il se vide, et nous n’avons personne pour monter les dossiers.'],
      ['interview', 'La sous-préfète, quand elle le peut, et la chambre de commerce.'],
    ]);
    const shown = await solange.get(String(answer.headers.location));
    expect(shown.body).toContain('Comment va le centre de votre ville depuis dix ans');
  });

  it('imports a table by the columns that the person chose, without one speaker', async () => {
    const { page, pending } = await preview(
      'avis.csv',
      Buffer.from(
        'ref;ville;avis\nA1;Toul;Il faudrait un médecin.\nA2;Verdun;La gare doit rester ouverte.\n',
      ),
    );
    expect(page.body).toContain('Il faudrait un médecin.');
    const answer = await solange.post(base, {
      ...details(pending),
      kind: 'other',
      stakeholder: '',
      textColumn: 'avis',
      idColumn: 'ref',
    });
    expect(answer.statusCode).toBe(303);
    const id = String(answer.headers.location).split('/').at(-1) ?? '';
    const words = await listContributionsOfSource(platform.store, 'document', id);
    expect(words.map(({ locator, text, stakeholderId }) => [locator, text, stakeholderId])).toEqual(
      [
        ['A1', 'Il faudrait un médecin.', null],
        ['A2', 'La gare doit rester ouverte.', null],
      ],
    );
  });

  it('adds who speaks with the document, or neither', async () => {
    const { pending } = await preview('meuse.docx', RETURN);
    const person = {
      stakeholder: 'new',
      function: 'sous-préfet',
      category: 'prefecture',
      organisation: 'Sous-préfecture de Verdun',
      department: 'DEP-55',
    };
    const refused = await solange.post(base, { ...details(pending), ...person, title: ' ' });
    expect(refused.statusCode).toBe(422);
    expect(await listStakeholders(platform.store, mission)).toHaveLength(1);
    const accepted = await solange.post(base, { ...details(pending), ...person, territory: '' });
    expect(accepted.statusCode).toBe(303);
    expect(await listStakeholders(platform.store, mission)).toHaveLength(2);
    const [stored] = await listDocuments(platform.store, mission);
    expect(stored?.document.territoryCode).toBe('DEP-55');
    expect(stored?.stakeholder?.function).toBe('sous-préfet');
  });

  it('keeps what was typed when something is missing, and says what', async () => {
    const { pending } = await preview('meuse.docx', RETURN);
    const answer = await solange.post(base, {
      ...details(pending),
      title: 'Un titre choisi',
      stakeholder: '',
      consent: '',
      dated: '2019-13-45',
      territory: 'DEP-999',
      rubric: ['', '', ''],
    });
    expect(answer.statusCode).toBe(422);
    for (const words of [
      'Un titre choisi',
      'Choisissez qui parle',
      'Indiquez ce que permet',
      'Indiquez une date complète',
      'Choisissez un département',
      'Aucun passage n’est placé dans une rubrique',
    ])
      expect(answer.body).toContain(words);
    expect(answer.body).not.toMatch(/<option value="(?:schemes|needs)" selected>/u);
    expect(await held()).toBe(0);
  });

  it('refuses a wrong file in French, and keeps nothing of it', async () => {
    const wrong: readonly (readonly [string, Buffer, number, string])[] = [
      ['vide.docx', Buffer.alloc(0), 422, 'Ce fichier est vide'],
      ['page.docx', Buffer.from('<!doctype html><p>Bonjour'), 422, 'page web (HTML)'],
      ['coupe.docx', RETURN.subarray(0, 400), 422, 'endommagé ou incomplet'],
      ['gros.txt', Buffer.alloc(1.5 * 2 ** 20, 'a'), 413, 'dépasse 1\u00a0Mo'],
    ];
    for (const [name, bytes, status, words] of wrong) {
      const answer = await send(name, bytes);
      expect([name, answer.statusCode]).toEqual([name, status]);
      expect(answer.body).toContain(words);
      expect(answer.body).toContain('aria-invalid="true"');
    }
    const none = await send('', Buffer.alloc(0));
    expect([none.statusCode, none.body.includes('Choisissez un fichier.')]).toEqual([422, true]);
    expect(originals()).toEqual([]);
    expect(readdirSync(platform.directory)).not.toContain('pending');
  });

  it('answers the script that sends files with an address, or with the sentence', async () => {
    const accept = { accept: 'application/json' };
    const good = await send('meuse.docx', RETURN, accept);
    expect([good.statusCode, good.json().location]).toEqual([
      201,
      expect.stringContaining(`${base}/lectures/`),
    ]);
    const bad = await send('vide.docx', Buffer.alloc(0), accept);
    expect([bad.statusCode, bad.json().message]).toEqual([
      422,
      expect.stringContaining('Ce fichier est vide'),
    ]);
  });

  it('shows the document that is already there when the same bytes come again', async () => {
    const { pending } = await preview('meuse.docx', RETURN);
    const second = await preview('copie.docx', RETURN);
    const first = await solange.post(base, details(pending));
    const again = await send('meuse (1).docx', RETURN);
    expect(again.headers.location).toBe(first.headers.location);
    expect((await solange.get(String(again.headers.location))).body).toContain(
      'a déjà été importé',
    );
    const late = await solange.post(base, details(second.pending));
    expect(late.headers.location).toBe(first.headers.location);
    expect(await held()).toBe(1);
  });

  it('undoes an import by a row, and takes the same file again afterwards', async () => {
    const { pending } = await preview('meuse.docx', RETURN);
    const stored = String((await solange.post(base, details(pending))).headers.location);
    expect((await solange.post(`${stored}/retrait`, { reason: ' ' })).statusCode).toBe(422);
    const withdrawn = await solange.post(`${stored}/retrait`, { reason: 'Version provisoire.' });
    expect(withdrawn.statusCode).toBe(303);
    expect(await listCorpus(platform.store, mission)).toEqual([]);
    const page = await solange.get(stored);
    expect(page.body).toContain('Version provisoire.');
    expect(page.body).toContain('La région anime un contrat');
    expect((await preview('meuse.docx', RETURN)).page.statusCode).toBe(200);
  });

  it('does not undo an import on which a finding rests, and names the finding', async () => {
    const { pending } = await preview('meuse.docx', RETURN);
    const stored = String((await solange.post(base, details(pending))).headers.location);
    const id = stored.split('/').at(-1) ?? '';
    const [first] = await listContributionsOfSource(platform.store, 'document', id);
    await rest(first?.id ?? '', 'Les bourgs ont un contrat');
    const refused = await solange.post(`${stored}/retrait`, { reason: 'Erreur.' });
    expect(refused.statusCode).toBe(409);
    expect(refused.body).toContain('Des constats s’appuient sur ce document');
    expect(refused.body).toContain('Les bourgs ont un contrat');
    expect(refused.body).toMatch(/<mark><a [^>]*>La région<\/a><\/mark> anime/u);
    expect(await listCorpus(platform.store, mission)).toHaveLength(2);
  });

  it('shows a segment in place where a link asks for it, and shrugs at a bad one', async () => {
    const { pending } = await preview('meuse.docx', RETURN);
    const stored = String((await solange.post(base, details(pending))).headers.location);
    const id = stored.split('/').at(-1) ?? '';
    const [first] = await listContributionsOfSource(platform.store, 'document', id);
    const shown = await solange.get(`${stored}?contribution=${first?.id}&de=3&a=9`);
    expect(shown.body).toContain('La <mark id="segment">région</mark> anime');
    for (const query of [
      '?de=1&a=2',
      `?contribution=${first?.id}&de=-1&a=zz`,
      `?contribution=${first?.id}&de=0&a=999999`,
    ])
      expect((await solange.get(stored + query)).statusCode).toBe(200);
  });

  it('gives the original back to the byte, as a file that no browser opens in place', async () => {
    const { pending } = await preview('le "vrai" été.docx', RETURN);
    const stored = String((await solange.post(base, details(pending))).headers.location);
    const original = await solange.get(`${stored}/original`);
    expect(original.rawPayload).toEqual(RETURN);
    expect(original.headers['content-type']).toBe('application/octet-stream');
    expect(original.headers['content-disposition']).toMatch(
      /^attachment; filename="[\x20-\x7e]+"; filename\*=UTF-8''/u,
    );
  });

  it('keeps previews for whoever sent them, in the mission where they did', async () => {
    const { pending } = await preview('meuse.docx', RETURN);
    await addAccount(platform.store, 'Marc Vidal', 'consultant').then((account) =>
      platform.store.database
        .insert(memberships)
        .values({ missionId: mission, accountId: account, role: 'consultant', createdAt: 0 })
        .run(),
    );
    const marc = await signInAs(platform, 'Marc Vidal');
    expect((await marc.get(`${base}/lectures/${pending}`)).statusCode).toBe(404);
    expect((await marc.post(base, details(pending))).statusCode).toBe(404);
    for (const id of ['..%2f..%2fetc', 'un-autre', '7abc'])
      expect((await solange.get(`${base}/lectures/${id}`)).statusCode).toBe(404);
  });

  it('prints whatever a file is called or says, and runs none of it', async () => {
    const attack = '<script>alert(1)</script>';
    const hidden = '\u202egpj.exe';
    const { page, pending } = await preview(
      `${hidden}${attack}.docx`,
      docxAround(
        heading(`Besoins ${attack}`) +
          wordParagraph(`{{constructor}} ${attack.replaceAll('<', '&lt;')}`),
      ),
    );
    expect(page.body).not.toContain(attack);
    expect(page.body).not.toContain('\u202e');
    expect(pending).not.toBe('');
  });

  /** A finding that rests on the first ten letters of a contribution. */
  async function rest(contributionId: string, title: string) {
    write(platform.store, (transaction) => {
      const at = 1;
      transaction
        .insert(runs)
        .values({ id: 'r', missionId: mission, settings: {}, requestedAt: at })
        .run();
      transaction
        .insert(themes)
        .values({ id: 't', missionId: mission, runId: 'r', number: 1, proposedName: 'Aides' })
        .run();
      transaction
        .insert(findings)
        .values({
          id: 'f',
          missionId: mission,
          themeId: 't',
          title,
          body: '',
          validity: '',
          revision: 1,
          createdAt: at,
          updatedAt: at,
        })
        .run();
      transaction
        .insert(segments)
        .values({ id: 's', contributionId, start: 0, end: 9, hash: '' })
        .run();
      transaction
        .insert(evidence)
        .values({
          id: 'e',
          findingId: 'f',
          segmentId: 's',
          role: 'supports',
          quote: 'La région',
          addedAt: at,
        })
        .run();
    });
  }
});
