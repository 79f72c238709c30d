import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadTerritories } from '../../../db/territories.ts';
import { DATA_TABLES } from '../../../server/data-tables.ts';
import { dataTableMessages } from '../../../views/messages/data-tables.ts';
import { type AnalysedMission, addAnalysedMission } from '../../support/analysed-mission.ts';
import {
  addAccount,
  addMission,
  openTestPlatform,
  signInAs,
  type TestPlatform,
  type Visitor,
} from '../../support/platform.ts';

describe('the tables behind the pages of an analysis', () => {
  let platform: TestPlatform;
  let analysed: AnalysedMission;
  let solange: Visitor;
  let mission: string;

  beforeAll(async () => {
    platform = await openTestPlatform();
    loadTerritories(platform.store);
    const consultant = await addAccount(platform.store, 'Solange Perrin', 'consultant');
    const interviewer = await addAccount(platform.store, 'Odile Marchadier', 'interviewer');
    mission = await addMission(platform.store, consultant, { [interviewer]: 'interviewer' });
    analysed = await addAnalysedMission(platform.store, mission);
    solange = await signInAs(platform, 'Solange Perrin');
  });
  afterAll(() => platform.close());

  /** Rows of cells, the head apart; texts without their quotes. */
  async function rowsOf(table: string): Promise<string[][]> {
    const { statusCode, body } = await solange.get(`/missions/${mission}/donnees/${table}`);
    expect([table, statusCode]).toEqual([table, 200]);
    const [head, ...rows] = body.slice(1).trimEnd().split('\r\n');
    const name = table.split('.')[0] as keyof typeof dataTableMessages.heads;
    expect(cellsOf(head ?? '')).toEqual(dataTableMessages.heads[name]);
    return rows.map(cellsOf);
  }
  const cellsOf = (line: string) => line.split(';').map((cell) => cell.replace(/^"|"$/g, ''));

  it('opens in a spreadsheet: a mark first, a file name, numbers with a comma', async () => {
    const { headers, body } = await solange.get(`/missions/${mission}/donnees/themes.csv`);
    expect(headers['content-type']).toBe('text/csv; charset=utf-8');
    expect(headers['content-disposition']).toBe('attachment; filename="themes.csv"');
    expect(body.startsWith('\uFEFF"Thème";"Nom";')).toBe(true);
    expect(body).toContain('1;"Médecin, cabinet";4;0,6666666666666666;3;2;0,82;;"médecin"\r\n');
  });

  it('each has as many cells in every row as in its head', async () => {
    for (const name of Object.keys(DATA_TABLES)) {
      const heads = dataTableMessages.heads[name as keyof typeof dataTableMessages.heads];
      for (const row of await rowsOf(`${name}.csv?mots=halle`))
        expect([name, row.length]).toEqual([name, heads.length]);
    }
  });

  it('one theme is given alone when its page asks, and all when it does not exist', async () => {
    expect((await rowsOf('formes.csv?theme=2')).map(([theme, , form]) => [theme, form])).toEqual([
      ['2', 'halle'],
    ]);
    expect(await rowsOf('formes.csv')).toHaveLength(2);
    expect(await rowsOf('formes.csv?theme=99')).toHaveLength(2);
    expect(await rowsOf('formes.csv?theme=x')).toHaveLength(2);
  });

  it('forms have their signed χ², their specificity and both counts', async () => {
    expect(await rowsOf('formes.csv?theme=1')).toEqual([
      ['1', 'Médecin, cabinet', 'médecin', 'médecin', '6', '1,2', '3', '3'],
    ]);
  });

  it('words for internal use, or withdrawn, are in no table', async () => {
    const typical = await rowsOf('segments-typiques.csv?theme=1');
    expect(typical.map(([, , , words]) => words)).toEqual([
      'Le dernier médecin part en juin.',
      'Personne ne reprend le cabinet.',
    ]);
    for (const name of Object.keys(DATA_TABLES)) {
      const { body } = await solange.get(
        `/missions/${mission}/donnees/${name}.csv?mots=m%C3%A9decin`,
      );
      expect([name, body.includes('dans tout le canton')]).toEqual([name, false]);
      expect([name, body.includes('viendra')]).toEqual([name, false]);
    }
  });

  it('a concordance is given whole, each line with its theme, who speaks by function, and its address', async () => {
    const [line] = await rowsOf('concordance.csv?mots=cabinet');
    const { doctor } = analysed.contributions;
    expect(line?.slice(1, 7)).toEqual([
      'cabinet',
      '.',
      '1',
      'Médecin, cabinet',
      'Maire, Grand Est',
      'Entretien',
    ]);
    const { baseUrl } = platform.services.config;
    expect(line?.at(-1)).toContain(`${baseUrl}/missions/${mission}/contributions/${doctor}?de=`);
    expect(await rowsOf('concordance.csv')).toEqual([]);
  });

  it('who speaks of what, by the words that the pages use', async () => {
    expect((await rowsOf('acteurs.csv?theme=2')).map((row) => row.slice(2, 4))).toEqual([
      ['Catégorie', 'Maires et élus municipaux'],
      ['Région', 'Grand Est'],
    ]);
  });

  it('a tree has two branches a division, and a curve one row an interview', async () => {
    expect(await rowsOf('arbre.csv')).toEqual([
      ['0', '12', '1', '4', '', '1', 'Médecin, cabinet'],
      ['0', '12', '2', '2', '', '2', 'Halle, marché'],
    ]);
    expect(await rowsOf('saturation.csv')).toEqual([
      ['1', '2'],
      ['2', '2'],
    ]);
  });

  it('pages offer them', async () => {
    const home = `/missions/${mission}`;
    const { body } = await solange.get(`${home}/themes`);
    expect(body).toContain(`href="${home}/donnees/arbre.csv"`);
    const theme = /\/themes\/([0-9a-f-]{36})"/.exec(body)?.[1];
    const page = (await solange.get(`${home}/themes/${theme}`)).body.replaceAll('&#x3D;', '=');
    for (const name of ['formes', 'segments-typiques', 'acteurs'])
      expect(page).toContain(`href="${home}/donnees/${name}.csv?theme=1"`);
    const explorations = `${home}/explorations`;
    const cloud = (await solange.get(`${explorations}/nuage?theme=2`)).body;
    expect(cloud.replaceAll('&#x3D;', '=')).toContain('/donnees/nuage.csv?theme=2');
    const found = (await solange.get(`${explorations}/concordance?mots=halle&tri=right`)).body;
    expect(found.replaceAll('&#x3D;', '=').replaceAll('&amp;', '&')).toContain(
      '/donnees/concordance.csv?mots=halle&formes=lemma&tri=right',
    );
  });

  it('are for consultants of the mission, and there is none before an analysis', async () => {
    const odile = await signInAs(platform, 'Odile Marchadier');
    const consultant = await addAccount(platform.store, 'Yann Le Goff', 'consultant');
    const empty = await addMission(platform.store, consultant);
    const yann = await signInAs(platform, 'Yann Le Goff');
    for (const name of Object.keys(DATA_TABLES)) {
      const statuses = [
        (await odile.get(`/missions/${mission}/donnees/${name}.csv`)).statusCode,
        (await yann.get(`/missions/${mission}/donnees/${name}.csv`)).statusCode,
        (await yann.get(`/missions/${empty}/donnees/${name}.csv`)).statusCode,
      ];
      expect([name, ...statuses]).toEqual([name, 404, 404, 404]);
    }
  });
});
