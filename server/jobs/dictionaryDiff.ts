import { Worker } from 'node:worker_threads';
import type { WordChange } from '../../analysis/dictionaryDiff.ts';
import type { DictionaryRequest } from '../../analysis/dictionaryWorker.ts';

/** What a change of dictionary does to a corpus, read in a thread of its own so that the event loop stays free. */
export function runDictionaryDiff(request: DictionaryRequest): Promise<WordChange[]> {
  const worker = new Worker(new URL('../../analysis/dictionaryWorker.ts', import.meta.url), {
    execArgv: [],
  });
  return new Promise<WordChange[]>((resolve, reject) => {
    worker.once('message', resolve);
    worker.once('error', reject);
    worker.once('exit', () => reject(new Error('The dictionary thread ended too soon.')));
    worker.postMessage(request);
  });
}
