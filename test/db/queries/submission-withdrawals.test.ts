import { randomUUID } from 'node:crypto';
import { eq } from 'drizzle-orm';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { write } from '../../../db/open.ts';
import { listContributionsOfSource } from '../../../db/queries/contributions.ts';
import { listEventsOf } from '../../../db/queries/events.ts';
import { addStatus, listStatuses } from '../../../db/queries/finding-statuses.ts';
import { findReceipt, findResponse, updateDraft } from '../../../db/queries/responses.ts';
import { listStandingSubmissions } from '../../../db/queries/standing-submissions.ts';
import {
  findWithdrawal,
  findWithdrawalReceipt,
  keepSubmission,
  listReplaced,
  listWithdrawals,
  reopenResponse,
  withdrawResponse,
} from '../../../db/queries/submission-withdrawals.ts';
import { findProgress, type Survey } from '../../../db/queries/surveys.ts';
import { runs, themes } from '../../../db/schema/analysis.ts';
import { segments } from '../../../db/schema/contributions.ts';
import { evidence, findings } from '../../../db/schema/findings.ts';
import { submissions } from '../../../db/schema/surveys.ts';
import { publishMarket, SHOPPER, sendMarket } from '../../support/market.ts';
import {
  addAccount,
  addMission,
  openTestPlatform,
  type TestPlatform,
} from '../../support/platform.ts';

let platform: TestPlatform;
let mission: string;
let survey: Survey;
let response: string;

beforeEach(async () => {
  platform = await openTestPlatform();
  mission = await addMission(
    platform.store,
    await addAccount(platform.store, 'Solange Perrin', 'consultant'),
  );
  survey = await publishMarket(platform.store, mission);
  response = (await sendMarket(platform.store, survey, TALKER)).submission.responseId;
});
afterEach(() => platform.close());

const TALKER = { ...SHOPPER, stallholder: 'Le fromager' };
const change = (answers: object) =>
  sendMarket(platform.store, survey, { ...TALKER, ...answers }, { responseId: response });
const typed = async (answers: Record<string, unknown>) => {
  const revision = (await findResponse(platform.store, response))?.response.revision ?? 0;
  return updateDraft(platform.store, { id: response, revision, answers });
};
const said = async () =>
  (await listContributionsOfSource(platform.store, 'submission', response)).map(({ text }) => text);
const standing = () => listStandingSubmissions(platform.store, survey.id);

describe('answers that are changed after they were sent', () => {
  it('count as they were until they are sent again', async () => {
    expect(await reopenResponse(platform.store, response)).toBe(true);
    await typed({ ...TALKER, memory: 'La pluie' });
    const [only] = await standing();
    expect(only?.answers).toMatchObject({ memory: SHOPPER.memory });
    expect(await said()).toEqual([TALKER.stallholder, SHOPPER.memory]);
    await change({ memory: 'La pluie' });
    const [after, ...others] = await standing();
    expect(others).toEqual([]);
    expect(after?.answers).toMatchObject({ memory: 'La pluie' });
    expect(await findProgress(platform.store, survey.id)).toMatchObject({ submitted: 1 });
    expect(await findResponse(platform.store, response)).toMatchObject({ isReopened: false });
    expect(await listReplaced(platform.store, response)).toHaveLength(1);
  });

  it('keep the words that did not change, with what rests on them', async () => {
    const before = await listContributionsOfSource(platform.store, 'submission', response);
    await reopenResponse(platform.store, response);
    await change({ memory: 'La pluie' });
    const after = await listContributionsOfSource(platform.store, 'submission', response);
    const of = (all: typeof before, id: string) => all.find(({ locator }) => locator === id)?.id;
    expect(of(after, 'stallholder')).toBe(of(before, 'stallholder'));
    expect(of(after, 'memory')).not.toBe(of(before, 'memory'));
    expect(await said()).toEqual([TALKER.stallholder, 'La pluie']);
  });

  it('leave no double when the same answers are sent, and nothing when nothing is changed', async () => {
    await reopenResponse(platform.store, response);
    expect((await change({})).outcome).toBe('replayed');
    expect(await findResponse(platform.store, response)).toMatchObject({ isReopened: false });
    await reopenResponse(platform.store, response);
    await keepSubmission(platform.store, response);
    expect(await typed({})).toBe('sent');
    expect(await standing()).toHaveLength(1);
  });

  it('are a conflict where nobody asked to change them', async () => {
    expect((await change({ memory: 'La pluie' })).outcome).toBe('conflict');
    expect(await said()).toEqual([TALKER.stallholder, SHOPPER.memory]);
  });

  it('send the findings that rest on words which change to review, at once', async () => {
    const [resting, other] = await findingsOn(['memory', 'stallholder']);
    await reopenResponse(platform.store, response);
    await change({ memory: 'La pluie' });
    const statusOf = async (id = '') => (await listStatuses(platform.store, id)).at(-1);
    expect(await statusOf(resting)).toMatchObject({
      status: 'to-review',
      reason: 'stale.withdrawn',
      setBy: null,
    });
    expect(await statusOf(other)).toMatchObject({ status: 'validated' });
  });
});

describe('a response that is taken back', () => {
  it('counts no more, says nothing more, and gives a number that proves it', async () => {
    const [finding = ''] = await findingsOn(['memory']);
    const receipt = (await standing())[0]?.receipt ?? '';
    const withdrawal = await withdrawResponse(platform.store, response, 'J’ai changé d’avis');
    expect(await standing()).toEqual([]);
    expect(await said()).toEqual([]);
    expect((await listStatuses(platform.store, finding)).at(-1)?.status).toBe('to-review');
    expect(await findReceipt(platform.store, receipt)).toBeUndefined();
    expect(await findWithdrawalReceipt(platform.store, withdrawal?.receipt ?? '')).toMatchObject({
      survey: survey.title,
      at: withdrawal?.at,
    });
    expect(await findWithdrawal(platform.store, response)).toMatchObject({ at: withdrawal?.at });
    expect(await listWithdrawals(platform.store, survey.id)).toMatchObject([
      { responseId: response, reason: 'J’ai changé d’avis' },
    ]);
    const rows = platform.store.database
      .select()
      .from(submissions)
      .where(eq(submissions.responseId, response))
      .all();
    expect(rows.map(({ answers }) => answers)).toEqual([{}]);
    const acts = await listEventsOf(platform.store, 'response', [response]);
    expect(acts.map(({ action }) => action)).toEqual(['submission.create', 'submission.withdraw']);
    expect(JSON.stringify(acts)).not.toContain('changé d’avis');
  });

  it('is taken back once, and can be given anew', async () => {
    await withdrawResponse(platform.store, response, '');
    expect(await withdrawResponse(platform.store, response, '')).toBeUndefined();
    expect((await change({ memory: 'Un autre jour' })).outcome).toBe('received');
    expect(await said()).toEqual([TALKER.stallholder, 'Un autre jour']);
  });

  it('is not kept anew when its form arrives a second time', async () => {
    const key = randomUUID();
    const other = await sendMarket(platform.store, survey, TALKER, { key });
    await withdrawResponse(platform.store, other.submission.responseId, '');
    expect((await sendMarket(platform.store, survey, TALKER, { key })).outcome).toBe('replayed');
    expect(await standing()).toHaveLength(1);
  });
});

/** One validated finding a question, resting on what was said there. */
async function findingsOn(questions: readonly string[]): Promise<string[]> {
  const words = await listContributionsOfSource(platform.store, 'submission', response);
  return write(platform.store, (transaction) => {
    const run = randomUUID();
    transaction
      .insert(runs)
      .values({ id: run, missionId: mission, settings: {}, requestedAt: 0 })
      .run();
    return questions.map((question, number) => {
      const contribution = words.find(({ locator }) => locator === question);
      const theme = randomUUID();
      const id = randomUUID();
      const segmentId = `${contribution?.id}#0-5`;
      transaction
        .insert(themes)
        .values({ id: theme, missionId: mission, runId: run, number, proposedName: question })
        .run();
      transaction
        .insert(segments)
        .values({
          id: segmentId,
          contributionId: contribution?.id ?? '',
          start: 0,
          end: 5,
          hash: '',
        })
        .run();
      transaction
        .insert(findings)
        .values({
          ...{ id, missionId: mission, themeId: theme, title: question, body: '', validity: '' },
          ...{ revision: 1, createdAt: 0, updatedAt: 0 },
        })
        .run();
      addStatus(transaction, { findingId: id, status: 'validated', reason: '', setBy: null });
      transaction
        .insert(evidence)
        .values({
          ...{ id: randomUUID(), findingId: id, segmentId, role: 'supports', quote: 'words' },
          addedAt: 0,
        })
        .run();
      return id;
    });
  });
}
