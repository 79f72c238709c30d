import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadTerritories } from '../../../db/territories.ts';
import { type AnalysedMission, addAnalysedMission } from '../../support/analysed-mission.ts';
import {
  addAccount,
  addMission,
  openTestPlatform,
  signInAs,
  type TestPlatform,
  type Visitor,
} from '../../support/platform.ts';

const PAGES = ['carte', 'graphe', 'nuage', 'concordance', 'fiabilite'];

describe('an analysis read in other ways', () => {
  let platform: TestPlatform;
  let analysed: AnalysedMission;
  let solange: Visitor;
  let mission: string;
  let home: string;

  beforeAll(async () => {
    platform = await openTestPlatform();
    loadTerritories(platform.store);
    const consultant = await addAccount(platform.store, 'Solange Perrin', 'consultant');
    const interviewer = await addAccount(platform.store, 'Odile Marchadier', 'interviewer');
    mission = await addMission(platform.store, consultant, { [interviewer]: 'interviewer' });
    analysed = await addAnalysedMission(platform.store, mission);
    solange = await signInAs(platform, 'Solange Perrin');
    home = `/missions/${mission}/explorations`;
  });
  afterAll(() => platform.close());

  const bodyOf = async (path: string) => {
    const { statusCode, body } = await solange.get(`${home}/${path}`);
    expect(statusCode).toBe(200);
    return body.replaceAll(/[\u00A0\u202F]/g, ' ').replaceAll('&#x3D;', '=');
  };
  const linesOf = (body: string) =>
    [...body.matchAll(/<p class="kwic-line">(.*?)<\/p>/gs)].map(([, line]) =>
      String(line).replace(/<[^>]+>/g, ''),
    );

  it('the themes lead to them, and each leads to the others', async () => {
    const { body } = await solange.get(`/missions/${mission}/themes`);
    for (const page of PAGES) expect(body).toContain(`href="${home}/${page}"`);
    for (const page of PAGES) {
      const one = await bodyOf(page);
      expect(one).toContain(`href="${home}/${page}" aria-current="page"`);
      expect(one).toContain(`href="/missions/${mission}/themes"`);
    }
  });

  it('a word stands in its context everywhere it was said, to the letter, withdrawn words left out', async () => {
    const body = await bodyOf('concordance?mots=m%C3%A9decins');
    expect(body).toContain('2 passages où se lit « médecins ».');
    expect(body).toContain('Écrit : médecin (1), médecins (1).');
    expect(linesOf(body).sort()).toEqual([
      'Le dernier médecin part en juin. Personne ne reprend le cabinet.',
      'Les médecins manquent dans tout le canton.',
    ]);
    expect(body).not.toContain('viendra');
  });

  it('each line opens its segment where it was said, with who says it and the theme that holds it', async () => {
    const body = await bodyOf('concordance?mots=cabinet');
    const { doctor } = analysed.contributions;
    expect(body).toContain(`href="/missions/${mission}/contributions/${doctor}?de=`);
    expect(body).toContain('Maire, Grand Est');
    expect(body).toMatch(/class-1" href="[^"]+">thème 1</);
    const canton = await bodyOf('concordance?mots=canton');
    expect(canton).toContain('usage interne, à ne pas citer');
  });

  it('lines are ranged by the word before or after, and found to the letter when asked', async () => {
    const after = linesOf(await bodyOf('concordance?mots=halle&tri=right'));
    expect(after).toEqual([
      'Le marché tient encore, &lt;b&gt;la halle&lt;/b&gt; aussi.',
      'La halle se vide : le samedi, trois étals.',
    ]);
    expect(linesOf(await bodyOf('concordance?mots=m%C3%A9decins&formes=form'))).toHaveLength(1);
  });

  it('what is found nowhere is said so, and what means nothing is taken for nothing', async () => {
    expect(await bodyOf('concordance?mots=zythum')).toContain(
      'Aucun passage ne contient « zythum ».',
    );
    for (const query of [
      'mots=((',
      'mots[]=x',
      'tri=nom&mots=halle',
      'page=-1',
      'page=1e9&mots=halle',
    ])
      expect((await solange.get(`${home}/concordance?${query}`)).statusCode).toBe(200);
    expect(await bodyOf('concordance?mots=%3Cscript%3E')).not.toContain('<script>');
  });

  it('before anything is asked, the commonest words are there to begin with', async () => {
    const body = await bodyOf('concordance');
    expect(body).toMatch(/href="[^"]+mots=halle">halle</);
    expect(body).toContain(', 2 fois');
    expect(body).not.toContain('viendra');
  });

  it('the cloud writes each word as a link to its passages, of the corpus or of one theme', async () => {
    const whole = await bodyOf('nuage');
    expect(whole).toMatch(/<a href="[^"]+mots=halle" tabindex="-1"><text/);
    expect(whole).toMatch(
      /<th scope="row"><a href="[^"]+mots=m%C3%A9decin">médecin<\/a><\/th><td class="is-number">2</,
    );
    expect(whole).toContain('Ce qu’un nuage ne dit pas');
    for (const query of ['?theme=1', '?theme=99', '?theme=x', '?theme[]=1'])
      expect((await solange.get(`${home}/nuage${query}`)).statusCode).toBe(200);
    expect(await bodyOf('nuage?theme=2')).toMatch(/<option value="2" selected>2\. Halle, marché</);
    expect(whole).not.toContain('viendra');
  });

  it('two themes have no map, and the page says why', async () => {
    expect(await bodyOf('carte')).toContain('Il faut au moins trois thèmes');
  });

  it('the graph takes a theme and a measure, and ignores those that do not exist', async () => {
    for (const query of ['', '?theme=1', '?theme=99', '?theme=x&mesure=y', '?mesure=count'])
      expect((await solange.get(`${home}/graphe${query}`)).statusCode).toBe(200);
    expect(await bodyOf('graphe?theme=2&mesure=count')).toMatch(
      /<option value="2" selected>2\. Halle, marché<\/option>/,
    );
  });

  it('how far to trust it: fragile themes by their name, what is left out, what to try', async () => {
    const body = await bodyOf('fiabilite');
    expect(body).toContain(
      'En partie : 1 thème sur 2 change de contenu d’un tirage à l’autre, et se lit comme une piste : « Halle, marché ».',
    );
    expect(body).toContain('14,3 % des segments n’appartiennent à aucun thème');
    expect(body).toContain(
      '« Médecin, cabinet » tient 67 % des segments classés : c’est davantage le reste du corpus qu’un thème.',
    );
    expect(body).toContain('Laissez-le vide à la prochaine analyse pour comparer.');
    expect(body).toContain('Moins de cinq entretiens');
    expect(body).toContain('0,41 (fragile)');
    expect(body).toContain(`href="/missions/${mission}/analyses/${analysed.runId}/hors-themes"`);
  });

  it('is for consultants of the mission', async () => {
    const odile = await signInAs(platform, 'Odile Marchadier');
    for (const page of PAGES) expect((await odile.get(`${home}/${page}`)).statusCode).toBe(404);
  });

  it('before any analysis, says so and where to go', async () => {
    const consultant = await addAccount(platform.store, 'Yann Le Goff', 'consultant');
    const empty = await addMission(platform.store, consultant);
    const yann = await signInAs(platform, 'Yann Le Goff');
    for (const page of PAGES) {
      const { statusCode, body } = await yann.get(`/missions/${empty}/explorations/${page}`);
      expect([page, statusCode]).toEqual([page, 200]);
      expect(body).toContain('Aucune analyse terminée');
    }
  });
});
