import { describe, expect, it } from 'vitest';
import { bootstrapRatios } from '../../../surveys/statistics/bootstrap.ts';
import { histogram } from '../../../surveys/statistics/histogram.ts';
import { spreadOf } from '../../../surveys/statistics/quantiles.ts';
import { generator } from '../../../surveys/statistics/random.ts';

const each = (values: readonly number[]) => values.map((value) => ({ value, count: 1 }));

describe('quartiles', () => {
  it('are those of definition 7 of Hyndman and Fan', () => {
    expect(spreadOf(each([35, 10, 40, 20]))).toEqual({
      minimum: 10,
      firstQuartile: 17.5,
      median: 27.5,
      thirdQuartile: 36.25,
      maximum: 40,
    });
    expect(spreadOf([])).toBe(null);
  });

  it('take a count for so many equal values', () => {
    const random = generator(11);
    for (let trial = 0; trial < 50; trial += 1) {
      const counted = Array.from({ length: 6 }, (_, value) => ({
        value: value * 3,
        count: Math.floor(random() * 5),
      }));
      const apart = counted.flatMap(({ value, count }) => each(Array(count).fill(value)));
      expect(spreadOf(counted)).toEqual(spreadOf(apart));
    }
  });
});

describe('a histogram', () => {
  it('gives whole numbers that are few a bar each, empty ones too', () => {
    expect(histogram(each([2, 2, 5]))).toEqual([
      { from: 2, to: 3, count: 2 },
      { from: 3, to: 4, count: 0 },
      { from: 4, to: 5, count: 0 },
      { from: 5, to: 6, count: 1 },
    ]);
  });

  it('holds every value once, in bins of one round width, whatever the order', () => {
    const random = generator(5);
    for (let trial = 0; trial < 60; trial += 1) {
      const scale = 10 ** Math.floor(random() * 6 - 3);
      const values = Array.from(
        { length: 1 + Math.floor(random() * 80) },
        () => (random() - 0.3) * scale,
      );
      const bins = histogram(each(values));
      expect(bins.reduce((sum, { count }) => sum + count, 0)).toBe(values.length);
      expect(bins.length).toBeLessThanOrEqual(22);
      expect(histogram(each(values.toReversed()))).toEqual(bins);
      const [least, most] = [Math.min(...values), Math.max(...values)];
      expect(bins[0]?.from).toBeLessThanOrEqual(least + 1e-9 * scale);
      expect(bins.at(-1)?.to).toBeGreaterThanOrEqual(most - 1e-9 * scale);
    }
  });

  it('has one bin for a single value, none for none', () => {
    expect(histogram(each([7, 7]))).toEqual([{ from: 7, to: 8, count: 2 }]);
    expect(histogram([])).toEqual([]);
  });
});

describe('bootstrap', () => {
  const coin = (heads: number, tails: number) => [
    { count: heads, numerators: [1], denominators: [1] },
    { count: tails, numerators: [0], denominators: [1] },
  ];

  it('is silent under ten respondents', () => {
    expect(bootstrapRatios(coin(5, 4), 1)).toEqual([null]);
  });

  it('finds the width that the binomial law gives', () => {
    const [interval] = bootstrapRatios(coin(50, 50), 1);
    // 0.5 ± 1.96 × 0.05
    expect(interval?.low).toBeCloseTo(0.402, 1);
    expect(interval?.high).toBeCloseTo(0.598, 1);
    expect(interval?.low).toBeGreaterThan(0.38);
    expect(interval?.high).toBeLessThan(0.62);
  });

  it('draws respondents, not answers: two screens of one person are not two people', () => {
    const twice = [
      { count: 20, numerators: [2], denominators: [2] },
      { count: 20, numerators: [0], denominators: [2] },
    ];
    expect(bootstrapRatios(twice, 1)).toEqual(bootstrapRatios(coin(20, 20), 1));
  });

  it('is the same on every run, and certain where all agree', () => {
    expect(bootstrapRatios(coin(9, 9), 4)).toEqual(bootstrapRatios(coin(9, 9), 4));
    expect(bootstrapRatios(coin(12, 0), 4)).toEqual([{ low: 1, high: 1 }]);
  });
});
