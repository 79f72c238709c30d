import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { write } from '../../../db/open.ts';
import {
  listContributionsOfSource,
  withdrawContributions,
} from '../../../db/queries/contributions.ts';
import type { Survey } from '../../../db/queries/surveys.ts';
import { loadTerritories } from '../../../db/territories.ts';
import { paths } from '../../../views/paths.ts';
import { publishMarket, SHOPPER, sendMarket } from '../../support/market.ts';
import {
  addAccount,
  addMission,
  openTestPlatform,
  signInAs,
  type TestPlatform,
  type Visitor,
} from '../../support/platform.ts';

const SHOPKEEPER = {
  communeCode: '52250',
  function: 'Épicière',
  category: 'chamber',
  consent: 'internal',
} as const;

let platform: TestPlatform;
let mission: string;
let survey: Survey;
let solange: Visitor;
let response: string;
let receipt: string;

beforeAll(async () => {
  platform = await openTestPlatform();
  loadTerritories(platform.store);
  const consultant = await addAccount(platform.store, 'Solange Perrin', 'consultant');
  const interviewer = await addAccount(platform.store, 'Odile Marchadier', 'interviewer');
  mission = await addMission(platform.store, consultant, { [interviewer]: 'interviewer' });
  survey = await publishMarket(platform.store, mission);
  const sent = await sendMarket(platform.store, survey, SHOPPER, { respondent: SHOPKEEPER });
  response = sent.submission.responseId;
  receipt = sent.submission.receipt;
  solange = await signInAs(platform, 'Solange Perrin');
});
afterAll(() => platform.close());

const list = () => `/missions/${mission}/enquetes/${survey.id}/reponses`;
const said = () => listContributionsOfSource(platform.store, 'submission', response);

/** The part of the page under one question. */
const under = (body: string, question: string) =>
  new RegExp(`id="q-${question}">([\\s\\S]*?)</article>`).exec(body)?.[1] ?? '';

describe('the responses of the market', () => {
  it('are listed with who answers, from where, and the number they hold', async () => {
    const { body } = await solange.get(list());
    expect(body).toContain('Épicière, Joinville');
    expect(body).toContain('Joinville, Haute-Marne');
    expect(body).toContain(receipt.match(/.{4}/g)?.join(' '));
    expect(body).toContain(paths.submission(mission, response));
    expect(body).not.toContain('autre version');
  });

  it('give each answer in words, and tell « non demandée » from « sans réponse »', async () => {
    const { body } = await solange.get(paths.submission(mission, response));
    expect(under(body, 'home')).toContain('Joinville (Haute-Marne');
    expect(under(body, 'goods')).toContain('Poisson');
    expect(under(body, 'stalls')).toContain('Poisson\u00a0: Bon');
    expect(under(body, 'wishes')).toContain('1. Horaires');
    expect(under(body, 'budget')).toContain('12,5\u00a0€');
    expect(under(body, 'mood')).toContain('−1');
    expect(under(body, 'stallholder')).toContain('Sans réponse');
    expect(under(body, 'stallholder')).not.toContain('Non demandée');
    expect(body).toContain('Usage interne');
    expect(body).not.toContain('id="q-welcome"');
    const never = await sendMarket(platform.store, survey, { visit: 'never', home: '52250' });
    const other = await solange.get(paths.submission(mission, never.submission.responseId));
    expect(under(other.body, 'goods')).toContain('Non demandée');
    expect(under(other.body, 'stallholder')).toContain('Sans réponse');
  });

  it('quote the words once, with the way to their contribution and back', async () => {
    const [memory] = await said();
    const id = memory?.id ?? '';
    const { body } = await solange.get(paths.submission(mission, response));
    expect(body.split('La neige tombait sur la halle.')).toHaveLength(2);
    expect(body).toContain(`id="c-${id}"`);
    expect(body).toContain(`href="${paths.contribution(mission, id)}"`);
    expect(paths.receivedWords(mission, response, { contributionId: id })).toBe(
      `/missions/${mission}/reponses/${response}#c-${id}`,
    );
    const contribution = await solange.get(paths.contribution(mission, id));
    expect(contribution.body).toContain(paths.submission(mission, response));
  });

  it('mark the span that the address names, in its own words only', async () => {
    const [memory] = await said();
    const contributionId = memory?.id ?? '';
    const at = (span: { start: number; end: number }) =>
      solange.get(paths.receivedWords(mission, response, { contributionId, span }));
    expect((await at({ start: 3, end: 16 })).body).toContain(
      'La <mark id="segment" tabindex="-1">neige tombait</mark> sur la halle.',
    );
    for (const span of [
      { start: 16, end: 3 },
      { start: 0, end: 9999 },
      { start: -1, end: 4 },
    ])
      expect((await at(span)).body).not.toContain('<mark');
    const foreign = `${paths.submission(mission, response)}?contribution=${randomUUID()}&de=0&a=2`;
    expect((await solange.get(foreign)).body).not.toContain('<mark');
  });

  it('keep both versions when two were sent under one key, and show where they differ', async () => {
    const key = randomUUID();
    const first = await sendMarket(platform.store, survey, SHOPPER, { key });
    const again = { ...SHOPPER, budget: 40, memory: 'Rien de plus.' };
    expect((await sendMarket(platform.store, survey, again, { key })).outcome).toBe('conflict');
    expect((await solange.get(list())).body).toContain('1\u00a0autre version');
    const { body } = await solange.get(paths.submission(mission, first.submission.responseId));
    expect(body).toContain('La première fait foi');
    expect(under(body, 'budget')).toMatch(/12,5\u00a0€[\s\S]*Version reçue le[\s\S]*40\u00a0€/);
    expect(under(body, 'memory')).toContain('Rien de plus.');
    expect(under(body, 'goods')).not.toContain('Version reçue');
  });

  it('say that words were withdrawn, and print what was typed without running it', async () => {
    const attack = '</p><script>alert(1)</script>{{constructor}}';
    const sent = await sendMarket(platform.store, survey, { ...SHOPPER, memory: attack });
    const { responseId } = sent.submission;
    const [memory] = await listContributionsOfSource(platform.store, 'submission', responseId);
    write(platform.store, (transaction) =>
      withdrawContributions(transaction, [memory?.id ?? ''], {
        withdrawnBy: null,
        reason: 'essai',
      }),
    );
    const { body } = await solange.get(paths.submission(mission, responseId));
    expect(body).toContain('Propos retiré du corpus');
    expect(body).not.toContain('<script>alert');
    expect(body).toContain('{{constructor}}');
  });

  it('wait for their readers to come page by page', async () => {
    for (let sent = 0; sent < 50; sent += 1) await sendMarket(platform.store, survey, SHOPPER);
    const rows = (body: string) => body.match(/<th scope="row">/g)?.length;
    const first = await solange.get(list());
    expect(rows(first.body)).toBe(50);
    expect(first.body).toContain('Page 1 sur 2');
    expect(rows((await solange.get(`${list()}?page=2`)).body)).toBeGreaterThan(0);
    for (const page of ['0', '-1', '7abc', '99999999']) {
      expect((await solange.get(`${list()}?page=${page}`)).statusCode).toBe(200);
    }
  });

  it('are nobody else’s to read, and a draft is not received', async () => {
    const odile = await signInAs(platform, 'Odile Marchadier');
    const marcId = await addAccount(platform.store, 'Marc Vidal', 'consultant');
    const elsewhere = await addMission(platform.store, marcId);
    const marc = await signInAs(platform, 'Marc Vidal');
    expect((await odile.get(paths.submission(mission, response))).statusCode).toBe(404);
    expect((await marc.get(paths.submission(mission, response))).statusCode).toBe(404);
    expect((await marc.get(paths.submission(elsewhere, response))).statusCode).toBe(404);
    await solange.post('/enquetes/marche');
    const draft = platform.store.sqlite
      .prepare<[], { id: string }>(
        'SELECT id FROM responses WHERE id NOT IN (SELECT response_id FROM submissions)',
      )
      .get();
    expect(draft).toBeDefined();
    expect((await solange.get(paths.submission(mission, draft?.id ?? ''))).statusCode).toBe(404);
  });
});
