import type { DictionaryEffect, EffectRequest } from '../../analysis/dictionaryEffect.ts';
import { askThread } from './thread.ts';

const DOOR = new URL('../../analysis/dictionaryWorker.ts', import.meta.url);

/** What a change of dictionary does to a corpus, and to the themes found in it. */
export const runDictionaryEffect = (request: EffectRequest) =>
  askThread<DictionaryEffect>(DOOR, request);
