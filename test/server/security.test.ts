import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTestPlatform, type TestPlatform } from '../support/platform.ts';

describe('the door', () => {
  let platform: TestPlatform;
  beforeAll(async () => {
    platform = await openTestPlatform();
  });
  afterAll(() => platform.close());

  const post = (headers: Record<string, string>, payload = 'email=a&password=b') =>
    platform.app.inject({
      method: 'POST',
      url: '/connexion',
      headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
      payload,
    });
  const own = { origin: 'http://localhost:3000' };

  it('refuses a form of another site, or of nowhere', async () => {
    expect((await post({ origin: 'https://ailleurs.example' })).statusCode).toBe(403);
    expect((await post({ origin: 'null' })).statusCode).toBe(403);
    expect((await post({})).statusCode).toBe(403);
    expect((await post({ ...own, 'sec-fetch-site': 'cross-site' })).statusCode).toBe(403);
    expect((await post(own)).statusCode).toBe(422);
  });

  it('refuses what it was not told how to read', async () => {
    const answer = await post({ ...own, 'content-type': 'text/plain' }, '{"email":"a"}');
    expect(answer.statusCode).toBe(415);
    expect(answer.body).toContain('Format non pris en charge');
  });

  it('refuses prototypes, NUL and lone surrogates before any handler', async () => {
    for (const payload of [
      '__proto__=1',
      'constructor=1',
      'email=%00',
      'email[__proto__]=1&__proto__[a]=1',
    ])
      expect([400, 422]).toContain((await post(own, payload)).statusCode);
    const surrogate = await platform.app.inject({
      method: 'POST',
      url: '/connexion',
      headers: { ...own, 'content-type': 'application/json' },
      payload: '{"email":"\\ud800"}',
    });
    expect(surrogate.statusCode).toBe(400);
  });

  it('refuses JSON nested beyond measure, and forms of ten thousand fields', async () => {
    const deep = await platform.app.inject({
      method: 'POST',
      url: '/connexion',
      headers: { ...own, 'content-type': 'application/json' },
      payload: `${'{"a":'.repeat(5000)}1${'}'.repeat(5000)}`,
    });
    expect(deep.statusCode).toBe(422);
    expect((await post(own, 'a=1&'.repeat(10_000))).statusCode).toBe(413);
  });

  it('sends a strict policy with each page', async () => {
    const { headers } = await platform.app.inject({ url: '/connexion' });
    expect(headers['content-security-policy']).toContain("default-src 'none'");
    expect(headers['content-security-policy']).not.toMatch(/unsafe|\*/);
    expect(headers['content-security-policy']).toContain("base-uri 'none'");
    expect(headers['x-content-type-options']).toBe('nosniff');
  });

  it('answers in French, with a page for a person and a code for a script', async () => {
    const page = await platform.app.inject({
      url: '/nulle-part',
      headers: { accept: 'text/html' },
    });
    expect(page.statusCode).toBe(404);
    expect(page.body).toContain('Page introuvable');
    const script = await platform.app.inject({
      url: '/nulle-part',
      headers: { accept: 'application/json' },
    });
    expect(script.json()).toMatchObject({ error: 404 });
  });

  it('says that it lives and that it can write', async () => {
    expect((await platform.app.inject({ url: '/live' })).json()).toEqual({ status: 'live' });
    expect((await platform.app.inject({ url: '/ready' })).json()).toMatchObject({
      status: 'ready',
    });
  });
});
