import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newToken } from '../../../db/ids.ts';
import { insertInvitations } from '../../../db/queries/invitations.ts';
import { findSurvey, publishSurvey, type Survey } from '../../../db/queries/surveys.ts';
import { responses } from '../../../db/schema/surveys.ts';
import { defineQuestionnaire } from '../../../surveys/definition.ts';
import { paths } from '../../../views/paths.ts';
import { addStallholder } from '../../support/market.ts';
import {
  addAccount,
  addMission,
  ORIGIN,
  openTestPlatform,
  openVisitor,
  signInAs,
  type TestPlatform,
  type Visitor,
} from '../../support/platform.ts';

const fair = defineQuestionnaire({
  id: 'fair',
  version: '1',
  title: 'La foire',
  sections: [
    {
      id: 'one',
      title: 'La foire',
      questions: [
        { id: 'origin', type: 'hidden', label: 'D’où vient le lien' },
        {
          id: 'visit',
          type: 'single',
          label: 'Y allez-vous ?',
          prefillable: true,
          choices: [
            { id: 'yes', label: 'Oui' },
            { id: 'no', label: 'Non' },
          ],
        },
        { id: 'stalls', type: 'integer', label: 'Combien d’étals ?', prefillable: true },
        { id: 'secret', type: 'long-text', label: 'Ce que vous n’avez jamais dit' },
      ],
    },
  ],
});

let platform: TestPlatform;
let mission: string;
let survey: Survey;
let solange: Visitor;
let tokens: string[];

beforeAll(async () => {
  platform = await openTestPlatform();
  const by = await addAccount(platform.store, 'Solange Perrin', 'consultant');
  mission = await addMission(platform.store, by);
  const id = await publishSurvey(platform.store, {
    ...{ missionId: mission, definition: fair, isOpen: true, slug: 'foire' },
  });
  const found = await findSurvey(platform.store, mission, id);
  if (!found) throw new Error('no survey');
  survey = found;
  solange = await signInAs(platform, 'Solange Perrin');
  const people = [
    await addStallholder(platform.store, mission),
    await addStallholder(platform.store, mission, { name: 'Odile Marchand' }),
  ];
  const act = { survey, by, key: newToken() };
  const handed = await insertInvitations(platform.store, { ...act, stakeholderIds: people });
  tokens = handed.map(({ token }) => token);
});
afterAll(() => platform.close());

const compose = (form: Record<string, string>) =>
  solange.post(paths.prefilledLinks(mission, survey.id), form);
const linkIn = (body: string) =>
  (/id="lien">([^<]+)</.exec(body)?.[1] ?? '').replace(ORIGIN, '').replaceAll('&#x3D;', '=');
const draft = () => platform.store.database.select().from(responses).all().at(-1)?.answers;

/** Opens a link and presses its button, as its page writes it. */
async function open(link: string) {
  const visitor = openVisitor(platform);
  const start = await visitor.get(link);
  const action = /<form method="post" action="([^"]+)"/.exec(start.body)?.[1] ?? '';
  await visitor.post(action.replaceAll('&amp;', '&').replaceAll('&#x3D;', '='));
  return { visitor, start, page: (await visitor.get('/enquetes/foire/1')).body };
}

describe('a link filled in beforehand', () => {
  it('answers what the questionnaire lets it answer, and nothing else', async () => {
    const composed = await compose({ origin: 'lettre', visit: 'no', stalls: '12', secret: 'non' });
    const { page } = await open(linkIn(composed.body));
    expect(page).toMatch(/value="no" checked/);
    expect(page).toContain('value="12"');
    expect(draft()).toMatchObject({ origin: 'lettre', visit: 'no', stalls: 12 });
    expect(draft()).not.toHaveProperty('secret');
  });

  it('that was tampered with fills nothing in, says so, and answering goes on', async () => {
    const link = linkIn((await compose({ visit: 'no' })).body);
    const [address = '', token = ''] = link.split('?p=');
    const [, signature] = token.split('.');
    const payload = Buffer.from('{"visit":"yes"}').toString('base64url');
    const forged = [`${payload}.${signature}`, token.slice(0, -3), 'x'.repeat(3000), '.', '{}'];
    for (const other of forged) {
      const { start, page } = await open(`${address}?p=${encodeURIComponent(other)}`);
      expect([other.slice(0, 20), start.statusCode]).toEqual([other.slice(0, 20), 200]);
      expect(start.body).toContain('rien n’a été rempli');
      expect(page).not.toMatch(/value="(yes|no)" checked/);
    }
  });

  it('is one person’s own: on another link, it is worth nothing', async () => {
    const [first = '', second = ''] = tokens;
    const table = await solange.post(paths.prefilledTable(mission, survey.id), {
      table: `Nom;Lien personnel;visit;stalls\nBernard;${ORIGIN}/i/${first};yes;3\nOdile;${ORIGIN}/i/${second};no;`,
    });
    expect(table.statusCode).toBe(200);
    const links = [...table.body.matchAll(/http[^;"\s]+\?p=[^;"\s]+/g)].map(([link]) =>
      link.replace(ORIGIN, ''),
    );
    expect(links).toHaveLength(2);
    const [own = '', other = ''] = links;
    const swapped = await open(own.replace(first, second));
    expect(swapped.start.body).toContain('rien n’a été rempli');
    expect((await open(own)).page).toMatch(/value="yes" checked/);
    expect(other).toContain(second);
  });

  it('never writes over what someone typed', async () => {
    const link = linkIn((await compose({ visit: 'no' })).body);
    const { visitor } = await open(link);
    await visitor.post('/enquetes/foire/1', { _shown: ['visit'], visit: 'yes', _to: 'previous' });
    await visitor.post(link);
    expect((await visitor.get('/enquetes/foire/1')).body).toMatch(/value="yes" checked/);
  });

  it('is not composed from a value that is no answer, nor from a table without its links', async () => {
    const wrong = await compose({ stalls: 'douze' });
    expect([wrong.statusCode, wrong.body.includes('n’est pas une réponse')]).toEqual([422, true]);
    const send = (table: string) =>
      solange.post(paths.prefilledTable(mission, survey.id), { table });
    for (const [table, words] of [
      ['visit\nyes', 'Il manque une colonne'],
      [`Lien personnel;secret\n${ORIGIN}/i/${tokens[0]};x`, 'Aucune colonne'],
      [`Lien personnel;visit\n${ORIGIN}/i/nimporte;yes`, 'Ligne 2'],
      [`Lien personnel;stalls\n${ORIGIN}/i/${tokens[0]};=1+1`, 'Ligne 2, colonne stalls'],
    ] as const) {
      const refused = await send(table);
      expect([refused.statusCode, refused.body.includes(words)]).toEqual([422, true]);
    }
  });
});
