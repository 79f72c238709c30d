import { createHmac } from 'node:crypto';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { newId } from '../../db/ids.ts';
import { withdrawResponse } from '../../db/queries/submission-withdrawals.ts';
import {
  closeSurvey,
  reopenSurvey,
  type Survey,
  updateCalendar,
} from '../../db/queries/surveys.ts';
import { faultOfUrl, isPublicAddress } from '../../server/webhooks/addresses.ts';
import { deliverDue, RETRIES_MS } from '../../server/webhooks/deliver.ts';
import { publishMarket, SHOPPER, sendMarket } from '../support/market.ts';
import {
  addAccount,
  addMission,
  openTestPlatform,
  signInAs,
  type TestPlatform,
  type Visitor,
} from '../support/platform.ts';

interface Call {
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

let platform: TestPlatform;
let mission: string;
let by: string;
let survey: Survey;
let solange: Visitor;
let receiver: Server;
let calls: Call[];
let statuses: number[];

beforeEach(async () => {
  platform = await openTestPlatform({ WEBHOOK_PRIVATE_ADDRESSES: 'true' });
  by = await addAccount(platform.store, 'Solange Perrin', 'consultant');
  mission = await addMission(platform.store, by);
  survey = await publishMarket(platform.store, mission);
  solange = await signInAs(platform, 'Solange Perrin');
  calls = [];
  statuses = [];
  receiver = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk) => {
      body += chunk;
    });
    request.on('end', () => {
      calls.push({ headers: request.headers, body });
      response.writeHead(statuses.shift() ?? 204, { location: '/ailleurs' }).end();
    });
  });
  await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve));
});
afterEach(async () => {
  await new Promise((resolve) => receiver.close(resolve));
  await platform.close();
});

const url = () => `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/constat`; // it listens on a port
const address = (act = '') => `/missions/${mission}/webhooks${act}`;
const deliver = (now = Date.now()) =>
  deliverDue(platform.store, platform.services.config, {
    signal: new AbortController().signal,
    now: () => now,
  });
const told = () => calls.map(({ body }) => JSON.parse(body));

const secretIn = (body: string) => /whsec_[\w+/=]+/.exec(body.replaceAll('&#x3D;', '='))?.[0];

/** Declares a webhook. @returns its id and its secret. */
async function listen(form: Record<string, string | string[]> = {}) {
  const id = newId();
  const events = ['response.submitted', 'survey.closed', 'survey.reopened'];
  const { body } = await solange.post(address(), { id, url: url(), events, ...form });
  return { id, secret: secretIn(body) ?? '' };
}

describe('what a webhook is told', () => {
  it('that a response was received, signed, without a word nor a name of it', async () => {
    const { secret } = await listen();
    const { submission } = await sendMarket(platform.store, survey, SHOPPER);
    await deliver();
    expect(calls).toHaveLength(1);
    const [{ headers, body } = { headers: {}, body: '' }] = calls;
    const { type, data } = JSON.parse(body);
    expect(type).toBe('response.submitted');
    expect(data).toEqual({
      mission: { id: mission, title: 'Bourgs du Perthois' },
      response: {
        id: submission.responseId,
        url: `http://localhost:3000/missions/${mission}/reponses/${submission.responseId}`,
      },
      survey: { id: survey.id },
    });
    expect(body).not.toContain('neige');
    expect(body).not.toContain(submission.receipt);
    const { 'webhook-id': id, 'webhook-timestamp': at, 'webhook-signature': signature } = headers;
    const key = Buffer.from(secret.slice(6), 'base64');
    expect(key).toHaveLength(32);
    const expected = createHmac('sha256', key).update(`${id}.${at}.${body}`).digest('base64');
    expect(signature).toBe(`v1,${expected}`);
  });

  it('its answers too, where it asked for them', async () => {
    await listen({ personal: 'yes' });
    await sendMarket(platform.store, survey, SHOPPER);
    await deliver();
    expect(told()[0].data.answers).toEqual(SHOPPER);
  });

  it('only what it listens to, only of its mission, and nothing of an anonymous survey’s responses', async () => {
    await listen({ events: 'survey.reopened' });
    const marc = await addAccount(platform.store, 'Marc Vidal', 'consultant');
    const elsewhere = await addMission(platform.store, marc);
    const other = await publishMarket(platform.store, elsewhere, { slug: 'halle' });
    await closeSurvey(platform.store, { survey: other, by });
    await reopenSurvey(platform.store, { survey: other, by });
    await sendMarket(platform.store, survey, SHOPPER);
    await deliver();
    expect(calls).toEqual([]);
    await listen();
    const secret = await publishMarket(platform.store, mission, { slug: 'secret' });
    platform.store.sqlite
      .prepare('UPDATE surveys SET is_anonymous = 1 WHERE id = ?')
      .run(secret.id);
    await sendMarket(platform.store, secret, SHOPPER);
    await deliver();
    expect(calls).toEqual([]);
  });

  it('that a response was taken back; what was not told yet goes without its words', async () => {
    await listen({ events: ['response.submitted', 'response.withdrawn'], personal: 'yes' });
    const { submission } = await sendMarket(platform.store, survey, SHOPPER);
    await withdrawResponse(platform.store, submission.responseId, 'Je me ravise.');
    await deliver();
    await deliver();
    expect(told().map(({ type }) => type)).toEqual(['response.submitted', 'response.withdrawn']);
    expect(calls.map(({ body }) => body).join()).not.toContain('neige');
  });

  it('that a survey closed, once, whether by hand or by its hour', async () => {
    await listen();
    await closeSurvey(platform.store, { survey, by });
    await deliver();
    await deliver(Date.now() + 1000);
    expect(told().map(({ type }) => type)).toEqual(['survey.closed']);
    await reopenSurvey(platform.store, { survey, by });
    const closesAt = Date.now() + 60_000;
    await updateCalendar(platform.store, {
      survey,
      by,
      opensAt: survey.opensAt,
      closesAt,
      finishesAt: null,
    });
    await deliver();
    expect(told().map(({ type }) => type)).toEqual(['survey.closed', 'survey.reopened']);
    await deliver(closesAt + 1);
    await deliver(closesAt + 2000);
    expect(told().map(({ type }) => type)).toEqual([
      'survey.closed',
      'survey.reopened',
      'survey.closed',
    ]);
  });
});

describe('a webhook that does not listen', () => {
  it('is told again, less and less often, under the same id, then no more', async () => {
    const { id } = await listen();
    await sendMarket(platform.store, survey, SHOPPER);
    statuses = Array.from({ length: 20 }, (_, index) => (index % 2 ? 302 : 500));
    let now = Date.now();
    await deliver(now);
    await deliver(now + RETRIES_MS[0] - 1);
    expect(calls).toHaveLength(1);
    for (const wait of RETRIES_MS) {
      now += wait;
      await deliver(now);
    }
    await deliver(now + 100 * 24 * 3_600_000);
    expect(calls).toHaveLength(RETRIES_MS.length + 1); // a redirection is followed nowhere
    expect(new Set(calls.map(({ headers }) => headers['webhook-id'])).size).toBe(1);
    const page = await solange.get(address(`/${id}`));
    expect(page.body).toContain('Abandonné');
    expect(page.body).toContain('9\u00a0essais, réponse 500');
  });

  it('is told once more when somebody asks for it', async () => {
    const { id } = await listen();
    await sendMarket(platform.store, survey, SHOPPER);
    statuses = [410]; // gone: no use insisting
    await deliver();
    await deliver(Date.now() + 1_000_000);
    expect(calls).toHaveLength(1);
    const page = await solange.get(address(`/${id}`));
    const [, again = ''] = /action="([^"]+\/renvoi)"/.exec(page.body) ?? [];
    await solange.post(again);
    await deliver();
    expect(calls).toHaveLength(2);
    expect((await solange.get(address(`/${id}`))).body).toContain('Reçu');
  });

  it('is not waited for by the others, and says why it was not reached', async () => {
    const deaf = await listen({ url: 'http://127.0.0.1:1/' });
    await listen();
    await sendMarket(platform.store, survey, SHOPPER);
    await deliver();
    expect(calls).toHaveLength(1);
    expect((await solange.get(address(`/${deaf.id}`))).body).toContain('la machine ne répond pas');
  });
});

describe('a secret', () => {
  it('is shown once, kept nowhere, and replaced on demand', async () => {
    const { id, secret } = await listen();
    expect(secret).toMatch(/^whsec_[\w+/]{43}=$/);
    expect((await solange.get(address(`/${id}`))).body).not.toContain('whsec_');
    const again = await solange.post(address(), { id, url: url(), events: 'survey.closed' });
    expect([again.statusCode, again.body.includes('whsec_')]).toEqual([303, false]);
    expect(
      JSON.stringify(platform.store.sqlite.prepare('SELECT * FROM webhooks').all()),
    ).not.toContain(secret.slice(6));
    const { body } = await solange.post(address(`/${id}/secret`));
    expect(secretIn(body)).not.toBe(secret);
  });

  it('signs nothing more once the webhook is taken away', async () => {
    const { id } = await listen();
    await solange.post(address(`/${id}/essai`));
    await solange.post(address(`/${id}/retrait`));
    await deliver();
    expect(calls).toEqual([]);
    expect((await solange.get(address(`/${id}`))).statusCode).toBe(404);
  });
});

describe('private addresses', () => {
  it('are called by nobody unless the configuration allows it', async () => {
    const strict = await openTestPlatform();
    await addMission(strict.store, await addAccount(strict.store, 'Solange Perrin', 'consultant'));
    const consultant = await signInAs(strict, 'Solange Perrin');
    const [{ id: own } = { id: '' }] = strict.store.sqlite
      .prepare<[], { id: string }>('SELECT id FROM missions')
      .all();
    for (const forbidden of [
      'http://exemple.fr/',
      'https://127.0.0.1/',
      'https://[::1]/',
      'https://0x7f.1/',
      'https://localhost/',
      'https://169.254.169.254/latest',
      'ftp://exemple.fr',
      'javascript:alert(1)',
      '',
      'https://a:b@exemple.fr/',
    ]) {
      const answer = await consultant.post(`/missions/${own}/webhooks`, {
        url: forbidden,
        events: 'survey.closed',
      });
      expect([forbidden, answer.statusCode]).toEqual([forbidden, 422]);
    }
    await strict.close();
  });

  it('are known however they are written', () => {
    for (const address of [
      '10.1.2.3',
      '172.31.0.1',
      '192.168.1.1',
      '100.64.0.1',
      '0.0.0.0',
      '255.255.255.255',
      '224.0.0.1',
      '::',
      '::1',
      '::ffff:10.0.0.1',
      'fe80::1',
      'fc00::1',
      '64:ff9b::a00:1',
      '2002:a00:1::',
      '2001:db8::1',
      'nom',
    ])
      expect([address, isPublicAddress(address)]).toEqual([address, false]);
    for (const address of [
      '1.1.1.1',
      '172.32.0.1',
      '192.167.255.255',
      '2606:4700::1111',
      '2a01:e00::1',
    ])
      expect([address, isPublicAddress(address)]).toEqual([address, true]);
    expect(faultOfUrl('https://2130706433/', false)).toBe('private');
    expect(faultOfUrl('https://exemple.fr/', false)).toBeUndefined();
  });

  it('are refused at the very call, where a public name leads to one', async () => {
    const { lookupPublic } = await import('../../server/webhooks/addresses.ts');
    const error = await new Promise((resolve) =>
      lookupPublic('localhost', { all: true }, (failure) => resolve(failure)),
    );
    expect(String(error)).toContain('PrivateAddress');
  });
});
