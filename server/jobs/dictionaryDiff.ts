import type { WordChange } from '../../analysis/dictionaryDiff.ts';
import type { DictionaryRequest } from '../../analysis/dictionaryWorker.ts';
import { askThread } from './thread.ts';

const DOOR = new URL('../../analysis/dictionaryWorker.ts', import.meta.url);

/** What a change of dictionary does to a corpus. */
export const runDictionaryDiff = (request: DictionaryRequest) =>
  askThread<WordChange[]>(DOOR, request);
