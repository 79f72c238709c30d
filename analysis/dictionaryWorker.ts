import { parentPort } from 'node:worker_threads';
import type { Contribution } from './corpus.ts';
import type { Dictionary } from './dictionary.ts';
import { diffDictionary, type WordChange } from './dictionaryDiff.ts';

/** The door of the thread that says what a change of dictionary does: one request in, one list out. */
export interface DictionaryRequest {
  readonly contributions: readonly Contribution[];
  readonly before: Dictionary;
  readonly after: Dictionary;
}

parentPort?.once('message', ({ contributions, before, after }: DictionaryRequest) => {
  const changes: WordChange[] = diffDictionary(contributions, before, after);
  parentPort?.postMessage(changes);
});
