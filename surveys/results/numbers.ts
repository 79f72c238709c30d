import { answersOf, type Entry, tally } from './entry.ts';

export interface NumbersSummary {
  readonly kind: 'numbers';
  readonly unit: string | null;
  /** Null where nobody answered. */
  readonly spread: Spread | null;
  /** How many answered each point, for a scale; nothing for a number. */
  readonly points: readonly CountedPoint[];
}

export interface CountedPoint {
  readonly value: number;
  /** What stands at either end of the scale. */
  readonly label: string | null;
  readonly count: number;
}

export interface Spread {
  readonly minimum: number;
  readonly firstQuartile: number;
  readonly median: number;
  readonly thirdQuartile: number;
  readonly maximum: number;
}

export function summariseNumbers(
  { unit }: { readonly unit?: string | undefined },
  entries: readonly Entry<number>[],
): NumbersSummary {
  const spread = spreadOf(answersOf(entries));
  return { kind: 'numbers', unit: unit ?? null, spread, points: [] };
}

interface Scale {
  readonly min: number;
  readonly max: number;
  readonly minLabel: string;
  readonly maxLabel: string;
}

export function summariseScale(
  { min, max, minLabel, maxLabel }: Scale,
  entries: readonly Entry<number>[],
): NumbersSummary {
  const values = answersOf(entries);
  const counts = tally(values);
  const ends = new Map([
    [min, minLabel],
    [max, maxLabel],
  ]);
  const points = pointsBetween(min, max).map((value) => ({
    value,
    label: ends.get(value) ?? null,
    count: counts.get(value) ?? 0,
  }));
  return { kind: 'numbers', unit: null, spread: spreadOf(values), points };
}

/** Whole numbers from `min` to `max`, both included. */
export function pointsBetween(min: number, max: number): number[] {
  return Array.from({ length: max - min + 1 }, (_, index) => min + index);
}

export function spreadOf(values: readonly number[]): Spread | null {
  if (values.length === 0) return null;
  const sorted = values.toSorted((a, b) => a - b);
  return {
    minimum: quantile(sorted, 0),
    firstQuartile: quantile(sorted, 1 / 4),
    median: quantile(sorted, 1 / 2),
    thirdQuartile: quantile(sorted, 3 / 4),
    maximum: quantile(sorted, 1),
  };
}

/** Linear between the two nearest ranks: definition 7 of Hyndman and Fan (1996), as spreadsheets and R do. */
function quantile(sorted: readonly number[], share: number): number {
  const place = (sorted.length - 1) * share;
  const below = sorted[Math.floor(place)] ?? Number.NaN;
  const above = sorted[Math.ceil(place)] ?? below;
  return below + (above - below) * (place - Math.floor(place));
}
