import { quantilesOf } from './quantiles.ts';
import { generator } from './random.ts';

/** Respondents who gave the very same answer: for each figure, what it adds above and under its line. */
export interface Sampled {
  readonly count: number;
  readonly numerators: readonly number[];
  readonly denominators: readonly number[];
}

export interface Interval {
  readonly low: number;
  readonly high: number;
}

/** Under so many respondents, drawing them again tells nothing that their list does not. */
export const LEAST_FOR_BOOTSTRAP = 10;
const ROUNDS = 1000;
const ROUNDS_OF_MANY = 200;
const MANY = 5000;

/**
 * Intervals at 95 % of ratios of sums Σ numerators / Σ denominators (a mean is one over a count): respondents are drawn
 * again with replacement, and the middle 95 % of what comes out is kept (Efron 1979, percentile method). Seeded: the
 * same answers give the same intervals. Null under ten respondents, or where a figure has nothing under its line.
 */
export function bootstrapRatios(sampled: readonly Sampled[], seed: number): (Interval | null)[] {
  const figures = sampled[0]?.numerators.length ?? 0;
  const people = sampled.flatMap(({ count }, index) => Array<number>(count).fill(index));
  const nothing = Array.from({ length: figures }, () => null);
  if (people.length < LEAST_FOR_BOOTSTRAP) return nothing;
  const random = generator(seed);
  const rounds = people.length > MANY ? ROUNDS_OF_MANY : ROUNDS;
  const drawn: number[][] = Array.from({ length: figures }, () => []);
  for (let round = 0; round < rounds; round += 1) {
    const times = new Uint32Array(sampled.length);
    for (let draw = 0; draw < people.length; draw += 1) {
      const who = people[Math.floor(random() * people.length)] ?? 0;
      times[who] = (times[who] ?? 0) + 1;
    }
    ratiosOf(sampled, times, figures).forEach((ratio, figure) => {
      if (Number.isFinite(ratio)) drawn[figure]?.push(ratio);
    });
  }
  return drawn.map((ratios) => (ratios.length < rounds / 2 ? null : middle(ratios)));
}

function ratiosOf(sampled: readonly Sampled[], times: Uint32Array, figures: number): Float64Array {
  const above = new Float64Array(figures);
  const under = new Float64Array(figures);
  sampled.forEach(({ numerators, denominators }, index) => {
    const count = times[index] ?? 0;
    if (count === 0) return;
    for (let figure = 0; figure < figures; figure += 1) {
      above[figure] = (above[figure] ?? 0) + count * (numerators[figure] ?? 0);
      under[figure] = (under[figure] ?? 0) + count * (denominators[figure] ?? 0);
    }
  });
  return above.map((sum, figure) => sum / (under[figure] ?? 0));
}

function middle(ratios: readonly number[]): Interval {
  const sorted = ratios.toSorted((a, b) => a - b).map((value) => ({ value, count: 1 }));
  const [low = 0, high = 0] = quantilesOf(sorted, [0.025, 0.975]);
  return { low, high };
}
