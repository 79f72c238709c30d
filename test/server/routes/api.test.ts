import { randomUUID } from 'node:crypto';
import type { InjectOptions } from 'fastify';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { newToken } from '../../../db/ids.ts';
import { suspendAccount } from '../../../db/queries/accounts.ts';
import { insertApiToken, listApiTokens } from '../../../db/queries/api-tokens.ts';
import { closeSurvey, type Survey } from '../../../db/queries/surveys.ts';
import { loadTerritories } from '../../../db/territories.ts';
import { SCOPES } from '../../../views/messages/api.ts';
import { everyType } from '../../fixtures/every-type.ts';
import { addStallholder, publishMarket, SHOPPER, sendMarket } from '../../support/market.ts';
import {
  addAccount,
  addMission,
  openTestPlatform,
  openVisitor,
  signInAs,
  type TestPlatform,
} from '../../support/platform.ts';

/** A complete response, as a program would send it. */
const WHOLE = {
  agreement: { given: true, wording: 'v2' },
  home: '52250',
  visit: 'weekly',
  marks: { thursday: { choice: 4, price: 2 }, sunday: { choice: 1, price: 1 } },
  wishes: ['hours', 'benches'],
  budget: 12.5,
  stallholder: 'Chez Odile',
  causes: [
    { best: 'hours', worst: 'price' },
    { best: 'music', worst: 'quality' },
    { best: 'welcome', worst: 'price' },
  ],
};

let platform: TestPlatform;
let mission: string;
let survey: Survey;
let solange: string;
let token: string;

beforeEach(async () => {
  platform = await openTestPlatform();
  loadTerritories(platform.store);
  solange = await addAccount(platform.store, 'Solange Perrin', 'consultant');
  mission = await addMission(platform.store, solange);
  survey = await publishMarket(platform.store, mission);
  token = await tokenOf(solange);
});
afterEach(() => platform.close());

const tokenOf = (
  accountId: string,
  limits: { scopes?: readonly string[]; missionId?: string; expiresAt?: number } = {},
) =>
  insertApiToken(platform.store, {
    accountId,
    name: 'Tableau de bord',
    scopes: limits.scopes ?? SCOPES,
    missionId: limits.missionId ?? null,
    expiresAt: limits.expiresAt ?? null,
  });

const ask = (url: string, options: InjectOptions & { token?: string } = {}) => {
  const { token: other = token, ...rest } = options;
  return platform.app.inject({
    method: 'GET',
    url: `/api/v1${url}`,
    ...rest,
    headers: { ...(other && { authorization: `Bearer ${other}` }), ...rest.headers },
  });
};
const post = (url: string, payload: object, options: InjectOptions & { token?: string } = {}) =>
  ask(url, { method: 'POST', payload, ...options });
const own = (path = '') => `/missions/${mission}/surveys/${survey.id}${path}`;

describe('a token', () => {
  it('is made on a page, shown once, and kept as a hash', async () => {
    const visitor = await signInAs(platform, 'Solange Perrin');
    const form = { name: 'Suivi', scopes: ['responses:read', 'tout'], mission, validity: '30' };
    const { body } = await visitor.post('/jetons', form);
    const secret = /cst_[\w-]{43}/.exec(body)?.[0] ?? '';
    expect((await ask('/missions', { token: secret })).statusCode).toBe(200);
    const page = await visitor.get('/jetons');
    expect(page.body).toContain('Suivi');
    expect(page.body).not.toContain(secret);
    expect(
      JSON.stringify(platform.store.sqlite.prepare('SELECT * FROM api_tokens').all()),
    ).not.toContain(secret);
    const [listed] = await listApiTokens(platform.store, solange);
    expect([listed?.token.scopes, listed?.token.lastUsedAt === null]).toEqual([
      ['responses:read'],
      false,
    ]);
    await visitor.post(`/jetons/${listed?.token.id}/retrait`);
    expect((await ask('/missions', { token: secret })).statusCode).toBe(401);
    expect((await visitor.post(`/jetons/${listed?.token.id}/retrait`)).statusCode).toBe(404);
  });

  it('is asked for what it may do, and for whom, before it is made', async () => {
    const visitor = await signInAs(platform, 'Solange Perrin');
    const marc = await addAccount(platform.store, 'Marc Vidal', 'consultant');
    const elsewhere = await addMission(platform.store, marc);
    const forms: Record<string, string>[] = [
      { name: '', scopes: 'responses:read' },
      { name: 'Suivi' },
      { name: 'Suivi', scopes: 'responses:read', mission: elsewhere },
      { name: 'Suivi', scopes: 'responses:read', validity: '9999' },
    ];
    for (const form of forms) expect((await visitor.post('/jetons', form)).statusCode).toBe(422);
  });

  it('opens nothing once expired, or once its account is suspended', async () => {
    const expired = await tokenOf(solange, { expiresAt: Date.now() - 1 });
    expect((await ask('/missions', { token: expired })).statusCode).toBe(401);
    await suspendAccount(platform.store, solange, solange);
    expect((await ask('/missions')).statusCode).toBe(401);
  });

  it('of one account is not another’s to take back', async () => {
    await addAccount(platform.store, 'Marc Vidal', 'consultant');
    const marc = await signInAs(platform, 'Marc Vidal');
    const [listed] = await listApiTokens(platform.store, solange);
    expect((await marc.post(`/jetons/${listed?.token.id}/retrait`)).statusCode).toBe(404);
    expect((await ask('/missions')).statusCode).toBe(200);
  });
});

describe('who may', () => {
  it('nobody without a token, cookies or not, and the answer is a problem in French', async () => {
    const visitor = await signInAs(platform, 'Solange Perrin');
    const withCookie = await visitor.get('/api/v1/missions');
    for (const answer of [
      withCookie,
      await ask('/missions', { token: '' }),
      await ask('/missions', { token: `cst_${'a'.repeat(43)}` }),
    ]) {
      expect(answer.statusCode).toBe(401);
      expect(answer.headers['content-type']).toContain('application/problem+json');
      expect(answer.headers['www-authenticate']).toContain('Bearer');
      expect(answer.headers['set-cookie']).toBeUndefined();
      expect(answer.json()).toMatchObject({ type: 'about:blank', status: 401, title: 'Connexion' });
    }
  });

  it('writes from any origin with a token, and from none with cookies alone', async () => {
    const visitor = await signInAs(platform, 'Solange Perrin');
    const payload = JSON.stringify({ key: randomUUID(), answers: WHOLE });
    const forged = await visitor.request({
      method: 'POST',
      url: `/api/v1${own('/responses')}`,
      headers: { origin: 'https://pirate.exemple', 'content-type': 'application/json' },
      payload,
    });
    expect(forged.statusCode).toBe(401);
    const meant = await post(own('/responses'), JSON.parse(payload), {
      headers: { origin: 'https://tableau.exemple' },
    });
    expect(meant.statusCode).toBe(201);
    expect(meant.headers['access-control-allow-origin']).toBeUndefined();
  });

  it('nobody by a token in the address', async () => {
    for (const query of [
      `access_token=${token}`,
      `token=${token}`,
      `x=${token}`,
      `api_key=${token}`,
    ]) {
      const answer = await ask(`/missions?${query}`);
      expect([query, answer.statusCode]).toEqual([query, 400]);
      expect(answer.body).not.toContain(token);
    }
  });

  it('not what is another’s: 404, whether by account, by token or by role', async () => {
    const marc = await addAccount(platform.store, 'Marc Vidal', 'consultant');
    const odile = await addAccount(platform.store, 'Odile Marchadier', 'interviewer');
    const elsewhere = await addMission(platform.store, marc, {
      [odile]: 'interviewer',
      [solange]: 'consultant',
    });
    const theirs = await publishMarket(platform.store, elsewhere, { slug: 'halle' });
    const narrow = await tokenOf(solange, { missionId: mission });
    const { submission } = await sendMarket(platform.store, theirs, SHOPPER);
    const forbidden: [string, string][] = [
      [await tokenOf(marc), `/missions/${mission}`],
      [await tokenOf(marc), own()],
      [await tokenOf(odile), `/missions/${elsewhere}/surveys`],
      [narrow, `/missions/${elsewhere}/surveys`],
      [token, `/missions/${mission}/surveys/${theirs.id}`],
      [token, own(`/responses/${submission.responseId}`)],
      [token, '/missions/inconnue'],
      [token, '/inconnue'],
    ];
    for (const [other, url] of forbidden) {
      const answer = await ask(url, { token: other });
      expect([url, answer.statusCode]).toEqual([url, 404]);
      expect(answer.headers['content-type']).toContain('application/problem+json');
    }
    expect((await ask('/missions', { token: narrow })).json().missions).toHaveLength(1);
    expect((await ask('/missions')).json().missions).toHaveLength(2);
  });

  it('not beyond the permissions of the token', async () => {
    const reader = await tokenOf(solange, { scopes: ['responses:read'] });
    expect((await ask(own('/responses'), { token: reader })).statusCode).toBe(200);
    for (const answer of [
      await ask(own(), { token: reader }),
      await post(own('/responses'), { key: randomUUID(), answers: {} }, { token: reader }),
      await post(`/missions/${mission}/runs`, {}, { token: reader }),
    ]) {
      expect(answer.statusCode).toBe(403);
      expect(answer.json().detail).toMatch(/n’a pas la permission \w+:\w+/);
    }
  });

  it('not too often', async () => {
    await platform.close();
    platform = await openTestPlatform({ API_REQUESTS_PER_MINUTE: '3' });
    const account = await addAccount(platform.store, 'Ada Min', 'administrator');
    const mine = await tokenOf(account);
    const another = await tokenOf(account);
    for (let n = 0; n < 3; n += 1)
      expect((await ask('/missions', { token: mine })).statusCode).toBe(200);
    const answer = await ask('/missions', { token: mine });
    expect([answer.statusCode, answer.json().status]).toEqual([429, 429]);
    expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0);
    expect((await ask('/missions', { token: another })).statusCode).toBe(200);
    const guesses = [];
    for (let n = 0; n < 5; n += 1)
      guesses.push((await ask('/missions', { token: `cst_${newToken()}` })).statusCode);
    expect(guesses).toEqual([401, 401, 401, 429, 429]);
  });
});

describe('responses', () => {
  it('are sent once, whole, and read back', async () => {
    const key = randomUUID();
    const first = await post(own('/responses'), { key, answers: WHOLE });
    const again = await post(own('/responses'), { key, answers: WHOLE });
    expect([first.statusCode, again.statusCode]).toEqual([201, 201]);
    expect(again.json()).toEqual(first.json());
    const other = await post(own('/responses'), {
      key,
      answers: { ...WHOLE, budget: 99 },
    });
    expect(other.statusCode).toBe(409);
    const { responses, nextCursor } = (await ask(own('/responses'))).json();
    expect([responses.length, nextCursor]).toEqual([1, null]);
    expect(responses[0]).toMatchObject({ version: 1, answers: WHOLE });
    const one = await ask(own(`/responses/${responses[0].id}`));
    expect(one.json()).toEqual(responses[0]);
  });

  it('come page by page, each once, even while others arrive', async () => {
    for (let n = 0; n < 5; n += 1)
      await sendMarket(platform.store, survey, { ...SHOPPER, memory: `Marché ${n}` });
    const seen: string[] = [];
    let cursor = '';
    for (let page = 0; page < 10; page += 1) {
      const answer = await ask(`${own('/responses')}?limit=2${cursor && `&cursor=${cursor}`}`);
      const { responses, nextCursor } = answer.json();
      seen.push(...responses.map(({ answers }: { answers: { memory: string } }) => answers.memory));
      if (page === 0)
        await sendMarket(platform.store, survey, { ...SHOPPER, memory: 'Le dernier' });
      if (nextCursor === null) break;
      cursor = nextCursor;
    }
    expect(seen).toEqual([
      'Marché 0',
      'Marché 1',
      'Marché 2',
      'Marché 3',
      'Marché 4',
      'Le dernier',
    ]);
    for (const query of ['limit=0', 'limit=501', 'limit=x', 'cursor=!!', 'cursor=YQ', 'autre=1'])
      expect([query, (await ask(`${own('/responses')}?${query}`)).statusCode]).toEqual([
        query,
        422,
      ]);
  });

  it('are refused point by point, in French, and nothing of them is kept', async () => {
    const answer = await post(own('/responses'), { key: 'x', answers: [], surplus: 1 });
    expect(answer.statusCode).toBe(422);
    const { errors, detail } = answer.json();
    expect(detail).toBe('Certains champs sont à corriger.');
    expect(errors.map(({ pointer }: { pointer: string }) => pointer).sort()).toEqual([
      '',
      '/answers',
      '/key',
    ]);
    const wrong = await post(own('/responses'), {
      key: randomUUID(),
      answers: { ...WHOLE, budget: 'cher', pirate: 1 },
    });
    expect(wrong.statusCode).toBe(422);
    expect(wrong.json().errors.map(({ pointer }: { pointer: string }) => pointer)).toContain(
      '/answers/pirate',
    );
    expect((await ask(own('/responses'))).json().responses).toEqual([]);
  });

  it('are refused where they are no JSON, too large, too deep, or the survey is closed', async () => {
    const raw = (payload: string, type = 'application/json') =>
      ask(own('/responses'), { method: 'POST', payload, headers: { 'content-type': type } });
    expect((await raw('{')).statusCode).toBe(400);
    expect((await raw('a=b', 'application/x-www-form-urlencoded')).statusCode).toBe(415);
    expect((await raw('{}', 'text/plain')).statusCode).toBe(415);
    expect((await raw(`{"key":"${'a'.repeat(3 * 2 ** 20)}"}`)).statusCode).toBe(413);
    expect((await raw(`{"answers":${'['.repeat(5000)}${']'.repeat(5000)}}`)).statusCode).toBe(422);
    expect((await raw('{"__proto__":{"a":1}}')).statusCode).toBe(400);
    for (const answer of [await raw('{'), await raw('[]')])
      expect(answer.headers['content-type']).toContain('application/problem+json');
    await closeSurvey(platform.store, { survey, by: solange });
    const late = await post(own('/responses'), { key: randomUUID(), answers: WHOLE });
    expect([late.statusCode, late.json().detail]).toEqual([
      409,
      'L’enquête n’est pas ouverte aux réponses.',
    ]);
  });

  it('say neither when nor who in an anonymous survey', async () => {
    const secret = await publishMarket(platform.store, mission, { slug: 'secret' });
    platform.store.sqlite
      .prepare('UPDATE surveys SET is_anonymous = 1 WHERE id = ?')
      .run(secret.id);
    const url = `/missions/${mission}/surveys/${secret.id}/responses`;
    const sent = await post(url, { key: randomUUID(), answers: WHOLE });
    expect([sent.statusCode, sent.json().submittedAt]).toEqual([201, null]);
    const [one] = (await ask(url)).json().responses;
    expect([one.submittedAt, one.stakeholder]).toEqual([null, null]);
  });

  it('come as results, and as a file', async () => {
    await sendMarket(platform.store, survey, SHOPPER);
    const results = (await ask(own('/results'))).json();
    expect(results.received).toBe(1);
    expect(results.sections[0].questions.length).toBeGreaterThan(0);
    const file = await ask(`${own('/export')}?format=csv`);
    expect(file.headers['content-type']).toContain('text/csv');
    expect(file.body).toContain('52250');
    expect(file.body).not.toContain('neige'); // of internal use, as the shopper said nothing of it
    expect((await ask(`${own('/export')}?format=exe`)).statusCode).toBe(422);
  });
});

it('tells who holds an answer already that it is the same', async () => {
  const first = await ask(own());
  const tag = String(first.headers.etag);
  expect(tag).toMatch(/^"[\w-]{27}"$/);
  const same = await ask(own(), { headers: { 'if-none-match': `"autre", W/${tag}` } });
  expect([same.statusCode, same.body]).toEqual([304, '']);
  await closeSurvey(platform.store, { survey, by: solange });
  expect((await ask(own(), { headers: { 'if-none-match': tag } })).statusCode).toBe(200);
});

it('invites, hands the links over once, and takes them back', async () => {
  const bernard = await addStallholder(platform.store, mission);
  const { stakeholders } = (await ask(`/missions/${mission}/stakeholders`)).json();
  expect(stakeholders).toHaveLength(1);
  expect(JSON.stringify(stakeholders)).not.toContain('Ollivier');
  const made = await post(own('/invitations'), { stakeholders: [bernard, 'inconnu'] });
  const [{ id, url }] = made.json().invitations;
  const path = new URL(url).pathname;
  expect((await openVisitor(platform).get(path)).statusCode).toBe(200);
  expect((await post(own('/invitations'), { stakeholders: [bernard] })).json().invitations).toEqual(
    [],
  );
  expect((await ask(own('/invitations'))).body).not.toContain(path);
  const gone = await ask(own(`/invitations/${id}`), { method: 'DELETE' });
  expect([gone.statusCode, gone.body]).toEqual([204, '']);
  expect((await ask(own(`/invitations/${id}`), { method: 'DELETE' })).statusCode).toBe(404);
  expect((await openVisitor(platform).get(path)).statusCode).toBe(404);
});

describe('questionnaires', () => {
  it('are read as they are defined, and published anew as another version', async () => {
    const { definition } = (await ask(own('/questionnaires/1'))).json();
    expect(definition).toEqual(JSON.parse(JSON.stringify(everyType)));
    const changed = { ...definition, title: 'Le marché, un an après' };
    const made = await post(own('/questionnaires'), { definition: changed });
    expect([made.statusCode, made.json()]).toEqual([201, { version: 2 }]);
    const { questionnaires } = (await ask(own('/questionnaires'))).json();
    expect(questionnaires.map(({ version }: { version: number }) => version)).toEqual([2, 1]);
    expect((await ask(own('/questionnaires/2'))).json().definition.title).toBe(changed.title);
    expect((await ask(own('/questionnaires/3'))).statusCode).toBe(404);
    expect((await post(own('/questionnaires'), { definition: changed })).json()).toEqual({
      version: 3,
    });
  });

  it('are refused with what is wrong, and publish nothing', async () => {
    const { definition } = (await ask(own('/questionnaires/1'))).json();
    const [first, ...rest] = definition.sections;
    const twice = { ...definition, sections: [first, first, ...rest] };
    for (const wrong of [{}, { title: 'Vide' }, twice]) {
      const answer = await post(own('/questionnaires'), { definition: wrong });
      expect(answer.statusCode).toBe(422);
    }
    expect((await ask(own('/questionnaires'))).json().questionnaires).toHaveLength(1);
  });
});

it('launches an analysis, follows it, and reads what it found', async () => {
  const runs = `/missions/${mission}/runs`;
  expect((await post(runs, { classes: 1 })).statusCode).toBe(422);
  const made = await post(runs, { classes: 4 });
  expect([made.statusCode, made.json().outcome]).toEqual([202, 'running']);
  expect((await post(runs, {})).statusCode).toBe(409);
  await platform.services.runs.ended(made.json().id);
  const ended = (await ask(`${runs}/${made.json().id}`)).json();
  expect(['finished', 'failed']).toContain(ended.outcome); // nothing was said yet in this mission
  expect((await ask(runs)).json().runs).toHaveLength(1);
  expect((await ask(`/missions/${mission}/themes`)).json().themes).toEqual([]);
  expect((await ask(`/missions/${mission}/findings`)).json().findings).toEqual([]);
  expect((await ask(`/missions/${mission}/findings/inconnu`)).statusCode).toBe(404);
}, 30_000);

describe('the documentation', () => {
  it('says every route there is, and no other', async () => {
    const answer = await platform.app.inject({ url: '/api/v1/openapi.json' });
    const document = answer.json();
    expect(document.openapi).toBe('3.1.0');
    const documented = Object.entries<Record<string, unknown>>(document.paths).flatMap(
      ([path, operations]) =>
        Object.keys(operations).map((method) => `${method.toUpperCase()} /api/v1${path}`),
    );
    const served = platform.app.sitemap
      .filter(
        ({ method, url }) =>
          url.startsWith('/api/v1/') && method !== 'HEAD' && !url.endsWith('.json'),
      )
      .map(({ method, url }) => `${method} ${url.replaceAll(/:(\w+)/g, '{$1}')}`);
    expect(documented.sort()).toEqual(served.sort());
    expect(documented.length).toBeGreaterThan(15);
    const ids = Object.values<Record<string, { operationId: string }>>(document.paths).flatMap(
      (operations) => Object.values(operations).map(({ operationId }) => operationId),
    );
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('can be read by a person who is not signed in', async () => {
    const page = await openVisitor(platform).get('/aide/api');
    expect(page.statusCode).toBe(200);
    expect(page.body).toContain('/api/v1/missions/{mission}/surveys/{survey}/responses');
    expect(page.body).toContain('responses:read');
  });

  it('tells the truth: answers have the shape that it says', async () => {
    await sendMarket(platform.store, survey, SHOPPER);
    await addStallholder(platform.store, mission);
    const document = (await platform.app.inject({ url: '/api/v1/openapi.json' })).json();
    for (const path of [
      '/missions',
      '/missions/{mission}',
      '/missions/{mission}/surveys',
      '/missions/{mission}/stakeholders',
      '/missions/{mission}/surveys/{survey}',
      '/missions/{mission}/surveys/{survey}/responses',
      '/missions/{mission}/surveys/{survey}/results',
      '/missions/{mission}/surveys/{survey}/questionnaires',
    ]) {
      const { schema } = document.paths[path].get.responses['200'].content['application/json'];
      const answer = await ask(path.replace('{mission}', mission).replace('{survey}', survey.id));
      expect([path, faultsOf(schema, answer.json())]).toEqual([path, []]);
    }
  });
});

interface Schema {
  readonly type?: string | readonly string[];
  readonly properties?: Record<string, Schema>;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
}

/** As much of JSON Schema as the answers use: types, properties (no other), what is required, items. */
function faultsOf(schema: Schema, value: unknown, at = ''): string[] {
  if (schema.anyOf)
    return schema.anyOf.some((one) => faultsOf(one, value, at).length === 0) ? [] : [`${at}: none`];
  const types: Record<string, boolean> = {
    object: typeof value === 'object' && value !== null && !Array.isArray(value),
    array: Array.isArray(value),
    string: typeof value === 'string',
    integer: Number.isInteger(value),
    number: typeof value === 'number',
    boolean: typeof value === 'boolean',
    null: value === null,
  };
  if (typeof schema.type === 'string' && !types[schema.type]) return [`${at}: no ${schema.type}`];
  if (Array.isArray(value))
    return value.flatMap((one, index) => faultsOf(schema.items ?? {}, one, `${at}/${index}`));
  if (!types.object || !schema.properties) return [];
  const held = Object.entries(Object(value));
  const missing = (schema.required ?? []).filter((name) => !held.some(([key]) => key === name));
  return [
    ...missing.map((name) => `${at}/${name}: missing`),
    ...held.flatMap(([name, inner]) => {
      const known = schema.properties?.[name];
      return known ? faultsOf(known, inner, `${at}/${name}`) : [`${at}/${name}: unsaid`];
    }),
  ];
}
