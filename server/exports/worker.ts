import { once } from 'node:events';
import { parentPort, workerData } from 'node:worker_threads';
import { closeStore, openReader } from '../../db/open.ts';
import { formats } from './formats.ts';
import type { AskedExport } from './stream.ts';
import { exportTable } from './table.ts';

// The thread's door: `stream.ts` alone starts it, and asks for one part after the other.
const port = parentPort;
if (!port) throw new Error('this file is the door of a thread');
const asked: AskedExport = workerData;

const PART_BYTES = 1 << 17;

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
  await once(port as NonNullable<typeof port>, 'message'); // it was there when this file began
  const own = new Uint8Array(part);
  port?.postMessage(own, [own.buffer]);
}
