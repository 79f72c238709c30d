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
  /** Responses begun: no fewer than will be exported. */
  readonly begun?: number;
}

/** Beyond, the memory of the machine is at stake. */
const AT_ONCE = 2;
/** A small heap is collected often: what an export holds at once is a few rows, and the ids of all of them. */
const YOUNG_MB = 2;
const BASE_MB = 32;
const RESPONSES_A_MB = 10_000;
/** Where the number of responses is not known. */
const MOST_MB = 128;
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
    resourceLimits: {
      maxYoungGenerationSizeMb: YOUNG_MB,
      maxOldGenerationSizeMb:
        asked.begun === undefined ? MOST_MB : BASE_MB + Math.ceil(asked.begun / RESPONSES_A_MB),
    },
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
