import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { insertInvitation } from '../../../db/queries/invitations.ts';
import { findReceipt } from '../../../db/queries/responses.ts';
import { listStandingSubmissions } from '../../../db/queries/standing-submissions.ts';
import { publishSurvey, type Survey } from '../../../db/queries/surveys.ts';
import { responses, surveys } from '../../../db/schema/surveys.ts';
import { loadTerritories } from '../../../db/territories.ts';
import { defineQuestionnaire } from '../../../surveys/definition.ts';
import { publishMarket } from '../../support/market.ts';
import {
  addAccount,
  addMission,
  openTestPlatform,
  openVisitor,
  signInAs,
  type TestPlatform,
  type Visitor,
} from '../../support/platform.ts';
import {
  answerMarket,
  hidden,
  MORE,
  receiptIn,
  sendMarketForm,
  sendPage,
} from '../../support/shopper.ts';

let platform: TestPlatform;
let mission: string;
let survey: Survey;
let shopper: Visitor;

beforeAll(async () => {
  platform = await openTestPlatform();
  loadTerritories(platform.store);
  const owner = await addAccount(platform.store, 'Solange Perrin', 'consultant');
  mission = await addMission(platform.store, owner);
  survey = await publishMarket(platform.store, mission);
});
afterAll(() => platform.close());
beforeEach(async () => {
  platform.store.database.update(surveys).set({ closesAt: null }).run();
  shopper = openVisitor(platform);
  await shopper.post('/enquetes/marche');
});

const close = () => platform.store.database.update(surveys).set({ closesAt: 1 }).run();
const page = async (visitor: Visitor, number: number) =>
  (await visitor.get(`/enquetes/marche/${number}`)).body;
const later = async (visitor: Visitor) => {
  const { body } = await visitor.get('/enquetes/marche/plus-tard');
  return new URL(/id="adresse-privee">([^<]+)</.exec(body)?.[1] ?? '').pathname;
};

describe('an address to go on elsewhere', () => {
  it('opens the same answers on another device, once its button is pressed', async () => {
    const left = await sendPage(shopper, 'marche', 3, { ...MORE, _to: 'later' });
    expect([left.statusCode, left.headers.location]).toEqual([303, '/enquetes/marche/plus-tard']);
    const address = await later(shopper);
    const telephone = openVisitor(platform);
    expect((await telephone.get(address)).body).toContain('Reprendre');
    expect((await telephone.get('/enquetes/marche/3')).statusCode).toBe(303);
    const resumed = await telephone.post(address);
    expect(resumed.headers.location).toBe('/enquetes/marche/1');
    expect(await page(telephone, 3)).toContain('La neige\nsur la halle');
  });

  it('is unknown when a letter of it is changed, or when it names another response', async () => {
    const address = await later(shopper);
    const stranger = openVisitor(platform);
    for (const wrong of [
      address.replace(/.$/, (last) => (last === 'A' ? 'B' : 'A')),
      address.replace(/\.[^.]+$/, ''),
      address.replace(/\/[^/]+$/, '/x.y'),
    ]) {
      expect((await stranger.get(wrong)).statusCode).toBe(404);
      expect((await stranger.post(wrong)).statusCode).toBe(404);
    }
    const form = hidden(await page(shopper, 1), '_resume');
    expect((await stranger.post(address.replace(/[^/]+$/, form))).statusCode).toBe(404);
  });

  it('leads to the receipt once the answers are sent', async () => {
    await answerMarket(shopper);
    const address = await later(shopper);
    await sendMarketForm(shopper);
    const telephone = openVisitor(platform);
    expect((await telephone.post(address)).headers.location).toBe('/enquetes/marche/accuse');
  });
});

describe('the same page on two devices', () => {
  const THERE = 'La pluie sur la halle';
  let telephone: Visitor;
  let base: string;

  beforeEach(async () => {
    await sendPage(shopper, 'marche', 3, { ...MORE, _to: 'previous' });
    telephone = openVisitor(platform);
    await telephone.post(await later(shopper));
    base = hidden(await page(shopper, 3), '_base');
    await sendPage(telephone, 'marche', 3, {
      ...MORE,
      memory: THERE,
      _base: hidden(await page(telephone, 3), '_base'),
    });
  });
  const here = (more: object) => sendPage(shopper, 'marche', 3, { ...MORE, _base: base, ...more });

  it('keeps what only the other one wrote, and what only this one wrote', async () => {
    expect((await here({ budget: '20' })).headers.location).toBe('/enquetes/marche/relecture');
    const both = await page(shopper, 3);
    expect(both).toContain('value="20"');
    expect(both).toContain(THERE);
  });

  it('offers both versions where both wrote, and loses neither', async () => {
    const answer = await here({ memory: 'Le soleil', budget: '20' });
    expect(answer.statusCode).toBe(409);
    expect(answer.body).toContain('Écrite sur deux appareils');
    for (const words of [THERE, 'Le soleil']) expect(answer.body).toContain(words);
    const elsewhere = await page(telephone, 3);
    expect(elsewhere).toContain('name="_keep.memory"');
    expect(elsewhere).toContain('value="20"');
  });

  it('takes the version that is chosen', async () => {
    await here({ memory: 'Le soleil' });
    const now = hidden(await page(shopper, 3), '_base');
    await here({ memory: THERE, _base: now, '_keep.memory': 'other' });
    expect(await page(shopper, 3)).toMatch(/Le soleil<\/textarea>/);
    expect(await page(shopper, 3)).not.toContain('_keep.memory');
  });

  it('keeps the version that stands when it is the one that is chosen', async () => {
    await here({ memory: 'Le soleil' });
    const now = hidden(await page(shopper, 3), '_base');
    await here({ memory: THERE, _base: now, '_keep.memory': 'standing' });
    const after = await page(shopper, 3);
    expect(after).toContain(THERE);
    expect(after).not.toContain('Le soleil');
  });

  it('is not sent before someone chose', async () => {
    await answerMarket(shopper);
    base = hidden(await page(shopper, 3), '_base');
    await sendPage(telephone, 'marche', 3, { ...MORE, memory: THERE, _base: base });
    await here({ memory: 'Le soleil' });
    const sent = await sendMarketForm(shopper);
    expect(sent.statusCode).toBe(422);
    expect(sent.body).toContain('/enquetes/marche/3?relecture#question-memory');
  });

  it('tells a script, which asks again without overwriting', async () => {
    const body = new URLSearchParams({
      ...MORE,
      memory: 'Le soleil',
      _base: base,
      _shown: 'memory',
    });
    for (const _again of [1, 2]) {
      const answer = await shopper.request({
        method: 'POST',
        url: '/enquetes/marche/3',
        headers: {
          accept: 'application/json',
          'content-type': 'application/x-www-form-urlencoded',
        },
        payload: body.toString(),
      });
      expect([answer.statusCode, answer.json()]).toEqual([
        409,
        { error: 409, state: 'rival', questions: ['memory'] },
      ]);
    }
    expect(await page(telephone, 3)).toContain(THERE);
  });
});

describe('answers that were sent', () => {
  beforeEach(async () => {
    await answerMarket(shopper);
    await sendMarketForm(shopper);
  });
  const standing = () => listStandingSubmissions(platform.store, survey.id);
  const receipt = async () => (await shopper.get('/enquetes/marche/accuse')).body;

  it('can be changed: those that were sent count until the new ones are', async () => {
    const before = receiptIn(await receipt());
    const count = (await standing()).length;
    expect(await receipt()).toContain('Modifier ma réponse');
    const changing = await shopper.post('/enquetes/marche/modification');
    expect(changing.headers.location).toBe('/enquetes/marche/relecture');
    await sendPage(shopper, 'marche', 3, { ...MORE, memory: 'Le soleil' });
    expect((await standing()).at(-1)?.answers).toMatchObject({ memory: 'La neige\nsur la halle' });
    expect(await receipt()).toContain('Garder mes réponses telles qu’envoyées');
    expect((await shopper.get('/enquetes/marche/relecture')).body).toContain(
      'vos premières réponses qui comptent',
    );
    await sendMarketForm(shopper);
    expect((await standing()).at(-1)?.answers).toMatchObject({ memory: 'Le soleil' });
    expect(await standing()).toHaveLength(count);
    expect(receiptIn(await receipt())).not.toBe(before);
    expect(await findReceipt(platform.store, before.replaceAll(' ', ''))).toBeUndefined();
  });

  it('can be left as they were after all', async () => {
    await shopper.post('/enquetes/marche/modification');
    await sendPage(shopper, 'marche', 3, { ...MORE, memory: 'Le soleil' });
    await shopper.post('/enquetes/marche/modification/abandon');
    expect(await receipt()).toContain('La neige');
    expect((await shopper.get('/enquetes/marche/3')).headers.location).toBe(
      '/enquetes/marche/accuse',
    );
  });

  it('can be taken back, with a number that proves it, and staff read that it was', async () => {
    const sent = receiptIn(await receipt());
    const asked = await shopper.get('/enquetes/marche/retrait');
    expect(asked.body).toContain('Garder ma réponse');
    expect((await standing()).length).toBeGreaterThan(0);
    const done = await shopper.post('/enquetes/marche/retrait', { reason: 'Trop personnel <b>' });
    expect(done.headers.location).toBe('/enquetes/marche/retrait');
    const { body } = await shopper.get('/enquetes/marche/retrait');
    const proof = await shopper.get(
      `/enquetes/accuse?numero=${encodeURIComponent(receiptIn(body))}`,
    );
    expect(proof.body).toContain('a bien été retirée');
    const solange = await signInAs(platform, 'Solange Perrin');
    const list = await solange.get(`/missions/${mission}/enquetes/${survey.id}/reponses`);
    expect(list.body).toContain('Trop personnel &lt;b&gt;');
    expect(list.body).not.toContain(sent);
  });

  it('stay as they are once the survey is closed', async () => {
    close();
    expect(await receipt()).not.toContain('Modifier ma réponse');
    expect((await shopper.post('/enquetes/marche/modification')).statusCode).toBe(409);
    expect((await shopper.post('/enquetes/marche/retrait')).statusCode).toBe(409);
    expect((await shopper.get('/enquetes/marche/retrait')).body).toContain('close');
  });

  it('are nobody else’s to change or take back', async () => {
    const stranger = openVisitor(platform);
    for (const act of ['modification', 'modification/abandon', 'retrait'])
      expect((await stranger.post(`/enquetes/marche/${act}`)).statusCode).toBe(404);
    expect((await stranger.get('/enquetes/marche/plus-tard')).statusCode).toBe(404);
  });

  it('by personal link, are found again through it', async () => {
    const token = await insertInvitation(platform.store, {
      surveyId: survey.id,
      stakeholderId: null,
    });
    const guest = openVisitor(platform);
    await guest.post(`/i/${token}`);
    await answerMarket(guest);
    await sendMarketForm(guest);
    const telephone = openVisitor(platform);
    expect((await telephone.post(`/i/${token}`)).headers.location).toBe('/enquetes/marche/accuse');
    expect((await telephone.post('/enquetes/marche/retrait')).statusCode).toBe(303);
    const again = await telephone.post(`/i/${token}`);
    expect(again.headers.location).toBe('/enquetes/marche/1');
  });
});

describe('a questionnaire that shuffles its choices', () => {
  const choices = ['cheese', 'fish', 'bread', 'honey', 'cider'].map((id) => ({ id, label: id }));
  const stall = defineQuestionnaire({
    ...{ id: 'stall', version: '1', title: 'Un étal' },
    sections: [
      {
        ...{ id: 'one', title: 'Un étal' },
        questions: [{ id: 'good', type: 'single', label: 'Quoi ?', shuffled: true, choices }],
      },
    ],
  });

  it('shows each respondent an order of their own, and keeps it with their answers', async () => {
    const id = await publishSurvey(platform.store, {
      ...{ missionId: mission, definition: stall, isOpen: true, slug: 'etal' },
    });
    const orders: string[][] = [];
    for (let each = 0; each < 4; each += 1) {
      const visitor = openVisitor(platform);
      await visitor.post('/enquetes/etal');
      const { body } = await visitor.get('/enquetes/etal/1');
      const seen = [...body.matchAll(/type="radio" name="good"[^>]* value="(\w+)"/g)];
      orders.push(seen.map(([, choice = '']) => choice));
      expect((await visitor.get('/enquetes/etal/1')).body.match(/value="(\w+)"/g)).toEqual(
        body.match(/value="(\w+)"/g),
      );
      await visitor.post('/enquetes/etal/1', { _shown: 'good', good: 'fish' });
      await sendMarketForm(visitor, 'etal');
    }
    const rows = platform.store.database.select().from(responses).all();
    const kept = rows.filter(({ surveyId }) => surveyId === id).map((row) => row.orders?.good);
    expect(kept).toEqual(orders);
    expect(new Set(orders.map(String)).size).toBeGreaterThan(1);
  });
});
