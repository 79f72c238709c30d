import { parentPort } from 'node:worker_threads';
import type { Analysis, Progress } from './analysis.ts';
import type { Contribution } from './corpus.ts';
import { createHelpers } from './helpers.ts';
import { analyse, Cancelled } from './pipeline.ts';
import type { Settings } from './settings.ts';

/** The door of the thread: one request in, progress and then one outcome out. */
export type WorkerRequest = {
  readonly contributions: readonly Contribution[];
  readonly settings: Partial<Settings>;
  /** One Int32 in shared memory: anything but 0 asks to stop. */
  readonly stop: SharedArrayBuffer;
};

export type WorkerReply =
  | { readonly kind: 'progress'; readonly progress: Progress }
  | { readonly kind: 'result'; readonly analysis: Analysis }
  | { readonly kind: 'cancelled' }
  | { readonly kind: 'error'; readonly error: Error };

const STEPS_REPORTED = 100;

parentPort?.once('message', (request: WorkerRequest) => parentPort?.postMessage(answer(request)));

function answer({ contributions, settings, stop }: WorkerRequest): WorkerReply {
  const flag = new Int32Array(stop);
  const report = createReporter();
  const onProgress = (progress: Progress) => {
    if (Atomics.load(flag, 0) !== 0) throw new Cancelled();
    report(progress);
  };
  try {
    const analysis = analyse(contributions, settings, onProgress, createHelpers());
    return { kind: 'result', analysis };
  } catch (error) {
    if (error instanceof Cancelled) return { kind: 'cancelled' };
    return { kind: 'error', error: error instanceof Error ? error : new Error(String(error)) };
  }
}

/** Passes progress on when it moves by a hundredth of its step. */
function createReporter(): (progress: Progress) => void {
  let last = '';
  return (progress) => {
    const portion = Math.floor((STEPS_REPORTED * progress.done) / Math.max(1, progress.total));
    const mark = `${progress.step} ${portion}`;
    if (mark === last) return;
    last = mark;
    parentPort?.postMessage({ kind: 'progress', progress } satisfies WorkerReply);
  };
}
