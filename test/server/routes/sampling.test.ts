import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { listEvents } from '../../../db/queries/events.ts';
import { findInvitation, insertInvitation } from '../../../db/queries/invitations.ts';
import { insertResponse } from '../../../db/queries/responses.ts';
import { findQuestionnaire, type Survey } from '../../../db/queries/surveys.ts';
import { loadTerritories } from '../../../db/territories.ts';
import { planOf, populationsOf, standingOf } from '../../../server/sampling.ts';
import { readBands } from '../../../server/sampling-form.ts';
import { addStallholder, publishMarket, SHOPPER, sendMarket } from '../../support/market.ts';
import {
  addAccount,
  addMission,
  openTestPlatform,
  signInAs,
  type TestPlatform,
  type Visitor,
} from '../../support/platform.ts';

let platform: TestPlatform;
let survey: Survey;
let solange: Visitor;
let base: string;

beforeEach(async () => {
  platform = await openTestPlatform();
  loadTerritories(platform.store);
  const consultant = await addAccount(platform.store, 'Solange Perrin', 'consultant');
  const mission = await addMission(platform.store, consultant);
  survey = await publishMarket(platform.store, mission);
  // Fictional towns of this mission: six in region 44, three in region 76.
  const town = platform.store.sqlite.prepare(
    `INSERT INTO territories (code, kind, name, search_name, department_code, region_code, postcodes,
       population, centrality, vintage, mission_id)
     VALUES (?, 'commune', ?, ?, ?, ?, '[]', ?, ?, 'fiction', ?)`,
  );
  const programme = platform.store.sqlite.prepare(
    "INSERT INTO territory_programmes (territory_code, programme) VALUES (?, 'BDE')",
  );
  for (const [code, region, population] of [
    ['52F01', '44', 1000],
    ['52F02', '44', 3499],
    ['52F03', '44', 3500],
    ['52F04', '44', 9000],
    ['52F05', '44', 10_000],
    ['52F06', '44', 10_001],
    ['46F01', '76', 800],
    ['46F02', '76', 5000],
    ['46F03', '76', 20_000],
  ] as const) {
    town.run(
      code,
      `Ville ${code}`,
      `ville ${code}`,
      code.slice(0, 2),
      region,
      population,
      'locale',
      mission,
    );
    programme.run(code);
  }
  solange = await signInAs(platform, 'Solange Perrin');
  base = `/missions/${mission}/enquetes/${survey.id}/sondage`;
});
afterEach(() => platform.close());

const PLAN = {
  programme: 'BDE',
  regions: ['44', '76'],
  axes: ['region', 'population'],
  bands: '3500 ; 10 001',
  total: '6',
  allocation: 'proportional',
};
const plan = async () => planOf(platform.store, survey);

async function invite(communeCode: string, name: string, isSent = false) {
  const person = { communeCode, name, regionCode: communeCode.startsWith('52') ? '44' : '76' };
  const stakeholderId = await addStallholder(platform.store, survey.missionId, person);
  const token = await insertInvitation(platform.store, { surveyId: survey.id, stakeholderId });
  const invitation = (await findInvitation(platform.store, token))?.invitation;
  if (!isSent || !invitation) return;
  const questionnaireId = (await findQuestionnaire(platform.store, survey.id))?.id ?? '';
  const responseId = await insertResponse(platform.store, {
    surveyId: survey.id,
    questionnaireId,
    invitation,
  });
  await sendMarket(platform.store, survey, SHOPPER, { responseId });
}

describe('a sampling plan', () => {
  it('is composed once, shared out by size, kept with who decided it', async () => {
    expect((await solange.get(base)).body).toContain('Aucun plan de sondage');
    expect((await solange.get(`${base}/modifier`)).body).toContain('3500 ; 10001');
    expect((await solange.post(base, PLAN)).statusCode).toBe(303);
    // Nine towns: 2, 3, 1 in the first region and 1, 1, 1 in the other; six answers: two thirds of each.
    // 1.33, 2, .67, .67, .67, .67 → floors 1, 2, 0, 0, 0, 0 and the three first of .67.
    expect((await plan())?.targets).toEqual({
      '44/0-3499': 1,
      '44/3500-10000': 2,
      '44/10001-': 1,
      '76/0-3499': 1,
      '76/3500-10000': 1,
      '76/10001-': 0,
    });
    await solange.post(base, PLAN);
    const events = await listEvents(platform.store, survey.missionId, { limit: 9, offset: 0 });
    expect(events.filter(({ action }) => action === 'samplingPlan.decide')).toHaveLength(1);
    const { body } = await solange.get(base);
    expect(body).toContain('3\u202f500 à 10\u202f000\u00a0hab.');
    expect(body).toContain('Référence\u00a0: BDE, 9\u00a0communes.');
  });

  it('counts who answered and who is missing, stratum by stratum, and lists them by name', async () => {
    await solange.post(base, { ...PLAN, axes: ['region'], total: '3', allocation: 'equal' });
    await invite('52F01', 'Lucie Ferrand', true);
    await invite('52F02', 'Paul Aubry', true);
    await invite('52F03', 'Jeanne Colin');
    await invite('46F01', 'Marc Didier');
    await invite('52250', 'Hors Programme');
    const standing = await standingOf(platform.store, survey, (await plan()) ?? never());
    expect(standing.strata).toMatchObject([
      { population: 6, target: 2, invited: 4, answered: 2, awaited: 2, missing: 0, isFull: true },
      { population: 3, target: 1, invited: 1, answered: 0, awaited: 1, missing: 1, isFull: false },
    ]);
    const { body } = await solange.get(base);
    expect(body).toContain('2 sur 4');
    expect(body).toContain('Objectif atteint\u00a0: Grand Est.');
    expect(body).not.toMatch(/\d\u202f% \(/);
    const missing = await solange.get(`${base}/manquants?strate=44`);
    expect(missing.body).toContain('Jeanne Colin');
    expect(missing.body).not.toContain('Paul Aubry');
    expect(missing.body).not.toContain('Marc Didier');
    expect(missing.body).toContain('Ville 52F06 (52F06)');
    expect(missing.body).not.toContain('Ville 52F02 (52F02)');
    expect((await solange.get(`${base}/manquants?strate=99`)).statusCode).toBe(404);
  });

  it('takes targets by hand, some of them blank, and keeps them when strata stay', async () => {
    await solange.post(base, PLAN);
    const answer = await solange.post(`${base}/objectifs`, {
      'target-44_0-3499': '2',
      'target-44_3500-10000': '',
      'target-76_10001-': '1 000',
    });
    expect(answer.statusCode).toBe(303);
    expect(await plan()).toMatchObject({
      allocation: 'hand',
      total: 1002,
      targets: { '44/0-3499': 2, '76/10001-': 1000 },
    });
    await solange.post(base, { ...PLAN, allocation: 'hand', regions: ['44'] });
    expect((await plan())?.targets).toEqual({ '44/0-3499': 2 });
    const wrong = await solange.post(`${base}/objectifs`, { 'target-44_0-3499': '-3' });
    expect(wrong.statusCode).toBe(422);
    expect(wrong.body).toContain('Un objectif est un nombre entier');
    expect(wrong.body).toContain('value="-3"');
  });

  it('says what is wrong, keeps what was typed, and decides nothing', async () => {
    for (const [change, sentence] of [
      [{ axes: [] }, 'Choisissez au moins un axe'],
      [{ regions: [] }, 'Choisissez au moins une région'],
      [{ regions: ['XX'] }, 'Choisissez au moins une région'],
      [{ bands: '10001 ; 3500' }, 'populations croissantes'],
      [{ bands: 'beaucoup' }, 'populations croissantes'],
      [{ bands: '1;2;3;4;5;6;7;8;9' }, 'Huit seuils au plus'],
      [{ total: 'cent' }, 'combien de réponses'],
      [{ total: '-1' }, 'combien de réponses'],
      [{ populationFrom: '9', populationTo: '8' }, 'vient avant la plus petite'],
      [{ programme: 'ACV' }, 'Aucune commune de la référence'],
    ] as const) {
      const answer = await solange.post(base, { ...PLAN, ...change });
      expect([sentence, answer.statusCode, answer.body.includes(sentence)]).toEqual([
        sentence,
        422,
        true,
      ]);
    }
    expect(await plan()).toBeUndefined();
    expect((await solange.post(`${base}/objectifs`)).statusCode).toBe(404);
  });

  it('knows nothing of another mission’s towns', async () => {
    const marc = await addAccount(platform.store, 'Marc Vidal', 'consultant');
    const elsewhere = await addMission(platform.store, marc);
    await solange.post(base, PLAN);
    const decided = (await plan()) ?? never();
    const seen = await populationsOf(platform.store, elsewhere, decided);
    expect(Object.values(seen).every((count) => count === 0)).toBe(true);
    expect((await (await signInAs(platform, 'Marc Vidal')).get(base)).statusCode).toBe(404);
  });
});

it('reads thresholds as people write them', () => {
  expect(readBands('3500 ; 10 001')).toEqual([3500, 10_001]);
  expect(readBands('3\u202f500,\n10\u00a0001;')).toEqual([3500, 10_001]);
  expect(readBands('')).toEqual([]);
  expect(readBands('0')).toContain('populations croissantes');
  expect(readBands('3500;3500')).toContain('populations croissantes');
});

function never(): never {
  throw new Error('a plan was decided');
}
