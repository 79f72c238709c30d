/** Weights that make those who answered look like those whom they stand for. */

/** By name of a stratum or of a level: how many there are in the population. */
export type Population = Readonly<Record<string, number>>;

export interface Weighting {
  /** By respondent, 1 on average; 0 for whoever no stratum holds, who is left out. */
  readonly weights: Float64Array;
  /** Respondents who bear a weight. */
  readonly weighted: number;
  /** Strata or levels of the population where nobody answered: no weight can make them speak. */
  readonly empty: readonly string[];
  /** Share of the population that they are. */
  readonly emptyShare: number;
  /** Respondents without a stratum. */
  readonly outside: number;
  /** False: the margins contradict each other on these respondents, and the weights are not to be used. */
  readonly hasConverged: boolean;
  readonly rounds: number;
  /** Largest distance between a share of the margins and what the weights give it. */
  readonly gap: number;
  /** Weights that were cut to the bounds; margins are then met only up to `gap`. */
  readonly trimmed: number;
  /** (Σw)² / Σw² (Kish 1965): as many equal answers would be as sure. */
  readonly effective: number;
  /** How many times more answers that takes: n / effective. */
  readonly designEffect: number;
}

/** A variable known of the population, and of each respondent (null: not known). */
export interface Margin {
  readonly name: string;
  readonly values: readonly (string | null)[];
  readonly population: Population;
}

interface Options {
  /** No weight beyond so many times the mean, nor under its inverse; Infinity: none is cut. */
  readonly bound: number;
}

export const WEIGHT_BOUND = 5;
const MOST_ROUNDS = 1000;
const CLOSE_ENOUGH = 1e-12;

/** Post-stratification: each respondent of a stratum weighs N of that stratum over n of it. */
export function postStratify(
  strata: readonly (string | null)[],
  population: Population,
  options: Options = { bound: WEIGHT_BOUND },
): Weighting {
  return rake([{ name: '', values: strata, population }], options);
}

/**
 * Raking, or iterative proportional fitting (Deming and Stephan 1940): each margin is met in turn until all of them
 * are. With a single margin it is post-stratification, met in one round.
 */
export function rake(
  margins: readonly Margin[],
  { bound }: Options = { bound: WEIGHT_BOUND },
): Weighting {
  const n = margins[0]?.values.length ?? 0;
  const isHeld = Array.from({ length: n }, (_, one) =>
    margins.every(({ values, population }) => (population[values[one] ?? ''] ?? 0) > 0),
  );
  const weights = Float64Array.from(isHeld, Number);
  const weighted = isHeld.filter(Boolean).length;
  const targets = margins.map((margin) => targetsOf(margin, isHeld));
  let rounds = 0;
  let gap = gapOf(margins, targets, weights);
  while (weighted > 0 && gap > CLOSE_ENOUGH && rounds < MOST_ROUNDS) {
    for (const [index, margin] of margins.entries()) meet(margin, targets[index], weights);
    rounds += 1;
    gap = gapOf(margins, targets, weights);
  }
  const hasConverged = weighted > 0 && gap <= 1e-9;
  centre(weights, weighted);
  const trimmed = hasConverged ? trim(weights, bound) : 0;
  if (trimmed > 0) centre(weights, weighted);
  const missing = margins.flatMap((margin) => emptyLevels(margin, isHeld));
  const effective = effectiveSize(weights);
  return {
    weights,
    weighted,
    empty: missing.map(({ level }) => level),
    emptyShare: missing.reduce((sum, { share }) => sum + share, 0),
    outside: n - weighted,
    hasConverged,
    rounds,
    gap: gapOf(margins, targets, weights),
    trimmed,
    effective,
    designEffect: effective === 0 ? 1 : weighted / effective,
  };
}

/** (Σw)² / Σw². */
export function effectiveSize(weights: Iterable<number>): number {
  let sum = 0;
  let squares = 0;
  for (const weight of weights) {
    sum += weight;
    squares += weight * weight;
  }
  return squares === 0 ? 0 : (sum * sum) / squares;
}

type Targets = ReadonlyMap<string, number>;

/** Shares of the levels that someone speaks for. */
function targetsOf({ values, population }: Margin, isHeld: readonly boolean[]): Targets {
  const heard = new Set(values.filter((value, one) => isHeld[one] && value !== null));
  const levels = Object.entries(population).filter(([level]) => heard.has(level));
  const total = levels.reduce((sum, [, count]) => sum + count, 0);
  return new Map(levels.map(([level, count]) => [level, count / total]));
}

function emptyLevels({ name, values, population }: Margin, isHeld: readonly boolean[]) {
  const heard = new Set(values.filter((_, one) => isHeld[one]));
  const total = Object.values(population).reduce((sum, count) => sum + count, 0);
  return Object.entries(population)
    .filter(([level, count]) => count > 0 && !heard.has(level))
    .map(([level, count]) => ({
      level: name ? `${name} ${level}` : level,
      share: count / total,
    }));
}

function sharesOf({ values }: Margin, weights: Float64Array): Map<string, number> {
  const sums = new Map<string, number>();
  let total = 0;
  values.forEach((value, one) => {
    const weight = weights[one] ?? 0;
    if (weight === 0 || value === null) return;
    sums.set(value, (sums.get(value) ?? 0) + weight);
    total += weight;
  });
  return new Map([...sums].map(([value, sum]) => [value, sum / total]));
}

function meet(margin: Margin, targets: Targets | undefined, weights: Float64Array): void {
  const shares = sharesOf(margin, weights);
  margin.values.forEach((value, one) => {
    const share = shares.get(value ?? '');
    const target = targets?.get(value ?? '');
    if (share && target) weights[one] = ((weights[one] ?? 0) * target) / share;
  });
}

function gapOf(
  margins: readonly Margin[],
  targets: readonly Targets[],
  weights: Float64Array,
): number {
  const gaps = margins.flatMap((margin, index) => {
    const shares = sharesOf(margin, weights);
    return [...(targets[index] ?? [])].map(([level, target]) =>
      Math.abs((shares.get(level) ?? 0) - target),
    );
  });
  return Math.max(...gaps, 0);
}

/** Weights of 1 on average among those who bear one. */
function centre(weights: Float64Array, weighted: number): void {
  const sum = weights.reduce((total, weight) => total + weight, 0);
  if (sum === 0) return;
  for (let one = 0; one < weights.length; one += 1)
    weights[one] = ((weights[one] ?? 0) * weighted) / sum;
}

function trim(weights: Float64Array, bound: number): number {
  let trimmed = 0;
  for (let one = 0; one < weights.length; one += 1) {
    const weight = weights[one] ?? 0;
    if (weight === 0) continue;
    const kept = Math.min(Math.max(weight, 1 / bound), bound);
    if (kept !== weight) trimmed += 1;
    weights[one] = kept;
  }
  return trimmed;
}
