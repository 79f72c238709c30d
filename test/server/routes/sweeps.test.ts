import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { write } from '../../../db/open.ts';
import { insertContributions } from '../../../db/queries/contributions.ts';
import { findShownRun, listRuns, readRunReport } from '../../../db/queries/runs.ts';
import { listSweepCells, listSweeps } from '../../../db/queries/sweeps.ts';
import { listThemes } from '../../../db/queries/themes.ts';
import { writeTowns } from '../../analysis/support/towns.ts';
import {
  addAccount,
  addMission,
  openTestPlatform,
  signInAs,
  type TestPlatform,
  type Visitor,
} from '../../support/platform.ts';

const GRID = {
  methods: ['reinert', 'double'],
  from: '2',
  to: '4',
  unit: 'segment',
  sizes: ['25', '40'],
  floors: 'auto',
};

describe('settings are compared', () => {
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
    solange = await signInAs(platform, 'Solange Perrin');
    odile = await signInAs(platform, 'Odile Marchadier');
    home = `/missions/${mission}/comparaisons`;
  });
  afterAll(() => platform.close());

  const idIn = (location: unknown) => String(location).split('/').at(-1) ?? '';
  const newest = async () => {
    const [sweep] = await listSweeps(platform.store, mission, 'comparison');
    if (!sweep) throw new Error('there is no comparison');
    return sweep;
  };

  it('an empty corpus has nothing to compare, nor an analysis to question', async () => {
    const { body } = await solange.get(home);
    expect(body).toContain('Rien à comparer pour l’instant');
    expect((await solange.post(`/missions/${mission}/sensibilites`)).statusCode).toBe(404);
    addWords();
    expect((await solange.get(home)).body).toContain('Comparer</button>');
  });

  it.each([
    [{ methods: [] }, 'methods', 'Choisissez au moins une méthode.'],
    [{ methods: 'oracle' }, 'methods', 'Choisissez au moins une méthode.'],
    [{ from: '1' }, 'from', 'entre 2 et 30'],
    [{ to: '3,5' }, 'to', 'entre 2 et 30'],
    [{ from: '6', to: '4' }, 'to', 'ne peut pas être inférieur'],
    [{ sizes: [] }, 'sizes', 'Choisissez au moins une taille'],
    [{ floors: [] }, 'floors', 'Choisissez au moins un seuil'],
    [
      { from: '2', to: '30', sizes: ['25', '40', '60'], floors: ['auto', 'half'] },
      'methods',
      '348\u00a0réglages',
    ],
  ])(
    'what cannot be is refused beside its field, the rest kept: %j',
    async (changes, field, message) => {
      const refused = await solange.post(home, { ...GRID, ...changes });
      expect(refused.statusCode).toBe(422);
      expect(refused.body).toContain(`id="${field}-error"`);
      expect(refused.body).toContain(message);
      if (field !== 'from' && !('from' in changes)) expect(refused.body).toContain('value="2"');
      expect(await listSweeps(platform.store, mission, 'comparison')).toEqual([]);
    },
  );

  it('every combination is measured; the page shows where it stands, then what each gives', async () => {
    const begun = await solange.post(home, GRID);
    expect(begun.statusCode).toBe(303);
    const address = String(begun.headers.location);
    const working = await solange.get(address);
    expect(working.body).toContain('<progress');
    expect(working.body).toContain('<noscript><meta http-equiv="refresh" content="3"></noscript>');
    expect((await solange.post(home, GRID)).headers.location).toBe(address);
    await platform.services.sweeps.ended(idIn(address));
    const { body } = await solange.get(address);
    expect(body).toContain('Terminée');
    expect(body).not.toContain('Reprendre');
    expect(body.match(/<tr id="reglage-\d+">/g)).toHaveLength(12);
    expect(body).toContain('Le plus solide des découpages équilibrés');
    expect(body.match(/\(le plus solide\)/g)).toHaveLength(1);
    expect(body).not.toContain('Ressemblance');
    const data = await solange.get(`${address}/mesures.csv`);
    expect(data.headers['content-type']).toContain('text/csv');
    expect(data.body.trim().split('\n')).toHaveLength(13);
    expect(body).toContain(`${address}/mesures.csv`);
    const other = await solange.get(`${address}?mesure=leftOut`);
    expect(other.body).toContain('Moins il y en a, mieux le corpus est lu.');
    expect((await solange.get(`${address}?mesure=oracle`)).statusCode).toBe(200);
    expect((await solange.get(home)).body).toContain('12 / 12');
  });

  it('contributions classified whole have no size of segments to compare', async () => {
    const begun = await solange.post(home, { ...GRID, unit: 'contribution', methods: 'reinert' });
    await platform.services.sweeps.ended(idIn(begun.headers.location));
    const sweep = await newest();
    expect(sweep.cells.map(({ segmentWords }) => segmentWords)).toEqual([40, 40, 40]);
    expect((await solange.get(String(begun.headers.location))).body).not.toContain(
      'Mots par segment',
    );
  });

  it('one setting becomes an analysis, which has its figures', async () => {
    const sweep = (await listSweeps(platform.store, mission, 'comparison')).at(-1);
    if (!sweep) throw new Error('there is no comparison');
    const place = sweep.cells.findIndex(
      ({ method, classes, segmentWords }) =>
        method === 'reinert' && classes === 3 && segmentWords === 25,
    );
    const address = `${home}/${sweep.id}`;
    expect((await solange.post(`${address}/analyses`, { place: '99' })).statusCode).toBe(404);
    expect((await solange.post(`${address}/analyses`, { place: 'x' })).statusCode).toBe(404);
    const launched = await solange.post(`${address}/analyses`, { place: String(place) });
    const [, runId = ''] = String(launched.headers.location).split('/analyses/');
    await platform.services.runs.ended(runId);
    const report = await readRunReport(platform.store, runId);
    const measured = (await listSweepCells(platform.store, sweep.id))[place]?.result;
    expect(report?.choice).toMatchObject({ method: 'reinert', classes: 3 });
    expect(report?.run).toMatchObject({
      settings: { segmentWords: 25, classes: 3 },
      corpusHash: measured?.corpusHash,
    });
    expect(report?.leftOut.share).toBe(measured?.leftOutShare);
    const shares = report?.themes.map(({ share }) => share) ?? [];
    expect(Math.max(...shares)).toBe(measured?.largestShare);
    expect((await listRuns(platform.store, mission)).length).toBe(1);
    const page = await solange.get(`/missions/${mission}/analyses/${runId}`);
    expect(page.body).toContain('segments d’environ 25 mots');
    expect(page.body).toContain('Jusqu’où s’y fier');
  });

  it('the neighbours of the analysis shown are tried by one button, and its page reads them', async () => {
    const reliability = `/missions/${mission}/explorations/fiabilite`;
    const before = await solange.get(reliability);
    expect(before.body).toContain('Essayer les réglages voisins');
    const begun = await solange.post(`/missions/${mission}/sensibilites`);
    expect(begun.headers.location).toBe(`${reliability}#sensibilite`);
    const working = await solange.get(reliability);
    expect(working.body).toContain('<progress');
    expect(working.body).not.toContain('Essayer les réglages voisins');
    const [sweep] = await listSweeps(platform.store, mission, 'sensitivity');
    if (!sweep) throw new Error('there is no sweep');
    // Three classes, segments of 25 words: two, four and five; 40 and 60 words; two floors; a seed.
    expect(
      sweep.cells.map(({ classes, segmentWords, floor, seed }) => [
        classes,
        segmentWords,
        floor,
        seed,
      ]),
    ).toEqual([
      [2, 25, 'auto', 1],
      [4, 25, 'auto', 1],
      [5, 25, 'auto', 1],
      [3, 40, 'auto', 1],
      [3, 60, 'auto', 1],
      [3, 25, 'half', 1],
      [3, 25, 'double', 1],
      [3, 25, 'auto', 2],
    ]);
    await platform.services.sweeps.ended(sweep.id);
    const { body } = await solange.get(reliability);
    expect(body).toContain('Ce qui reste de chaque thème, réglage par réglage');
    expect(body).toContain('Segments de 60 mots');
    expect(body).toContain('Autre graine');
    expect(body).toMatch(/réglages\s+voisins/);
    const other = await solange.get(`${home}/${sweep.id}`);
    expect(other.headers.location).toBe(reliability);
    // Reinert draws nothing: another seed keeps everything.
    const cells = await listSweepCells(platform.store, sweep.id);
    expect(cells.at(-1)?.result.likeness).toBe(1);
  });

  it('themes gathered since are no longer those that were measured', async () => {
    const shown = await findShownRun(platform.store, mission);
    const [first, second] = await listThemes(platform.store, shown?.id ?? '');
    await solange.post(`/missions/${mission}/themes/${first?.id}/fusion`, {
      other: second?.id ?? '',
      name: 'Se loger et se déplacer',
    });
    const { body } = await solange.get(`/missions/${mission}/explorations/fiabilite`);
    expect(body).toContain('Des thèmes ont été réunis ou séparés depuis ces mesures');
    expect(body).toContain('Essayer les réglages voisins');
  });

  it('stopped, it keeps what is measured and goes on where it was, compared with the analysis shown', async () => {
    const begun = await solange.post(home, { ...GRID, methods: 'mixture' });
    const address = String(begun.headers.location);
    const stopped = await solange.post(`${address}/annulation`);
    expect(stopped.headers.location).toBe(address);
    const page = await solange.get(address);
    expect(page.body).toContain('Arrêtée');
    expect(page.body).toContain('Reprendre');
    await solange.post(`${address}/reprise`);
    await platform.services.sweeps.ended(idIn(address));
    const done = await solange.get(address);
    expect(done.body).toContain('Terminée');
    expect(done.body).toContain('Ressemblance');
    expect(await listSweepCells(platform.store, idIn(address))).toHaveLength(6);
    // Neither does anything once it is over.
    await solange.post(`${address}/reprise`);
    await solange.post(`${address}/annulation`);
    expect((await newest()).lastTurn).toBe('finished');
  });

  it('is not for interviewers, nor for another mission', async () => {
    const sweep = await newest();
    for (const url of [
      home,
      `${home}/${sweep.id}`,
      `${home}/${sweep.id}/avancement`,
      `${home}/${sweep.id}/mesures.csv`,
    ])
      expect((await odile.get(url)).statusCode).toBe(404);
    for (const act of ['annulation', 'reprise', 'analyses'])
      expect((await odile.post(`${home}/${sweep.id}/${act}`, { place: '0' })).statusCode).toBe(404);
    const marc = await addAccount(platform.store, 'Marc Vidal', 'consultant');
    const other = await addMission(platform.store, marc);
    const visitor = await signInAs(platform, 'Marc Vidal');
    expect((await visitor.get(`/missions/${other}/comparaisons/${sweep.id}`)).statusCode).toBe(404);
  });

  function addWords() {
    write(platform.store, (transaction) =>
      insertContributions(
        transaction,
        writeTowns(60).map(({ id, text }, position) => ({
          id,
          missionId: mission,
          family: 'survey' as const,
          sourceKind: 'submission' as const,
          sourceId: id,
          locator: 'q8',
          position,
          kind: 'verbatim' as const,
          text,
          stakeholderId: null,
          consent: 'by-function' as const,
        })),
      ),
    );
  }
});
