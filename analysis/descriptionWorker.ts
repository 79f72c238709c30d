import { parentPort } from 'node:worker_threads';
import { type DescriptionRequest, describeAgain } from './describeAgain.ts';

/** The door of the thread that describes themes again: one run in, its themes out. */
parentPort?.once('message', (request: DescriptionRequest) =>
  parentPort?.postMessage(describeAgain(request)),
);
