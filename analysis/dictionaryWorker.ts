import { parentPort } from 'node:worker_threads';
import { type DictionaryEffect, type EffectRequest, readEffect } from './dictionaryEffect.ts';

/** The door of the thread that says what a change of dictionary does: one request in, one effect out. */
parentPort?.once('message', (request: EffectRequest) => {
  const effect: DictionaryEffect = readEffect(request);
  parentPort?.postMessage(effect);
});
