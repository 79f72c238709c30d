import { Readable } from 'node:stream';
import { Worker } from 'node:worker_threads';
import type { ExportRequest } from './formats.ts';
import type { ExportedSurvey, ExportScope } from './table.ts';

/** What a thread is asked to export. */
export interface AskedExport {
  readonly databasePath: string;
  readonly survey: ExportedSurvey;
  readonly scope: ExportScope;
  readonly request: ExportRequest;
}

/** Beyond, the memory of the machine is at stake. */
const AT_ONCE = 2;
const MOST_MB = 48;
const YOUNG_MB = 4;
let running = 0;

/**
 * An export, read as it is written by a thread of its own: other requests are served meanwhile, and a reader who
 * leaves ends the thread. Undefined where too many are under way.
 */
export function streamExport(asked: AskedExport): Readable | undefined {
  if (running >= AT_ONCE) return undefined;
  running += 1;
  const worker = new Worker(new URL('./worker.ts', import.meta.url), {
    workerData: asked,
    execArgv: [],
    resourceLimits: { maxOldGenerationSizeMb: MOST_MB, maxYoungGenerationSizeMb: YOUNG_MB },
  });
  worker.unref(); // whoever reads keeps the process alive; an export alone does not keep it from closing
  let isWhole = false;
  const stream = new Readable({
    read: () => worker.postMessage('more'),
    destroy(error, done) {
      void worker.terminate().then(() => done(error));
    },
  });
  worker.on('message', (part: Uint8Array | null) => {
    isWhole = part === null;
    stream.push(part && Buffer.from(part.buffer, part.byteOffset, part.byteLength));
  });
  worker.on('error', (error) => stream.destroy(error));
  worker.on('exit', () => {
    running -= 1;
    if (!isWhole) stream.destroy(new Error('the export ended before its end'));
  });
  return stream;
}
