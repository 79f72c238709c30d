import type { Offer } from '../question-types/type.ts';

/** Respondents who were asked and are in the very same case: the answer, if there is one, and what was on offer. */
export interface Entry<Answer> {
  readonly answer: Answer | undefined;
  readonly offer: Offer;
  /** How many they are; the sum of their weights where answers are weighted. */
  readonly count: number;
}

export interface Answered<Answer> extends Entry<Answer> {
  readonly answer: Answer;
}

export function answeredAmong<Answer>(entries: readonly Entry<Answer>[]): Answered<Answer>[] {
  return entries.flatMap(({ answer, offer, count }) =>
    answer === undefined ? [] : [{ answer, offer, count }],
  );
}

export const countOf = (entries: readonly { readonly count: number }[]) =>
  entries.reduce((sum, { count }) => sum + count, 0);

/** How many gave each value; an answer may hold several. */
export function tally<Answer, Value>(
  entries: readonly Entry<Answer>[],
  valuesOf: (answer: Answer) => readonly Value[],
): ReadonlyMap<Value, number> {
  const counts = new Map<Value, number>();
  for (const { answer, count } of answeredAmong(entries))
    for (const value of valuesOf(answer)) counts.set(value, (counts.get(value) ?? 0) + count);
  return counts;
}

export const byCodeUnit = (a: string, b: string) => (a < b ? -1 : Number(a > b));
