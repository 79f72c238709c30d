import { randomUUID } from 'node:crypto';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { listContributionsOfSource } from '../../../db/queries/contributions.ts';
import { insertInvitation } from '../../../db/queries/invitations.ts';
import { insertStakeholder, listStakeholders } from '../../../db/queries/stakeholders.ts';
import { findSurveyBySlug, publishSurvey } from '../../../db/queries/surveys.ts';
import { contributions } from '../../../db/schema/contributions.ts';
import { territories } from '../../../db/schema/missions.ts';
import { submissions, surveys } from '../../../db/schema/surveys.ts';
import { elus } from '../../../surveys/definitions/elus.ts';
import { everyType } from '../../fixtures/every-type.ts';
import {
  addAccount,
  addMission,
  ORIGIN,
  openTestPlatform,
  openVisitor,
  type TestPlatform,
  type Visitor,
} from '../../support/platform.ts';

let platform: TestPlatform;
let mission: string;

beforeAll(async () => {
  platform = await openTestPlatform();
  mission = await addMission(
    platform.store,
    await addAccount(platform.store, 'Solange Perrin', 'consultant'),
  );
  platform.store.database.insert(territories).values([MARNE, VAUBRUN]).run();
  await publish({ slug: 'marche', isOpen: true });
  await publish({ slug: 'sur-invitation', isOpen: false });
  const definition = elus;
  await publishSurvey(platform.store, {
    missionId: mission,
    definition,
    isOpen: true,
    slug: 'elus',
  });
});
afterAll(() => platform.close());

describe('an élu who answers the market survey, page after page', () => {
  let shopper: Visitor;
  beforeEach(async () => {
    shopper = openVisitor(platform);
    const begun = await shopper.post('/enquetes/marche');
    expect([begun.statusCode, begun.headers.location]).toEqual([303, '/enquetes/marche/1']);
  });

  it('goes from the first page to a receipt, and every word is kept', async () => {
    expect(await send(shopper, 1, YOU)).toBe('/enquetes/marche/2');
    expect(await send(shopper, 2, MARKET)).toBe('/enquetes/marche/2#question-stalls');
    expect(await send(shopper, 2, { ...MARKET, 'stalls.fish': 'good' })).toBe('/enquetes/marche/3');
    expect(await send(shopper, 3, MORE)).toBe('/enquetes/marche/relecture');
    const review = await shopper.get('/enquetes/marche/relecture');
    for (const line of ['Vaubrun (Marne)', 'Poisson', '12,5\u00a0€', 'La neige', 'sur la halle'])
      expect(review.body).toContain(line);
    const sent = await submit(shopper, keyOf(review.body));
    expect([sent.statusCode, sent.headers.location]).toEqual([303, '/enquetes/marche/accuse']);
    const receipt = await shopper.get('/enquetes/marche/accuse');
    const number = /[0-9A-Z]{4} [0-9A-Z]{4} [0-9A-Z]{4}/.exec(receipt.body)?.[0] ?? '';
    const held = sentUnder(number);
    expect(held?.answers).toEqual({
      agreement: { given: true, wording: 'v2' },
      home: '51F90',
      visit: 'weekly',
      goods: ['fish'],
      stalls: { fish: 'good' },
      marks: { thursday: { choice: 4, price: 2 }, sunday: { choice: 1, price: 1 } },
      wishes: ['hours', 'benches'],
      budget: 12.5,
      stallholder: 'Chez Odile',
      memory: 'La neige\nsur la halle',
      mood: -1,
      origin: 'affiche',
      yearly: '650',
      causes: CAUSES,
    });
    const said = await listContributionsOfSource(
      platform.store,
      'submission',
      held?.responseId ?? '',
    );
    expect(said.map(({ locator, text, family, kind }) => [locator, text, family, kind])).toEqual([
      ['stallholder', 'Chez Odile', 'survey', 'verbatim'],
      ['memory', 'La neige\nsur la halle', 'survey', 'verbatim'],
    ]);
  });

  it('is told what is missing, beside each field and in a focused summary, with 422', async () => {
    const answer = await post(shopper, 1, { visit: 'other', home: '' });
    expect(answer.statusCode).toBe(422);
    expect(answer.body).toContain('autofocus');
    expect(answer.body).toContain('<title>À corriger\u00a0: Partie 1 sur 3');
    for (const href of ['#agreement', '#home.search', '#visit.other'])
      expect(answer.body).toContain(`href="${href}"`);
    expect(answer.body).toContain('id="visit.other"');
    expect(answer.body).toMatch(/value="other" checked/);
  });

  it('finds again what was typed, even what is not an answer', async () => {
    const answer = await post(shopper, 3, { budget: 'douze', memory: '<script>alert(1)</script>' });
    expect(answer.statusCode).toBe(422);
    expect(answer.body).toContain('value="douze"');
    expect(answer.body).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
    const again = await shopper.get('/enquetes/marche/3');
    expect(again.body).toContain('value="douze"');
  });

  it('goes back without being held by what is not finished', async () => {
    await send(shopper, 1, YOU);
    expect(await send(shopper, 2, { goods: ['fish'], _to: 'previous' })).toBe('/enquetes/marche/1');
    expect((await shopper.get('/enquetes/marche/2')).body).toMatch(/value="fish" checked/);
  });

  it('skips the part that is not asked, and counts the others', async () => {
    expect(await send(shopper, 1, { ...YOU, visit: 'never' })).toBe('/enquetes/marche/3');
    expect((await shopper.get('/enquetes/marche/3')).body).toContain('Partie 2 sur 2');
  });

  it('looks a commune up without a script, and keeps the rest of the page', async () => {
    const form = { 'home.search': 'vaubr', visit: 'weekly', _to: 'search' };
    const found = await post(shopper, 1, form);
    expect(found.statusCode).toBe(200);
    expect(found.body).toContain('value="51F90"');
    expect(found.body).toMatch(/value="weekly" checked/);
  });

  it('can’t send what is not complete', async () => {
    await send(shopper, 1, YOU);
    const review = await shopper.get('/enquetes/marche/relecture');
    const refused = await submit(shopper, keyOf(review.body));
    expect(refused.statusCode).toBe(422);
    expect(refused.body).toContain('href="/enquetes/marche/2?relecture#wishes.parking"');
  });

  it('comes back to the review after mending one part', async () => {
    await complete(shopper);
    const mended = await shopper.post('/enquetes/marche/3?relecture', {
      _shown: SHOWN[3] ?? [],
      ...MORE,
      budget: '8',
      _to: 'review',
    });
    expect(mended.headers.location).toBe('/enquetes/marche/relecture');
    expect((await shopper.get('/enquetes/marche/relecture')).body).toContain('8\u00a0€');
  });

  it('sends twice and is received once, under the same number', async () => {
    await complete(shopper);
    const key = keyOf((await shopper.get('/enquetes/marche/relecture')).body);
    const answers = await Promise.all(Array.from({ length: 20 }, () => submit(shopper, key)));
    expect(new Set(answers.map(({ statusCode }) => statusCode))).toEqual(new Set([303]));
    const rows = platform.store.database.select().from(submissions).all();
    expect(rows.filter((row) => row.key === key)).toHaveLength(1);
  });

  it('can’t change what was sent; a page left open elsewhere is told so', async () => {
    await complete(shopper);
    await submit(shopper, keyOf((await shopper.get('/enquetes/marche/relecture')).body));
    const late = await post(shopper, 3, { ...MORE, budget: '1' });
    expect(late.headers.location).toBe('/enquetes/marche/accuse');
    const saved = await save(shopper, 3, MORE);
    expect([saved.statusCode, saved.json()]).toEqual([409, { error: 409, state: 'sent' }]);
  });

  it('has the page saved as it is written', async () => {
    const first = await save(shopper, 3, { memory: 'La nei' });
    expect([first.statusCode, first.json()]).toEqual([
      200,
      { state: 'saved', base: expect.any(String) },
    ]);
    await save(shopper, 3, { memory: 'La neige', budget: 'dou' });
    const again = await shopper.get('/enquetes/marche/3');
    expect(again.body).toContain('La neige</textarea>');
    expect(again.body).toContain('value="dou"');
  });

  it('loses nothing when the session ends before the page is sent', async () => {
    const page = await shopper.get('/enquetes/marche/3');
    const resume = /name="_resume" value="([^"]+)"/.exec(page.body)?.[1] ?? '';
    const elsewhere = openVisitor(platform);
    const saved = await elsewhere.post('/enquetes/marche/3', {
      _shown: SHOWN[3] ?? [],
      _resume: resume,
      _to: 'previous',
      memory: 'Les jonquilles',
    });
    expect(saved.statusCode).toBe(303);
    expect((await shopper.get('/enquetes/marche/3')).body).toContain('Les jonquilles');
  });

  it('never writes in the response of the next person on the same machine', async () => {
    const page = await shopper.get('/enquetes/marche/3');
    const resume = /name="_resume" value="([^"]+)"/.exec(page.body)?.[1] ?? '';
    const next = openVisitor(platform);
    await next.post('/enquetes/marche');
    await next.post('/enquetes/marche/3', { _shown: ['memory'], memory: 'Mien' });
    await next.post('/enquetes/marche/3', { _shown: ['memory'], _resume: resume, memory: 'Sien' });
    expect((await shopper.get('/enquetes/marche/3')).body).toContain('Sien');
  });

  it('refuses a response that is only named, or badly signed', async () => {
    const page = await shopper.get('/enquetes/marche/3');
    const resume = /name="_resume" value="([^"]+)"/.exec(page.body)?.[1] ?? '';
    for (const forged of [resume.split('.')[0] ?? '', `${resume.slice(0, -2)}AA`, 'x.y', '.']) {
      const stranger = openVisitor(platform);
      const answer = await stranger.post('/enquetes/marche/3', {
        _shown: ['memory'],
        _resume: forged,
        memory: 'Volé',
      });
      expect(answer.headers.location).toBe('/enquetes/marche');
    }
    expect((await shopper.get('/enquetes/marche/3')).body).not.toContain('Volé');
  });
});

describe('a personal link', () => {
  it('opens nothing when it is looked at, and the questionnaire when its button is pressed', async () => {
    const token = await invite('sur-invitation');
    const scanner = openVisitor(platform);
    const looked = await scanner.get(`/i/${token}`);
    expect(looked.statusCode).toBe(200);
    expect(looked.headers['set-cookie']).toBeUndefined();
    expect(looked.body).toContain('Commencer');
    expect(looked.headers['referrer-policy']).toMatch(/^(?:no-referrer|same-origin)$/);
    const begun = await scanner.post(`/i/${token}`);
    expect(begun.headers.location).toBe('/enquetes/sur-invitation/1');
  });

  it('finds the same response again from another device', async () => {
    const token = await invite('sur-invitation');
    const phone = openVisitor(platform);
    await phone.post(`/i/${token}`);
    await phone.post('/enquetes/sur-invitation/3', { _shown: ['memory'], memory: 'Au café' });
    const desk = openVisitor(platform);
    await desk.post(`/i/${token}`);
    expect((await desk.get('/enquetes/sur-invitation/3')).body).toContain('Au café');
  });

  it('lets who was invited speak as the person that the mission knows', async () => {
    const stakeholderId = await insertStakeholder(
      platform.store,
      { ...ODILE, missionId: mission },
      null,
    );
    const token = await invite('sur-invitation', stakeholderId);
    const odile = openVisitor(platform);
    await odile.post(`/i/${token}`);
    await complete(odile, 'sur-invitation');
    const review = await odile.get('/enquetes/sur-invitation/relecture');
    await submit(odile, keyOf(review.body), 'sur-invitation');
    const said = platform.store.database
      .select()
      .from(contributions)
      .where(eq(contributions.stakeholderId, stakeholderId))
      .all();
    expect(said.map(({ text }) => text)).toContain('Chez Odile');
    expect(new Set(said.map(({ consent }) => consent))).toEqual(new Set(['internal']));
  });

  it('can’t be guessed, and guessing is slowed down', async () => {
    const slow = await openTestPlatform({ LINK_ATTEMPTS: '3' });
    const stranger = openVisitor(slow);
    const statuses = [];
    for (let guess = 0; guess < 5; guess += 1)
      statuses.push((await stranger.get(`/i/${randomUUID()}`)).statusCode);
    expect(statuses).toEqual([404, 404, 404, 429, 429]);
    await slow.close();
  });

  it('is the only way into a survey that is not open', async () => {
    const stranger = openVisitor(platform);
    expect((await stranger.get('/enquetes/sur-invitation')).statusCode).toBe(404);
    expect((await stranger.post('/enquetes/sur-invitation')).statusCode).toBe(404);
    expect((await stranger.get('/enquetes/sur-invitation/1')).statusCode).toBe(401);
    expect((await stranger.get('/enquetes/inconnue')).statusCode).toBe(404);
  });
});

describe('a survey that is not under way', () => {
  it('says when it opens, takes no answer before', async () => {
    await publish({ slug: 'bientot', isOpen: true, opensAt: Date.UTC(2120, 0, 6, 8) });
    const visitor = openVisitor(platform);
    const early = await visitor.get('/enquetes/bientot');
    expect(early.body).toContain('6\u00a0janvier\u00a02120');
    expect((await visitor.post('/enquetes/bientot')).statusCode).toBe(409);
  });

  it('shows no answer once it is closed, even to who was writing', async () => {
    await publish({ slug: 'finie', isOpen: true });
    const visitor = openVisitor(platform);
    await visitor.post('/enquetes/finie');
    await visitor.post('/enquetes/finie/3', { _shown: ['memory'], memory: 'Les jonquilles' });
    platform.store.database
      .update(surveys)
      .set({ closesAt: 1 })
      .where(eq(surveys.slug, 'finie'))
      .run();
    for (const url of ['/enquetes/finie', '/enquetes/finie/3', '/enquetes/finie/relecture']) {
      const answer = await visitor.get(url);
      expect([url, answer.body.includes('jonquilles')]).toEqual([url, false]);
    }
    expect((await visitor.post('/enquetes/finie/reponses', { key: randomUUID() })).statusCode).toBe(
      409,
    );
  });
});

describe('a response sent whole by a script', () => {
  it('is received once for its key; other answers under the key are a conflict, and both are kept', async () => {
    const key = randomUUID();
    const first = await sendWhole({ key, answers: WHOLE });
    expect(first.statusCode).toBe(201);
    const again = await sendWhole({ key, answers: WHOLE });
    expect([again.statusCode, again.json().receipt]).toEqual([200, first.json().receipt]);
    const other = { key, answers: { ...WHOLE, budget: 99 } };
    expect((await sendWhole(other)).statusCode).toBe(409);
    expect((await sendWhole(other)).statusCode).toBe(409);
    const rows = platform.store.database.select().from(submissions).all();
    const kept = rows.filter((row) => row.key === key);
    expect(kept.map(({ isConflict, answers }) => [isConflict, answers.budget])).toEqual([
      [false, 12.5],
      [true, 99],
    ]);
  });

  it('makes of an élu a stakeholder of the mission, where the answers say who speaks', async () => {
    const answers = { ...ELU, 'to-avoid': 'Tout refaire chaque année.' };
    const sent = await sendWhole({ key: randomUUID(), answers }, 'elus');
    expect(sent.statusCode).toBe(201);
    const people = await listStakeholders(platform.store, mission);
    const mayor = people.find(({ organisation }) => organisation === 'Vaubrun');
    expect(mayor).toMatchObject({
      function: 'Maire',
      category: 'mayor',
      communeCode: '51F90',
      departmentCode: '51',
      regionCode: '44',
      name: null,
    });
  });

  it.each([
    [{ key: 'x', answers: {} }, 422],
    [{ key: randomUUID() }, 422],
    [{ key: randomUUID(), answers: { nobody: 1 } }, 422],
    [{ key: randomUUID(), answers: { budget: '3' } }, 422],
    [[], 422],
  ])('is refused when it is not one: %j', async (body, status) => {
    expect((await sendWhole(body)).statusCode).toBe(status);
  });

  it('says which answers are wrong, with the sentence that a person would read', async () => {
    const answers = { ...WHOLE, budget: 1000 };
    const refused = await sendWhole({ key: randomUUID(), answers });
    expect(refused.json().answers).toEqual([
      {
        question: 'budget',
        field: 'budget',
        code: 'out-of-range',
        message: 'Indiquez un nombre entre 0 et 200.',
      },
    ]);
  });

  it('is refused from another site, as text, or where only the invited may answer', async () => {
    const body = { key: randomUUID(), answers: WHOLE };
    const elsewhere = { origin: 'https://ailleurs.example' };
    expect((await sendWhole(body, 'marche', elsewhere)).statusCode).toBe(403);
    expect((await sendWhole(body, 'marche', { 'content-type': 'text/plain' })).statusCode).toBe(
      415,
    );
    expect((await sendWhole(body, 'sur-invitation')).statusCode).toBe(404);
  });
});

describe('a receipt', () => {
  it('is looked up by its number however it is typed, and tells nothing of the answers', async () => {
    const sent = await sendWhole({ key: randomUUID(), answers: WHOLE });
    const number: string = sent.json().receipt;
    const typed = `${number.slice(0, 4)}-${number.slice(4)}`.toLowerCase();
    const visitor = openVisitor(platform);
    const found = await visitor.get(`/enquetes/accuse?numero=${typed}`);
    expect(found.body).toContain('Le marché de Vaubrun');
    expect(found.body).not.toContain('Chez Odile');
    const unknown = await visitor.get('/enquetes/accuse?numero=0000-0000-0000');
    expect(unknown.body).toContain('Aucune réponse');
  });
});

describe('hostile words in a form', () => {
  it.each([
    ['a prototype', '__proto__=x&_shown=visit', 400],
    ['half a character', `memory=${encodeURIComponent('x')}%ED%A0%80`, 303],
    ['a NUL', 'memory=a%00b', 400],
    [
      'ten thousand parts',
      Array.from({ length: 10_000 }, (_, part) => `f${part}=1`).join('&'),
      413,
    ],
  ])('%s is refused or made harmless', async (_what, payload, status) => {
    const visitor = openVisitor(platform);
    await visitor.post('/enquetes/marche');
    const answer = await visitor.request({
      method: 'POST',
      url: '/enquetes/marche/3',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      payload: `_to=previous&${payload}`,
    });
    expect(answer.statusCode).toBe(status);
  });

  it('an address of any shape is only an unknown page', async () => {
    const visitor = openVisitor(platform);
    await visitor.post('/enquetes/marche');
    for (const page of ['0', '99', '1e0', '7abc', '%2e%2e', "1'--", '{{constructor}}']) {
      expect([page, (await visitor.get(`/enquetes/marche/${page}`)).statusCode]).toEqual([
        page,
        404,
      ]);
    }
  });
});

const VAUBRUN = {
  code: '51F90',
  kind: 'commune' as const,
  name: 'Vaubrun',
  searchName: 'vaubrun',
  departmentCode: '51',
  regionCode: '44',
  postcodes: [],
  vintage: 'fiction',
};

const MARNE = {
  code: 'DEP-51',
  kind: 'department' as const,
  name: 'Marne',
  searchName: 'marne',
  departmentCode: '51',
  postcodes: [],
  vintage: 'fiction',
};

const ODILE = {
  function: 'Présidente des commerçants',
  category: 'chamber' as const,
  organisation: 'Les Halles de Vaubrun',
  communeCode: '51F90',
  departmentCode: '51',
  regionCode: '44',
  name: 'Odile Marchand',
};

const SHOWN: Readonly<Record<number, readonly string[]>> = {
  1: ['agreement', 'home', 'visit'],
  2: ['goods', 'marks', 'wishes'],
  3: [
    ...[
      'budget',
      'stallholder',
      'memory',
      'mood',
      'children',
      'distance',
      'first-visit',
      'arrival',
    ],
    ...[
      'next-visit',
      'street',
      'mail',
      'telephone',
      'stand',
      'walk',
      'picture',
      'purse',
      'companions',
    ],
    'causes',
  ],
};

const YOU = { agreement: 'yes', home: '51F90', visit: 'weekly' };

const MARKET = {
  goods: ['fish'],
  'marks.thursday.choice': '4',
  'marks.thursday.price': '2',
  'marks.sunday.choice': '1',
  'marks.sunday.price': '1',
  'wishes.hours': '1',
  'wishes.benches': '2',
};

const MORE = {
  budget: '12,5',
  stallholder: 'Chez Odile',
  memory: 'La neige\r\nsur la halle',
  mood: '-1',
  'causes.1.best': 'hours',
  'causes.1.worst': 'price',
  'causes.2.best': 'music',
  'causes.2.worst': 'quality',
  'causes.3.best': 'welcome',
  'causes.3.worst': 'price',
};

const CAUSES = [
  { best: 'hours', worst: 'price' },
  { best: 'music', worst: 'quality' },
  { best: 'welcome', worst: 'price' },
];

const WHOLE = {
  agreement: { given: true, wording: 'v2' },
  home: '51F90',
  visit: 'weekly',
  marks: { thursday: { choice: 4, price: 2 }, sunday: { choice: 1, price: 1 } },
  wishes: ['hours', 'benches'],
  budget: 12.5,
  stallholder: 'Chez Odile',
  causes: CAUSES,
};

/** A mayor's shortest complete response: the required answers and nothing else. */
const ELU = {
  commune: '51F90',
  function: 'mayor',
  trajectory: Object.fromEntries(
    'housing shops health public-services mobility jobs heritage associations digital'
      .split(' ')
      .map((row) => [row, 'stable']),
  ),
  difficulties: ['health', 'shops', 'housing'],
  project: 'none',
  'missing-engineering': ['none'],
  'abandoned-file': 'no',
  priorities: [
    { best: 'project-lead', worst: 'studies' },
    { best: 'peer-network', worst: 'label' },
    { best: 'studies', worst: 'expertise' },
    { best: 'investment', worst: 'expertise' },
    { best: 'investment', worst: 'label' },
  ],
  quotation: 'by-function',
  'interview-consent': 'no',
};

async function publish(survey: { slug: string; isOpen: boolean; opensAt?: number }) {
  await publishSurvey(platform.store, { missionId: mission, definition: everyType, ...survey });
}

async function invite(slug: string, stakeholderId: string | null = null): Promise<string> {
  const survey = await findSurveyBySlug(platform.store, slug);
  return insertInvitation(platform.store, { surveyId: survey?.id ?? '', stakeholderId });
}

type Filled = Readonly<Record<string, string | readonly string[]>>;

function post(visitor: Visitor, page: number, form: Filled, slug = 'marche') {
  const stalls = form['stalls.fish'] === undefined ? [] : ['stalls'];
  const shown = [...(SHOWN[page] ?? []), ...stalls];
  return visitor.post(`/enquetes/${slug}/${page}`, { _shown: shown, _to: 'next', ...form });
}

async function send(visitor: Visitor, page: number, form: Filled, slug = 'marche') {
  return (await post(visitor, page, form, slug)).headers.location;
}

function save(visitor: Visitor, page: number, form: Filled) {
  const pairs = Object.entries({ _shown: SHOWN[page] ?? [], ...form });
  const flat = pairs.flatMap(([name, values]) => [values].flat().map((value) => [name, value]));
  return visitor.request({
    method: 'POST',
    url: `/enquetes/marche/${page}`,
    headers: { accept: 'application/json', 'content-type': 'application/x-www-form-urlencoded' },
    payload: new URLSearchParams(flat as [string, string][]).toString(),
  });
}

async function complete(visitor: Visitor, slug = 'marche'): Promise<void> {
  await send(visitor, 1, YOU, slug);
  await send(visitor, 2, { ...MARKET, 'stalls.fish': 'good' }, slug);
  expect(await send(visitor, 3, MORE, slug)).toBe(`/enquetes/${slug}/relecture`);
}

function submit(visitor: Visitor, key: string, slug = 'marche') {
  return visitor.post(`/enquetes/${slug}/reponses`, { key });
}

function keyOf(page: string): string {
  return /name="key" value="([^"]+)"/.exec(page)?.[1] ?? '';
}

function sentUnder(number: string) {
  const receipt = number.replaceAll(' ', '');
  return platform.store.database
    .select()
    .from(submissions)
    .all()
    .find((row) => row.receipt === receipt);
}

function sendWhole(body: unknown, slug = 'marche', headers: Record<string, string> = {}) {
  return platform.app.inject({
    method: 'POST',
    url: `/enquetes/${slug}/reponses`,
    headers: {
      accept: 'application/json',
      origin: ORIGIN,
      'content-type': 'application/json',
      ...headers,
    },
    payload: JSON.stringify(body),
  });
}
