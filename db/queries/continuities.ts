import { and, desc, eq, gte, isNull, notInArray } from 'drizzle-orm';
import type { CodedSpan } from '../../analysis/steps/continuity.ts';
import { type Store, type Transaction, write } from '../open.ts';
import { accounts } from '../schema/accounts.ts';
import {
  type CONTINUITY_DECISIONS,
  codings,
  continuities,
  runOutcomes,
  runs,
  themes,
} from '../schema/analysis.ts';
import { contributions, contributionWithdrawals, segments } from '../schema/contributions.ts';
import { stakeholders } from '../schema/missions.ts';
import { recordEvent } from './events.ts';
import type { Reader } from './finding-statuses.ts';
import { addMerge, describe, type MergedDescription } from './theme-merges.ts';

export type ContinuityDecision = (typeof CONTINUITY_DECISIONS)[number];

/** The analysis that the pages show: the one accepted last. */
export function shownRunId(reader: Reader, missionId: string): string | undefined {
  return reader
    .select({ runId: continuities.runId })
    .from(continuities)
    .where(and(eq(continuities.missionId, missionId), eq(continuities.decision, 'accepted')))
    .orderBy(desc(continuities.id))
    .limit(1)
    .get()?.runId;
}

/** Finished analyses that nobody decided on, asked for after the one shown; newest first. */
export async function listPendingRuns(store: Store, missionId: string) {
  const shown = shownRunId(store.database, missionId);
  const shownAt = store.database
    .select({ at: runs.requestedAt })
    .from(runs)
    .where(eq(runs.id, shown ?? ''))
    .get()?.at;
  const decided = store.database.select({ id: continuities.runId }).from(continuities);
  return store.database
    .select({ id: runs.id, requestedAt: runs.requestedAt })
    .from(runs)
    .innerJoin(runOutcomes, eq(runOutcomes.runId, runs.id))
    .where(
      and(
        eq(runs.missionId, missionId),
        eq(runOutcomes.outcome, 'finished'),
        gte(runs.requestedAt, shownAt ?? 0),
        notInArray(runs.id, decided),
      ),
    )
    .orderBy(desc(runs.requestedAt), desc(runs.id))
    .all();
}

/** What was decided last of a run, by whom; undefined where nothing was. */
export async function findContinuity(store: Store, runId: string) {
  return selectContinuities(store.database, runId).at(0);
}

/** Run → what was decided last of it, in the whole mission. */
export async function listDecisions(
  store: Store,
  missionId: string,
): Promise<ReadonlyMap<string, ContinuityDecision>> {
  const rows = store.database
    .select({ runId: continuities.runId, decision: continuities.decision })
    .from(continuities)
    .where(eq(continuities.missionId, missionId))
    .orderBy(continuities.id)
    .all();
  return new Map(rows.map(({ runId, decision }) => [runId, decision]));
}

function selectContinuities(reader: Reader, runId: string) {
  return reader
    .select({
      id: continuities.id,
      runId: continuities.runId,
      previousRunId: continuities.previousRunId,
      decision: continuities.decision,
      decidedBy: accounts.name,
      at: continuities.at,
    })
    .from(continuities)
    .leftJoin(accounts, eq(accounts.id, continuities.decidedBy))
    .where(eq(continuities.runId, runId))
    .orderBy(desc(continuities.id))
    .all();
}

export interface NewContinuity {
  readonly missionId: string;
  readonly runId: string;
  /** The analysis that was shown when the person decided. */
  readonly previousRunId: string;
  readonly decision: ContinuityDecision;
  readonly decidedBy: string;
  /** Themes of the run and those that they continue; written where it is accepted. */
  readonly continued: readonly { readonly before: string; readonly after: string }[];
  /** Themes of the run that hold others there, since those that they continue were gathered; written likewise. */
  readonly gathered: readonly {
    readonly intoId: string;
    readonly absorbed: readonly { readonly before: string; readonly after: string }[];
    readonly description: MergedDescription;
  }[];
}

export type ContinuityOutcome = 'changed' | 'unchanged' | 'moved';

/**
 * Puts a run in the place of the one shown, each theme continuing another, or sets it aside. « moved »:
 * another run is shown by now, or this one was shown once; « unchanged »: decided so already (sent twice).
 */
export async function insertContinuity(
  store: Store,
  continuity: NewContinuity,
): Promise<ContinuityOutcome> {
  return write(store, (transaction): ContinuityOutcome => {
    const { missionId, runId, previousRunId, decision } = continuity;
    const made = selectContinuities(transaction, runId);
    if (made.at(0)?.decision === decision) return 'unchanged';
    if (made.some((one) => one.decision === 'accepted')) return 'moved';
    if (shownRunId(transaction, missionId) !== previousRunId) return 'moved';
    addContinuity(transaction, continuity);
    if (decision === 'accepted') carryOver(transaction, continuity);
    return 'changed';
  });
}

/** Themes go on, and those that were one before are one again. */
function carryOver(transaction: Transaction, continuity: NewContinuity): void {
  const { missionId, runId, decidedBy: mergedBy } = continuity;
  const { continued, gathered } = continuity;
  for (const { before, after } of [...continued, ...gathered.flatMap(({ absorbed }) => absorbed)])
    transaction
      .update(themes)
      .set({ continuesId: before })
      .where(and(eq(themes.id, after), eq(themes.runId, runId)))
      .run();
  for (const { intoId, absorbed, description } of gathered) {
    for (const { after: absorbedId } of absorbed)
      addMerge(transaction, { missionId, absorbedId, intoId, mergedBy });
    describe(transaction, intoId, description);
  }
}

/** Writes that a run is accepted or declined, inside the transaction of whoever decides. */
export function addContinuity(
  transaction: Transaction,
  continuity: {
    readonly missionId: string;
    readonly runId: string;
    readonly previousRunId: string | null;
    readonly decision: ContinuityDecision;
    readonly decidedBy: string | null;
  },
): void {
  const { missionId, runId, previousRunId, decision, decidedBy } = continuity;
  transaction
    .insert(continuities)
    .values({ missionId, runId, previousRunId, decision, decidedBy, at: Date.now() })
    .run();
  recordEvent(transaction, {
    missionId,
    accountId: decidedBy,
    action: decision === 'accepted' ? 'continuity.accept' : 'continuity.decline',
    subjectKind: 'run',
    subjectId: runId,
  });
}

/** How a run cut and coded what it read; segments that it left out have no theme. */
export async function listCodedSpans(
  store: Store,
  runId: string,
  leftOut: readonly string[],
): Promise<CodedSpan[]> {
  const place = {
    contribution: segments.contributionId,
    start: segments.start,
    end: segments.end,
  };
  const coded = store.database
    .select({ ...place, theme: codings.themeId })
    .from(codings)
    .innerJoin(themes, eq(themes.id, codings.themeId))
    .innerJoin(segments, eq(segments.id, codings.segmentId))
    .where(and(eq(themes.runId, runId), isNull(codings.codedBy)))
    .all();
  return [...coded, ...leftOut.flatMap(spanNamed)];
}

/** A segment is its place: « contribution#start-end ». */
function spanNamed(segmentId: string): CodedSpan[] {
  const [, contribution, start, end] = /^(.+)#(\d+)-(\d+)$/.exec(segmentId) ?? [];
  if (contribution === undefined) return [];
  return [{ contribution, start: Number(start), end: Number(end), theme: null }];
}

/** Contributions by id with who speaks, in reading order, withdrawn ones too; others are left out. */
export async function listContributionsNamed(
  store: Store,
  missionId: string,
  ids: ReadonlySet<string>,
) {
  return store.database
    .select({
      id: contributions.id,
      family: contributions.family,
      text: contributions.text,
      function: stakeholders.function,
      regionCode: stakeholders.regionCode,
      withdrawnAt: contributionWithdrawals.at,
    })
    .from(contributions)
    .leftJoin(stakeholders, eq(stakeholders.id, contributions.stakeholderId))
    .leftJoin(contributionWithdrawals, eq(contributionWithdrawals.contributionId, contributions.id))
    .where(eq(contributions.missionId, missionId))
    .orderBy(contributions.sourceId, contributions.position)
    .all()
    .filter(({ id }) => ids.has(id));
}
