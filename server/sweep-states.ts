import type { SweepRow } from '../db/queries/sweeps.ts';
import { formatNumber } from '../views/format.ts';
import { sweepMessages as said } from '../views/messages/sweeps.ts';
import { paths } from '../views/paths.ts';
import type { RunPill, RunProgressView } from '../views/runs/page.ts';
import type { SweepStateView } from '../views/sweeps/page.ts';
import type { SweepJobs, SweepProgress } from './jobs/sweeps.ts';

type SweepState = keyof typeof said.states;

const PILLS: Readonly<Record<SweepState, Omit<RunPill, 'label'>>> = {
  running: { tone: 'accent', icon: 'loader' },
  finished: { tone: 'positive', icon: 'check' },
  failed: { tone: 'negative', icon: 'x' },
  cancelled: { tone: 'neutral', icon: 'ban' },
  interrupted: { tone: 'caution', icon: 'pause' },
};

/** How a sweep goes, and what may be done about it. */
export function sweepStateView(jobs: SweepJobs, sweep: SweepRow): SweepStateView {
  const { missionId, id } = sweep;
  const state = stateOf(jobs, sweep);
  const progress = jobs.progressOf(id);
  const isOver = progress !== undefined || state === 'finished';
  return {
    pill: sweepPill(jobs, sweep),
    note: said.stateNotes[state],
    progress: progress ? sweepProgressView(progress) : null,
    progressPath: paths.sweepProgress(missionId, id),
    cancelPath: paths.sweepCancellation(missionId, id),
    resumePath: isOver ? null : paths.sweepResumption(missionId, id),
  };
}

export function sweepPill(jobs: SweepJobs, sweep: SweepRow): RunPill {
  const state = stateOf(jobs, sweep);
  return { label: said.states[state], ...PILLS[state] };
}

export function sweepProgressView({ done, total, place }: SweepProgress): RunProgressView {
  return {
    value: done,
    max: total,
    text: place === null ? said.reading : said.progress(done, total),
  };
}

export const measuredOf = ({ measured, cells }: SweepRow) =>
  `${formatNumber(measured)} / ${formatNumber(cells.length)}`;

/** One that nobody stopped and that does not work was interrupted: its process died, or was closed. */
function stateOf(jobs: SweepJobs, { id, lastTurn }: SweepRow): SweepState {
  if (jobs.progressOf(id)) return 'running';
  return lastTurn === null || lastTurn === 'resumed' ? 'interrupted' : lastTurn;
}
