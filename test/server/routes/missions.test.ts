import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { findMission } from '../../../db/queries/missions.ts';
import { loadTerritories } from '../../../db/territories.ts';
import {
  addAccount,
  addMission,
  openTestPlatform,
  signInAs,
  type TestPlatform,
  type Visitor,
} from '../../support/platform.ts';

describe('a mission', () => {
  let platform: TestPlatform;
  let mission: string;
  let solange: Visitor;

  beforeEach(async () => {
    platform = await openTestPlatform();
    loadTerritories(platform.store);
    const consultant = await addAccount(platform.store, 'Solange Perrin', 'consultant');
    const interviewer = await addAccount(platform.store, 'Odile Marchadier', 'interviewer');
    mission = await addMission(platform.store, consultant, { [interviewer]: 'interviewer' });
    solange = await signInAs(platform, 'Solange Perrin');
  });
  afterEach(() => platform.close());

  const details = {
    title: 'Bourgs du Der',
    client: 'Pays du Der',
    summary: 'Ce qui retient les médecins.',
    regions: ['44', '27'],
  };

  it('is presented anew by a consultant, with the regions that its tables count by', async () => {
    const form = await solange.get(`/missions/${mission}/modifier`);
    expect(form.body).toMatch(/value="44" checked/);
    expect(form.body).toMatch(/value="27">/);
    const saved = await solange.post(`/missions/${mission}`, details);
    expect([saved.statusCode, saved.headers.location]).toEqual([303, `/missions/${mission}`]);
    expect(await findMission(platform.store, mission)).toMatchObject(details);
    const journal = await solange.get(`/missions/${mission}/journal`);
    expect(journal.body).toContain('A modifié la présentation de la mission');
  });

  it('may have one region, or none', async () => {
    await solange.post(`/missions/${mission}`, { ...details, regions: '27' });
    expect((await findMission(platform.store, mission))?.regions).toEqual(['27']);
    const { regions: _, ...without } = details;
    await solange.post(`/missions/${mission}`, without);
    expect((await findMission(platform.store, mission))?.regions).toEqual([]);
  });

  it('keeps its title, and what was typed stays, where the new one is empty or a region is none', async () => {
    const refused = await solange.post(`/missions/${mission}`, {
      ...details,
      title: ' ',
      regions: ['27', '../44'],
    });
    expect(refused.statusCode).toBe(422);
    expect(refused.body).toContain('Donnez un titre à la mission.');
    expect(refused.body).toContain('Choisissez des régions de la liste.');
    expect(refused.body).toContain('Pays du Der');
    expect(refused.body).toMatch(/value="27" checked/);
    expect(refused.body).toMatch(/<title>À corriger/);
    expect((await findMission(platform.store, mission))?.title).toBe('Bourgs du Perthois');
  });

  it('is not an interviewer’s to present', async () => {
    const odile = await signInAs(platform, 'Odile Marchadier');
    expect((await odile.get(`/missions/${mission}/modifier`)).statusCode).toBe(404);
    expect((await odile.post(`/missions/${mission}`, details)).statusCode).toBe(404);
    expect((await odile.get(`/missions/${mission}`)).body).not.toContain('/modifier');
  });
});
