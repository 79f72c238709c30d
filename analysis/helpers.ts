import { availableParallelism } from 'node:os';
import {
  MessageChannel,
  type MessagePort,
  receiveMessageOnPort,
  Worker,
} from 'node:worker_threads';
import type { Clusters } from './math/sphericalMeans.ts';
import { runStart, type StartTask, startInTurn } from './steps/ensemble.ts';
import { type Jaccards, judgeResample, type ResampleTask } from './steps/stability.ts';
import type { Workforce } from './steps/workforce.ts';

/** Work for a helper: it takes the next part not yet taken, until none is left. */
export type HelperRequest = {
  /** Told with each reply: what comes late from an earlier work is not taken for this one's. */
  readonly id: number;
  readonly work: Work;
  /** Two Int32 in shared memory: how many parts are taken, how many came back from helpers. */
  readonly counters: SharedArrayBuffer;
};

export type Work =
  | { readonly kind: 'resamples'; readonly task: ResampleTask }
  | { readonly kind: 'starts'; readonly task: StartTask };

export type HelperReply<Result = Jaccards | Clusters> = {
  readonly id: number;
  readonly part: number;
  readonly result: Result;
};

const TAKEN = 0;
const RETURNED = 1;
const MOST_THREADS = 4;
/** A thread costs more than it brings under this many cells to classify over and over. */
const CELLS_WORTH_SHARING = 200_000;
/** Nor under this many products of a k-means. */
const PRODUCTS_WORTH_SHARING = 50_000_000;
/** A helper that brings nothing for this long is given up; what it took is done here. */
const PATIENCE_MS = 60_000;

/**
 * Shares work out among threads, this one included, and waits for all without giving the thread up:
 * `threads` is how many work in all. Made for a thread of its own (`worker.ts`), never for one that serves requests.
 */
export function createHelpers(threads = defaultThreads()): Workforce {
  let ports: MessagePort[] | undefined;
  let works = 0;
  const helpers = (isWorthSharing: boolean): readonly MessagePort[] => {
    if (isWorthSharing) ports ??= startHelpers(threads - 1);
    return ports ?? [];
  };
  return {
    resamples(task, afterResample) {
      const cells = task.table.matrix.columns.length * task.resamples * task.classes.length;
      const own = helpers(cells >= CELLS_WORTH_SHARING);
      const shared = { id: ++works, parts: task.resamples, ports: own };
      const judge = (resample: number) => judgeResample(task, resample);
      return runShared({ kind: 'resamples', task }, shared, judge, afterResample);
    },
    starts(task) {
      const isWorthSharing = productsOf(task) >= PRODUCTS_WORTH_SHARING;
      if (!isWorthSharing) return startInTurn(task);
      const shared = { id: ++works, parts: task.starts.length, ports: helpers(true) };
      return runShared({ kind: 'starts', task }, shared, (start) => runStart(task, start));
    },
  };
}

/** What a helper does with a request; `reply` is called for each part. */
export function help(
  { id, work, counters }: HelperRequest,
  reply: (reply: HelperReply) => void,
): void {
  const counts = new Int32Array(counters);
  const parts = work.kind === 'resamples' ? work.task.resamples : work.task.starts.length;
  for (;;) {
    const part = Atomics.add(counts, TAKEN, 1);
    if (part >= parts) return;
    const result =
      work.kind === 'resamples' ? judgeResample(work.task, part) : runStart(work.task, part);
    reply({ id, part, result });
    Atomics.add(counts, RETURNED, 1);
    Atomics.notify(counts, RETURNED);
  }
}

const defaultThreads = () => Math.min(MOST_THREADS, availableParallelism());

function productsOf({ spheres, starts, rounds }: StartTask): number {
  return starts.reduce((sum, { sphere, clusters }) => {
    const { count, dimensions } = spheres[sphere];
    return sum + count * dimensions * clusters * rounds;
  }, 0);
}

function startHelpers(count: number): MessagePort[] {
  return Array.from({ length: count }, () => {
    const { port1, port2 } = new MessageChannel();
    const worker = new Worker(new URL('./helper.ts', import.meta.url), {
      execArgv: [],
      workerData: port2,
      transferList: [port2],
    });
    worker.unref();
    port1.unref();
    return port1;
  });
}

type Shared = {
  readonly id: number;
  readonly parts: number;
  readonly ports: readonly MessagePort[];
};
type Keep<Result> = (part: number, result: Result) => void;

function runShared<Result>(
  work: Work,
  { id, parts, ports }: Shared,
  runHere: (part: number) => Result,
  afterPart: (done: number, total: number) => void = () => {},
): Result[] {
  const results = new Array<Result>(parts);
  const counters = new SharedArrayBuffer(2 * Int32Array.BYTES_PER_ELEMENT);
  const counts = new Int32Array(counters);
  let done = 0;
  const keep = (part: number, result: Result) => {
    if (results[part] === undefined) done++;
    results[part] = result;
    afterPart(done, parts);
  };
  try {
    for (const port of ports) port.postMessage({ id, work, counters } satisfies HelperRequest);
    for (;;) {
      collect(id, ports, keep);
      const part = Atomics.add(counts, TAKEN, 1);
      if (part >= parts) break;
      keep(part, runHere(part));
    }
    awaitHelpers(
      counts,
      () => done === parts,
      () => collect(id, ports, keep),
    );
  } finally {
    Atomics.store(counts, TAKEN, parts);
  }
  for (let part = 0; part < parts; part++) {
    if (results[part] === undefined) keep(part, runHere(part));
  }
  return results;
}

function collect<Result>(id: number, ports: readonly MessagePort[], keep: Keep<Result>): void {
  for (const port of ports) {
    for (
      let received = receiveMessageOnPort(port);
      received;
      received = receiveMessageOnPort(port)
    ) {
      const reply: HelperReply<Result> = received.message;
      if (reply.id === id) keep(reply.part, reply.result);
    }
  }
}

function awaitHelpers(counts: Int32Array, isDone: () => boolean, collectAll: () => void): void {
  for (;;) {
    const returned = Atomics.load(counts, RETURNED);
    collectAll();
    if (isDone()) return;
    if (Atomics.wait(counts, RETURNED, returned, PATIENCE_MS) === 'timed-out') return;
  }
}
