import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findDictionary } from '../../../db/queries/dictionaries.ts';
import { readRunReport } from '../../../db/queries/runs.ts';
import { addAnalysedMission } from '../../support/analysed-mission.ts';
import {
  addAccount,
  addMission,
  openTestPlatform,
  signInAs,
  type TestPlatform,
  type Visitor,
} from '../../support/platform.ts';

describe('A mission’s own words', () => {
  let platform: TestPlatform;
  let mission: string;
  let solange: Visitor;
  let odile: Visitor;
  let home: string;

  beforeAll(async () => {
    platform = await openTestPlatform();
    const consultant = await addAccount(platform.store, 'Solange Perrin', 'consultant');
    const interviewer = await addAccount(platform.store, 'Odile Marchadier', 'interviewer');
    mission = await addMission(platform.store, consultant, { [interviewer]: 'interviewer' });
    await addAnalysedMission(platform.store, mission);
    solange = await signInAs(platform, 'Solange Perrin');
    odile = await signInAs(platform, 'Odile Marchadier');
    home = `/missions/${mission}/dictionnaire`;
  });
  afterAll(() => platform.close());

  it('are refused where a line can’t be read, with what was typed', async () => {
    const refused = await solange.post(home, { lemmas: 'halle = marché\nmédecin', version: '0' });
    expect(refused.statusCode).toBe(422);
    expect(refused.body).toContain('la ligne «\u00a0médecin\u00a0» ne se lit pas ainsi');
    expect(refused.body).toContain('href="#lemmas"');
    expect(refused.body).toMatch(/<textarea id="lemmas"[^>]*>\nhalle &#x3D; marché\nmédecin/);
    expect(await findDictionary(platform.store, mission)).toBeUndefined();
  });

  it('make a version, which says what it changed, with the words where they stand', async () => {
    const saved = await solange.post(home, {
      expressions: '  dernier   médecin ',
      lemmas: 'halle = marché',
      ignored: 'canton\r\ncanton',
      version: '0',
    });
    expect(saved.headers.location).toBe(`${home}/versions/1`);
    expect((await findDictionary(platform.store, mission))?.words).toEqual({
      expressions: ['dernier médecin'],
      removedExpressions: [],
      lemmas: { halle: 'marché' },
      ignored: ['canton'],
      kept: [],
    });
    const { body } = await solange.get(`${home}/versions/1`);
    const rows = [
      ...body.matchAll(/<tr><th scope="row">(.*?)<\/th><td[^>]*>(.*?)<\/td><td[^>]*>(\d+)</g),
    ];
    // « Le dernier médecin », once; « la halle », twice; « le canton », once.
    expect(rows.map(([, before, after, words]) => [before, after, words])).toEqual([
      ['halle (nom)', 'marché (nom)', '2'],
      ['canton (nom)', 'canton (nom, mis de côté)', '1'],
      ['dernier (adjectif, mis de côté)', 'dernier médecin (expression)', '1'],
      ['médecin (nom)', 'dernier médecin (expression)', '1'],
    ]);
    expect(body).toContain('«\u00a0canton\u00a0»');
    expect((await solange.get(home)).body).toContain('halle &#x3D; marché');
  });

  it('are not written over what someone else saved since', async () => {
    const stale = await solange.post(home, { ignored: 'juin', version: '0' });
    expect(stale.statusCode).toBe(409);
    expect(stale.body).toContain('Quelqu’un a enregistré une autre version');
    expect(stale.body).toMatch(/<textarea id="ignored"[^>]*>\njuin/);
    expect((await findDictionary(platform.store, mission))?.version).toBe(1);
  });

  it('are what the next analysis reads with, and it says which version', async () => {
    const { runs } = platform.services;
    const id = await runs.start(mission, null, { classes: 2, bootstraps: 0 });
    await runs.ended(id);
    const report = await readRunReport(platform.store, id);
    expect(report?.run.settings.dictionary.ignored).toEqual(['canton']);
    const { body } = await solange.get(`/missions/${mission}/analyses/${id}`);
    expect(body).toMatch(/Dictionnaire de la mission<\/dt><dd>Version 1</);
  });

  it('are the consultants’ alone', async () => {
    expect((await odile.get(home)).statusCode).toBe(404);
    expect((await odile.post(home, { version: '1' })).statusCode).toBe(404);
    expect((await solange.get(`${home}/versions/2`)).statusCode).toBe(404);
    expect((await solange.get(`${home}/versions/1e0`)).statusCode).toBe(404);
  });
});
