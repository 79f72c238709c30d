import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { findCredentials, listAccounts } from '../../../db/queries/accounts.ts';
import {
  addAccount,
  openTestPlatform,
  openVisitor,
  signInAs,
  type TestPlatform,
  type Visitor,
} from '../../support/platform.ts';

describe('the people of the house', () => {
  let platform: TestPlatform;
  let ada: Visitor;
  beforeEach(async () => {
    platform = await openTestPlatform();
    await addAccount(platform.store, 'Ada Min', 'administrator');
    ada = await signInAs(platform, 'Ada Min');
  });
  afterEach(() => platform.close());

  const newcomer = { name: 'Rose Klein', email: 'rose@exemple.fr', role: 'interviewer' };
  const linkIn = (body: string) =>
    new URL(/http[^\s<]+\/mot-de-passe\/[\w-]+/.exec(body)?.[0] ?? 'http://x/').pathname;

  it('are invited by a link, shown once, where they choose their password', async () => {
    const page = await ada.post('/comptes', newcomer);
    const link = linkIn(page.body);
    const rose = openVisitor(platform);
    expect((await rose.get(link)).body).toContain('Rose Klein');
    expect((await rose.post(link, { password: 'trop court' })).statusCode).toBe(422);
    expect((await rose.post(link, { password: 'mon mot de passe à moi' })).statusCode).toBe(303);
    expect((await rose.get('/')).statusCode).toBe(200);
    expect((await openVisitor(platform).get(link)).statusCode).toBe(404);
  });

  it('have one account an address, whatever its case', async () => {
    await ada.post('/comptes', newcomer);
    const again = await ada.post('/comptes', { ...newcomer, email: 'ROSE@exemple.fr' });
    expect(again.statusCode).toBe(422);
    expect(again.body).toContain('existe déjà');
    expect(await listAccounts(platform.store)).toHaveLength(2);
  });

  it('get no role that does not exist, and no field that was not asked', async () => {
    expect((await ada.post('/comptes', { ...newcomer, role: 'root' })).statusCode).toBe(422);
    await ada.post('/comptes', { ...newcomer, passwordHash: 'mine' });
    const credentials = await findCredentials(platform.store, 'rose@exemple.fr');
    expect(credentials?.passwordHash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  });

  it('are suspended, and restored, except the last administrator', async () => {
    await ada.post('/comptes', newcomer);
    const accounts = await listAccounts(platform.store);
    const idOf = (name: string) => accounts.find((account) => account.name === name)?.id;
    const rose = `/comptes/${idOf('Rose Klein')}/suspension`;
    await ada.post(rose, { state: 'suspended' });
    await ada.post(rose, { state: 'suspended' });
    expect(await findCredentials(platform.store, 'rose@exemple.fr')).toBeUndefined();
    await ada.post(rose, { state: 'active' });
    expect(await findCredentials(platform.store, 'rose@exemple.fr')).toBeDefined();
    const refused = await ada.post(`/comptes/${idOf('Ada Min')}/suspension`, {
      state: 'suspended',
    });
    expect(refused.statusCode).toBe(409);
    expect(refused.body).toContain('dernier compte administrateur');
    expect((await ada.post(rose, { state: 'zzz' })).statusCode).toBe(400);
    expect((await ada.post('/comptes/7abc/suspension')).statusCode).toBe(404);
  });
});
