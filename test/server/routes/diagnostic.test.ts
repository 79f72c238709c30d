import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { paths } from '../../../views/paths.ts';
import { type AnalysedMission, analyseMission, WORDS } from '../../support/findings.ts';
import {
  addAccount,
  addMission,
  openTestPlatform,
  signInAs,
  type TestPlatform,
  type Visitor,
} from '../../support/platform.ts';

describe('the diagnostic on the web', () => {
  let platform: TestPlatform;
  let mission: AnalysedMission;
  let claire: Visitor;
  let odile: Visitor;

  beforeAll(async () => {
    platform = await openTestPlatform({ DEVELOPMENT: 'true' });
    const account = await addAccount(platform.store, 'Claire Aubertin', 'consultant');
    const interviewer = await addAccount(platform.store, 'Odile Marchadier', 'interviewer');
    const id = await addMission(platform.store, account, { [interviewer]: 'interviewer' });
    mission = await analyseMission(platform.store, id);
    claire = await signInAs(platform, 'Claire Aubertin');
    odile = await signInAs(platform, 'Odile Marchadier');
  });
  afterAll(() => platform.close());

  const page = (query = '') => paths.diagnostic(mission.missionId) + query;
  const docx = (query = '') => paths.diagnosticDocx(mission.missionId) + query;

  it('opens on the working version until a finding is validated, and says which it is', async () => {
    const opened = await claire.get(page());
    expect(opened.statusCode).toBe(200);
    expect(opened.body).toMatch(/aria-current="page">Version de travail/u);
    expect(opened.body).toContain(WORDS.pharmacist1);
    const validated = await claire.get(page('?version=validee'));
    expect(validated.body).toContain('Aucun constat n’est validé pour l’instant.');
    expect((await claire.get(page('?version=autre'))).statusCode).toBe(200);
  });

  it('links each quote to its number in the annex, and from there to its place', async () => {
    const { body } = await claire.get(page('?version=travail'));
    const [, anchor] = /class="verbatim-source" href="#(preuve-\d+)"/u.exec(body) ?? [];
    expect(body).toContain(`id="${anchor}"`);
    const [, address = ''] =
      /<a href="http:\/\/localhost:3000(\/missions\/[^"]+#segment)"/u.exec(body) ?? [];
    expect(
      (await claire.get(address.replaceAll('&amp;', '&').replace('#segment', ''))).statusCode,
    ).toBe(200);
  });

  it('never prints what was said for internal use, nor a name without consent', async () => {
    const { body } = await claire.get(page('?version=travail'));
    expect(body).not.toContain('doublon');
    expect(body).not.toContain('Personne pharmacist');
    expect(body).toContain('Personne miller');
  });

  it('is downloaded as Word, under a name that says which version it is', async () => {
    const answer = await claire.get(docx('?version=travail'));
    expect(answer.statusCode).toBe(200);
    expect(answer.headers['content-type']).toContain('wordprocessingml.document');
    expect(answer.headers['content-disposition']).toBe(
      'attachment; filename="diagnostic-version-de-travail.docx"',
    );
    expect(answer.headers['cache-control']).toContain('no-store');
    expect(answer.rawPayload.subarray(0, 2).toString()).toBe('PK');
    expect(answer.rawPayload.toString('utf8')).not.toContain('doublon');
  });

  it('is the consultants’ alone', async () => {
    expect((await odile.get(page())).statusCode).toBe(404);
    expect((await odile.get(docx())).statusCode).toBe(404);
  });
});
