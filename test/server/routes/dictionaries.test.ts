import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { write } from '../../../db/open.ts';
import { insertContributions } from '../../../db/queries/contributions.ts';
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

  /** What a person does: sees the effect, then saves the same words. */
  async function save(words: Record<string, string>) {
    const { body } = await solange.post(home, { ...words, act: 'preview' });
    const seen = /name="seen" value="([0-9a-f]+)"/.exec(body)?.[1] ?? '';
    return solange.post(home, { ...words, seen, act: 'save' });
  }
  const plain = (body: string) => body.replaceAll(/[\u00a0\u202f]/g, ' ');
  const rowsOf = (body: string) =>
    [...body.matchAll(/<tr><th scope="row">([^<]*)<\/th><td[^>]*>(.*?)<\/td><td[^>]*>(\d+)</g)].map(
      ([, before, after, words]) => [before, after, words],
    );

  it('say what they would change before anything is saved, word by word, in context, and theme by theme', async () => {
    const words = { expressions: 'dernier médecin', ignored: 'canton', version: '0' };
    const { statusCode, body } = await solange.post(home, { ...words, act: 'preview' });
    expect(statusCode).toBe(200);
    expect(rowsOf(body)).toEqual([
      ['canton (nom)', 'canton (nom, mis de côté)', '1'],
      ['dernier (adjectif, mis de côté)', 'dernier médecin (expression)', '1'],
      ['médecin (nom)', 'dernier médecin (expression)', '1'],
    ]);
    expect(plain(body)).toMatch(/<q>Le <a href="[^"]+">dernier<\/a> médecin part en juin\./);
    // Theme 1 holds « Le dernier médecin part en juin. » and « … dans tout le canton. », out of three segments read.
    expect(plain(body)).toMatch(
      />Médecin, cabinet<\/a><\/th><td data-label="Segments">2 segments lus autrement, sur 3</,
    );
    expect(body).not.toContain('>Halle, marché</a></th>');
    expect(body).toContain('seule une nouvelle analyse peut le dire');
    expect(body).toMatch(/<button[^>]*name="act" value="save" form="dictionnaire"/);
    expect(body).toMatch(/<textarea id="ignored"[^>]*>\ncanton</);
  });

  it('leave nothing when the person goes away instead', async () => {
    expect(await findDictionary(platform.store, mission)).toBeUndefined();
    const { body } = await solange.get(home);
    expect(body).toMatch(/<textarea id="ignored"[^>]*>\n</);
  });

  it('are not saved unseen: words changed since the effect was shown show it again', async () => {
    const blind = await solange.post(home, { ignored: 'juin', version: '0', act: 'save' });
    expect(blind.statusCode).toBe(200);
    expect(blind.body).toContain('Le texte a changé depuis le dernier effet affiché');
    expect(await findDictionary(platform.store, mission)).toBeUndefined();
  });

  it('come from the corpus too: what it proposes is kept whole with one tick', async () => {
    const other = await addMission(
      platform.store,
      await addAccount(platform.store, 'Yann Le Goff', 'consultant'),
    );
    const yann = await signInAs(platform, 'Yann Le Goff');
    write(platform.store, (transaction) =>
      insertContributions(
        transaction,
        Array.from({ length: 8 }, (_, at) => ({
          id: `${other}.${at}`,
          missionId: other,
          family: 'survey' as const,
          sourceKind: 'submission' as const,
          sourceId: `answer-${at}`,
          locator: 'q1',
          position: 1,
          kind: 'verbatim' as const,
          text:
            at % 2 === 0
              ? 'Les vitrines vides se voient de loin.'
              : ([
                  'Le toit percé et la route barrée.',
                  'Le budget serré et le train bondé.',
                  'La source polluée et le pont fermé.',
                  'Le bureau vendu et la cloche fêlée.',
                ][(at - 1) / 2] ?? ''),
          stakeholderId: null,
          consent: 'by-function' as const,
          createdAt: 1,
        })),
      ),
    );
    const address = `/missions/${other}/dictionnaire`;
    const proposed = (await yann.get(address)).body;
    expect(proposed).toMatch(/type="checkbox" name="accepted" value="vitrines vides"/);
    expect(plain(proposed)).toContain('4 fois, dans 4 contributions');
    const ticked = await yann.post(address, {
      accepted: 'vitrines vides',
      expressions: 'hôtel de ville',
      version: '0',
      act: 'preview',
    });
    expect(ticked.body).toMatch(
      /<textarea id="expressions"[^>]*>\nhôtel de ville\nvitrines vides</,
    );
    expect(ticked.body).not.toContain('name="accepted" value="vitrines vides"');
    expect(rowsOf(ticked.body)).toEqual([
      ['vide (adjectif)', 'vitrines vides (expression)', '4'],
      ['vitrine (nom)', 'vitrines vides (expression)', '4'],
    ]);
    expect(await findDictionary(platform.store, other)).toBeUndefined();
  });

  it('are refused where a line can’t be read, with what was typed', async () => {
    const refused = await solange.post(home, { lemmas: 'halle = marché\nmédecin', version: '0' });
    expect(refused.statusCode).toBe(422);
    expect(refused.body).toContain('la ligne «\u00a0médecin\u00a0» ne se lit pas ainsi');
    expect(refused.body).toContain('href="#lemmas"');
    expect(refused.body).toMatch(/<textarea id="lemmas"[^>]*>\nhalle &#x3D; marché\nmédecin/);
    expect(await findDictionary(platform.store, mission)).toBeUndefined();
  });

  it('make a version, which says what it changed, with the words where they stand', async () => {
    const saved = await save({
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
    // « Le dernier médecin », once; « la halle », twice; « le canton », once.
    expect(rowsOf(body)).toEqual([
      ['halle (nom)', 'marché (nom)', '2'],
      ['canton (nom)', 'canton (nom, mis de côté)', '1'],
      ['dernier (adjectif, mis de côté)', 'dernier médecin (expression)', '1'],
      ['médecin (nom)', 'dernier médecin (expression)', '1'],
    ]);
    expect(body).toMatch(/<q>[^<]*<a href="[^"]+">canton<\/a>\.<\/q>/);
    expect(body).toContain('Lancer l’analyse avec ce dictionnaire');
    expect((await solange.get(home)).body).toContain('halle &#x3D; marché');
  });

  it('are not written over what someone else saved since', async () => {
    const stale = await save({ ignored: 'juin', version: '0' });
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
