import { parentPort, workerData } from 'node:worker_threads';
import { closeStore, openReader } from '../../db/open.ts';
import { formats } from './formats.ts';
import type { AskedExport } from './stream.ts';
import { exportTable } from './table.ts';

// What `worker.ts` runs: writes one part after the other, as `stream.ts` asks for them.
const port = parentPort;
if (!port) throw new Error('this file is the door of a thread');
const asked: AskedExport = workerData;

const PART_BYTES = 1 << 16;

/** Parts asked for and not handed yet: they may be asked for while one is being made. */
let wanted = 0;
let wake = () => {};
port.on('message', () => {
  wanted += 1;
  wake();
});

const store = openReader(asked.databasePath);
try {
  const table = await exportTable(store, asked.survey, asked.scope);
  const { format } = asked.request;
  let held: Buffer[] = [];
  let bytes = 0;
  for await (const part of formats[format].write(table, asked.request)) {
    held.push(part);
    bytes += part.length;
    if (bytes < PART_BYTES) continue;
    await hand(Buffer.concat(held));
    held = [];
    bytes = 0;
  }
  await hand(Buffer.concat(held));
  port.postMessage(null);
} finally {
  closeStore(store);
  port.close();
}

/** Waits until the reader wants it: whoever reads slowly holds up this thread, and fills no memory. */
async function hand(part: Buffer): Promise<void> {
  if (part.length === 0) return;
  while (wanted === 0)
    await new Promise<void>((resolve) => {
      wake = resolve;
    });
  wanted -= 1;
  const own = new Uint8Array(part);
  port?.postMessage(own, [own.buffer]);
}
