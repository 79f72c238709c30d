import { setInterval } from 'node:timers';
import type { Analysis, Progress } from '../../analysis/analysis.ts';
import type { Store } from '../../db/open.ts';
import {
  abandonRun,
  findShownRun,
  finishRun,
  insertRun,
  listAbandonedRuns,
  renewLease,
} from '../../db/queries/runs.ts';
import { messages } from '../../views/messages.ts';
import { draftFindings } from '../findings/draft.ts';
import { runAnalysis } from './analyse.ts';
import { corpusOf, dictionaryOf } from './corpus.ts';

/** The analyses under way: started, watched, cancelled. */
export interface RunJobs {
  /** Starts an analysis of the mission's corpus. @returns the id of the run, at once. */
  start(
    missionId: string,
    accountId: string | null,
    settings: Record<string, unknown>,
  ): Promise<string>;
  /** Where a run stands; undefined when this process is not working on it. */
  progressOf(runId: string): RunProgress | undefined;
  /** Calls back at each step forward, and once with undefined at the end. @returns how to stop it. */
  watch(runId: string, listener: (progress: RunProgress | undefined) => void): () => void;
  cancel(runId: string): void;
  /** Resolves when the run has its outcome, whatever it is. */
  ended(runId: string): Promise<void>;
  close(): Promise<void>;
}

export type RunProgress = Progress;

interface Job {
  readonly abort: AbortController;
  readonly listeners: Set<(progress: RunProgress | undefined) => void>;
  progress: RunProgress;
  done: Promise<void>;
}

const LEASE_MS = 60_000;

export function createRunJobs(store: Store, onError: (error: unknown) => void): RunJobs {
  const jobs = new Map<string, Job>();

  async function start(
    missionId: string,
    accountId: string | null,
    asked: Record<string, unknown>,
  ) {
    const settings = { ...(await dictionaryOf(store, missionId)), ...asked };
    const id = await insertRun(store, {
      missionId,
      requestedBy: accountId,
      settings,
      leaseFor: LEASE_MS,
    });
    const job: Job = {
      abort: new AbortController(),
      listeners: new Set(),
      progress: { step: 'read', done: 0, total: 1 },
      done: Promise.resolve(),
    };
    jobs.set(id, job);
    job.done = work(store, { id, missionId, settings }, job, onError)
      .catch(onError)
      .finally(() => {
        jobs.delete(id);
        for (const listener of job.listeners) listener(undefined);
      });
    return id;
  }

  return {
    start,
    progressOf: (runId) => jobs.get(runId)?.progress,
    watch(runId, listener) {
      const job = jobs.get(runId);
      job?.listeners.add(listener);
      return () => job?.listeners.delete(listener);
    },
    cancel: (runId) => jobs.get(runId)?.abort.abort(),
    ended: async (runId) => jobs.get(runId)?.done,
    async close() {
      for (const job of jobs.values()) job.abort.abort();
      await Promise.all([...jobs.values()].map((job) => job.done));
    },
  };
}

/** Runs that a stopped process left without an outcome are said to have failed. */
export async function closeAbandonedRuns(store: Store): Promise<void> {
  for (const run of await listAbandonedRuns(store))
    await abandonRun(store, run, 'failed', messages.runs.interrupted);
}

async function work(
  store: Store,
  run: { id: string; missionId: string; settings: Record<string, unknown> },
  job: Job,
  onError: (error: unknown) => void,
): Promise<void> {
  const lease = setInterval(
    () => void renewLease(store, run.id, LEASE_MS).catch(onError),
    LEASE_MS / 3,
  );
  try {
    const corpus = await corpusOf(store, run.missionId);
    const analysis = await runAnalysis(corpus, run.settings, {
      signal: job.abort.signal,
      onProgress: (progress) => advance(job, progress),
    });
    await keep(store, run, analysis, corpus);
  } catch (error) {
    if (job.abort.signal.aborted) await abandonRun(store, run, 'cancelled', null);
    else {
      await abandonRun(store, run, 'failed', messages.runs.failed);
      throw error;
    }
  } finally {
    clearInterval(lease);
  }
}

async function keep(
  store: Store,
  run: { id: string; missionId: string },
  analysis: Analysis,
  corpus: Awaited<ReturnType<typeof corpusOf>>,
) {
  await finishRun(store, run, analysis, new Map(corpus.map(({ id, text }) => [id, text])));
  const shown = await findShownRun(store, run.missionId);
  if (shown?.id === run.id) await draftFindings(store, run);
}

function advance(job: Job, progress: RunProgress): void {
  job.progress = progress;
  for (const listener of job.listeners) listener(progress);
}
