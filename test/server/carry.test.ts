import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  findLatestCarry,
  listPublications,
  listRevisions,
} from '../../db/queries/questionnaires.ts';
import type { Survey } from '../../db/queries/surveys.ts';
import { responseCarries } from '../../db/schema/questionnaires.ts';
import { responses } from '../../db/schema/surveys.ts';
import { publishMarket, SHOPPER } from '../support/market.ts';
import {
  addAccount,
  addMission,
  openTestPlatform,
  openVisitor,
  signInAs,
  type TestPlatform,
  type Visitor,
} from '../support/platform.ts';

let platform: TestPlatform;
let survey: Survey;
let solange: Visitor;
let shopper: Visitor;
let draft: string;

beforeEach(async () => {
  platform = await openTestPlatform();
  const consultant = await addAccount(platform.store, 'Solange Perrin', 'consultant');
  const mission = await addMission(platform.store, consultant);
  survey = await publishMarket(platform.store, mission);
  solange = await signInAs(platform, 'Solange Perrin');
  draft = `/missions/${mission}/enquetes/${survey.id}/questionnaire`;
  shopper = openVisitor(platform);
  await shopper.post('/enquetes/marche');
  platform.store.database.update(responses).set({ answers: SHOPPER }).run();
});
afterEach(() => platform.close());

const held = () => platform.store.database.select().from(responses).get();

async function publishNext(...edits: Record<string, string>[]) {
  const seen = async () =>
    String((await listRevisions(platform.store, survey.id)).at(-1)?.number ?? 0);
  for (const edit of edits)
    await solange.post(`${draft}/brouillon`, { seen: await seen(), ...edit });
  const { statusCode } = await solange.post(`${draft}/publication`, { seen: await seen() });
  expect(statusCode).toBe(303);
  const [latest] = await listPublications(platform.store, survey.id);
  return latest?.id;
}

const withoutFish = {
  act: 'change-question',
  question: 'goods',
  'choices.0.id': 'cheese',
  'choices.0.label': 'Fromage',
  'choices.1.id': 'bread',
  'choices.1.label': 'Pain',
  'choices.more': '',
};

describe('someone who is answering when a version is published', () => {
  it('goes on in it with their answers, and is told what to review until they answer again', async () => {
    const latest = await publishNext(withoutFish);
    const page = await shopper.get('/enquetes/marche/2');
    expect(page.body).toContain('Le questionnaire a été mis à jour');
    expect(page.body).toContain('Qu’y achetez-vous');
    const { goods: _gone, ...kept } = SHOPPER;
    expect(held()).toMatchObject({ questionnaireId: latest, answers: kept });
    expect(held()?.answers).not.toHaveProperty('goods');
    const carry = await findLatestCarry(platform.store, held()?.id ?? '', latest ?? '');
    expect(carry).toMatchObject({ before: SHOPPER, toReview: ['goods'] });
    platform.store.database
      .update(responses)
      .set({ answers: { ...kept, goods: ['bread'] } })
      .run();
    expect((await shopper.get('/enquetes/marche/2')).body).not.toContain('mis à jour');
  });

  it('finishes on their own version where an answer would be lost', async () => {
    const before = held()?.questionnaireId;
    await publishNext({ act: 'remove-question', question: 'memory' });
    const page = await shopper.get('/enquetes/marche/3');
    expect(page.body).toContain('La neige tombait sur la halle.');
    expect(held()).toMatchObject({ questionnaireId: before, answers: SHOPPER });
  });

  it('has the page that they were writing read as it was asked', async () => {
    const before = held()?.questionnaireId;
    await publishNext({
      act: 'change-question',
      question: 'visit',
      label: 'Venez-vous à la halle ?',
    });
    const sent = await shopper.post('/enquetes/marche/3', {
      _shown: 'memory',
      memory: 'La pluie',
      _to: 'previous',
    });
    expect(sent.statusCode).toBe(303);
    expect(held()).toMatchObject({ questionnaireId: before, answers: { memory: 'La pluie' } });
    await shopper.get('/enquetes/marche/1');
    expect(held()?.questionnaireId).not.toBe(before);
    expect(held()?.answers).toMatchObject({ memory: 'La pluie', visit: 'weekly' });
    expect(platform.store.database.select().from(responseCarries).all()).toHaveLength(1);
  });
});
