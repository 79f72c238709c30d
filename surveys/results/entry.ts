import type { Offer } from '../question-types/type.ts';

/** One respondent who was asked: the answer, if there is one, and the choices that were on offer. */
export interface Entry<Answer> {
  readonly answer: Answer | undefined;
  readonly offer: Offer;
}

export function answersOf<Answer>(entries: readonly Entry<Answer>[]): Answer[] {
  return entries.flatMap(({ answer }) => (answer === undefined ? [] : [answer]));
}

/** How many times each value occurs. */
export function tally<Value>(values: Iterable<Value>): ReadonlyMap<Value, number> {
  const counts = new Map<Value, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return counts;
}
