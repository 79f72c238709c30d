import {
  type Interval,
  MINIMUM_FOR_PERCENTAGE,
  wilsonInterval,
} from '../analysis/findings/small-n.ts';

export interface Share extends Interval {
  readonly share: number;
}

/** The share that `count` is of `n`, with its interval; null under thirty, where only counts are shown. */
export function shareOf(count: number, n: number): Share | null {
  if (n < MINIMUM_FOR_PERCENTAGE) return null;
  return { share: count / n, ...wilsonInterval(count, n) };
}
