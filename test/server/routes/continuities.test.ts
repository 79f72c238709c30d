import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readDemonstrationReviews } from '../../../db/demonstration-reviews.ts';
import { write } from '../../../db/open.ts';
import { listPendingRuns } from '../../../db/queries/continuities.ts';
import { insertContributions, listCorpus } from '../../../db/queries/contributions.ts';
import { listEvents } from '../../../db/queries/events.ts';
import { listCounterSearches, listEvidence } from '../../../db/queries/evidence.ts';
import { listStatuses } from '../../../db/queries/finding-statuses.ts';
import { type FindingRow, listFindings, listVersions } from '../../../db/queries/findings.ts';
import { findShownRun, finishRun, insertRun } from '../../../db/queries/runs.ts';
import { listThemes } from '../../../db/queries/themes.ts';
import { loadTerritories } from '../../../db/territories.ts';
import { readContinuity } from '../../../server/continuities.ts';
import { reviewDemonstration } from '../../../server/demonstration-reviews.ts';
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

const ANALYSIS_MS = 120_000;
const NAMED = 'Soigner\u00A0: qui reste\u202F?';

/** A fifth of the demonstration’s sources arrives after four fifths were analysed and reviewed. */
describe('Contributions that arrive once the analysis is reviewed', () => {
  let platform: TestPlatform;
  let mission: string;
  let claire: Visitor;
  let odile: Visitor;
  let karimId: string;
  let firstRun: string;
  let nextRun: string;
  let reviewed: Review[];
  let late: string[];

  beforeAll(async () => {
    platform = await openTestPlatform();
    const { store, services } = platform;
    loadTerritories(store);
    const claireId = await addAccount(store, 'Claire Aubertin', 'consultant');
    karimId = await addAccount(store, 'Karim Lefebvre', 'consultant');
    await addAccount(store, 'Odile Marchadier', 'interviewer');
    mission = await beginMission(services, {
      template: 'demonstration',
      title: '',
      createdBy: claireId,
    });
    claire = await signInAs(platform, 'Claire Aubertin');
    odile = await signInAs(platform, 'Odile Marchadier');
    const held = takeOut(lateContributions());
    late = held.map(({ id }) => id);
    firstRun = await analyse();
    await reviewDemonstration(store, mission, { author: claireId, validator: karimId });
    const health = (await listThemes(store, firstRun)).find(({ description }) =>
      description.forms.slice(0, 5).some(({ form }) => form === 'médecin'),
    );
    await claire.post(`/missions/${mission}/themes/${health?.id}/nom`, { name: NAMED });
    reviewed = await readReviews();
    write(store, (transaction) => insertContributions(transaction, held));
    nextRun = await analyse();
  }, 2 * ANALYSIS_MS);
  afterAll(() => platform.close());

  it('leave the reviewed analysis on every page until someone decides, and are announced', async () => {
    expect((await findShownRun(platform.store, mission))?.id).toBe(firstRun);
    expect((await listPendingRuns(platform.store, mission)).map(({ id }) => id)).toEqual([nextRun]);
    expect(await readReviews()).toEqual(reviewed);
    const themes = await claire.get(`/missions/${mission}/themes`);
    expect(themes.body).toContain(`href="${pathOf()}"`);
    expect(themes.body).toContain(NAMED);
    expect((await claire.get(`/missions/${mission}/constats`)).body).toContain(
      `href="${pathOf()}"`,
    );
    expect((await claire.get(`/missions/${mission}/analyses`)).body).toContain(
      'Attend votre accord',
    );
  });

  it('give a page that says what goes on, what is new, what is gone, and what moved from where to where', async () => {
    const read = await readContinuity(platform.store, mission, nextRun);
    if (!read) throw new Error('nothing to compare');
    const { continued, isNew, isGone, moved, added, withdrawn, compared } = read.continuity;
    expect(new Set(added)).toEqual(new Set(late));
    expect(withdrawn).toEqual([]);
    expect(continued.length + isNew.length).toBe(
      (await listThemes(platform.store, nextRun)).length,
    );
    expect(continued.length + isGone.length).toBe(
      (await listThemes(platform.store, firstRun)).length,
    );
    // Where a person worked, the theme goes on.
    const worked = reviewed.map(({ themeId }) => themeId);
    expect(continued.map(({ before }) => before)).toEqual(expect.arrayContaining(worked));
    expect(moved.length).toBeGreaterThan(0);
    expect(moved.length).toBeLessThan(compared / 4);

    const { statusCode, body } = await claire.get(pathOf());
    expect(statusCode).toBe(200);
    expect(body).toContain(NAMED);
    const links = [...body.matchAll(/href="([^"]+continuite\/segments[^"]+)">(\d+)</g)];
    expect(links.reduce((sum, [, , count]) => sum + Number(count), 0)).toBe(moved.length);
    const [, href = '', count] = links.at(-1) ?? [];
    const list = await claire.get(href.replaceAll('&amp;', '&').replaceAll('&#x3D;', '='));
    expect(list.statusCode).toBe(200);
    expect(list.body.match(/<blockquote>/g)).toHaveLength(Number(count));
  });

  it('may be set aside: nothing moves, and the decision may be taken again', async () => {
    const kept = await claire.post(pathOf(), { decision: 'declined', previous: firstRun });
    expect(kept.headers.location).toBe(`/missions/${mission}/analyses`);
    expect((await findShownRun(platform.store, mission))?.id).toBe(firstRun);
    expect(await readReviews()).toEqual(reviewed);
    expect((await claire.get(`/missions/${mission}/themes`)).body).not.toContain(pathOf());
    expect((await claire.get(`/missions/${mission}/analyses`)).body).toContain('Mise de côté');
  });

  it('are refused where another analysis was shown, and to who may not', async () => {
    const stale = await claire.post(pathOf(), { decision: 'accepted', previous: 'une-autre' });
    expect(stale.statusCode).toBe(409);
    expect((await claire.post(pathOf(), { decision: 'perhaps' })).statusCode).toBe(404);
    expect((await odile.get(pathOf())).statusCode).toBe(404);
    expect((await claire.get(pathOf(firstRun))).statusCode).toBe(404);
    expect((await findShownRun(platform.store, mission))?.id).toBe(firstRun);
  });

  it('once accepted, keep every review: names, words, versions, evidence, searches, decisions', async () => {
    const form = { decision: 'accepted', previous: firstRun };
    const accepted = await claire.post(pathOf(), form);
    expect(accepted.headers.location).toBe(`/missions/${mission}/themes`);
    expect((await findShownRun(platform.store, mission))?.id).toBe(nextRun);
    const after = await readReviews();
    for (const before of reviewed) {
      const now = after.find(({ id }) => id === before.id);
      expect(now).toMatchObject({ ...before, themeId: now?.themeId, statuses: expect.anything() });
      // What was decided stands in the same rows; what follows is the platform’s.
      expect(now?.statuses.slice(0, before.statuses.length)).toEqual(before.statuses);
      const own = (await listThemes(platform.store, nextRun)).find(({ id }) => id === now?.themeId);
      expect(own?.continuesId).toBe(before.themeId);
    }
    const themes = (await claire.get(`/missions/${mission}/themes`)).body;
    expect(themes).toContain(NAMED);
    // Sent twice, it is decided once.
    expect((await claire.post(pathOf(), form)).statusCode).toBe(303);
    const decided = (await listEvents(platform.store, mission, { limit: 200, offset: 0 })).filter(
      ({ action, accountName }) => action === 'continuity.accept' && accountName !== null,
    );
    expect(decided).toHaveLength(1);
    expect((await claire.get(pathOf())).body).toContain('Acceptée par Claire Aubertin');
  });

  it('send a validated finding to review where they join its theme, and draft what nobody wrote', async () => {
    const after = await readReviews();
    const wasValidated = reviewed.filter(({ statuses }) => statuses.at(-1)?.status === 'validated');
    expect(wasValidated.length).toBeGreaterThan(1);
    const read = await readContinuity(platform.store, mission, nextRun);
    for (const { id, themeId } of wasValidated) {
      const joined = read?.continuity.continued.find(({ before }) => before === themeId)?.joined;
      const last = after.find((one) => one.id === id)?.statuses.at(-1);
      expect([last?.status, last?.setBy]).toEqual(
        joined ? ['to-review', null] : ['validated', karimId],
      );
    }
    const rejected = reviewed.filter(({ statuses }) => statuses.at(-1)?.status === 'rejected');
    expect(rejected.length).toBeGreaterThan(0);
    for (const { id } of rejected)
      expect(after.find((one) => one.id === id)?.statuses.at(-1)?.status).toBe('rejected');

    const listed = await listFindings(platform.store, mission);
    const themes = await listThemes(platform.store, nextRun);
    const spoken = listed.filter(({ isCurrent }) => isCurrent).map(({ theme }) => theme.id);
    expect(new Set(spoken)).toEqual(new Set(themes.map(({ id }) => id)));
    expect(listed.filter(({ isTouched }) => !isTouched).every(isOf(nextRun))).toBe(true);
    const [one] = after;
    expect((await claire.get(`/missions/${mission}/themes/${one?.themeId}`)).body).toContain(
      `/constats/${one?.id}"`,
    );
  });

  const pathOf = (run = nextRun) => `/missions/${mission}/analyses/${run}/continuite`;
  const isOf = (runId: string) => (finding: FindingRow) => finding.theme.runId === runId;

  async function analyse(): Promise<string> {
    const { runs } = platform.services;
    const id = await runs.start(mission, null, { classes: 9, bootstraps: 0 });
    await runs.ended(id);
    return id;
  }

  /** All that people did, finding by finding. */
  async function readReviews() {
    const { store } = platform;
    const touched = (await listFindings(store, mission)).filter(({ isTouched }) => isTouched);
    const read = [];
    for (const { id, title, body, validity, authorId, theme } of touched.toSorted(byId))
      read.push({
        id,
        title,
        body,
        validity,
        authorId,
        themeId: theme.id,
        versions: await listVersions(store, id),
        evidence: await listEvidence(store, [id]),
        searches: await listCounterSearches(store, [id]),
        statuses: await listStatuses(store, id),
      });
    return read;
  }
  type Review = Awaited<ReturnType<typeof readReviews>>[number];

  /** One source in four that no review cites: a fifth of the whole. */
  function lateContributions(): string[] {
    const cited = new Set(
      readDemonstrationReviews().reviews.flatMap(({ evidence }) =>
        (evidence ?? []).map(({ contribution }) => sourceOf(contribution)),
      ),
    );
    const all = platform.store.sqlite
      .prepare<[], { id: string; source: string }>(
        'SELECT id, source_id AS source FROM contributions ORDER BY id',
      )
      .all();
    const free = [...new Set(all.map(({ source }) => source))].filter((one) => !cited.has(one));
    const wanted = Math.round(all.length / 5);
    const held: string[] = [];
    for (const source of free) {
      const own = all.filter((row) => row.source === source).map(({ id }) => id);
      if (held.length + own.length <= wanted) held.push(...own);
    }
    return held;
  }

  function takeOut(ids: readonly string[]) {
    const { sqlite } = platform.store;
    const rows = ids.map((id) =>
      sqlite
        .prepare<[string], Row>(
          `SELECT id, mission_id AS missionId, family, source_kind AS sourceKind, source_id AS sourceId,
           locator, position, kind, text, stakeholder_id AS stakeholderId, consent FROM contributions WHERE id = ?`,
        )
        .get(id),
    );
    for (const id of ids) sqlite.prepare('DELETE FROM contributions WHERE id = ?').run(id);
    return rows.flatMap((row) => row ?? []);
  }
});

describe('A theme that the analysis does not find again', () => {
  let platform: TestPlatform;
  let mission: AnalysedMission;
  let claire: Visitor;
  let before: string[];
  let after: string[];
  let path: string;

  beforeAll(async () => {
    platform = await openTestPlatform();
    const { store } = platform;
    const claireId = await addAccount(store, 'Claire Aubertin', 'consultant');
    claire = await signInAs(platform, 'Claire Aubertin');
    mission = await analyseMission(store, await addMission(store, claireId));
    const { engineering, doctor } = await findingsOf(store, mission.missionId);
    before = [engineering.theme.id, doctor.theme.id];
    for (const theme of before)
      await claire.post(`/missions/${mission.missionId}/themes/${theme}/nom`, {
        name: theme === before[0] ? 'Qui portera les projets' : 'Le médecin s’en va',
      });
    await claire.post(`/missions/${mission.missionId}/constats/${doctor.id}`, {
      title: 'Le médecin est parti',
      body: 'Son cabinet sert de garage à vélos.',
      revision: '1',
    });
    const { said } = mission;
    const next = await finishAnother([
      { forms: ['vitrine'], contributions: [said.merchant1] },
      { forms: ['subvention'], contributions: [said.director1] },
    ]);
    after = (await listThemes(store, next)).map(({ id }) => id);
    path = `/missions/${mission.missionId}/analyses/${next}/continuite`;
  });
  afterAll(() => platform.close());

  it('is said to be gone, with its findings; each new theme may be said to continue it', async () => {
    const { body } = await claire.get(path);
    expect(body).toContain('Qui portera les projets (disparu)');
    expect(body).toContain('Le médecin est parti');
    expect(body.match(/<select/g)).toHaveLength(2);
  });

  it('continues in one theme at most', async () => {
    const fields = after.map((id) => [`suite-${id}`, before[1] ?? '']);
    const twice = await claire.post(path, { ...accepting(), ...Object.fromEntries(fields) });
    expect(twice.statusCode).toBe(422);
    expect(twice.body).toContain('Un thème disparu ne peut continuer que dans un seul');
    expect(twice.body.match(/ selected>Le médecin s’en va/g)).toHaveLength(2);
    const unknown = await claire.post(path, { ...accepting(), [`suite-${after[0]}`]: 'ailleurs' });
    expect(unknown.statusCode).toBe(422);
    expect(await listPendingRuns(platform.store, mission.missionId)).toHaveLength(1);
  });

  it('goes on where a person says so, with its name and its findings', async () => {
    const form = { ...accepting(), [`suite-${after[1]}`]: before[1] ?? '' };
    expect((await claire.post(path, form)).statusCode).toBe(303);
    const themes = await listThemes(platform.store, String(path.split('/').at(-2)));
    expect(themes.map(({ name, continuesId }) => [name, continuesId])).toEqual([
      ['Vitrine', null],
      ['Le médecin s’en va', before[1]],
    ]);
    const listed = await listFindings(platform.store, mission.missionId);
    const doctor = listed.find(({ title }) => title === 'Le médecin est parti');
    expect([doctor?.isCurrent, doctor?.theme.id]).toEqual([true, after[1]]);
    // Of the other gone theme nobody had written anything: its draft gives way.
    expect(listed.map(({ theme }) => theme.id).toSorted()).toEqual(after.toSorted());
  });

  const accepting = () => ({ decision: 'accepted', previous: mission.runId });

  async function finishAnother(classes: Parameters<typeof analysisWith>[1]): Promise<string> {
    const { store } = platform;
    const { missionId } = mission;
    const corpus = await listCorpus(store, missionId);
    const id = await insertRun(store, { missionId, requestedBy: null, settings: {}, leaseFor: 1 });
    const texts = new Map(corpus.map((row) => [row.id, row.text]));
    await finishRun(store, { id, missionId }, analysisWith(corpus, classes), texts);
    return id;
  }
});

type Row = Parameters<typeof insertContributions>[1][number] & { readonly id: string };

const sourceOf = (contribution: string) => contribution.split('.')[0];
const byId = (a: { readonly id: string }, b: { readonly id: string }) => (a.id < b.id ? -1 : 1);
