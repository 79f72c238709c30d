import { readFileSync, statSync } from 'node:fs';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hashOf, newToken } from '../../db/ids.ts';
import { isAnonymitySettled, safeLevel, updateAnonymity } from '../../db/queries/anonymity.ts';
import { insertInvitations } from '../../db/queries/invitations.ts';
import { findProgress, findSurvey, publishSurvey, type Survey } from '../../db/queries/surveys.ts';
import { defineQuestionnaire } from '../../surveys/definition.ts';
import { addStallholder } from '../support/market.ts';
import {
  addAccount,
  addMission,
  openTestPlatform,
  openVisitor,
  signInAs,
  type TestPlatform,
  type Visitor,
} from '../support/platform.ts';
import { hidden, receiptIn } from '../support/shopper.ts';

/** Twelve people of one region and one category: a group large enough to be told. */
const PEOPLE = 12;
const SECRET_WORDS = (index: number) => `Le secret numéro ${index} du boulanger`;

const fair = defineQuestionnaire({
  id: 'fair',
  version: '1',
  title: 'La foire',
  sections: [
    {
      id: 'one',
      title: 'La foire',
      questions: [
        {
          id: 'visit',
          type: 'single',
          label: 'Y allez-vous ?',
          choices: [
            { id: 'yes', label: 'Oui' },
            { id: 'no', label: 'Non' },
          ],
        },
        { id: 'secret', type: 'long-text', label: 'Ce que vous n’avez jamais dit' },
      ],
    },
  ],
});

interface Respondent {
  readonly index: number;
  readonly invitationId: string;
  readonly stakeholderId: string;
  readonly token: string;
  readonly visitor: Visitor;
  receipt: string;
}

interface World {
  readonly platform: TestPlatform;
  readonly survey: Survey;
  readonly mission: string;
  /** In the order in which they sent their answers, which the attacker saw. */
  readonly sent: readonly Respondent[];
  /** Size of the write-ahead log after each of them. */
  readonly logSizes: readonly number[];
}

/** The same people answer the same survey, by their personal links, in an order that is not that of the invitations. */
async function fairOf(isAnonymous: boolean): Promise<World> {
  const platform = await openTestPlatform();
  const { store } = platform;
  const by = await addAccount(store, 'Solange Perrin', 'consultant');
  const mission = await addMission(store, by);
  const id = await publishSurvey(store, {
    missionId: mission,
    definition: fair,
    isOpen: false,
    slug: 'foire',
  });
  let survey = await findSurvey(store, mission, id);
  if (!survey) throw new Error('no survey');
  if (isAnonymous)
    await updateAnonymity(store, { survey, by, isAnonymous, strata: ['category', 'regionCode'] });
  survey = (await findSurvey(store, mission, id)) ?? survey;
  const stakeholderIds: string[] = [];
  for (let index = 0; index < PEOPLE; index += 1)
    stakeholderIds.push(await addStallholder(store, mission, { name: `Personne ${index}` }));
  const handed = await insertInvitations(store, { survey, by, key: newToken(), stakeholderIds });
  const order = handed.map((_, index) => (index * 5 + 3) % PEOPLE);
  const sent: Respondent[] = [];
  const logSizes: number[] = [];
  for (const index of order) {
    const link = handed[index];
    if (!link) throw new Error('no link');
    const visitor = openVisitor(platform);
    const one = { index, ...link, stakeholderId: stakeholderOf(platform, link.invitationId) };
    const receipt = await answer(visitor, link.token, SECRET_WORDS(index));
    sent.push({ ...one, visitor, receipt });
    logSizes.push(statSync(`${platform.services.config.databasePath}-wal`).size);
  }
  return { platform, survey, mission, sent, logSizes };
}

async function answer(visitor: Visitor, token: string, secret: string): Promise<string> {
  await visitor.post(`/i/${token}`);
  await visitor.get('/enquetes/foire/suite');
  await visitor.post('/enquetes/foire/1', { _shown: ['visit', 'secret'], visit: 'yes', secret });
  const review = await visitor.get('/enquetes/foire/relecture');
  await visitor.post('/enquetes/foire/reponses', {
    key: hidden(review.body, 'key'),
    _resume: hidden(review.body, '_resume'),
  });
  return receiptIn((await visitor.get('/enquetes/foire/accuse')).body).replaceAll(' ', '');
}

const stakeholderOf = (platform: TestPlatform, invitationId: string) =>
  platform.store.sqlite
    .prepare<[string], { id: string }>('SELECT stakeholder_id id FROM invitations WHERE id = ?')
    .get(invitationId)?.id ?? '';

type Row = Readonly<Record<string, unknown>>;

/** Whoever holds the file: every table, every row, in the order in which they lie. */
function stolen({ platform }: World): ReadonlyMap<string, readonly Row[]> {
  platform.store.sqlite.pragma('wal_checkpoint(TRUNCATE)');
  const file = new Database(platform.services.config.databasePath, { readonly: true });
  const tables = file
    .prepare<[], { name: string }>(`SELECT name FROM sqlite_master WHERE type = 'table'`)
    .all()
    .map(({ name }) => name)
    .filter((name) => !name.startsWith('sqlite_') && !/^contributions_search_/.test(name));
  const rows = tables.map((name) => [name, file.prepare<[], Row>(`SELECT * FROM "${name}"`).all()]);
  file.close();
  return new Map(rows as [string, Row[]][]);
}

/** The response of whoever wrote these words, and all that bears its name. */
function responseSide(tables: ReadonlyMap<string, readonly Row[]>, words: string) {
  const submission = tables.get('submissions')?.find((row) => `${row.answers}`.includes(words));
  const contribution = tables.get('contributions')?.find((row) => row.text === words);
  const response = tables.get('responses')?.find(({ id }) => id === submission?.response_id);
  if (!submission || !contribution || !response) throw new Error(`nobody wrote ${words}`);
  return { submission, contribution, response };
}

/** Attack 1: one row, of any table, that names both an invitation (or who holds it) and a response. */
function linkedByName(world: World): number {
  const tables = stolen(world);
  const rows = [...tables.values()].flat().map((row) => Object.values(row).map(String));
  return world.sent.filter((one) => {
    const { submission, contribution, response } = responseSide(tables, SECRET_WORDS(one.index));
    const theirs = [one.invitationId, one.stakeholderId, hashOf(one.token), one.receipt];
    const its = [response.id, submission.id, submission.receipt, submission.key, contribution.id];
    const names = (row: readonly string[], ids: readonly unknown[]) =>
      ids.some((id) => row.some((cell) => cell.includes(String(id))));
    return rows.some((row) => names(row, theirs) && names(row, its));
  }).length;
}

/** Attack 2: the i-th to lie in a table is the i-th to have answered. How many are guessed right, in the best table. */
function guessedByOrder(world: World): number {
  const tables = stolen(world);
  const words = world.sent.map(({ index }) => SECRET_WORDS(index));
  const inSubmissions = (tables.get('submissions') ?? []).map(({ answers }) => `${answers}`);
  const inContributions = (tables.get('contributions') ?? []).map(({ text }) => `${text}`);
  const inSearch = (tables.get('contributions_search') ?? []).map(({ text }) => `${text}`);
  const inResponses = (tables.get('responses') ?? []).map(
    ({ id }) =>
      `${tables.get('submissions')?.find(({ response_id }) => response_id === id)?.answers}`,
  );
  const right = [inSubmissions, inContributions, inSearch, inResponses].map(
    (cells) => cells.filter((cell, place) => cell.includes(words[place] ?? '—')).length,
  );
  return Math.max(...right);
}

/** Attack 3: times that tell one response from another. */
function timesThatDiffer(world: World): string[] {
  const tables = stolen(world);
  const all = world.sent.map(({ index }) => responseSide(tables, SECRET_WORDS(index)));
  const times = (rows: readonly Row[], name: string) =>
    Object.keys(rows[0] ?? {})
      .filter((column) => /_at$|^at$/.test(column))
      .filter((column) => new Set(rows.map((row) => row[column])).size > 1)
      .map((column) => `${name}.${column}`);
  return [
    ...times(
      all.map(({ response }) => response),
      'responses',
    ),
    ...times(
      all.map(({ submission }) => submission),
      'submissions',
    ),
    ...times(
      all.map(({ contribution }) => contribution),
      'contributions',
    ),
  ];
}

/** Attack 4: acts of the journal, mails and deliveries that tell of a response. */
function actsThatTell(world: World): number {
  const tables = stolen(world);
  const ids = world.sent.flatMap(({ index }) => {
    const { response, submission } = responseSide(tables, SECRET_WORDS(index));
    return [response.id, submission.id].map(String);
  });
  return [...tables]
    .filter(([name]) => /events|mail|webhook|deliver|session/.test(name))
    .flatMap(([, rows]) => rows)
    .filter((row) => ids.some((id) => JSON.stringify(row).includes(id))).length;
}

describe('who holds the base of an anonymous survey', () => {
  let anonymous: World;
  let named: World;

  beforeAll(async () => {
    anonymous = await fairOf(true);
    named = await fairOf(false);
  }, 120_000);
  afterAll(async () => {
    await anonymous?.platform.close();
    await named?.platform.close();
  });

  it('finds every answer and who was invited: there is something to link', async () => {
    for (const world of [anonymous, named]) {
      expect(await findProgress(world.platform.store, world.survey.id)).toMatchObject({
        invitations: PEOPLE,
        answered: PEOPLE,
        submitted: PEOPLE,
      });
      expect(world.sent.every(({ receipt }) => receipt.length === 12)).toBe(true);
    }
  });

  it('finds no row that names both, where a named survey gives everyone away', () => {
    expect(linkedByName(named)).toBe(PEOPLE);
    expect(linkedByName(anonymous)).toBe(0);
  });

  it('guesses nobody by the order of rows, where a named survey keeps the order of arrival', () => {
    expect(guessedByOrder(named)).toBe(PEOPLE);
    // By chance, about one of them lies at its own place in a table; seven would be one chance in 5,000 tables.
    expect(guessedByOrder(anonymous)).toBeLessThan(7);
  });

  it('reads no time that tells one response from another', () => {
    expect(timesThatDiffer(named)).toEqual([
      ...['responses.started_at', 'responses.updated_at', 'submissions.submitted_at'],
      'contributions.created_at',
    ]);
    expect(timesThatDiffer(anonymous)).toEqual([]);
  });

  it('finds no act, mail nor session that tells of a response', () => {
    expect(actsThatTell(named)).toBeGreaterThanOrEqual(PEOPLE);
    expect(actsThatTell(anonymous)).toBe(0);
    const acts = stolen(anonymous).get('events') ?? [];
    expect(acts.filter(({ action }) => /^submission|^response/.test(`${action}`))).toEqual([]);
  });

  it('finds no trace of what was written together in the log of the store, after each answer', () => {
    expect(anonymous.logSizes).toEqual(anonymous.sent.map(() => 0));
    expect(Math.max(...named.logSizes)).toBeGreaterThan(0);
  });

  it('finds no draft, and the receipts that people hold lead to no response', () => {
    const tables = stolen(anonymous);
    expect(tables.get('sealed_drafts')).toEqual([]);
    const bytes = readFileSync(anonymous.platform.services.config.databasePath);
    const held = stolen(named);
    for (const { receipt } of anonymous.sent) expect(bytes.includes(receipt)).toBe(false);
    for (const { receipt } of named.sent)
      expect(held.get('submissions')?.map((row) => row.receipt)).toContain(receipt);
  });

  it('sees of a participation that it was, and nothing else', () => {
    const rows = stolen(anonymous).get('participations') ?? [];
    expect(rows.map((row) => Object.keys(row))).toEqual(rows.map(() => ['invitation_id']));
    const ids = rows.map(({ invitation_id }) => `${invitation_id}`);
    expect(ids).toEqual(ids.toSorted());
  });

  it('reads of a response the group that was declared, since twelve people are in it', () => {
    const strata = (stolen(anonymous).get('responses') ?? []).map((row) => row.strata);
    expect(new Set(strata)).toEqual(new Set(['{"category":"mayor","regionCode":"44"}']));
  });

  it('can’t have anyone answer twice, nor change, take back or carry on elsewhere what was sent', async () => {
    const [first] = anonymous.sent;
    if (!first) throw new Error('nobody answered');
    const again = openVisitor(anonymous.platform);
    expect((await again.get(`/i/${first.token}`)).body).toContain('Ce lien a déjà servi');
    expect((await again.post(`/i/${first.token}`)).statusCode).toBe(409);
    for (const act of ['modification', 'retrait'])
      expect((await first.visitor.post(`/enquetes/foire/${act}`)).statusCode).toBe(404);
    expect((await first.visitor.get('/enquetes/foire/plus-tard')).statusCode).toBe(404);
    const receipt = await first.visitor.get('/enquetes/foire/accuse');
    expect(receipt.body).toContain('ne peut plus être relue, modifiée ni retirée');
    expect(receipt.body).not.toContain(SECRET_WORDS(first.index));
    const checked = await again.get(`/enquetes/accuse?numero=${first.receipt}`);
    expect(checked.body).toContain('enquête anonyme');
  });

  it('stays anonymous: the choice is settled with the first answer, for the engine too', async () => {
    const { platform, survey } = anonymous;
    expect(await isAnonymitySettled(platform.store, survey.id)).toBe(true);
    const by = platform.store.sqlite
      .prepare<[], { id: string }>('SELECT id FROM accounts LIMIT 1')
      .get()?.id;
    const outcome = await updateAnonymity(platform.store, {
      ...{ survey, by: by ?? '', isAnonymous: false, strata: [] },
    });
    expect(outcome).toBe('answered');
    expect(() =>
      platform.store.sqlite.prepare('UPDATE surveys SET is_anonymous = 0').run(),
    ).toThrow('anonymity');
  });

  it('reads the answers as staff without a date, a receipt nor a person', async () => {
    const { platform, mission, survey } = anonymous;
    const solange = await signInAs(platform, 'Solange Perrin');
    const list = await solange.get(`/missions/${mission}/enquetes/${survey.id}/reponses`);
    expect(list.body).toContain('Réponse anonyme');
    expect(list.body).not.toContain('Maire');
    expect(list.body).not.toMatch(/<td data-label="Reçue le">\s*\d/);
  });
});

describe('a draft of an anonymous survey', () => {
  it('is read by the browser that wrote it, and by nobody who holds the base', async () => {
    const platform = await openTestPlatform();
    const { store } = platform;
    const by = await addAccount(store, 'Solange Perrin', 'consultant');
    const mission = await addMission(store, by);
    const id = await publishSurvey(store, {
      ...{ missionId: mission, definition: fair, isOpen: true, slug: 'foire' },
    });
    const survey = await findSurvey(store, mission, id);
    if (!survey) throw new Error('no survey');
    await updateAnonymity(store, { survey, by, isAnonymous: true, strata: [] });
    const visitor = openVisitor(platform);
    await visitor.post('/enquetes/foire');
    const words = 'Un aveu à moitié écrit';
    await visitor.post('/enquetes/foire/1', {
      ...{ _shown: ['visit', 'secret'], secret: words, visit: 'yes', _to: 'previous' },
    });
    expect((await visitor.get('/enquetes/foire/1')).body).toContain(words);
    expect((await openVisitor(platform).get('/enquetes/foire/1')).statusCode).toBe(303);
    store.sqlite.pragma('wal_checkpoint(TRUNCATE)');
    const held = store.sqlite.prepare('SELECT * FROM sealed_drafts').all();
    expect(held).toHaveLength(1);
    expect(JSON.stringify(held)).not.toContain(words);
    expect(readFileSync(platform.services.config.databasePath).includes('aveu')).toBe(false);
    await platform.close();
  });
});

describe('the groups that an anonymous response bears', () => {
  const people = (category: string, regionCode: string, count: number) =>
    Array.from({ length: count }, () => ({ category, regionCode }));

  it('are those declared when every cell holds eleven people', () => {
    const all = [...people('mayor', '44', 11), ...people('chamber', '44', 12)];
    expect(safeLevel(all, ['category', 'regionCode'])).toEqual(['category', 'regionCode']);
  });

  it('lose the finer level for everybody when one cell is small, lest its absence tell', () => {
    const all = [...people('mayor', '44', 30), ...people('mayor', '24', 3)];
    expect(safeLevel(all, ['category', 'regionCode'])).toEqual(['category']);
    const alone = [...people('mayor', '44', 30), ...people('prefecture', '44', 1)];
    expect(safeLevel(alone, ['category', 'regionCode'])).toEqual([]);
  });
});
