import { type Counted, quantilesOf } from './quantiles.ts';

/** From `from` up to `to`, which belongs to the next bin; the last one holds both its ends. */
export interface Bin {
  readonly from: number;
  readonly to: number;
  readonly count: number;
}

/** Whole numbers that are few enough have a bar each. */
const MOST_SINGLE_VALUES = 12;
const MOST_BINS = 20;

/**
 * Bins that depend on the values alone: as wide as Freedman and Diaconis (1981) would have them, 2·IQR/∛n, rounded up
 * to 1, 2 or 5 × a power of ten, and beginning at a multiple of that width. Without an interquartile range, Sturges'
 * number of bins. Whole numbers that span little have a bin each.
 */
export function histogram(values: readonly Counted[]): Bin[] {
  const sorted = values.filter(({ count }) => count > 0).sort((a, b) => a.value - b.value);
  const least = sorted[0]?.value;
  const most = sorted.at(-1)?.value;
  if (least === undefined || most === undefined) return [];
  const width = widthOf(sorted, least, most);
  const first = Math.floor(least / width + 1e-9);
  const last = Math.max(Math.floor(most / width + 1e-9), first);
  const isClosed = !isEach(sorted, least, most) && last > first && isEdge(most, width);
  const bins = Array.from({ length: last - first + (isClosed ? 0 : 1) }, (_, index) => ({
    from: tidy((first + index) * width),
    to: tidy((first + index + 1) * width),
    count: 0,
  }));
  for (const { value, count } of sorted) {
    const index = Math.min(Math.floor(value / width + 1e-9) - first, bins.length - 1);
    const bin = bins[index];
    if (bin) bin.count += count;
  }
  return bins;
}

/** Whether each value has its own bin, so that it may be named by that value. */
export function isEach(sorted: readonly Counted[], least: number, most: number): boolean {
  return sorted.every(({ value }) => Number.isInteger(value)) && most - least < MOST_SINGLE_VALUES;
}

function widthOf(sorted: readonly Counted[], least: number, most: number): number {
  if (isEach(sorted, least, most) || most === least) return 1;
  const total = sorted.reduce((sum, { count }) => sum + count, 0);
  const [low = least, high = most] = quantilesOf(sorted, [1 / 4, 3 / 4]);
  const wanted = (2 * (high - low)) / Math.cbrt(total);
  const sturges = (most - least) / (Math.ceil(Math.log2(Math.max(total, 2))) + 1);
  const width = wanted > 0 ? wanted : sturges;
  const nice = niceOver(Math.max(width, (most - least) / MOST_BINS));
  return sorted.every(({ value }) => Number.isInteger(value)) ? Math.max(nice, 1) : nice;
}

function niceOver(width: number): number {
  const power = 10 ** Math.floor(Math.log10(width));
  const step = [1, 2, 5, 10].find((each) => each * power >= width * (1 - 1e-9)) ?? 10;
  return tidy(step * power);
}

const isEdge = (value: number, width: number) =>
  Math.abs(value / width - Math.round(value / width)) < 1e-9;

/** 0.30000000000000004 is 0.3. */
const tidy = (value: number) => Number(value.toPrecision(12));
