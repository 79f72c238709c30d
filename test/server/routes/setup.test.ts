import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { insertAccessLink } from '../../../db/queries/access-links.ts';
import { listAccounts } from '../../../db/queries/accounts.ts';
import { openTestPlatform, openVisitor, type TestPlatform } from '../../support/platform.ts';

describe('the first start', () => {
  let platform: TestPlatform;
  let link: string;
  beforeEach(async () => {
    platform = await openTestPlatform();
    const token = await insertAccessLink(platform.store, { purpose: 'setup', validFor: 60_000 });
    link = `/installation/${token}`;
  });
  afterEach(() => platform.close());

  const form = {
    name: 'Ada Min',
    email: 'ada@exemple.fr',
    password: 'une phrase assez longue',
    template: 'pvd',
    title: '',
  };

  it('creates the administrator and the first mission, and signs in', async () => {
    const ada = openVisitor(platform);
    expect((await ada.get(link)).statusCode).toBe(200);
    const answer = await ada.post(link, form);
    expect(answer.statusCode).toBe(303);
    const mission = await ada.get(answer.headers.location ?? '');
    expect(mission.statusCode).toBe(200);
    expect(mission.body).toContain('Petites Villes de Demain');
    expect(mission.body).toMatch(/0\sréponse/u);
  });

  it('looks at the link as often as a mail scanner does, and serves once', async () => {
    const scanner = openVisitor(platform);
    for (let visit = 0; visit < 3; visit += 1)
      expect((await scanner.get(link)).statusCode).toBe(200);
    expect((await openVisitor(platform).post(link, form)).statusCode).toBe(303);
    expect((await openVisitor(platform).get(link)).statusCode).toBe(404);
    expect(
      (await openVisitor(platform).post(link, { ...form, email: 'b@exemple.fr' })).statusCode,
    ).toBe(404);
    expect(await listAccounts(platform.store)).toHaveLength(1);
  });

  it('shows what is to mend, keeps what was typed save the password, and creates nothing', async () => {
    const answer = await openVisitor(platform).post(link, {
      ...form,
      password: 'court',
      role: 'administrator',
    });
    expect(answer.statusCode).toBe(422);
    expect(answer.body).toContain('value="Ada Min"');
    expect(answer.body).not.toContain('court"');
    expect(answer.body).toContain('href="#password"');
    expect(await listAccounts(platform.store)).toEqual([]);
  });

  it('knows no other link', async () => {
    expect((await openVisitor(platform).get('/installation/devine')).statusCode).toBe(404);
  });
});
