import { bootstrapRatios, type Interval } from '../statistics/bootstrap.ts';
import { type Spread, spreadOf } from '../statistics/quantiles.ts';
import { answeredAmong, countOf, type Entry } from './entry.ts';

interface Allocation {
  readonly items: readonly { readonly id: string; readonly label: string }[];
  readonly total: number;
}

export interface AllocationSummary {
  readonly kind: 'allocation';
  /** Points that each had to share out. */
  readonly total: number;
  /** The highest mean first; then the order of the questionnaire. */
  readonly rows: readonly SharedItem[];
}

export interface SharedItem {
  readonly id: string;
  readonly label: string;
  readonly mean: number;
  /** Of the mean, at 95 %, by bootstrap on respondents; null where they are too few, or weighted. */
  readonly interval: Interval | null;
  readonly spread: Spread;
  /** How many gave it nothing. */
  readonly none: number;
}

const SEED = 34;

/** Points by item; an item that was left out got none. */
export function summariseAllocation(
  { items, total }: Allocation,
  entries: readonly Entry<Readonly<Record<string, number>>>[],
): AllocationSummary {
  const answers = answeredAmong(entries);
  const n = countOf(answers);
  const isCounted = answers.every(({ count }) => Number.isInteger(count));
  const sampled = answers.map(({ answer, count }) => ({
    count,
    numerators: items.map(({ id }) => answer[id] ?? 0),
    denominators: items.map(() => 1),
  }));
  const intervals = isCounted ? bootstrapRatios(sampled, SEED) : [];
  const rows = items.flatMap(({ id, label }, index) => {
    const values = answers.map(({ answer, count }) => ({ value: answer[id] ?? 0, count }));
    const spread = spreadOf(values);
    if (!spread) return [];
    const mean = values.reduce((sum, { value, count }) => sum + value * count, 0) / n;
    const none = countOf(values.filter(({ value }) => value === 0));
    return { id, label, mean, interval: intervals[index] ?? null, spread, none };
  });
  return { kind: 'allocation', total, rows: rows.toSorted((a, b) => b.mean - a.mean) };
}
