import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { write } from '../../../db/open.ts';
import { insertContributions, listCorpus } from '../../../db/queries/contributions.ts';
import { listEvents } from '../../../db/queries/events.ts';
import { type FindingRow, listFindings } from '../../../db/queries/findings.ts';
import { finishRun, insertRun, readRunReport } from '../../../db/queries/runs.ts';
import { listSegmentsOfTheme } from '../../../db/queries/segments.ts';
import { listMergesOfRun } from '../../../db/queries/theme-merges.ts';
import { listThemeNumbers, listThemes } from '../../../db/queries/themes.ts';
import { loadTerritories } from '../../../db/territories.ts';
import { readContinuity } from '../../../server/continuities.ts';
import { beginMission } from '../../../server/missions.ts';
import {
  type AnalysedMission,
  analyseMission,
  analysisWith,
  findingsOf,
} from '../../support/findings.ts';
import {
  addAccount,
  addMission,
  openTestPlatform,
  signInAs,
  type TestPlatform,
  type Visitor,
} from '../../support/platform.ts';

const GATHERED = 'Ce qui manque pour soigner et pour bâtir';

/** Two themes are one for the person who reads them; then more is said, and the corpus is analysed again. */
describe('Themes that a person gathers into one', () => {
  let platform: TestPlatform;
  let mission: AnalysedMission;
  let claire: Visitor;
  let engineering: FindingRow;
  let doctor: FindingRow;
  let home: string;
  /** As the run described them. */
  let found: unknown[];

  beforeAll(async () => {
    platform = await openTestPlatform();
    const { store } = platform;
    loadTerritories(store);
    const claireId = await addAccount(store, 'Claire Aubertin', 'consultant');
    await addAccount(store, 'Yann Le Goff', 'consultant');
    claire = await signInAs(platform, 'Claire Aubertin');
    mission = await analyseMission(store, await addMission(store, claireId));
    ({ engineering, doctor } = await findingsOf(store, mission.missionId));
    home = `/missions/${mission.missionId}`;
    found = (await themes()).map(({ description }) => description);
    await claire.post(`${home}/constats/${doctor.id}`, {
      title: 'Le médecin est parti',
      body: 'Son cabinet sert de garage à vélos.',
      revision: '1',
    });
  }, 60_000);
  afterAll(() => platform.close());

  const themes = (runId = mission.runId) => listThemes(platform.store, runId);
  const segmentsOf = async (theme: string) =>
    (await listSegmentsOfTheme(platform.store, theme)).map(({ id }) => id).toSorted();
  const merge = (form: Record<string, string>, theme = engineering.theme.id) =>
    claire.post(`${home}/themes/${theme}/fusion`, form);

  it('are asked for by their names, and refused where nothing, or the same, is chosen', async () => {
    const { body } = await claire.get(`${home}/themes/${engineering.theme.id}`);
    expect(body).toContain('Fusionner avec un autre thème');
    expect(body).toContain(`<option value="${doctor.theme.id}">`);
    expect(body).not.toContain(`<option value="${engineering.theme.id}">`);
    const none = await merge({ other: '', name: GATHERED });
    expect(none.statusCode).toBe(422);
    expect(none.body).toContain('Choisissez le thème à réunir à celui-ci');
    expect((await merge({ other: engineering.theme.id, name: GATHERED })).statusCode).toBe(422);
    expect((await merge({ other: doctor.theme.id, name: ' ' })).statusCode).toBe(422);
    await merge({ other: 'ailleurs', name: GATHERED });
    expect(await themes()).toHaveLength(2);
  });

  it('hold the segments of both, under the name given, and are described anew', async () => {
    const before = [
      ...(await segmentsOf(engineering.theme.id)),
      ...(await segmentsOf(doctor.theme.id)),
    ].toSorted();
    const done = await merge({ other: doctor.theme.id, name: GATHERED });
    expect(done.headers.location).toBe(`${home}/themes/${engineering.theme.id}`);
    const [only, ...others] = await themes();
    expect([only?.id, only?.name, others]).toEqual([engineering.theme.id, GATHERED, []]);
    expect(await segmentsOf(engineering.theme.id)).toEqual(before);
    expect(only?.description.share).toBe(1);
    const page = (await claire.get(`${home}/themes/${engineering.theme.id}`)).body;
    expect(page).toContain('réuni à ce thème par Claire Aubertin');
    expect(page).toContain('Défaire la fusion');
    const list = (await claire.get(`${home}/themes`)).body;
    expect(list).toContain(GATHERED);
    for (const path of ['carte', 'graphe', 'nuage', 'fiabilite'])
      expect((await claire.get(`${home}/explorations/${path}`)).statusCode).toBe(200);
  });

  it('lead from the address of the one to the other, and keep the findings of both', async () => {
    const { statusCode, headers } = await claire.get(`${home}/themes/${doctor.theme.id}`);
    expect([statusCode, headers.location]).toEqual([302, `${home}/themes/${engineering.theme.id}`]);
    const own = (await listFindings(platform.store, mission.missionId)).find(
      ({ id }) => id === doctor.id,
    );
    expect([own?.isCurrent, own?.theme.id, own?.theme.name]).toEqual([
      true,
      engineering.theme.id,
      GATHERED,
    ]);
    const { body } = await claire.get(`${home}/themes/${engineering.theme.id}`);
    expect(body).toContain('Le médecin est parti');
  });

  it('put away the draft that nobody had touched: what people wrote speaks for the whole', async () => {
    const listed = await listFindings(platform.store, mission.missionId);
    expect(listed.map(({ id }) => id)).toEqual([doctor.id]);
  });

  it('are gathered once, whoever asks again', async () => {
    await merge({ other: doctor.theme.id, name: 'Autrement' });
    expect((await themes())[0]?.name).toBe(GATHERED);
    const yann = await signInAs(platform, 'Yann Le Goff');
    const stranger = await yann.post(`${home}/themes/${engineering.theme.id}/fusion`, {
      other: doctor.theme.id,
      name: 'Autrement',
    });
    expect(stranger.statusCode).toBe(404);
    const acts = await listEvents(platform.store, mission.missionId, { limit: 50, offset: 0 });
    expect(acts.filter(({ action }) => action === 'theme.merge')).toHaveLength(1);
  });

  it('come apart as they were, and may be gathered again', async () => {
    const undo = async () => {
      const [standing] = await listMergesOfRun(platform.store, mission.missionId, mission.runId);
      return claire.post(
        `${home}/themes/${engineering.theme.id}/fusions/${standing?.id}/annulation`,
        {},
      );
    };
    const [gathered] = await themes();
    expect((await undo()).statusCode).toBe(303);
    const apart = await themes();
    expect(apart.map(({ id }) => id).toSorted()).toEqual(
      [engineering.theme.id, doctor.theme.id].toSorted(),
    );
    expect(apart.map(({ description }) => description)).toEqual(found);
    const own = (await listFindings(platform.store, mission.missionId)).find(
      ({ id }) => id === doctor.id,
    );
    expect(own?.theme.id).toBe(doctor.theme.id);
    const again = await findingsOf(platform.store, mission.missionId);
    expect([again.engineering.title, again.engineering.theme.name]).toEqual([
      engineering.title,
      engineering.theme.name,
    ]);
    expect((await claire.get(`${home}/themes/${engineering.theme.id}`)).body).toContain(
      'fusion défaite le',
    );
    // Sent twice, it is undone once.
    expect((await undo()).statusCode).toBe(303);
    expect(await themes()).toHaveLength(2);
    await merge({ other: doctor.theme.id, name: GATHERED });
    expect((await themes())[0]?.description).toEqual(gathered?.description);
  });

  it('are still one once more is said, the corpus analysed again and the analysis accepted', async () => {
    const { store } = platform;
    const { missionId } = mission;
    write(store, (transaction) =>
      insertContributions(transaction, [
        {
          id: 'late',
          missionId,
          family: 'survey',
          sourceKind: 'submission',
          sourceId: 'late-answer',
          locator: 'q1',
          position: 1,
          kind: 'verbatim',
          text: 'Un médecin de plus, et le canton respire.',
          stakeholderId: null,
          consent: 'by-function',
        },
      ]),
    );
    const next = await analyseAgain(['late']);
    const page = (await claire.get(`${home}/analyses/${next}/continuite`)).body;
    expect(page).toContain(GATHERED);
    expect(page).not.toContain('(disparu)');
    expect(page).toContain('1\u00a0thème que vous avez réuni le reste');
    const accepted = await claire.post(`${home}/analyses/${next}/continuite`, {
      decision: 'accepted',
      previous: mission.runId,
    });
    expect(accepted.headers.location).toBe(`${home}/themes`);
    const [only, ...others] = await themes(next);
    expect([only?.name, only?.continuesId, others]).toEqual([GATHERED, engineering.theme.id, []]);
    expect(await segmentsOf(only?.id ?? '')).toContain('late#0-41');
    const own = (await listFindings(store, missionId)).find(({ id }) => id === doctor.id);
    expect([own?.isCurrent, own?.theme.id, own?.theme.name]).toEqual([true, only?.id, GATHERED]);

    // Themes of the earlier analysis stay as they were.
    const past = (await claire.get(`${home}/themes/${engineering.theme.id}`)).body;
    expect(past).toContain('réuni à ce thème par Claire Aubertin');
    expect(past).not.toContain('Défaire la fusion');
    expect(past).not.toContain('Fusionner avec un autre thème');
    const [former] = await listMergesOfRun(store, missionId, mission.runId);
    await claire.post(
      `${home}/themes/${engineering.theme.id}/fusions/${former?.id}/annulation`,
      {},
    );
    expect(await listMergesOfRun(store, missionId, mission.runId)).toHaveLength(1);

    // And given back there, each theme goes on with what was its own.
    const [carried] = await listMergesOfRun(store, missionId, next);
    await claire.post(`${home}/themes/${only?.id}/fusions/${carried?.id}/annulation`, {});
    const apart = await themes(next);
    const given = apart.find(({ continuesId }) => continuesId === doctor.theme.id);
    expect(apart).toHaveLength(2);
    const back = (await listFindings(store, missionId)).find(({ id }) => id === doctor.id);
    expect(back?.theme.id).toBe(given?.id);
  });

  /** The same two classes, what came since in the second. */
  async function analyseAgain(late: readonly string[]): Promise<string> {
    const { store } = platform;
    const { missionId } = mission;
    const classOf = async (theme: string) =>
      (await listSegmentsOfTheme(store, theme)).map(({ contributionId }) => contributionId);
    const doctors = new Set([...(await classOf(doctor.theme.id)), ...late]);
    const all = new Set(await classOf(engineering.theme.id));
    const corpus = await listCorpus(store, missionId);
    const id = await insertRun(store, { missionId, requestedBy: null, settings: {}, leaseFor: 1 });
    const texts = new Map(corpus.map((row) => [row.id, row.text]));
    const analysis = analysisWith(corpus, [
      { forms: ['ingénierie'], contributions: [...all].filter((one) => !doctors.has(one)) },
      { forms: ['médecin'], contributions: [...doctors] },
    ]);
    await finishRun(store, { id, missionId }, analysis, texts);
    return id;
  }
});

/** A fifth of the demonstration arrives once three of its nine themes were made one. */
describe('Three themes of the demonstration gathered into one', () => {
  let platform: TestPlatform;
  afterAll(() => platform.close());

  it('are one theme of the next analysis, with what came since, and no other theme is lost', {
    timeout: 240_000,
  }, async () => {
    platform = await openTestPlatform();
    const { store, services } = platform;
    loadTerritories(store);
    const createdBy = await addAccount(store, 'Claire Aubertin', 'consultant');
    const claire = await signInAs(platform, 'Claire Aubertin');
    const demonstration = { template: 'demonstration', title: '', createdBy } as const;
    const mission = await beginMission(services, demonstration);
    const late = takeOutOneSourceInFive();
    const first = await analyse();
    const [into, ...others] = [3, 8, 5].map((at) => before()[at]?.id ?? '');
    for (const other of others)
      await claire.post(`/missions/${mission}/themes/${into}/fusion`, { other, name: GATHERED });
    expect(await listThemes(store, first)).toHaveLength(7);

    write(store, (transaction) => insertContributions(transaction, late));
    const next = await analyse();
    const read = await readContinuity(store, mission, next);
    expect(read?.continuity.continued).toHaveLength(7);
    expect([read?.continuity.isNew, read?.continuity.isGone]).toEqual([[], []]);
    await claire.post(`/missions/${mission}/analyses/${next}/continuite`, {
      decision: 'accepted',
      previous: first,
    });
    const after = await listThemes(store, next);
    expect(after).toHaveLength(7);
    const gathered = after.find(({ continuesId }) => continuesId === into);
    expect(gathered?.name).toBe(GATHERED);
    const numbers = await listThemeNumbers(store, next);
    const merges = await listMergesOfRun(store, mission, next);
    const parts = [gathered?.id, ...merges.map(({ absorbedId }) => absorbedId)];
    const report = await readRunReport(store, next);
    const size = parts
      .map((id) => report?.themes.find(({ theme }) => theme === numbers.get(id ?? ''))?.size ?? 0)
      .reduce((sum, own) => sum + own, 0);
    expect([parts.length, gathered?.description.size]).toEqual([3, size]);

    function before() {
      return store.sqlite
        .prepare<[string], { id: string }>('SELECT id FROM themes WHERE run_id = ? ORDER BY number')
        .all(first);
    }

    async function analyse(): Promise<string> {
      const id = await services.runs.start(mission, null, { classes: 9, bootstraps: 0 });
      await services.runs.ended(id);
      return id;
    }

    function takeOutOneSourceInFive() {
      const rows = store.sqlite
        .prepare<[], Row>(
          `SELECT id, mission_id AS missionId, family, source_kind AS sourceKind, source_id AS sourceId,
           locator, position, kind, text, stakeholder_id AS stakeholderId, consent FROM contributions ORDER BY id`,
        )
        .all();
      const sources = [...new Set(rows.map(({ sourceId }) => sourceId))];
      const held = rows.filter(({ sourceId }) => sources.indexOf(sourceId) % 5 === 0);
      for (const { id } of held)
        store.sqlite.prepare('DELETE FROM contributions WHERE id = ?').run(id);
      return held;
    }
  });
});

type Row = Parameters<typeof insertContributions>[1][number] & { readonly id: string };
