import { setInterval } from 'node:timers';
import { setImmediate as pass } from 'node:timers/promises';
import type { CodedSpan } from '../../analysis/steps/continuity.ts';
import type { Store } from '../../db/open.ts';
import { findRun } from '../../db/queries/runs.ts';
import {
  insertSweep,
  listSweepCells,
  type NewSweep,
  readThemedSpans,
  renewSweepLease,
  resumeSweep,
  type SweepRow,
  saveSweepCell,
  stopSweep,
} from '../../db/queries/sweeps.ts';
import { corpusOf, dictionaryOf, textsReadAt } from './corpus.ts';
import { runSweep } from './sweep.ts';

/** Sweeps under way: started, taken up again, watched, cancelled. */
export interface SweepJobs {
  /** @returns the id of the sweep, at once. */
  start(sweep: NewSweep): Promise<string>;
  /** Takes up a sweep where it stopped. @returns false where another process still holds it. */
  resume(sweep: Resumable, accountId: string | null): Promise<boolean>;
  /** Undefined when this process is not working on it. */
  progressOf(id: string): SweepProgress | undefined;
  /** Calls back at each step forward, and once with undefined at the end. @returns how to stop it. */
  watch(id: string, listener: (progress: SweepProgress | undefined) => void): () => void;
  /** What is measured stays. Resolves once it has stopped. */
  cancel(id: string, accountId: string | null): Promise<void>;
  /** Resolves when the sweep has stopped, however it did. */
  ended(id: string): Promise<void>;
  /** Lets sweeps go where they are: they may be taken up again. */
  close(): Promise<void>;
}

type Resumable = Pick<SweepRow, 'id' | 'missionId' | 'purpose' | 'runId' | 'settings' | 'cells'>;

export interface SweepProgress {
  readonly done: number;
  readonly total: number;
  /** Place of the cell being measured; null while the corpus is read. */
  readonly place: number | null;
}

interface Job {
  readonly abort: AbortController;
  readonly listeners: Set<(progress: SweepProgress | undefined) => void>;
  progress: SweepProgress;
  done: Promise<void>;
  /** Who cancelled it; undefined: nobody did. */
  cancelledBy?: string | null;
}

/** Short, so that what a dead process held may soon be taken up. */
const LEASE_MS = 15_000;

export function createSweepJobs(store: Store, onError: (error: unknown) => void): SweepJobs {
  const jobs = new Map<string, Job>();

  function begin(sweep: Resumable): void {
    const job: Job = {
      abort: new AbortController(),
      listeners: new Set(),
      progress: { done: 0, total: sweep.cells.length, place: null },
      done: Promise.resolve(),
    };
    jobs.set(sweep.id, job);
    job.done = work(store, sweep, job, onError)
      .catch(onError)
      .finally(() => {
        jobs.delete(sweep.id);
        for (const listener of job.listeners) listener(undefined);
      });
  }

  return {
    async start(asked) {
      const settings = { ...(await dictionaryOf(store, asked.missionId)), ...asked.settings };
      const sweep = { ...asked, settings };
      const id = await insertSweep(store, sweep, LEASE_MS);
      begin({ ...sweep, id });
      return id;
    },
    async resume(sweep, accountId) {
      if (jobs.has(sweep.id)) return true;
      const { id, missionId } = sweep;
      const isHeld = await resumeSweep(store, { id, missionId, accountId }, LEASE_MS);
      if (isHeld) begin(sweep);
      return isHeld;
    },
    progressOf: (id) => jobs.get(id)?.progress,
    watch(id, listener) {
      const job = jobs.get(id);
      job?.listeners.add(listener);
      return () => job?.listeners.delete(listener);
    },
    async cancel(id, accountId) {
      const job = jobs.get(id);
      if (!job) return;
      job.cancelledBy = accountId;
      job.abort.abort();
      await job.done;
    },
    ended: async (id) => jobs.get(id)?.done,
    async close() {
      for (const job of jobs.values()) job.abort.abort();
      await Promise.all([...jobs.values()].map((job) => job.done));
    },
  };
}

async function work(
  store: Store,
  sweep: Resumable,
  job: Job,
  onError: (error: unknown) => void,
): Promise<void> {
  const { id, missionId } = sweep;
  const lease = setInterval(
    () => void renewSweepLease(store, id, LEASE_MS).catch(onError),
    LEASE_MS / 3,
  );
  try {
    await measure(store, sweep, job);
    await stopSweep(store, { id, missionId, accountId: null }, 'finished');
  } catch (error) {
    const isAborted = job.abort.signal.aborted;
    const { cancelledBy } = job;
    if (isAborted && cancelledBy === undefined) await renewSweepLease(store, id, 0);
    else if (isAborted)
      await stopSweep(store, { id, missionId, accountId: cancelledBy ?? null }, 'cancelled');
    else {
      await stopSweep(store, { id, missionId, accountId: null }, 'failed');
      throw error;
    }
  } finally {
    clearInterval(lease);
  }
}

/** Measures what is not measured yet on the corpus as it stands; each cell is on disk as soon as it ends. */
async function measure(store: Store, sweep: Resumable, job: Job): Promise<void> {
  const { id, cells, settings } = sweep;
  const measured = await listSweepCells(store, id);
  const known = new Map(measured.map(({ place, result }) => [place, result.corpusHash]));
  const done = new Set<number>();
  const contributions = await contributionsOf(store, sweep);
  const before = await spansOf(store, sweep.runId);
  await runSweep(
    { contributions, settings, cells, before, known },
    {
      signal: job.abort.signal,
      onBegun(place) {
        // Whatever comes before it is measured, now or earlier.
        for (let earlier = 0; earlier < place; earlier++) done.add(earlier);
        advance(job, { ...job.progress, done: done.size, place });
      },
      onCell(place, result) {
        saveSweepCell(store, { sweepId: id, place, result });
        advance(job, { ...job.progress, done: done.add(place).size });
      },
    },
  );
}

/** Neighbours of a run are tried on the texts that it read; settings, on those that there are. */
async function contributionsOf(store: Store, { purpose, missionId, runId }: Resumable) {
  const run =
    purpose === 'sensitivity' && runId !== null
      ? await findRun(store, missionId, runId)
      : undefined;
  return run ? textsReadAt(store, missionId, run.requestedAt) : corpusOf(store, missionId);
}

/** Read in parts, so that other requests pass in between. */
async function spansOf(store: Store, runId: string | null): Promise<CodedSpan[]> {
  const spans: CodedSpan[] = [];
  if (runId === null) return spans;
  for (const part of readThemedSpans(store, runId)) {
    spans.push(...part);
    await pass();
  }
  return spans;
}

function advance(job: Job, progress: SweepProgress): void {
  job.progress = progress;
  for (const listener of job.listeners) listener(progress);
}
