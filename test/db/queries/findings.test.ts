import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { closeStore, openStore, type Store, write } from '../../../db/open.ts';
import { insertAccount } from '../../../db/queries/accounts.ts';
import { insertContinuity } from '../../../db/queries/continuities.ts';
import { insertContributions, withdrawContributions } from '../../../db/queries/contributions.ts';
import { listEventsOf } from '../../../db/queries/events.ts';
import {
  addEvidence,
  changeEvidenceRole,
  countJoined,
  insertCounterSearch,
  listCounterSearches,
  listEvidence,
  listEvidenceRemovals,
  removeEvidence,
} from '../../../db/queries/evidence.ts';
import { changeStatus, stateName } from '../../../db/queries/finding-reviews.ts';
import { type FindingStatus, listStatuses } from '../../../db/queries/finding-statuses.ts';
import {
  findFinding,
  insertDraftFindings,
  listFindings,
  listThemesToDraft,
  listVersions,
  updateFinding,
} from '../../../db/queries/findings.ts';
import { insertMission } from '../../../db/queries/missions.ts';
import { draftFindings } from '../../../server/findings/draft.ts';
import {
  type AnalysedMission,
  analyseMission,
  findingsOf,
  runOnce,
  WORDS,
} from '../../support/findings.ts';

let store: Store;
let claire: string;
let karim: string;
let mission: AnalysedMission;

const person = async (name: string) => {
  const id = await insertAccount(store, {
    name,
    email: `${name}@exemple.fr`,
    role: 'consultant',
    passwordHash: '-',
  });
  if (id === undefined) throw new Error(`${name} is there already`);
  return id;
};

const begin = (title: string) =>
  insertMission(store, {
    title,
    client: 'Conseil des bourgs',
    summary: '',
    regions: ['44', '24', '76'],
    createdBy: claire,
  });

beforeEach(async () => {
  store = openStore(':memory:');
  claire = await person('Claire');
  karim = await person('Karim');
  mission = await analyseMission(store, await begin('Bourgs du Perthois'));
});
afterEach(() => closeStore(store));

const segmentOf = (key: keyof typeof WORDS) => `${mission.said[key]}#0-${WORDS[key].length}`;
const engineering = async () => (await findingsOf(store, mission.missionId)).engineering;
const actionsOn = async (id: string) =>
  (await listEventsOf(store, 'finding', [id])).map(({ action }) => action);

describe('A finished analysis', () => {
  it('drafts one finding a theme, by nobody, with its first version, status, evidence and event', async () => {
    const { engineering: finding, doctor } = await findingsOf(store, mission.missionId);
    expect(finding).toMatchObject({
      title:
        'Chef de projet, dossier et subvention\u00a0: 4\u00a0acteurs sur 7 en parlent, maires, préfectures et régions et départements seulement',
      status: 'draft',
      revision: 1,
      authorId: null,
      isTouched: false,
      isCurrent: true,
    });
    expect(doctor.title).toBe(
      'Médecin, cabinet et retraite\u00a0: un seul acteur en parle, en région 44',
    );
    expect((await listVersions(store, finding.id)).map(({ revision }) => revision)).toEqual([1]);
    const attached = await listEvidence(store, [finding.id]);
    expect(attached.map(({ quote }) => quote).toSorted()).toEqual(
      [
        WORDS.director1,
        WORDS.miller1,
        WORDS.pharmacist1,
        WORDS.return1,
        WORDS.subPrefect1,
      ].toSorted(),
    );
    expect(new Set(attached.map(({ role }) => role))).toEqual(new Set(['supports']));
    expect(await actionsOn(finding.id)).toEqual(['finding.create']);
  });

  it('drafts each theme once, however often it is asked', async () => {
    expect(await draftFindings(store, { id: mission.runId, missionId: mission.missionId })).toEqual(
      [],
    );
    const { theme } = await engineering();
    const again = { themeId: theme.id, title: 'x', body: 'x', validity: '', segmentIds: [] };
    expect(await insertDraftFindings(store, mission.missionId, [again])).toEqual([]);
    expect(await listFindings(store, mission.missionId)).toHaveLength(2);
  });

  it('supersedes drafts that nobody touched, and keeps those that somebody did', async () => {
    const before = await findingsOf(store, mission.missionId);
    await edit({ title: 'La pharmacienne est seule à parler du médecin' }, before.doctor.id);
    await runOnce(store, mission.missionId, { 1: ['pharmacist1', 'miller1', 'director1'] });
    const listed = await listFindings(store, mission.missionId);
    expect(listed.map(({ id, isCurrent }) => [id === before.doctor.id, isCurrent])).toEqual([
      [false, true],
      [true, false],
    ]);
    expect(listed.some(({ id }) => id === before.engineering.id)).toBe(false);
    expect(await findFinding(store, mission.missionId, before.engineering.id)).toBeDefined();
  });

  it('takes what somebody wrote of a theme along to the theme that continues it', async () => {
    const before = await engineering();
    await edit({}, before.id);
    const next = await continueEngineering(before.theme.id);
    expect(await draftFindings(store, next)).toEqual([]);
    expect(await listFindings(store, mission.missionId)).toMatchObject([
      {
        id: before.id,
        isCurrent: true,
        themeId: before.theme.id,
        theme: { id: 'suite', runId: next.id },
        lineage: [before.theme.id, 'suite'],
      },
    ]);
  });

  it('leaves a draft that nobody touched to be drafted anew on all that was said', async () => {
    const before = await engineering();
    const next = await continueEngineering(before.theme.id);
    expect(await listThemesToDraft(store, mission.missionId, next.id)).toEqual(['suite']);
    expect(await listFindings(store, mission.missionId)).toEqual([]);
    expect(await findFinding(store, mission.missionId, before.id)).toBeDefined();
  });

  /** A later run, accepted, whose one theme continues another. */
  async function continueEngineering(themeId: string) {
    const runId = await insertSilentRun();
    store.sqlite
      .prepare(
        'INSERT INTO themes (id, mission_id, run_id, number, proposed_name) VALUES (?, ?, ?, 1, ?)',
      )
      .run('suite', mission.missionId, runId, 'Suite');
    const outcome = await insertContinuity(store, {
      missionId: mission.missionId,
      runId,
      previousRunId: mission.runId,
      decision: 'accepted',
      decidedBy: claire,
      gathered: [],
      continued: [{ before: themeId, after: 'suite' }],
    });
    expect(outcome).toBe('changed');
    return { id: runId, missionId: mission.missionId };
  }

  /** A later finished run without any theme of its own. */
  async function insertSilentRun(): Promise<string> {
    store.sqlite
      .prepare('INSERT INTO runs (id, mission_id, settings, requested_at) VALUES (?, ?, ?, ?)')
      .run('plus-tard', mission.missionId, '{}', Date.now() + 1000);
    store.sqlite
      .prepare(
        "INSERT INTO run_outcomes (run_id, outcome, report, at) VALUES (?, 'finished', ?, ?)",
      )
      .run('plus-tard', '{"themes":[]}', Date.now() + 1000);
    return 'plus-tard';
  }
});

const edit = async (
  words: Partial<{ title: string; body: string; validity: string }>,
  findingId: string,
  { revision = 1, writtenBy = claire } = {},
) =>
  updateFinding(store, {
    missionId: mission.missionId,
    findingId,
    revision,
    title: 'L’ingénierie manque avant l’argent',
    body: 'Les dossiers s’arrêtent faute d’une personne.',
    validity: '',
    ...words,
    writtenBy,
    statusAfter: (status) => (status === 'validated' ? 'to-review' : null),
  });

describe('Writing a finding', () => {
  it('keeps every version with who wrote it', async () => {
    const { id } = await engineering();
    expect(await edit({}, id)).toBe('saved');
    expect(await edit({ validity: 'Grand Est' }, id, { revision: 2, writtenBy: karim })).toBe(
      'saved',
    );
    expect(await findFinding(store, mission.missionId, id)).toMatchObject({
      revision: 3,
      authorName: 'Karim',
      validity: 'Grand Est',
    });
    const versions = await listVersions(store, id);
    expect(versions.map(({ revision, writtenByName }) => [revision, writtenByName])).toEqual([
      [1, null],
      [2, 'Claire'],
      [3, 'Karim'],
    ]);
    expect(await listEventsOf(store, 'finding', [id])).toMatchObject([
      { action: 'finding.create' },
      { action: 'finding.update', detail: { fields: ['title', 'body', 'validity'] } },
      { action: 'finding.update', accountName: 'Karim', detail: { fields: ['validity'] } },
    ]);
  });

  it('refuses words written over an older version, and loses neither', async () => {
    const { id } = await engineering();
    await edit({ title: 'Il manque des bras' }, id);
    expect(await edit({ title: 'Il manque des têtes' }, id, { writtenBy: karim })).toBe('conflict');
    expect(await findFinding(store, mission.missionId, id)).toMatchObject({
      title: 'Il manque des bras',
      revision: 2,
    });
    expect(await listVersions(store, id)).toHaveLength(2);
  });

  it('saves once the same words sent twice', async () => {
    const { id } = await engineering();
    expect(await edit({}, id)).toBe('saved');
    expect(await edit({}, id)).toBe('unchanged');
    expect(await listVersions(store, id)).toHaveLength(2);
    expect(await actionsOn(id)).toEqual(['finding.create', 'finding.update']);
  });

  it('does not reach another mission’s finding', async () => {
    const other = await analyseMission(store, await begin('Bourgs du Berry'));
    const { engineering: theirs } = await findingsOf(store, other.missionId);
    expect(await edit({}, theirs.id)).toBe('unknown');
    expect(await findFinding(store, mission.missionId, theirs.id)).toBeUndefined();
  });
});

const decide = async (
  findingId: string,
  to: FindingStatus,
  { setBy = claire, reason = '', seen = '' } = {},
) =>
  changeStatus(
    store,
    {
      missionId: mission.missionId,
      findingId,
      to,
      reason,
      setBy,
      seen: seen || (await seenNow(findingId)),
    },
    () => [],
  );

const seenNow = async (findingId: string) => {
  const finding = await findFinding(store, mission.missionId, findingId);
  if (!finding) return '';
  return stateName({ finding, evidence: await listEvidence(store, [findingId]) });
};

describe('A decision', () => {
  it('is a row that says who, when and why, and one event', async () => {
    const { id } = await engineering();
    await decide(id, 'rejected', { reason: 'Redite du thème 2.' });
    const [first, last] = await listStatuses(store, id);
    expect(first).toMatchObject({ status: 'draft', setBy: null });
    expect(last).toMatchObject({
      status: 'rejected',
      setByName: 'Claire',
      reason: 'Redite du thème 2.',
    });
    const events = await listEventsOf(store, 'finding', [id]);
    expect(events.at(-1)).toMatchObject({
      action: 'finding.reject',
      detail: { statusId: last?.id },
    });
  });

  it('sent twice is taken once', async () => {
    const { id } = await engineering();
    const seen = await seenNow(id);
    const answers = [
      await decide(id, 'proposed', { seen }),
      await decide(id, 'proposed', { seen }),
    ];
    expect(answers.map(({ outcome }) => outcome)).toEqual(['changed', 'unchanged']);
    expect(await listStatuses(store, id)).toHaveLength(2);
  });

  it('falls on what the person saw: words, status or evidence that moved since stop it', async () => {
    const { id } = await engineering();
    const seen = await seenNow(id);
    await edit({}, id);
    expect(await decide(id, 'proposed', { seen })).toEqual({ outcome: 'moved' });
    const later = await seenNow(id);
    const [one] = await listEvidence(store, [id]);
    await removeEvidence(store, {
      missionId: mission.missionId,
      findingId: id,
      evidenceId: one?.id ?? '',
      reason: 'hors sujet',
      removedBy: claire,
    });
    expect(await decide(id, 'proposed', { seen: later })).toEqual({ outcome: 'moved' });
    expect((await engineering()).status).toBe('draft');
  });

  it('is refused, with nothing written, while a rule stands in its way', async () => {
    const { id } = await engineering();
    const answer = await changeStatus(
      store,
      {
        missionId: mission.missionId,
        findingId: id,
        to: 'proposed',
        reason: '',
        setBy: claire,
        seen: await seenNow(id),
      },
      ({ evidence, searches }) => [`${evidence.length} preuves, ${searches.length} recherche`],
    );
    expect(answer).toEqual({ outcome: 'refused', unmet: ['5 preuves, 0 recherche'] });
    expect(await listStatuses(store, id)).toHaveLength(1);
  });

  it('to propose makes one the author of a draft that nobody wrote, and of no other', async () => {
    const { engineering: drafted, doctor } = await findingsOf(store, mission.missionId);
    await decide(drafted.id, 'proposed', { setBy: karim });
    expect((await engineering()).authorName).toBe('Karim');
    await edit({}, doctor.id, { writtenBy: claire });
    await decide(doctor.id, 'proposed', { setBy: karim });
    expect((await findingsOf(store, mission.missionId)).doctor.authorName).toBe('Claire');
  });
});

describe('Evidence', () => {
  const attach = async (segmentId: string, role: 'supports' | 'contradicts' = 'contradicts') =>
    addEvidence(store, {
      missionId: mission.missionId,
      findingId: (await engineering()).id,
      segmentId,
      role,
      addedBy: claire,
    });

  it('is attached once, with its words as they stand', async () => {
    expect(await attach(segmentOf('merchant1'))).toBe('changed');
    expect(await attach(segmentOf('merchant1'))).toBe('unchanged');
    const { id } = await engineering();
    const rows = await listEvidence(store, [id]);
    expect(rows.filter(({ quote }) => quote === WORDS.merchant1)).toMatchObject([
      { role: 'contradicts', addedBy: 'Claire' },
    ]);
    expect(await actionsOn(id)).toEqual(['finding.create', 'evidence.create']);
  });

  it('may be any span of a contribution, whoever cut it, to the letter', async () => {
    const from = WORDS.merchant1.indexOf('personne');
    const id = `${mission.said.merchant1}#${from}-${from + 8}`;
    expect(await attach(id)).toBe('changed');
    const rows = await listEvidence(store, [(await engineering()).id]);
    expect(rows.at(-1)?.quote).toBe('personne');
  });

  it('is not attached beyond the words, backwards, empty, half a character, withdrawn or of another mission', async () => {
    const { merchant1 } = mission.said;
    const other = await analyseMission(store, await begin('Bourgs du Berry'));
    for (const id of [
      `${merchant1}#0-5000`,
      `${merchant1}#9-3`,
      `${merchant1}#4-4`,
      `${merchant1}#00-5`,
      `${merchant1}#-1-5`,
      merchant1,
      '7abc',
      '',
      `${other.said.merchant1}#0-10`,
    ])
      expect([id, await attach(id)]).toEqual([id, 'unknown']);
    write(store, (transaction) => {
      insertContributions(transaction, [emoji()]);
      withdrawContributions(transaction, [merchant1], { withdrawnBy: null, reason: 'demande' });
    });
    expect(await attach('bravo#6-7')).toBe('unknown');
    expect(await attach('bravo#0-8')).toBe('changed');
    expect(await attach(segmentOf('merchant1'))).toBe('withdrawn');
  });

  const emoji = () => ({
    id: 'bravo',
    missionId: mission.missionId,
    family: 'document' as const,
    sourceKind: 'document' as const,
    sourceId: 'bravo',
    locator: '1',
    position: 0,
    kind: 'verbatim' as const,
    text: 'bravo 👏 tout le monde',
    stakeholderId: null,
    consent: 'by-function' as const,
  });

  it('changes role by rows: the former stays in the history', async () => {
    const { id } = await engineering();
    const held = (await listEvidence(store, [id])).find(({ quote }) => quote === WORDS.director1);
    const change = {
      missionId: mission.missionId,
      findingId: id,
      addedBy: karim,
      role: 'contradicts',
    } as const;
    expect(await changeEvidenceRole(store, { ...change, evidenceId: held?.id ?? '' })).toBe(
      'changed',
    );
    const rows = await listEvidence(store, [id]);
    expect(rows).toHaveLength(5);
    expect(rows.find(({ quote }) => quote === WORDS.director1)?.role).toBe('contradicts');
    expect(await listEvidenceRemovals(store, [id])).toMatchObject([
      { evidenceId: held?.id, role: 'supports', reason: 'evidence.role' },
    ]);
    expect(await changeEvidenceRole(store, { ...change, evidenceId: held?.id ?? '' })).toBe(
      'unknown',
    );
  });

  it('is taken away once, with a reason, and only from its own finding', async () => {
    const { engineering: finding, doctor } = await findingsOf(store, mission.missionId);
    const [held] = await listEvidence(store, [finding.id]);
    const removal = {
      missionId: mission.missionId,
      evidenceId: held?.id ?? '',
      reason: 'hors sujet',
      removedBy: claire,
    };
    expect(await removeEvidence(store, { ...removal, findingId: doctor.id })).toBe('unknown');
    expect(await removeEvidence(store, { ...removal, findingId: finding.id })).toBe('changed');
    expect(await removeEvidence(store, { ...removal, findingId: finding.id })).toBe('unchanged');
    expect(await listEvidence(store, [finding.id])).toHaveLength(4);
    expect(await actionsOn(finding.id)).toEqual(['finding.create', 'evidence.delete']);
  });

  it('bears a name only where the person allowed it', async () => {
    const rows = await listEvidence(store, [(await engineering()).id]);
    expect(
      rows.filter(({ name }) => name !== null).map(({ name, quote }) => [name, quote]),
    ).toEqual([['Personne miller', WORDS.miller1]]);
  });

  it('keeps the search that brought it, and a search that brought nothing, once each', async () => {
    const { id } = await engineering();
    const search = { id: crypto.randomUUID(), query: 'doublon' };
    const attached = {
      missionId: mission.missionId,
      findingId: id,
      segmentId: segmentOf('merchant1'),
      role: 'contradicts',
      addedBy: claire,
    } as const;
    await addEvidence(store, { ...attached, search });
    const fruitless = {
      id: crypto.randomUUID(),
      missionId: mission.missionId,
      findingId: id,
      query: 'inutile',
      searchedBy: karim,
    };
    expect(await insertCounterSearch(store, fruitless)).toBe(true);
    expect(await insertCounterSearch(store, fruitless)).toBe(true);
    expect(await insertCounterSearch(store, { ...fruitless, missionId: 'une autre' })).toBe(false);
    expect(await listCounterSearches(store, [id])).toMatchObject([
      { query: 'doublon', found: 1, searchedBy: 'Claire' },
      { query: 'inutile', found: 0, searchedBy: 'Karim' },
    ]);
    expect(await actionsOn(id)).toEqual([
      'finding.create',
      'evidence.create',
      'counterSearch.create',
    ]);
  });
});

it('contributions that joined a theme are counted once each, after a moment', async () => {
  const { theme } = await engineering();
  expect(await countJoined(store, [theme.id], 0)).toBe(5);
  expect(await countJoined(store, [theme.id], Date.now())).toBe(0);
  store.sqlite
    .prepare('INSERT INTO codings (segment_id, theme_id, at) VALUES (?, ?, ?)')
    .run(segmentOf('merchant1'), theme.id, Date.now() + 60_000);
  expect(await countJoined(store, [theme.id], Date.now())).toBe(1);
});
