import { and, desc, eq, isNull, lt } from 'drizzle-orm';
import type { AnalysedUnit, Analysis } from '../../analysis/analysis.ts';
import { hashOf, newId } from '../ids.ts';
import { type Store, type Transaction, write } from '../open.ts';
import { accounts } from '../schema/accounts.ts';
import { codings, runOutcomes, runs, themes } from '../schema/analysis.ts';
import { segments } from '../schema/contributions.ts';
import { addContinuity, shownRunId } from './continuities.ts';
import { recordEvent } from './events.ts';
import { isReviewed } from './findings.ts';

/** What is kept of an analysis, its units apart (they are `segments` and `codings`). */
export type RunReport = Omit<Analysis, 'units' | 'contributions'>;
export type RunRow = typeof runs.$inferSelect;

export interface NewRun {
  readonly missionId: string;
  readonly requestedBy: string | null;
  readonly settings: Record<string, unknown>;
  /** Milliseconds that the working process holds the run for, unless it renews. */
  readonly leaseFor: number;
}

export async function insertRun(store: Store, run: NewRun): Promise<string> {
  return write(store, (transaction) => {
    const id = newId();
    const requestedAt = Date.now();
    const { missionId, requestedBy, settings } = run;
    const leasedUntil = requestedAt + run.leaseFor;
    transaction
      .insert(runs)
      .values({ id, missionId, requestedBy, settings, requestedAt, leasedUntil })
      .run();
    recordRunEvent(transaction, { id, missionId, accountId: requestedBy, action: 'run.create' });
    return id;
  });
}

export async function renewLease(store: Store, runId: string, leaseFor: number) {
  store.database
    .update(runs)
    .set({ leasedUntil: Date.now() + leaseFor })
    .where(eq(runs.id, runId))
    .run();
}

/** Runs whose process died: no outcome, and a lease that nobody renews. */
export async function listAbandonedRuns(store: Store): Promise<RunRow[]> {
  return store.database
    .select()
    .from(runs)
    .leftJoin(runOutcomes, eq(runOutcomes.runId, runs.id))
    .where(and(isNull(runOutcomes.runId), lt(runs.leasedUntil, Date.now())))
    .all()
    .map((row) => row.runs);
}

export async function findRun(store: Store, missionId: string, id: string) {
  return selectRuns(store)
    .where(and(eq(runs.missionId, missionId), eq(runs.id, id)))
    .get();
}

/** The mission's runs, newest first. */
export async function listRuns(store: Store, missionId: string) {
  return selectRuns(store)
    .where(eq(runs.missionId, missionId))
    .orderBy(desc(runs.requestedAt), desc(runs.id))
    .all();
}

/** The run that the pages show: the one accepted last. */
export async function findShownRun(store: Store, missionId: string) {
  const shown = shownRunId(store.database, missionId);
  return shown === undefined ? undefined : findRun(store, missionId, shown);
}

/** What the run said of itself: settings used, dendrogram, themes described, what was left out. */
export async function readRunReport(store: Store, runId: string): Promise<RunReport | undefined> {
  const row = store.database
    .select({ report: runOutcomes.report })
    .from(runOutcomes)
    .where(eq(runOutcomes.runId, runId))
    .get();
  return (row?.report ?? undefined) as RunReport | undefined; // written by finishRun alone
}

/** Closes a run that brought nothing; the message says why. */
export async function abandonRun(
  store: Store,
  run: { readonly id: string; readonly missionId: string },
  outcome: 'failed' | 'cancelled',
  message: string | null,
) {
  write(store, (transaction) => {
    transaction
      .insert(runOutcomes)
      .values({ runId: run.id, outcome, message, at: Date.now() })
      .onConflictDoNothing()
      .run();
    recordRunEvent(transaction, { ...run, accountId: null, action: `run.${outcome}` });
  });
}

/** A dozen milliseconds of work between two breaths: 400 took 50. */
const CHUNK = 100;

/**
 * Stores what an analysis found, a chunk of segments at a time so that other requests pass in between.
 * Nothing of it is seen before the last transaction, which writes the outcome.
 */
export async function finishRun(
  store: Store,
  run: { readonly id: string; readonly missionId: string },
  analysis: Analysis,
  texts: ReadonlyMap<string, string>,
) {
  const { units, contributions: _, ...report } = analysis;
  await new Promise(setImmediate);
  const themeIds = insertThemes(store, run, analysis);
  for (let first = 0; first < units.length; first += CHUNK) {
    await new Promise(setImmediate);
    const chunk = units.slice(first, first + CHUNK);
    write(store, (transaction) => {
      for (const unit of chunk) insertCodedSegment(transaction, unit, themeIds, texts);
    });
  }
  await new Promise(setImmediate);
  const segmentOf = new Map(units.map((unit) => [unit.id, segmentIdOf(unit)]));
  const described = report.themes.map((theme) => ({
    ...theme,
    typical: theme.typical.map((unit) => segmentOf.get(unit) ?? unit),
  }));
  const leftOut = {
    ...report.leftOut,
    units: report.leftOut.units.map((unit) => segmentOf.get(unit) ?? unit),
  };
  write(store, (transaction) => {
    transaction
      .insert(runOutcomes)
      .values({
        runId: run.id,
        outcome: 'finished',
        report: { ...report, themes: described, leftOut },
        at: Date.now(),
      })
      .run();
    recordRunEvent(transaction, { ...run, accountId: null, action: 'run.finish' });
    showUnlessReviewed(transaction, run);
  });
}

/** A run takes its place at once where no person’s work rests on the one shown; else someone decides. */
function showUnlessReviewed(
  transaction: Transaction,
  { id: runId, missionId }: { readonly id: string; readonly missionId: string },
): void {
  const previousRunId = shownRunId(transaction, missionId) ?? null;
  if (previousRunId !== null && isReviewed(transaction, missionId)) return;
  const decision = { decision: 'accepted', decidedBy: null } as const;
  addContinuity(transaction, { missionId, runId, previousRunId, ...decision });
}

function insertThemes(
  store: Store,
  run: { readonly id: string; readonly missionId: string },
  analysis: Analysis,
): ReadonlyMap<number, string> {
  const ids = new Map(analysis.themes.map(({ theme }) => [theme, newId()]));
  write(store, (transaction) => {
    for (const theme of analysis.themes)
      transaction
        .insert(themes)
        .values({
          id: ids.get(theme.theme) ?? newId(),
          missionId: run.missionId,
          runId: run.id,
          number: theme.theme,
          proposedName: theme.name,
        })
        .run();
  });
  return ids;
}

type Span = Pick<AnalysedUnit, 'contribution' | 'start' | 'end'>;

/** A segment is its place: the same span cut by two runs is one row. */
export const segmentIdOf = (span: Span) => `${span.contribution}#${span.start}-${span.end}`;

function insertCodedSegment(
  transaction: Transaction,
  unit: AnalysedUnit,
  themeIds: ReadonlyMap<number, string>,
  texts: ReadonlyMap<string, string>,
): void {
  const id = segmentIdOf(unit);
  const words = texts.get(unit.contribution)?.slice(unit.start, unit.end) ?? '';
  transaction
    .insert(segments)
    .values({
      id,
      contributionId: unit.contribution,
      start: unit.start,
      end: unit.end,
      hash: hashOf(words),
    })
    .onConflictDoNothing()
    .run();
  const themeId = unit.theme === null ? undefined : themeIds.get(unit.theme);
  if (themeId !== undefined)
    transaction.insert(codings).values({ segmentId: id, themeId, at: Date.now() }).run();
}

function selectRuns(store: Store) {
  return store.database
    .select({
      id: runs.id,
      missionId: runs.missionId,
      settings: runs.settings,
      requestedAt: runs.requestedAt,
      requestedBy: accounts.name,
      outcome: runOutcomes.outcome,
      message: runOutcomes.message,
      endedAt: runOutcomes.at,
    })
    .from(runs)
    .leftJoin(runOutcomes, eq(runOutcomes.runId, runs.id))
    .leftJoin(accounts, eq(accounts.id, runs.requestedBy));
}

function recordRunEvent(
  transaction: Transaction,
  event: { id: string; missionId: string; accountId: string | null; action: string },
): void {
  const { id, missionId, accountId, action } = event;
  recordEvent(transaction, { missionId, accountId, action, subjectKind: 'run', subjectId: id });
}
