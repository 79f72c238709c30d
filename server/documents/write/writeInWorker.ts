import { Worker } from 'node:worker_threads';
import type { Diagnostic } from '../../../views/diagnostic/diagnostic.ts';
import { createTurns } from '../turns.ts';

/** Laying out the pages of a document takes a core for seconds: one at a time. */
const inTurn = createTurns(1);

/** Writes a document in a thread of its own: it takes longer than other requests may wait. */
export function writeInWorker(diagnostic: Diagnostic): Promise<Buffer> {
  return inTurn(() => write(diagnostic));
}

function write(diagnostic: Diagnostic): Promise<Buffer> {
  const worker = new Worker(new URL('./worker.ts', import.meta.url), { workerData: diagnostic });
  return new Promise((resolve, reject) => {
    worker.once('message', (bytes: Uint8Array) =>
      resolve(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)),
    );
    worker.once('error', reject);
  });
}
