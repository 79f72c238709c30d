import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { suspendAccount } from '../../../db/queries/accounts.ts';
import {
  addAccount,
  emailOf,
  openTestPlatform,
  openVisitor,
  PASSWORD,
  signInAs,
  type TestPlatform,
} from '../../support/platform.ts';

describe('signing in', () => {
  let platform: TestPlatform;
  beforeEach(async () => {
    platform = await openTestPlatform({ SIGN_IN_ATTEMPTS: '5' });
    await addAccount(platform.store, 'Solange Perrin', 'consultant');
  });
  afterEach(() => platform.close());

  it('lets a consultant in with the right password, and out again', async () => {
    const solange = await signInAs(platform, 'Solange Perrin');
    expect((await solange.get('/')).statusCode).toBe(200);
    expect((await solange.post('/deconnexion')).statusCode).toBe(303);
    expect((await solange.get('/')).statusCode).toBe(401);
  });

  it('says the same of a wrong password and of an unknown address', async () => {
    const wrong = await openVisitor(platform).post('/connexion', {
      email: emailOf('Solange Perrin'),
      password: 'pas le bon mot',
    });
    const unknown = await openVisitor(platform).post('/connexion', {
      email: 'personne@exemple.fr',
      password: 'pas le bon mot',
    });
    expect([wrong.statusCode, unknown.statusCode]).toEqual([422, 422]);
    const without = (body: string) => body.replaceAll(/value="[^"]*"/g, '');
    expect(without(wrong.body)).toBe(without(unknown.body));
    expect(wrong.body).toContain('Adresse ou mot de passe incorrect.');
  });

  it('refuses a password of a million characters without hashing it', async () => {
    const answer = await openVisitor(platform).post('/connexion', {
      email: emailOf('Solange Perrin'),
      password: 'a'.repeat(1_000_000),
    });
    expect(answer.statusCode).toBe(422);
  });

  it('slows down who tries many passwords, and locks nobody out', async () => {
    const statuses = [];
    for (let attempt = 0; attempt < 7; attempt += 1) {
      const answer = await openVisitor(platform).post('/connexion', {
        email: 'x@y.fr',
        password: 'non',
      });
      statuses.push(answer.statusCode);
    }
    expect(statuses).toEqual([422, 422, 422, 422, 422, 429, 429]);
    const elsewhere = await platform.app.inject({
      method: 'POST',
      url: '/connexion',
      remoteAddress: '127.0.0.9',
      headers: {
        origin: 'http://localhost:3000',
        'content-type': 'application/x-www-form-urlencoded',
      },
      payload: new URLSearchParams({
        email: emailOf('Solange Perrin'),
        password: PASSWORD,
      }).toString(),
    });
    expect(elsewhere.statusCode).toBe(303);
  });

  it('gives a new session id at sign-in, so that a planted one opens nothing', async () => {
    const visitor = openVisitor(platform);
    const planted = { cookie: 'constat=planted.value' };
    const answer = await visitor.request({
      method: 'POST',
      url: '/connexion',
      headers: { ...planted, 'content-type': 'application/x-www-form-urlencoded' },
      payload: new URLSearchParams({
        email: emailOf('Solange Perrin'),
        password: PASSWORD,
      }).toString(),
    });
    const cookie = answer.cookies.find(({ name }) => name === 'constat');
    expect(cookie).toMatchObject({ httpOnly: true, sameSite: 'Lax', path: '/' });
    expect(cookie?.value).not.toContain('planted');
    const replay = await platform.app.inject({ url: '/', headers: planted });
    expect(replay.statusCode).toBe(401);
  });

  it('closes the sessions of a suspended account at once', async () => {
    const id = await addAccount(platform.store, 'Marc Vidal', 'consultant');
    const admin = await addAccount(platform.store, 'Ada Min', 'administrator');
    const marc = await signInAs(platform, 'Marc Vidal');
    await suspendAccount(platform.store, id, admin);
    expect((await marc.get('/')).statusCode).toBe(401);
  });

  it('keeps only a hash of the cookie', async () => {
    const solange = openVisitor(platform);
    const answer = await solange.post('/connexion', {
      email: emailOf('Solange Perrin'),
      password: PASSWORD,
    });
    const value = answer.cookies.find(({ name }) => name === 'constat')?.value ?? '';
    const [token] = value.split('.');
    const stored = JSON.stringify(platform.store.sqlite.prepare('SELECT * FROM sessions').all());
    expect(token).toMatch(/^[\w-]{20,}$/);
    expect(stored).not.toContain(token);
  });

  it('goes back to a page of ours only', async () => {
    for (const [next, expected] of [
      ['/missions/x', '/missions/x'],
      ['//ailleurs.example', '/'],
      ['https://ailleurs.example/', '/'],
      ['/\\ailleurs.example', '/'],
      ['javascript:alert(1)', '/'],
    ] as const) {
      platform.services.store.sqlite.exec('SELECT 1');
      const answer = await platform.app.inject({
        method: 'POST',
        url: '/connexion',
        remoteAddress: `127.0.1.${expected.length + next.length}`,
        headers: {
          origin: 'http://localhost:3000',
          'content-type': 'application/x-www-form-urlencoded',
        },
        payload: new URLSearchParams({
          email: emailOf('Solange Perrin'),
          password: PASSWORD,
          next,
        }).toString(),
      });
      expect(answer.headers.location).toBe(expected);
    }
  });
});
