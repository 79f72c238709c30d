import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  type CommuneFilter,
  listCommunes,
  listProgrammes,
} from '../../../db/queries/territories.ts';
import { listTerritoryImports } from '../../../db/queries/territory-imports.ts';
import { settings } from '../../../db/schema/house.ts';
import { loadTerritories } from '../../../db/territories.ts';
import { upload } from '../../support/documents/upload.ts';
import {
  addAccount,
  addMission,
  openTestPlatform,
  signInAs,
  type TestPlatform,
  type Visitor,
} from '../../support/platform.ts';
import { hasShared, sharedPath } from '../../support/shared.ts';

const LIST = readFileSync(join(import.meta.dirname, '../../fixtures/liste-programme.csv'));
const EVERYWHERE: CommuneFilter = {
  programme: null,
  regions: [],
  departments: [],
  centralities: [],
  populationFrom: null,
  populationTo: null,
};

let platform: TestPlatform;
let mission: string;
let ada: Visitor;

beforeEach(async () => {
  platform = await openTestPlatform();
  loadTerritories(platform.store);
  await addAccount(platform.store, 'Ada Min', 'administrator');
  mission = await addMission(
    platform.store,
    await addAccount(platform.store, 'Solange Perrin', 'consultant'),
  );
  ada = await signInAs(platform, 'Ada Min');
});
afterEach(() => platform.close());

const send = (bytes: Uint8Array, fields: Record<string, string> = {}, fileName = 'liste.csv') =>
  upload(
    ada,
    '/territoires',
    fileName,
    bytes,
    {},
    { source: 'ANCT', vintage: '2024-06', ...fields },
  );
const meant = async (filter: Partial<CommuneFilter>) =>
  (await listCommunes(platform.store, mission, { ...EVERYWHERE, ...filter })).map(
    ({ code, centrality }) => [code, centrality],
  );

describe('a list of communes', () => {
  it('says who is in a programme and how central, and reports what it can’t place', async () => {
    const answer = await send(LIST);
    expect(answer.statusCode).toBe(303);
    const { body } = await ada.get(String(answer.headers.location));
    expect(body).toContain('BDE\u00a0: 4\u00a0communes reconnues.');
    expect(body).toMatch(/<td class="is-number">6<\/td><th scope="row">52999<\/th><td>Bourg-Perdu/);
    expect(await meant({ programme: 'BDE' })).toEqual([
      ['01004', 'structurante'],
      ['46102', 'structurante'],
      ['52250', 'intermédiaire'],
      ['52550', 'locale'],
    ]);
    expect(await listProgrammes(platform.store, mission)).toEqual([
      { programme: 'BDE', communes: 4 },
    ]);
    const [kept] = await listTerritoryImports(platform.store);
    expect(kept?.report).toEqual({
      lines: 6,
      known: 4,
      unknown: 1,
      twice: 1,
      centralities: 4,
      unknownLines: [{ line: 6, code: '52999', name: 'Bourg-Perdu' }],
    });
    const held = platform.store.sqlite
      .prepare('SELECT signed_on FROM territory_programmes ORDER BY territory_code')
      .pluck()
      .all();
    expect(held).toEqual([null, '2021-04-02', '2021-05-28', '2021-06-28']);
  });

  it('takes the place of the former one of its programme, and centrality outlives a new vintage', async () => {
    await send(LIST);
    await send(Buffer.from('insee;nom\n46102;Figeac\n'), { programme: 'BDE' });
    expect((await meant({ programme: 'BDE' })).map(([code]) => code)).toEqual(['46102']);
    platform.store.database.delete(settings).run();
    loadTerritories(platform.store);
    expect(await meant({ programme: 'BDE' })).toEqual([['46102', 'structurante']]);
    expect((await ada.get('/territoires')).body.match(/rapport d’import/g)).toHaveLength(2);
  });

  it('narrows communes by region, département, size, centrality and programme together', async () => {
    await send(LIST);
    expect(await meant({ programme: 'BDE', regions: ['44'] })).toHaveLength(2);
    expect(await meant({ programme: 'BDE', departments: ['46'] })).toHaveLength(1);
    expect(await meant({ programme: 'BDE', centralities: ['locale'] })).toHaveLength(1);
    // Figeac has some 10,000 inhabitants, Ambérieu over 14,000, the two others under 4,000.
    const large = await meant({ programme: 'BDE', populationFrom: 8000, populationTo: 12_000 });
    expect(large.map(([code]) => code)).toEqual(['46102']);
  });

  it('is refused whole where it makes no sense, with a reason and what was typed', async () => {
    const bomb = Buffer.from(`insee\n${'52250\n'.repeat(200_000)}`);
    for (const [bytes, fields, sentence] of [
      [Buffer.from('nom;population\nWassy;2900\n'), {}, 'Aucune colonne de codes Insee'],
      [Buffer.from('insee\n52250\n'), {}, 'Indiquez le programme'],
      [Buffer.from('insee\n99999\n'), { programme: 'X' }, 'rien n’a été importé'],
      [LIST, { programme: 'ACV' }, 'ne parle pas de «\u00a0ACV\u00a0», mais de BDE'],
      [Buffer.from('programme,insee\nA,52250\nB,52550\n'), {}, 'plusieurs programmes'],
      [LIST, { source: '' }, 'Indiquez qui publie'],
      [LIST, { vintage: '' }, 'Indiquez le millésime'],
      [Buffer.from(''), {}, 'vide'],
      [bomb, { programme: 'X' }, 'lignes'],
      [Buffer.from('%PDF-1.4 tronqué'), {}, ''],
    ] as const) {
      const answer = await send(bytes, fields);
      expect([sentence, answer.statusCode, answer.body.includes(sentence)]).toEqual([
        sentence,
        422,
        true,
      ]);
    }
    expect(await listTerritoryImports(platform.store)).toEqual([]);
    expect(await listProgrammes(platform.store, mission)).toEqual([]);
  });

  it('reads what spreadsheets write: UTF-16, Windows’ own letters, semicolons', async () => {
    const words = 'code_insee;commune;centralité\r\n52250;Joinville;intermédiaire\r\n';
    for (const bytes of [
      Buffer.from(`\ufeff${words}`, 'utf16le'),
      Buffer.from(words, 'latin1'),
      Buffer.from(`\ufeff${words}`),
    ]) {
      expect((await send(bytes, { programme: 'P' })).statusCode).toBe(303);
      expect(await meant({ programme: 'P' })).toEqual([['52250', 'intermédiaire']]);
    }
  });

  it('is the administrator’s alone', async () => {
    const solange = await signInAs(platform, 'Solange Perrin');
    expect((await solange.get('/territoires')).statusCode).toBe(404);
    const sent = await upload(solange, '/territoires', 'liste.csv', LIST);
    expect(sent.statusCode).toBe(404);
    expect((await ada.get('/territoires/7abc')).statusCode).toBe(404);
  });

  const REAL = 'corpora/territoires/petites-villes-de-demain.csv';
  it.skipIf(!hasShared(REAL))('reads the list of the ANCT, every line of it', async () => {
    await send(readFileSync(sharedPath(REAL)), {}, 'petites-villes-de-demain.csv');
    const [kept] = await listTerritoryImports(platform.store);
    expect(kept).toMatchObject({ programme: 'PVD', report: { lines: 1645, twice: 0 } });
    const { known = 0, unknown = 0 } = kept?.report ?? {};
    expect(known + unknown).toBe(1645);
    expect(unknown).toBeLessThan(20);
    // 224 lines of the file are in Occitanie; none of them has merged since.
    expect(await meant({ programme: 'PVD', regions: ['76'] })).toHaveLength(224);
  });
});
