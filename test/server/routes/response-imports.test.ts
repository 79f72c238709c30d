import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { listReceivedAnswers } from '../../../db/queries/received-responses.ts';
import { closeAbandonedImports } from '../../../db/queries/response-imports.ts';
import {
  findSurvey,
  listSurveys,
  publishSurvey,
  type Survey,
} from '../../../db/queries/surveys.ts';
import { loadTerritories } from '../../../db/territories.ts';
import { paths } from '../../../views/paths.ts';
import { halles } from '../../fixtures/halles.ts';
import { upload } from '../../support/documents/upload.ts';
import {
  addAccount,
  addMission,
  openTestPlatform,
  signInAs,
  type TestPlatform,
  type Visitor,
} from '../../support/platform.ts';

let platform: TestPlatform;
let mission: string;
let survey: Survey;
let solange: Visitor;

beforeEach(async () => {
  platform = await openTestPlatform();
  loadTerritories(platform.store);
  const consultant = await addAccount(platform.store, 'Solange Perrin', 'consultant');
  const interviewer = await addAccount(platform.store, 'Odile Marchadier', 'interviewer');
  mission = await addMission(platform.store, consultant, { [interviewer]: 'interviewer' });
  survey = await publish();
  solange = await signInAs(platform, 'Solange Perrin');
});
afterEach(() => platform.close());

async function publish(): Promise<Survey> {
  const { store } = platform;
  const id = await publishSurvey(store, { missionId: mission, definition: halles, isOpen: false });
  const found = await findSurvey(store, mission, id);
  if (!found) throw new Error('the survey was not published');
  return found;
}

const fixture = (name: string) =>
  readFileSync(join(import.meta.dirname, '../../fixtures/gathered', name));

const send = (visitor: Visitor, content: Buffer | string, name = 'halles.csv') =>
  upload(visitor, paths.pendingResponseImports(mission, survey.id), name, Buffer.from(content));

/** Sends a file. @returns where its preview is. */
async function open(content: Buffer | string, name?: string): Promise<string> {
  const sent = await send(solange, content, name);
  expect(sent.statusCode).toBe(303);
  return String(sent.headers.location);
}

const received = async () =>
  (await listReceivedAnswers(platform.store, survey.id)).map(({ answers }) => answers);

const words = () =>
  platform.store.sqlite
    .prepare(
      'select text, consent from contributions c where not exists (select 1 from contribution_withdrawals w where w.contribution_id = c.id) order by text',
    )
    .all();

it('brings in a file of Google Forms as it was proposed, with its words and their terms', async () => {
  const preview = await open(fixture('google-forms.csv'));
  const page = await solange.get(preview);
  expect(page.statusCode).toBe(200);
  expect(page.body).toContain('export de Google Forms');
  expect(page.body).toContain('2\u00a0réponses prêtes à importer');
  const done = await solange.post(preview, { act: 'importer', consent: 'by-function' });
  expect(done.statusCode).toBe(303);
  expect(await received()).toMatchObject([
    { commune: '61001', state: 'good', goods: ['cheese', 'bread'] },
    { commune: '61006', state: { choice: 'other', text: "Repeinte l'an dernier" } },
  ]);
  expect(words()).toEqual([
    { text: 'Des huîtres', consent: 'by-function' },
    { text: 'Le jeudi, la place est pleine.', consent: 'by-function' },
    { text: 'On vient de loin.', consent: 'by-function' },
    { text: "Repeinte l'an dernier", consent: 'by-function' },
  ]);
  const [imported] = platform.store.sqlite.prepare('select * from response_imports').all() as {
    platform: string;
    sha256: string;
  }[];
  expect(imported?.platform).toBe('google-forms');
  const kept = readFileSync(join(platform.services.config.originalsPath, imported?.sha256 ?? ''));
  expect(kept.equals(fixture('google-forms.csv'))).toBe(true);
  const again = await send(solange, fixture('google-forms.csv'));
  expect(again.statusCode).toBe(422);
  expect(again.body).toContain('a déjà été importé');
});

it('brings in nothing while one value cannot be read, and says which; or leaves it blank when told to', async () => {
  const preview = await open('commune;rent;state\n61001;12;good\n61001;beaucoup;worn\n');
  const refused = await solange.post(preview, { act: 'importer' });
  expect(refused.statusCode).toBe(422);
  expect(refused.body).toContain('Ligne 3, colonne «\u00a0rent\u00a0»');
  expect(await received()).toEqual([]);
  await solange.post(preview, { act: 'importer', leaveBlank: 'oui' });
  expect(await received()).toEqual([
    { commune: '61001', rent: 12, state: 'good' },
    { commune: '61001', state: 'worn' },
  ]);
});

it('follows what a person corrects: another question, another choice, nothing', async () => {
  const preview = await open('Ville;Halle;Prix\n61001;mal en point;12\n61006;impeccable;8\n');
  const page = await solange.get(preview);
  expect(page.body).toContain('Aucune colonne ne répond à une question');
  const empty = await solange.post(preview, { act: 'importer' });
  expect(empty.statusCode).toBe(422);
  const columns = { 'colonne-0': 'commune', 'colonne-1': 'state', 'colonne-2': '' };
  const checked = await solange.post(preview, { ...columns, act: 'verifier' });
  expect(checked.body).toContain('name="valeur-1-0"');
  const twice = await solange.post(preview, {
    ...columns,
    'colonne-2': 'commune',
    act: 'importer',
  });
  expect(twice.statusCode).toBe(422);
  expect(twice.body).toContain('Deux colonnes répondent à');
  await solange.post(preview, {
    ...columns,
    'valeur-1-0': 'worn',
    'valeur-1-1': 'good',
    act: 'importer',
  });
  expect(await received()).toEqual([
    { commune: '61001', state: 'worn' },
    { commune: '61006', state: 'good' },
  ]);
});

it('reads codes with the dictionary that is sent beside the file, and keeps to it until the import', async () => {
  const preview = await open('V1;V9\n2;12\n1;8\n');
  const id = preview.split('/').at(-1) ?? '';
  const book = paths.responseImportCodebook(mission, survey.id, id);
  const wrong = await upload(solange, book, 'note.csv', Buffer.from('commune;loyer\n61001;12\n'));
  expect(wrong.statusCode).toBe(422);
  expect(wrong.body).toContain('n’est pas un dictionnaire');
  const codes =
    'variable;code;libellé\nV1;;Dans quel état est la halle ?\nV1;1;En bon état\nV1;2;Usée\nV9;;Loyer d’un étal, en euros\n';
  const sent = await upload(solange, book, 'codes.csv', Buffer.from(codes));
  expect(sent.statusCode).toBe(303);
  const address = String(sent.headers.location);
  const page = await solange.get(address);
  expect(page.body).toContain('Les codes sont lus avec codes.csv');
  expect(page.body).toContain(`action="${address.replaceAll('=', '&#x3D;')}"`);
  await solange.post(address, { act: 'importer' });
  expect(await received()).toEqual([
    { state: 'worn', rent: 12 },
    { state: 'good', rent: 8 },
  ]);
});

it('takes a whole import out again, its words too, once', async () => {
  const preview = await open(fixture('limesurvey.csv'), 'limesurvey.csv');
  await solange.post(preview, { act: 'importer' });
  expect(await received()).toHaveLength(2);
  const page = await solange.get(paths.responseImports(mission, survey.id));
  const undo = /action="([^"]+\/annulation)"/.exec(page.body)?.[1]?.replaceAll('&#x3D;', '=') ?? '';
  expect((await solange.post(undo)).statusCode).toBe(303);
  expect(await received()).toEqual([]);
  expect(words()).toEqual([]);
  await solange.post(undo);
  expect((await solange.get(paths.responseImports(mission, survey.id))).body).toContain(
    'déjà annulé',
  );
  // The same file may then come in anew.
  const anew = await open(fixture('limesurvey.csv'), 'limesurvey.csv');
  await solange.post(anew, { act: 'importer' });
  expect(await received()).toHaveLength(2);
});

it('counts nothing of an import that stopped half-way, and takes its words out at the next start', async () => {
  const preview = await open(fixture('kobo.csv'), 'kobo.csv');
  await solange.post(preview, { act: 'importer' });
  platform.store.sqlite.prepare('update response_imports set finished_at = null').run();
  expect(await received()).toEqual([]);
  await closeAbandonedImports(platform.store);
  expect(words()).toEqual([]);
  expect(await received()).toEqual([]);
});

it('makes a survey of the columns where no question fits, closed to the public, and brings them in', async () => {
  const rows = Array.from(
    { length: 12 },
    (_, index) =>
      `${index % 2 ? 'Oui' : 'Non'};${index * 3};"Fromage, Pain${index % 3 ? '' : ', Cidre'}";Souvenir numéro ${index}\u00a0: la place, la neige et les tréteaux, un jeudi de ${1950 + index}.`,
  );
  const preview = await open(
    `La halle sert-elle ?;Étals;On y vend;Un souvenir\n${rows.join('\n')}\n`,
  );
  const created = await solange.post(`${preview}/enquete`);
  expect(created.statusCode).toBe(303);
  const address = String(created.headers.location);
  const page = await solange.get(address);
  expect(page.body).toContain('12\u00a0réponses prêtes à importer');
  await solange.post(address, { act: 'importer' });
  const surveys = await listSurveys(platform.store, mission);
  const made = surveys.find(({ survey: { id } }) => address.includes(id));
  expect(made?.survey.isOpen).toBe(false);
  const answers = (await listReceivedAnswers(platform.store, made?.survey.id ?? '')).map(
    (row) => row.answers,
  );
  expect(answers[1]).toEqual({
    q1: 'c2',
    q2: 3,
    q3: ['c1', 'c2'],
    q4: 'Souvenir numéro 1\u00a0: la place, la neige et les tréteaux, un jeudi de 1951.',
  });
});

it('is for the consultants of the mission alone, and a file sent for who sent it', async () => {
  const preview = await open(fixture('kobo.csv'), 'kobo.csv');
  const odile = await signInAs(platform, 'Odile Marchadier');
  const marcId = await addAccount(platform.store, 'Marc Vidal', 'consultant');
  await addMission(platform.store, marcId);
  const marc = await signInAs(platform, 'Marc Vidal');
  for (const visitor of [odile, marc]) {
    expect((await visitor.get(paths.responseImports(mission, survey.id))).statusCode).toBe(404);
    expect((await visitor.get(preview)).statusCode).toBe(404);
    expect((await visitor.post(preview, { act: 'importer' })).statusCode).toBe(404);
    expect((await send(visitor, 'a;b\n1;2\n')).statusCode).toBe(404);
  }
  expect(await received()).toEqual([]);
});

it('refuses what is no table of responses, in words', async () => {
  for (const [content, name] of [
    ['', 'vide.csv'],
    ['%PDF-1.7 rien', 'rapport.pdf'],
    ['commune;rent\n', 'titres.csv'],
    [`commune;rent\n${'61001;1\n'.repeat(20_001)}`, 'long.csv'],
  ] as const) {
    const sent = await send(solange, content, name);
    expect([name, sent.statusCode]).toEqual([name, 422]);
    expect(sent.body).toContain('id="file-error"');
  }
});
