import { describe, expect, it } from 'vitest';
import { generator } from '../../../surveys/statistics/random.ts';
import {
  effectiveSize,
  type Margin,
  postStratify,
  rake,
} from '../../../surveys/statistics/weighting.ts';

const UNCUT = { bound: Number.POSITIVE_INFINITY };

const shareOf = ({ values }: Margin, weights: Float64Array, level: string) => {
  const all = weights.reduce((sum, weight) => sum + weight, 0);
  return (
    values.reduce((sum, value, one) => sum + (value === level ? (weights[one] ?? 0) : 0), 0) / all
  );
};

describe('post-stratification', () => {
  it('weighs each answer by how many of its stratum it stands for', () => {
    // 60 small towns of which 1 answers, 40 larger ones of which 3 do: 0.6 / 0.25 = 2.4, 0.4 / 0.75 = 0.5333…
    const { weights, effective, designEffect, gap } = postStratify(
      ['small', 'large', 'large', 'large'],
      { small: 60, large: 40 },
      UNCUT,
    );
    expect([...weights].map((weight) => weight.toFixed(10))).toEqual([
      '2.4000000000',
      '0.5333333333',
      '0.5333333333',
      '0.5333333333',
    ]);
    // (2.4 + 1.6)² / (5.76 + 3 × 0.28444…) = 16 / 6.61333…
    expect(effective).toBeCloseTo(16 / (5.76 + 3 * (0.4 / 0.75) ** 2), 12);
    expect(designEffect).toBeCloseTo(4 / effective, 12);
    expect(gap).toBeLessThan(1e-12);
  });

  it('says which strata nobody answers for, and how much of the population they are', () => {
    const { empty, emptyShare, outside, weighted, weights } = postStratify(
      ['north', 'south', null, 'moon'],
      { north: 50, south: 30, west: 20 },
      UNCUT,
    );
    expect([empty, outside, weighted]).toEqual([['west'], 2, 2]);
    expect(emptyShare).toBeCloseTo(0.2, 12);
    // 50 and 30 of the 80 that can be heard.
    expect([...weights]).toEqual([1.25, 0.75, 0, 0]);
  });

  it('leaves everyone at 1 where the answers already look like the population', () => {
    const { weights, designEffect, rounds } = postStratify(['a', 'b'], { a: 7, b: 7 }, UNCUT);
    expect([[...weights], designEffect, rounds]).toEqual([[1, 1], 1, 0]);
  });

  it('weighs nobody where nobody answers', () => {
    expect(postStratify([], { a: 1 }, UNCUT)).toMatchObject({ weighted: 0, hasConverged: false });
  });
});

describe('raking', () => {
  it('finds by hand what two margins come to where they are independent', () => {
    // Two by two, one answer a cell: weights are the products of the shares, times 4.
    const { weights } = rake(
      [
        { name: 'region', values: ['e', 'e', 'w', 'w'], population: { e: 3, w: 1 } },
        { name: 'size', values: ['s', 'l', 's', 'l'], population: { s: 4, l: 1 } },
      ],
      UNCUT,
    );
    const expected = [0.75 * 0.8, 0.75 * 0.2, 0.25 * 0.8, 0.25 * 0.2].map((share) => 4 * share);
    for (const [one, weight] of weights.entries())
      expect(weight).toBeCloseTo(expected[one] ?? 0, 10);
  });

  it('meets every margin to 1e-9, whatever the answers', () => {
    const random = generator(7);
    const pick = (levels: readonly string[]) => levels[Math.floor(random() * levels.length)] ?? '';
    for (let trial = 0; trial < 40; trial += 1) {
      const margins: Margin[] = [3, 4, 2].map((count, index) => {
        const levels = Array.from({ length: count }, (_, level) => `${index}-${level}`);
        return {
          name: String(index),
          values: Array.from({ length: 120 }, () => pick(levels)),
          population: Object.fromEntries(
            levels.map((level) => [level, 10 + Math.floor(90 * random())]),
          ),
        };
      });
      const { weights, hasConverged, effective, weighted } = rake(margins, UNCUT);
      expect(hasConverged).toBe(true);
      for (const margin of margins) {
        const total = Object.values(margin.population).reduce((sum, count) => sum + count, 0);
        for (const [level, count] of Object.entries(margin.population))
          expect(Math.abs(shareOf(margin, weights, level) - count / total)).toBeLessThan(1e-9);
      }
      expect(effective).toBeLessThanOrEqual(weighted + 1e-9);
      expect(weights.reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(weighted, 9);
    }
  });

  it('says that margins contradict each other rather than give weights', () => {
    // All who are from the east are in small towns and the reverse: 3 to 1 and 1 to 1 can't both hold.
    const { hasConverged } = rake(
      [
        { name: 'region', values: ['e', 'w'], population: { e: 3, w: 1 } },
        { name: 'size', values: ['s', 'l'], population: { s: 1, l: 1 } },
      ],
      UNCUT,
    );
    expect(hasConverged).toBe(false);
  });

  it('cuts no weight without saying so, nor what it costs the margins', () => {
    const values = ['rare', ...Array<string>(29).fill('common')];
    const { trimmed, gap, weights } = postStratify(values, { rare: 50, common: 50 }, { bound: 5 });
    // 15 and 0.517 …; the first is cut to 5, then all are brought back to 1 on average.
    expect(trimmed).toBe(1);
    expect(gap).toBeGreaterThan(0.1);
    expect(weights.reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(30, 9);
  });
});

it('counts the effective size as Kish does', () => {
  expect(effectiveSize([1, 1, 1])).toBe(3);
  expect(effectiveSize([2, 1, 1])).toBeCloseTo(16 / 6, 12);
  expect(effectiveSize([])).toBe(0);
});
