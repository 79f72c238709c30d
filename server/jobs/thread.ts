import { Worker } from 'node:worker_threads';

/** Asks one thing of a thread of its own, so that the event loop stays free: one message in, one out. */
export function askThread<Reply>(door: URL, request: unknown): Promise<Reply> {
  const worker = new Worker(door, { execArgv: [] });
  return new Promise<Reply>((resolve, reject) => {
    worker.once('message', resolve);
    worker.once('error', reject);
    worker.once('exit', () => reject(new Error(`The thread of ${door.pathname} ended too soon.`)));
    worker.postMessage(request);
  });
}
