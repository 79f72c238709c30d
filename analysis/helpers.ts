import { availableParallelism } from 'node:os';
import {
  MessageChannel,
  type MessagePort,
  receiveMessageOnPort,
  Worker,
} from 'node:worker_threads';
import {
  type Jaccards,
  judgeResample,
  type ResampleTask,
  type RunResamples,
} from './steps/stability.ts';

/** A task for a helper: it takes the next resample not yet taken, until none is left. */
export type HelperRequest = {
  readonly task: ResampleTask;
  /** Two Int32 in shared memory: how many resamples are taken, how many came back from helpers. */
  readonly counters: SharedArrayBuffer;
};

export type HelperReply = { readonly resample: number; readonly jaccards: Jaccards };

const TAKEN = 0;
const RETURNED = 1;
const MOST_THREADS = 4;
/** A thread costs more than it brings under this many cells to classify over and over. */
const CELLS_WORTH_SHARING = 200_000;
/** A helper that brings nothing for this long is given up; what it took is done here. */
const PATIENCE_MS = 60_000;

/**
 * Shares the resamples of a task out among threads, this one included, and waits for all without giving
 * the thread up: `threads` is how many work in all. Made for a thread of its own (`worker.ts`), never for one that serves requests.
 */
export function createHelpers(threads = defaultThreads()): RunResamples {
  let ports: MessagePort[] | undefined;
  return (task, afterResample) => {
    const cells = task.table.matrix.columns.length * task.resamples * task.classes.length;
    if (cells >= CELLS_WORTH_SHARING) ports ??= startHelpers(threads - 1);
    return runShared(task, ports ?? [], afterResample);
  };
}

/** What a helper does with a request; `reply` is called for each resample. */
export function help({ task, counters }: HelperRequest, reply: (reply: HelperReply) => void): void {
  const counts = new Int32Array(counters);
  for (;;) {
    const resample = Atomics.add(counts, TAKEN, 1);
    if (resample >= task.resamples) return;
    reply({ resample, jaccards: judgeResample(task, resample) });
    Atomics.add(counts, RETURNED, 1);
    Atomics.notify(counts, RETURNED);
  }
}

const defaultThreads = () => Math.min(MOST_THREADS, availableParallelism());

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

function runShared(
  task: ResampleTask,
  ports: readonly MessagePort[],
  afterResample: (done: number, total: number) => void,
): Jaccards[] {
  const results = new Array<Jaccards>(task.resamples);
  const counters = new SharedArrayBuffer(2 * Int32Array.BYTES_PER_ELEMENT);
  const counts = new Int32Array(counters);
  let done = 0;
  const keep = (resample: number, jaccards: Jaccards) => {
    if (results[resample] === undefined) done++;
    results[resample] = jaccards;
    afterResample(done, task.resamples);
  };
  try {
    for (const port of ports) port.postMessage({ task, counters } satisfies HelperRequest);
    for (;;) {
      collect(ports, keep);
      const resample = Atomics.add(counts, TAKEN, 1);
      if (resample >= task.resamples) break;
      keep(resample, judgeResample(task, resample));
    }
    awaitHelpers(ports, counts, () => done === task.resamples, keep);
  } finally {
    Atomics.store(counts, TAKEN, task.resamples);
  }
  for (let resample = 0; resample < task.resamples; resample++) {
    if (results[resample] === undefined) keep(resample, judgeResample(task, resample));
  }
  return results;
}

function collect(
  ports: readonly MessagePort[],
  keep: (resample: number, jaccards: Jaccards) => void,
): void {
  for (const port of ports) {
    for (
      let received = receiveMessageOnPort(port);
      received;
      received = receiveMessageOnPort(port)
    ) {
      const { resample, jaccards }: HelperReply = received.message;
      keep(resample, jaccards);
    }
  }
}

function awaitHelpers(
  ports: readonly MessagePort[],
  counts: Int32Array,
  isDone: () => boolean,
  keep: (resample: number, jaccards: Jaccards) => void,
): void {
  for (;;) {
    const returned = Atomics.load(counts, RETURNED);
    collect(ports, keep);
    if (isDone()) return;
    if (Atomics.wait(counts, RETURNED, returned, PATIENCE_MS) === 'timed-out') return;
  }
}
