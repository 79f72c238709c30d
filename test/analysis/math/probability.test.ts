import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { falseDiscoveryRates } from '../../../analysis/math/falseDiscovery.ts';
import { log10TailAtLeast, log10TailAtMost } from '../../../analysis/math/hypergeometric.ts';
import { logBinomial, logFactorial } from '../../../analysis/math/logFactorial.ts';
import { upperNormalTail } from '../../../analysis/math/normal.ts';
import { createRandom, randomInteger, shuffle } from '../../../analysis/math/random.ts';
import { specificity } from '../../../analysis/steps/specificity.ts';
import { hasShared, sharedPath } from '../../support/shared.ts';

describe('The logarithm of a factorial', () => {
  test('is a plain sum of logarithms, to the last digits, on both sides of the series', () => {
    let sum = 0;
    for (let n = 1; n <= 3000; n++) {
      sum += Math.log(n);
      expect(Math.abs(logFactorial(n) / sum - 1 || 0)).toBeLessThan(1e-13);
    }
    expect(logFactorial(0)).toBe(0);
    expect(Math.exp(logBinomial(49, 6))).toBeCloseTo(13_983_816, 3);
  });
});

describe('Hypergeometric tails', () => {
  test('equal exact whole-number arithmetic', () => {
    for (const [total, marked, drawn] of [
      [10, 4, 5],
      [60, 13, 27],
      [200, 150, 90],
    ]) {
      for (let count = 0; count <= Math.min(marked, drawn); count++) {
        const [atLeast, atMost] = exactTails(count, total, marked, drawn);
        expect(log10TailAtLeast(count, total, marked, drawn)).toBeCloseTo(Math.log10(atLeast), 9);
        expect(log10TailAtMost(count, total, marked, drawn)).toBeCloseTo(Math.log10(atMost), 9);
      }
    }
  });

  test('say what is certain and what is impossible', () => {
    expect(log10TailAtLeast(0, 10, 4, 5)).toBe(0);
    expect(log10TailAtLeast(5, 10, 4, 5)).toBe(Number.NEGATIVE_INFINITY);
    expect(log10TailAtMost(4, 10, 4, 5)).toBe(0);
    expect(log10TailAtMost(0, 10, 8, 5)).toBe(Number.NEGATIVE_INFINITY);
  });
});

describe('Lafon’s specificity', () => {
  test.skipIf(!hasShared('reference/specificities.json'))(
    'is the published one on Robespierre’s speeches, to four decimals',
    () => {
      const { T, cases } = JSON.parse(
        readFileSync(sharedPath('reference/specificities.json'), 'utf8'),
      );
      for (const { f, F, t, score } of cases) expect(specificity(f, F, t, T)).toBeCloseTo(score, 4);
    },
  );

  test('neither underflows nor overflows on ten million words', () => {
    const corpus = 10_000_000;
    expect(specificity(50_000, 50_000, 50_000, corpus)).toBeGreaterThan(100_000);
    expect(specificity(0, 50_000, 5_000_000, corpus)).toBeCloseTo(50_000 * Math.log10(0.5), -3);
    for (let f = 0; f <= 20_000; f += 500) {
      expect(Number.isFinite(specificity(f, 20_000, 4_000_000, corpus))).toBe(true);
    }
  });

  test('rises with the count, and is nil where the part is the whole', () => {
    let last = Number.NEGATIVE_INFINITY;
    for (let f = 0; f <= 60; f++) {
      const score = specificity(f, 60, 800, 5000);
      expect(score).toBeGreaterThan(last);
      last = score;
    }
    expect(specificity(60, 60, 5000, 5000)).toBe(0);
  });
});

describe('False-discovery rates', () => {
  test('are those of Benjamini and Hochberg, in the order given', () => {
    // Sorted: .005 .01 .03 .04 → ·4/1, ·4/2, ·4/3, ·4/4 = .02 .02 .04 .04, made monotonic from the end.
    const [a, b, c, d] = falseDiscoveryRates([0.01, 0.04, 0.03, 0.005]);
    expect([a, b, c, d].map((q) => q.toFixed(6))).toEqual([
      '0.020000',
      '0.040000',
      '0.040000',
      '0.020000',
    ]);
    expect(falseDiscoveryRates([])).toEqual([]);
    expect(falseDiscoveryRates([0.9, 0.8])).toEqual([0.9, 0.9]);
  });
});

describe('The normal tail', () => {
  test.each([
    [0, 0.5],
    [1, 0.15865525393145707],
    [1.959963984540054, 0.025],
    [2.999, 0.00135434],
    [3.001, 0.00134547283],
    [6, 9.865876450377018e-10],
  ])('beyond %f is the tabulated one', (z, p) => {
    expect(Math.abs(upperNormalTail(z) / p - 1)).toBeLessThan(1e-5);
  });
});

describe('Random draws', () => {
  test('are the same for the same seed, others for another', () => {
    const draw = (seed: number) => Array.from({ length: 5 }, createRandom(seed));
    expect(draw(4)).toEqual(draw(4));
    expect(draw(4)).not.toEqual(draw(5));
  });

  test('fall evenly', () => {
    const random = createRandom(1);
    const counts = new Int32Array(6);
    for (let i = 0; i < 60_000; i++) counts[randomInteger(random, 6)]++;
    for (const count of counts) expect(Math.abs(count - 10_000)).toBeLessThan(400);
  });

  test('shuffle without losing anyone', () => {
    const shuffled = shuffle(
      Int32Array.from({ length: 50 }, (_, i) => i),
      createRandom(2),
    );
    expect([...shuffled]).not.toEqual([...shuffled].sort((a, b) => a - b));
    expect([...shuffled].sort((a, b) => a - b)).toEqual(Array.from({ length: 50 }, (_, i) => i));
  });
});

/** P(X ≥ count) and P(X ≤ count) from whole binomials. */
function exactTails(count: number, total: number, marked: number, drawn: number): [number, number] {
  const all = binomial(total, drawn);
  let atLeast = 0n;
  let atMost = 0n;
  for (let x = 0; x <= drawn; x++) {
    const ways = binomial(marked, x) * binomial(total - marked, drawn - x);
    if (x >= count) atLeast += ways;
    if (x <= count) atMost += ways;
  }
  return [ratio(atLeast, all), ratio(atMost, all)];
}

function binomial(n: number, k: number): bigint {
  if (k < 0 || k > n) return 0n;
  let value = 1n;
  for (let i = 1n; i <= BigInt(k); i++) value = (value * (BigInt(n) - BigInt(k) + i)) / i;
  return value;
}

/** Kept exact down to 1e-290. */
function ratio(a: bigint, b: bigint): number {
  return Number((a * 10n ** 300n) / b) / 1e300;
}
