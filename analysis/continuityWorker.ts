import { parentPort } from 'node:worker_threads';
import { type CodedSpan, matchThemes, type Pair } from './steps/continuity.ts';

/** The door of the thread that lays a run beside another: two lists of spans in, one comparison out. */
export interface ContinuityRequest {
  readonly before: readonly CodedSpan[];
  readonly after: readonly CodedSpan[];
  /** Pairs that were accepted; undefined: to be found. */
  readonly decided: readonly Pair[] | undefined;
}

parentPort?.once('message', ({ before, after, decided }: ContinuityRequest) =>
  parentPort?.postMessage(matchThemes(before, after, decided)),
);
