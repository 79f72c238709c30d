import { Worker } from 'node:worker_threads';
import type { CellResult, SweepInput } from '../../analysis/sweep.ts';
import type { SweepReply, SweepRequest } from '../../analysis/sweepWorker.ts';

export interface SweepOptions {
  readonly onBegun: (place: number) => void;
  readonly onCell: (place: number, result: CellResult) => void;
  readonly signal: AbortSignal;
}

/** A thread that was asked to stop and does not answer is ended after this. */
const PATIENCE_MS = 2_000;

/**
 * Sweeps in a thread of its own, so that the event loop stays free. Rejects with the signal's reason where
 * it is cancelled, with the thread's error where it fails, or with what `onCell` throws.
 */
export function runSweep(
  input: SweepInput,
  { onBegun, onCell, signal }: SweepOptions,
): Promise<void> {
  if (signal.aborted) return Promise.reject(signal.reason);
  const stop = new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT);
  const door = new URL('../../analysis/sweepWorker.ts', import.meta.url);
  const worker = new Worker(door, { execArgv: [] });
  return new Promise<void>((resolve, reject) => {
    let patience: NodeJS.Timeout | undefined;
    const cancel = () => {
      Atomics.store(new Int32Array(stop), 0, 1);
      patience = setTimeout(() => void worker.terminate(), PATIENCE_MS);
    };
    signal.addEventListener('abort', cancel, { once: true });
    worker.on('message', (reply: SweepReply) => {
      try {
        if (reply.kind === 'begun') onBegun(reply.place);
        else if (reply.kind === 'cell') onCell(reply.place, reply.result);
        else if (reply.kind === 'finished') resolve();
        else reject(reply.kind === 'error' ? reply.error : signal.reason);
      } catch (error) {
        reject(error);
        cancel();
      }
    });
    worker.once('error', reject);
    worker.once('exit', () => {
      clearTimeout(patience);
      signal.removeEventListener('abort', cancel);
      reject(signal.aborted ? signal.reason : new Error('The sweeping thread ended too soon.'));
    });
    worker.postMessage({ ...input, stop } satisfies SweepRequest);
  });
}
