import { setImmediate as nextTurn } from 'node:timers/promises';
import { type Contradiction, contradictionsOf } from '../../surveys/contradictions.ts';
import type { Questionnaire } from '../../surveys/definition.ts';
import type { Commune } from '../../surveys/question-types/type.ts';
import { type Walk, walksOf } from '../../surveys/walk.ts';
import { reportOf, type WalkReport } from '../../surveys/walkReport.ts';
import { momentOf } from '../moment.ts';

export interface Walks {
  readonly questionnaire: Questionnaire;
  readonly walks: readonly Walk[];
  readonly report: WalkReport | undefined;
  readonly contradictions: readonly Contradiction[];
}

const SEED = 20_261_123;

/** Walks are the same for the same questionnaire, whoever asks: worked out once, other requests passing in between. */
export function findWalks(
  questionnaire: Questionnaire,
  communes: readonly Commune[],
): Promise<Walks> {
  const known = found.get(questionnaire);
  if (known) return known;
  const fresh = walkAll(questionnaire, communes);
  found.set(questionnaire, fresh);
  return fresh;
}

const found = new WeakMap<Questionnaire, Promise<Walks>>();

async function walkAll(questionnaire: Questionnaire, communes: readonly Commune[]): Promise<Walks> {
  const walks: Walk[] = [];
  for (const walk of walksOf(questionnaire, { seed: SEED, communes, moment: momentOf('walks') })) {
    if (walk) walks.push(walk);
    await nextTurn();
  }
  return {
    questionnaire,
    walks,
    report: reportOf(questionnaire, walks),
    contradictions: contradictionsOf(questionnaire),
  };
}
