import { isSettled } from '../analysis/findings/rules.ts';
import type { Continuity, Gathering, Pair } from '../analysis/steps/continuity.ts';
import type { Store } from '../db/open.ts';
import { findContinuity, listCodedSpans } from '../db/queries/continuities.ts';
import { type FindingRow, listFindings } from '../db/queries/findings.ts';
import { findRun, findShownRun, readRunReport } from '../db/queries/runs.ts';
import { countSegments } from '../db/queries/segments.ts';
import { listMergesOfRun, rootsOf } from '../db/queries/theme-merges.ts';
import { type DescribedTheme, listThemes } from '../db/queries/themes.ts';
import type { ContinuityPage } from '../views/continuities/page.ts';
import { continuityMessages as said } from '../views/messages/continuities.ts';
import { runContinuity } from './jobs/continuity.ts';

type Run = NonNullable<Awaited<ReturnType<typeof findRun>>>;

/** A finished run beside the one that it follows: what goes on, what comes, what goes. */
export interface ReadContinuity {
  readonly run: Run;
  readonly previous: Run;
  /** Decided last; undefined while the run awaits. */
  readonly decision: Awaited<ReturnType<typeof findContinuity>>;
  readonly continuity: Continuity;
  /** Themes of the run that would hold others, since those that they continue were gathered. */
  readonly gathered: readonly Gathering[];
  /** Of both runs, by id. */
  readonly themes: ReadonlyMap<string, ThemeOfRun>;
  /** Findings that somebody worked on, by the theme that they are about now. */
  readonly findings: ReadonlyMap<string, readonly FindingRow[]>;
  /** Settled findings whose theme gains contributions. */
  readonly toReview: readonly FindingRow[];
}

export type ThemeOfRun = DescribedTheme & { readonly segments: number };

/** Compares a run with the one shown, or with the one shown when it was accepted; undefined where there is none. */
export async function readContinuity(
  store: Store,
  missionId: string,
  runId: string,
): Promise<ReadContinuity | undefined> {
  const run = await findRun(store, missionId, runId);
  const decision = run && (await findContinuity(store, run.id));
  const isAccepted = decision?.decision === 'accepted';
  const previous = isAccepted
    ? decision.previousRunId && (await findRun(store, missionId, decision.previousRunId))
    : await findShownRun(store, missionId);
  if (run?.outcome !== 'finished' || !previous) return undefined;
  const [before, after] = [await themesOf(store, previous.id), await themesOf(store, run.id)];
  const rootsIn = async (id: string) => rootsOf(await listMergesOfRun(store, missionId, id));
  const { continuity, gathered } = await runContinuity({
    before: await spansOf(store, previous.id),
    after: await spansOf(store, run.id),
    rootsBefore: await rootsIn(previous.id),
    rootsAfter: await rootsIn(run.id),
    decided: isAccepted ? pairsOf(after) : undefined,
  });
  const findings = Map.groupBy(
    (await listFindings(store, missionId)).filter(({ isTouched }) => isTouched),
    ({ theme }) => theme.id,
  );
  return {
    run,
    previous,
    decision,
    continuity,
    gathered,
    themes: new Map([...before, ...after].map((theme) => [theme.id, theme])),
    findings,
    toReview: continuity.continued
      .filter(({ joined }) => joined > 0)
      .flatMap(({ before: theme }) => findings.get(theme) ?? [])
      .filter(({ status }) => isSettled(status)),
  };
}

async function themesOf(store: Store, runId: string): Promise<ThemeOfRun[]> {
  const themes = await listThemes(store, runId);
  const counts = await countSegments(
    store,
    themes.map(({ id }) => id),
  );
  const segmentsOf = new Map(counts.map(({ themeId, segments }) => [themeId, segments]));
  return themes.map((theme) => ({ ...theme, segments: segmentsOf.get(theme.id) ?? 0 }));
}

async function spansOf(store: Store, runId: string) {
  const report = await readRunReport(store, runId);
  return listCodedSpans(store, runId, report?.leftOut.units ?? []);
}

/** What was decided, as a person reads it. */
export function stateOf(
  decision: ReadContinuity['decision'],
): Pick<ContinuityPage, 'state' | 'stateNote'> {
  if (decision === undefined) return { state: continuityStates.awaiting, stateNote: said.awaiting };
  const { decidedBy, at } = decision;
  return {
    state: continuityStates[decision.decision],
    stateNote: said[decision.decision](decidedBy, at),
  };
}

export const continuityStates = {
  awaiting: { label: said.states.awaiting, tone: 'caution', icon: 'hourglass' },
  accepted: { label: said.states.accepted, tone: 'positive', icon: 'check' },
  declined: { label: said.states.declined, tone: 'neutral', icon: 'archive' },
} as const;

const pairsOf = (themes: readonly ThemeOfRun[]): Pair[] =>
  themes.flatMap(({ id, continuesId }) =>
    continuesId === null ? [] : { before: continuesId, after: id },
  );
