import { parentPort, workerData } from 'node:worker_threads';
import type { ReadRequest } from './isolated.ts';
import { readDocument } from './readDocument.ts';

// The thread's door: `isolated.ts` alone starts it, with a ReadRequest.
const { bytes, fileName, limits, fields }: ReadRequest = workerData;
parentPort?.postMessage(await readDocument(bytes, fileName, limits, fields));
