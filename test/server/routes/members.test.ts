import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  addAccount,
  addMission,
  openTestPlatform,
  signInAs,
  type TestPlatform,
  type Visitor,
} from '../../support/platform.ts';

describe('the team of a mission', () => {
  let platform: TestPlatform;
  let mission: string;
  let solange: Visitor;
  let solangeId: string;
  let odileId: string;
  beforeEach(async () => {
    platform = await openTestPlatform();
    solangeId = await addAccount(platform.store, 'Solange Perrin', 'consultant');
    odileId = await addAccount(platform.store, 'Odile Marchadier', 'interviewer');
    mission = await addMission(platform.store, solangeId);
    solange = await signInAs(platform, 'Solange Perrin');
  });
  afterEach(() => platform.close());

  const team = () => `/missions/${mission}/membres`;

  it('opens the mission to an interviewer, and closes it again', async () => {
    const odile = await signInAs(platform, 'Odile Marchadier');
    expect((await odile.get(`/missions/${mission}`)).statusCode).toBe(404);
    await solange.post(team(), { account: odileId, role: 'interviewer' });
    expect((await odile.get(`/missions/${mission}`)).statusCode).toBe(200);
    expect((await odile.get(`/missions/${mission}/journal`)).statusCode).toBe(404);
    expect((await odile.get(team())).statusCode).toBe(404);
    await solange.post(`${team()}/${odileId}`);
    expect((await odile.get(`/missions/${mission}`)).statusCode).toBe(404);
  });

  it('keeps at least one consultant', async () => {
    const answer = await solange.post(`${team()}/${solangeId}`);
    expect(answer.statusCode).toBe(409);
    expect(answer.body).toContain('au moins un consultant');
  });

  it('says what is missing when nobody was chosen', async () => {
    const answer = await solange.post(team(), { account: '', role: '' });
    expect(answer.statusCode).toBe(422);
    expect(answer.body).toContain('Choisissez une personne.');
    expect(answer.body).toContain('Choisissez un rôle dans la mission.');
  });

  it('leaves each act in the journal', async () => {
    await solange.post(team(), { account: odileId, role: 'interviewer' });
    const { body } = await solange.get(`/missions/${mission}/journal`);
    expect(body).toContain('A mis à jour l’équipe');
    expect(body).toContain('A ouvert la mission');
    expect(body).toContain('Solange Perrin');
  });
});
