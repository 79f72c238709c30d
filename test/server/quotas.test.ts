import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { insertInvitation } from '../../db/queries/invitations.ts';
import { insertSamplingPlan } from '../../db/queries/sampling.ts';
import { findSurvey, publishSurvey, type Survey } from '../../db/queries/surveys.ts';
import { loadTerritories } from '../../db/territories.ts';
import { defineQuestionnaire } from '../../surveys/definition.ts';
import type { FieldPlan } from '../../surveys/sampling-plan.ts';
import { addStallholder } from '../support/market.ts';
import {
  addAccount,
  addMission,
  openTestPlatform,
  openVisitor,
  type TestPlatform,
} from '../support/platform.ts';

const COURTEOUS = 'autant de réponses que prévu de communes semblables';
const PLAN: FieldPlan = {
  axes: ['region'],
  regions: ['44', '76'],
  bandStarts: [],
  targets: { '44': 1, '76': 1 },
  frame: {
    programme: null,
    regions: ['44', '76'],
    departments: [],
    centralities: [],
    populationFrom: null,
    populationTo: null,
  },
  allocation: 'hand',
  total: 2,
  refusesWhenFull: true,
};

const definition = defineQuestionnaire({
  id: 'bourg',
  version: '1',
  title: 'Votre bourg',
  respondent: {
    commune: 'home',
    function: 'role',
    quotation: 'role',
    categories: { mayor: 'mayor' },
    consents: {},
  },
  sections: [
    {
      id: 'you',
      title: 'Vous',
      questions: [
        { id: 'home', type: 'commune', label: 'Votre commune', required: true },
        {
          id: 'role',
          type: 'single',
          label: 'Votre fonction',
          choices: [
            { id: 'mayor', label: 'Maire' },
            { id: 'other', label: 'Autre' },
          ],
        },
      ],
    },
    {
      id: 'town',
      title: 'Le bourg',
      questions: [{ id: 'asset', type: 'short-text', label: 'Son premier atout' }],
    },
  ],
});

let platform: TestPlatform;
let survey: Survey;
let by: string;

beforeEach(async () => {
  platform = await openTestPlatform();
  loadTerritories(platform.store);
  by = await addAccount(platform.store, 'Solange Perrin', 'consultant');
  const missionId = await addMission(platform.store, by);
  const id = await publishSurvey(platform.store, {
    missionId,
    definition,
    isOpen: true,
    slug: 'marche',
  });
  survey = (await findSurvey(platform.store, missionId, id)) ?? never();
  await insertSamplingPlan(platform.store, { survey, by, plan: PLAN });
});
afterEach(() => platform.close());

const send = (home: string) =>
  openVisitor(platform).request({
    method: 'POST',
    url: '/enquetes/marche/reponses',
    headers: { 'content-type': 'application/json', accept: 'application/json' },
    payload: JSON.stringify({ key: randomUUID(), answers: { home, role: 'mayor' } }),
  });
const firstPage = (home: string) => ({ _shown: ['home', 'role'], home, role: 'mayor' });

it('takes answers of a stratum until its target, then says no courteously; other strata go on', async () => {
  expect((await send('52250')).statusCode).toBe(201);
  const refused = await send('52550');
  expect([refused.statusCode, refused.body.includes(COURTEOUS)]).toEqual([409, true]);
  expect((await send('46102')).statusCode).toBe(201);
});

it('says so as soon as the commune is known, on the page that asks for it', async () => {
  await send('52250');
  const visitor = openVisitor(platform);
  await visitor.post('/enquetes/marche');
  const page = await visitor.post('/enquetes/marche/1', firstPage('52550'));
  expect([page.statusCode, page.body.includes(COURTEOUS)]).toEqual([409, true]);
  const other = openVisitor(platform);
  await other.post('/enquetes/marche');
  expect((await other.post('/enquetes/marche/1', firstPage('46102'))).statusCode).not.toBe(409);
});

it('never says no to someone who was invited', async () => {
  await send('52250');
  const stakeholderId = await addStallholder(platform.store, survey.missionId);
  const token = await insertInvitation(platform.store, { surveyId: survey.id, stakeholderId });
  const lucie = openVisitor(platform);
  await lucie.post(`/i/${token}`);
  expect((await lucie.post('/enquetes/marche/1', firstPage('52250'))).statusCode).not.toBe(409);
});

it('takes every answer where the plan only tells staff', async () => {
  await insertSamplingPlan(platform.store, {
    survey,
    by,
    plan: { ...PLAN, refusesWhenFull: false },
  });
  for (const town of ['52250', '52550']) expect((await send(town)).statusCode).toBe(201);
});

function never(): never {
  throw new Error('the survey was published');
}
