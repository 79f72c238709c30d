import { Worker } from 'node:worker_threads';
import type { Analysis, Progress } from '../../analysis/analysis.ts';
import type { Contribution } from '../../analysis/corpus.ts';
import type { Settings } from '../../analysis/settings.ts';
import type { WorkerReply, WorkerRequest } from '../../analysis/worker.ts';

export interface AnalysisOptions {
  readonly onProgress?: (progress: Progress) => void;
  readonly signal?: AbortSignal;
}

/** A thread that was asked to stop and does not answer is ended after this. */
const PATIENCE_MS = 2_000;

/**
 * Analyses a corpus in a thread of its own, so that the event loop stays free.
 * Rejects with the signal's reason where it is cancelled, with the thread's error where it fails.
 */
export function runAnalysis(
  contributions: readonly Contribution[],
  settings: Partial<Settings>,
  { onProgress, signal }: AnalysisOptions = {},
): Promise<Analysis> {
  if (signal?.aborted) return Promise.reject(signal.reason);
  const stop = new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT);
  const worker = new Worker(new URL('../../analysis/worker.ts', import.meta.url), { execArgv: [] });
  return new Promise<Analysis>((resolve, reject) => {
    let patience: NodeJS.Timeout | undefined;
    const cancel = () => {
      Atomics.store(new Int32Array(stop), 0, 1);
      patience = setTimeout(() => void worker.terminate(), PATIENCE_MS);
    };
    signal?.addEventListener('abort', cancel, { once: true });
    worker.on('message', (reply: WorkerReply) => {
      if (reply.kind === 'progress') onProgress?.(reply.progress);
      else if (reply.kind === 'result') resolve(reply.analysis);
      else if (reply.kind === 'error') reject(reply.error);
      else reject(signal?.reason);
    });
    worker.once('error', reject);
    worker.once('exit', () => {
      clearTimeout(patience);
      signal?.removeEventListener('abort', cancel);
      reject(signal?.aborted ? signal.reason : new Error('The analysis thread ended too soon.'));
    });
    worker.postMessage({ contributions, settings, stop } satisfies WorkerRequest);
  });
}
