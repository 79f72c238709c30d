import { Worker } from 'node:worker_threads';
import type { FieldChoice } from './jsonl.ts';
import type { ReadLimits } from './limits.ts';
import { problem } from './problem.ts';
import { readDocument } from './readDocument.ts';
import type { DocumentProblem, Reading } from './reading.ts';
import { sniffContainer } from './sniff.ts';

export interface ReadRequest {
  readonly bytes: Uint8Array;
  readonly fileName: string;
  readonly limits: ReadLimits;
  readonly fields: FieldChoice;
}

/** Past the reader's own deadline, it is stopped from outside. */
const GRACE_MS = 2_000;
const WATCH_MS = 100;
/** What the process may grow by while a file is read, in the worker's own threads included. */
const MAX_GROWTH_MB = 400;
const MAX_HEAP_MB = 256;

/**
 * Reads in a thread of its own, so that no file blocks the caller and none outlives its time or memory:
 * some libraries work in one long step that only the end of their thread can stop.
 */
export function readInWorker(
  bytes: Uint8Array,
  fileName: string,
  limits: ReadLimits,
  fields: FieldChoice = {},
): Promise<Reading> {
  const request: ReadRequest = { bytes, fileName, limits, fields };
  const worker = new Worker(new URL('./worker.ts', import.meta.url), {
    workerData: request,
    // What a library thinks of a stranger's file is not for our logs.
    stdout: true,
    stderr: true,
    resourceLimits: { maxOldGenerationSizeMb: MAX_HEAP_MB },
  });
  worker.stdout.resume();
  worker.stderr.resume();
  const before = process.memoryUsage.rss();
  return new Promise((resolve, reject) => {
    const finish = (reading: Reading) => {
      clearTimeout(deadline);
      clearInterval(watch);
      void worker.terminate();
      resolve(reading);
    };
    const stop = (found: DocumentProblem) =>
      finish({ kind: 'failure', problem: { ...found, where: { file: fileName } } });
    const deadline = setTimeout(
      () => stop(problem('tooSlow', { seconds: limits.maxSeconds })),
      limits.maxSeconds * 1_000 + GRACE_MS,
    );
    const watch = setInterval(() => {
      if (process.memoryUsage.rss() - before > MAX_GROWTH_MB * 1_000_000)
        stop(problem('tooMuchMemory', {}));
    }, WATCH_MS);
    worker.once('message', finish);
    worker.once('error', (error) => {
      if ('code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY')
        stop(problem('tooMuchMemory', {}));
      else {
        clearTimeout(deadline);
        clearInterval(watch);
        reject(error);
      }
    });
  });
}

/** From disk, only what cannot stop itself goes to a thread: whole corpora need not be copied between two. */
export function readIsolated(
  bytes: Uint8Array,
  fileName: string,
  limits: ReadLimits,
  fields: FieldChoice = {},
): Promise<Reading> {
  const container = sniffContainerSafely(bytes);
  return container === 'pdf' || container === 'oldOffice'
    ? readInWorker(bytes, fileName, limits, fields)
    : readDocument(bytes, fileName, limits, fields);
}

function sniffContainerSafely(bytes: Uint8Array) {
  try {
    return sniffContainer(bytes);
  } catch {
    return null;
  }
}
