import { parentPort } from 'node:worker_threads';
import { createHelpers } from './helpers.ts';
import { Cancelled } from './pipeline.ts';
import { type CellResult, type SweepInput, sweep } from './sweep.ts';

/** The door of the thread: one sweep in; cells as they end, then one outcome out. */
export type SweepRequest = SweepInput & {
  /** One Int32 in shared memory: anything but 0 asks to stop. */
  readonly stop: SharedArrayBuffer;
};

export type SweepReply =
  | { readonly kind: 'begun'; readonly place: number }
  | { readonly kind: 'cell'; readonly place: number; readonly result: CellResult }
  | { readonly kind: 'finished' }
  | { readonly kind: 'cancelled' }
  | { readonly kind: 'error'; readonly error: Error };

parentPort?.once('message', (request: SweepRequest) => say(answer(request)));

const say = (reply: SweepReply) => parentPort?.postMessage(reply);

function answer({ stop, ...input }: SweepRequest): SweepReply {
  const flag = new Int32Array(stop);
  let last = -1;
  const onProgress = (place: number) => {
    if (Atomics.load(flag, 0) !== 0) throw new Cancelled();
    if (place === last) return;
    last = place;
    say({ kind: 'begun', place });
  };
  try {
    const onCell = (place: number, result: CellResult) => say({ kind: 'cell', place, result });
    sweep(input, { onProgress, onCell, workforce: createHelpers() });
    return { kind: 'finished' };
  } catch (error) {
    if (error instanceof Cancelled) return { kind: 'cancelled' };
    return { kind: 'error', error: error instanceof Error ? error : new Error(String(error)) };
  }
}
