import { type Bin, histogram } from '../statistics/histogram.ts';
import { type Counted, type Spread, spreadOf } from '../statistics/quantiles.ts';
import { answeredAmong, type Entry, tally } from './entry.ts';

export interface NumbersSummary {
  readonly kind: 'numbers';
  readonly unit: string | null;
  /** Null where nobody answered. */
  readonly spread: Spread | null;
  readonly bins: readonly Bin[];
}

export function summariseNumbers(
  unit: string | undefined,
  entries: readonly Entry<number>[],
): NumbersSummary {
  const values = valuesOf(entries);
  return {
    kind: 'numbers',
    unit: unit ?? null,
    spread: spreadOf(values),
    bins: histogram(values),
  };
}

export interface ScaleSummary {
  readonly kind: 'scale';
  readonly median: number | null;
  /** Every point, even one that nobody chose. */
  readonly points: readonly CountedPoint[];
}

export interface CountedPoint {
  readonly value: number;
  /** What stands at either end of the scale. */
  readonly label: string | null;
  readonly count: number;
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
): ScaleSummary {
  const counts = tally(entries, (value) => [value]);
  const ends = new Map([
    [min, minLabel],
    [max, maxLabel],
  ]);
  const points = pointsBetween(min, max).map((value) => ({
    value,
    label: ends.get(value) ?? null,
    count: counts.get(value) ?? 0,
  }));
  return { kind: 'scale', median: spreadOf(valuesOf(entries))?.median ?? null, points };
}

/** Whole numbers from `min` to `max`, both included. */
export function pointsBetween(min: number, max: number): number[] {
  return Array.from({ length: max - min + 1 }, (_, index) => min + index);
}

export const valuesOf = (entries: readonly Entry<number>[]): Counted[] =>
  answeredAmong(entries).map(({ answer, count }) => ({ value: answer, count }));
