import { parentPort } from 'node:worker_threads';
import {
  type CodedSpan,
  type Continuity,
  carryMerges,
  type Gathering,
  matchThemes,
  type Pair,
} from './steps/continuity.ts';

/** The door of the thread that lays a run beside another: two lists of spans in, one comparison out. */
export interface ContinuityRequest {
  /** As the runs found them, whatever people gathered since. */
  readonly before: readonly CodedSpan[];
  readonly after: readonly CodedSpan[];
  /** Theme that people gathered → the one that holds it, in the earlier run and in the new one. */
  readonly rootsBefore: ReadonlyMap<string, string>;
  readonly rootsAfter: ReadonlyMap<string, string>;
  /** Pairs that were accepted; undefined: to be found. */
  readonly decided: readonly Pair[] | undefined;
}

export interface ContinuityReply {
  readonly continuity: Continuity;
  /** What the new run would gather, or did when it was accepted. */
  readonly gathered: readonly Gathering[];
}

parentPort?.once('message', (request: ContinuityRequest) =>
  parentPort?.postMessage(compare(request)),
);

/** Classes are matched as they were found; what people gathered is carried over, then compared as one. */
function compare(request: ContinuityRequest): ContinuityReply {
  const { before, after, rootsBefore, rootsAfter, decided } = request;
  const { continued, gathered } = decided
    ? { continued: decided, gathered: [] }
    : carryMerges(matchThemes(before, after).continued, rootsBefore);
  const carried = new Map([
    ...rootsAfter,
    ...gathered.flatMap(({ into, absorbed }) =>
      absorbed.map(({ after: one }) => [one, into] as const),
    ),
  ]);
  return {
    continuity: matchThemes(gather(before, rootsBefore), gather(after, carried), continued),
    gathered,
  };
}

const gather = (spans: readonly CodedSpan[], roots: ReadonlyMap<string, string>): CodedSpan[] =>
  spans.map((span) => ({
    ...span,
    theme: span.theme === null ? null : (roots.get(span.theme) ?? span.theme),
  }));
