/** A value and how many gave it; a sum of weights where answers are weighted. */
export interface Counted {
  readonly value: number;
  readonly count: number;
}

export interface Spread {
  readonly minimum: number;
  readonly firstQuartile: number;
  readonly median: number;
  readonly thirdQuartile: number;
  readonly maximum: number;
}

export function spreadOf(values: readonly Counted[]): Spread | null {
  const sorted = values.filter(({ count }) => count > 0).sort((a, b) => a.value - b.value);
  if (sorted.length === 0) return null;
  const [minimum, firstQuartile, median, thirdQuartile, maximum] = quantilesOf(sorted, [
    0,
    1 / 4,
    1 / 2,
    3 / 4,
    1,
  ]);
  return {
    minimum: minimum ?? 0,
    firstQuartile: firstQuartile ?? 0,
    median: median ?? 0,
    thirdQuartile: thirdQuartile ?? 0,
    maximum: maximum ?? 0,
  };
}

/**
 * Linear between the two nearest ranks: definition 7 of Hyndman and Fan (1996), as spreadsheets and R do. A
 * count stands for so many equal values; a weight likewise, whole or not. `sorted` goes up.
 */
export function quantilesOf(sorted: readonly Counted[], shares: readonly number[]): number[] {
  const ends: number[] = [];
  let total = 0;
  for (const { count } of sorted) {
    total += count;
    ends.push(total);
  }
  const last = sorted.at(-1)?.value ?? Number.NaN;
  const at = (rank: number) => {
    // A hair, so that sums of weights do not fall short of the rank that they reach.
    const found = firstOver(ends, rank + 1e-9);
    return sorted[found]?.value ?? last;
  };
  return shares.map((share) => {
    const place = Math.max(total - 1, 0) * share;
    const whole = Math.floor(place + 1e-9);
    const below = at(whole);
    const rest = Math.max(place - whole, 0);
    return rest === 0 ? below : below + (at(whole + 1) - below) * rest;
  });
}

/** Index of the first end that is beyond `rank`. */
function firstOver(ends: readonly number[], rank: number): number {
  let low = 0;
  let high = ends.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((ends[middle] ?? 0) > rank) high = middle;
    else low = middle + 1;
  }
  return low;
}
