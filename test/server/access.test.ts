import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  addAccount,
  addMission,
  openTestPlatform,
  openVisitor,
  signInAs,
  type TestPlatform,
  type Visitor,
} from '../support/platform.ts';

/** What anyone may open; every other route must refuse who is not at home there. */
const PUBLIC = [
  '/connexion',
  '/deconnexion',
  '/installation/:token',
  '/mot-de-passe/:token',
  '/demonstration/:token',
  '/live',
  '/ready',
  '/aide',
  '/assets/:version/*',
  '/enquetes/',
  '/courriels/desinscription/:signed',
  '/api/v1/openapi.json',
  '/i/:token',
  '/code',
];

describe('nobody sees what is not theirs', () => {
  let platform: TestPlatform;
  let mission: string;
  const visitors: Record<'anonymous' | 'outsider' | 'administrator', Visitor> = {} as never;

  beforeAll(async () => {
    platform = await openTestPlatform();
    const owner = await addAccount(platform.store, 'Solange Perrin', 'consultant');
    const other = await addAccount(platform.store, 'Marc Vidal', 'consultant');
    await addAccount(platform.store, 'Ada Min', 'administrator');
    mission = await addMission(platform.store, owner);
    await addMission(platform.store, other);
    visitors.anonymous = openVisitor(platform);
    visitors.outsider = await signInAs(platform, 'Marc Vidal');
    visitors.administrator = await signInAs(platform, 'Ada Min');
  });
  afterAll(() => platform.close());

  const guarded = () =>
    platform.app.sitemap.filter(
      ({ method, url }) =>
        (method === 'GET' || method === 'POST') &&
        url !== '/' &&
        !PUBLIC.some((open) => url === open || url.startsWith(open)),
    );

  const ask = (visitor: Visitor, { method, url }: { method: string; url: string }) => {
    const address = url
      .replace(':mission', mission)
      .replaceAll(/:\w+/g, 'un-autre')
      .replace('*', 'x');
    return visitor.request({ method: method === 'GET' ? 'GET' : 'POST', url: address });
  };

  it('every guarded route asks a stranger to sign in', async () => {
    const routes = guarded();
    expect(routes.length).toBeGreaterThan(10);
    for (const route of routes) {
      const { statusCode } = await ask(visitors.anonymous, route);
      expect([route, [401, 415].includes(statusCode)]).toEqual([route, true]);
    }
  });

  it('every route of a mission is unknown to who is no member, administrators included', async () => {
    const routes = guarded().filter(({ url }) => url.startsWith('/missions/:mission'));
    for (const route of routes)
      for (const visitor of [visitors.outsider, visitors.administrator]) {
        const { statusCode } = await ask(visitor, route);
        expect([route, statusCode === 415 ? 404 : statusCode]).toEqual([route, 404]);
      }
  });

  it('accounts are the administrator’s alone', async () => {
    expect((await visitors.outsider.get('/comptes')).statusCode).toBe(404);
    expect((await visitors.administrator.get('/comptes')).statusCode).toBe(200);
  });

  it('an id of any shape is only an unknown id', async () => {
    for (const id of [
      '7abc',
      '..%2f..%2fetc',
      "'%20OR%201=1",
      '%00',
      'a'.repeat(190),
      '{{constructor}}',
    ]) {
      const { statusCode } = await visitors.outsider.get(`/missions/${id}`);
      expect([id, [400, 404].includes(statusCode)]).toEqual([id, true]);
    }
  });
});
