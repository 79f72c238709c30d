import { byCodeUnit, type Entry, tally } from './entry.ts';

export interface ValuesSummary {
  readonly kind: 'values';
  /** The most frequent first. */
  readonly rows: readonly { readonly value: string; readonly count: number }[];
  /** Other values, and how many hold one of them. */
  readonly others: { readonly values: number; readonly count: number };
}

const MOST_SHOWN = 12;
export const MOST_LETTERS = 200;

/** What nobody typed: a value of a link, a calculation. The most frequent are shown, the others counted. */
export function summariseValues(entries: readonly Entry<string>[]): ValuesSummary {
  const counted = [...tally(entries, (value) => [value])]
    .map(([value, count]) => ({ value, count }))
    .sort((a, b) => b.count - a.count || byCodeUnit(a.value, b.value));
  const rest = counted.slice(MOST_SHOWN);
  return {
    kind: 'values',
    rows: counted.slice(0, MOST_SHOWN),
    others: { values: rest.length, count: rest.reduce((sum, { count }) => sum + count, 0) },
  };
}
