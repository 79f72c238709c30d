import { type Counted, type Spread, spreadOf } from '../statistics/quantiles.ts';
import { answeredAmong, type Entry } from './entry.ts';

/** Dates and times as they are kept: `2026-11-23`, `14:30`, `2026-11-23T14:30`. */
export interface MomentsSummary {
  readonly kind: 'moments';
  readonly of: 'day' | 'time';
  /** Days since 1970, or minutes since midnight; null where nobody answered. */
  readonly spread: Spread | null;
  readonly step: 'year' | 'month' | 'day' | 'hour';
  /** By year (`2026`), month (`2026-11`), day (`2026-11-23`) or hour (`14`): all of them between the first and the last. */
  readonly bins: readonly { readonly key: string; readonly count: number }[];
}

const MOST_DAYS = 31;
const MOST_MONTHS = 36;
const DAY_MS = 86_400_000;

export function summariseDays(entries: readonly Entry<string>[]): MomentsSummary {
  const values = answeredAmong(entries).flatMap(({ answer, count }) => {
    const value = dayOf(answer);
    return Number.isFinite(value) ? [{ value, count }] : [];
  });
  const spread = spreadOf(values);
  const span = spread ? spread.maximum - spread.minimum : 0;
  const step = span < MOST_DAYS ? 'day' : span < MOST_MONTHS * 30 ? 'month' : 'year';
  const length = { day: 10, month: 7, year: 4 }[step];
  const keyOf = (day: number) => isoOf(day).slice(0, length);
  return { kind: 'moments', of: 'day', spread, step, bins: binsOf(values, spread, keyOf) };
}

export function summariseTimes(entries: readonly Entry<string>[]): MomentsSummary {
  const values = answeredAmong(entries).map(({ answer, count }) => ({
    value: minutesOf(answer),
    count,
  }));
  const spread = spreadOf(values);
  const keyOf = (minutes: number) => String(Math.floor(minutes / 60)).padStart(2, '0');
  return { kind: 'moments', of: 'time', spread, step: 'hour', bins: binsOf(values, spread, keyOf) };
}

/** Every key between the first and the last, so that an empty month is seen to be empty. */
function binsOf(
  values: readonly Counted[],
  spread: Spread | null,
  keyOf: (value: number) => string,
): MomentsSummary['bins'] {
  if (!spread) return [];
  const counts = new Map<string, number>();
  for (let value = spread.minimum; value <= spread.maximum; value += 1) counts.set(keyOf(value), 0);
  for (const { value, count } of values) {
    const key = keyOf(value);
    counts.set(key, (counts.get(key) ?? 0) + count);
  }
  return [...counts].map(([key, count]) => ({ key, count }));
}

function dayOf(answer: string): number {
  return Math.floor(Date.parse(`${answer.slice(0, 10)}T00:00:00Z`) / DAY_MS);
}

/** « 2026-11-23 » of days since 1970. */
export const isoOf = (day: number) => new Date(day * DAY_MS).toISOString().slice(0, 10);

function minutesOf(answer: string): number {
  const [hours = 0, minutes = 0] = answer.split(':').map(Number);
  return hours * 60 + minutes;
}
