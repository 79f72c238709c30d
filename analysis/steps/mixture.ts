import type { CountTable } from '../math/matrix.ts';
import { damped } from './ensemble.ts';

const ROUNDS = 30;
/** Words lent by the corpus to a class, as a share of what a class holds on average. */
const LENT = 1;

/**
 * A mixture of multinomials, fitted by expectation-maximisation from a first partition (Nigam, McCallum,
 * Thrun & Mitchell 2000): each class is a distribution over forms, smoothed towards that of the corpus;
 * each row goes to the class under which its words are likeliest. `start` is −1 for rows that wait to be
 * told; a class that ends with fewer than `minimumRows` rows is dissolved among the others.
 * Returns the class of each row, from 1, numbered without gaps; 0 for rows without a word.
 */
export function fitMixture(
  table: CountTable,
  start: Int32Array,
  classes: number,
  minimumRows: number,
): { classes: number; group: Int32Array } {
  let alive = Array.from({ length: classes }, (_, k) => k);
  let weights = hardWeights(start, classes);
  for (;;) {
    const group = maximise(table, weights, classes, alive);
    const sizes = alive.map((k) => group.filter((own) => own === k).length);
    const smallest = sizes.indexOf(Math.min(...sizes));
    if (alive.length <= 1 || sizes[smallest] >= minimumRows) return renumber(table, group, alive);
    const dissolved = alive[smallest];
    alive = alive.filter((k) => k !== dissolved);
    weights = hardWeights(
      group.map((own) => (own === dissolved ? -1 : own)),
      classes,
    );
  }
}

/** weights[row · classes + k], of known rows only. */
function hardWeights(group: Int32Array, classes: number): Float64Array {
  const weights = new Float64Array(group.length * classes);
  group.forEach((own, row) => {
    if (own >= 0) weights[row * classes + own] = 1;
  });
  return weights;
}

/** Expectation and maximisation in turn, until no row changes class; `weights` is worked in place. */
function maximise(
  table: CountTable,
  weights: Float64Array,
  classes: number,
  alive: readonly number[],
): Int32Array {
  const group = new Int32Array(table.matrix.rowCount).fill(-1);
  for (let round = 0; round < ROUNDS; round++) {
    const model = estimate(table, weights, classes, alive);
    const moved = expect(table, model, weights, group, classes, alive);
    if (moved === 0) break;
  }
  return group;
}

type Model = {
  /** logLikelihood[column · classes + k] of a form in a class, and the log share of each class. */
  readonly forms: Float64Array;
  readonly shares: Float64Array;
};

function estimate(
  { matrix, times }: CountTable,
  weights: Float64Array,
  classes: number,
  alive: readonly number[],
): Model {
  const forms = new Float64Array(matrix.columnCount * classes);
  const corpus = new Float64Array(matrix.columnCount);
  const sizes = new Float64Array(classes);
  const words = new Float64Array(classes);
  let total = 0;
  for (let r = 0; r < matrix.rowCount; r++) {
    for (const k of alive) sizes[k] += weights[r * classes + k];
    for (let i = matrix.rowStart[r]; i < matrix.rowStart[r + 1]; i++) {
      const count = damped(times[i]);
      const at = matrix.columns[i] * classes;
      corpus[matrix.columns[i]] += count;
      total += count;
      for (const k of alive) {
        const part = count * weights[r * classes + k];
        forms[at + k] += part;
        words[k] += part;
      }
    }
  }
  const lent = (LENT * total) / alive.length;
  for (let j = 0; j < matrix.columnCount; j++) {
    for (const k of alive) {
      const share = (forms[j * classes + k] + (lent * corpus[j]) / total) / (words[k] + lent);
      forms[j * classes + k] = Math.log(share);
    }
  }
  const known = sizes.reduce((sum, size) => sum + size, 0);
  const shares = sizes.map((size) => Math.log((size + 1) / (known + alive.length)));
  return { forms, shares };
}

/** Spreads each row over classes by its likelihood in each; returns how many rows changed class. */
function expect(
  { matrix, times }: CountTable,
  { forms, shares }: Model,
  weights: Float64Array,
  group: Int32Array,
  classes: number,
  alive: readonly number[],
): number {
  const likelihood = new Float64Array(classes);
  let moved = 0;
  for (let r = 0; r < matrix.rowCount; r++) {
    for (const k of alive) likelihood[k] = shares[k];
    for (let i = matrix.rowStart[r]; i < matrix.rowStart[r + 1]; i++) {
      const count = damped(times[i]);
      const at = matrix.columns[i] * classes;
      for (const k of alive) likelihood[k] += count * forms[at + k];
    }
    let best = alive[0];
    for (const k of alive) if (likelihood[k] > likelihood[best]) best = k;
    let sum = 0;
    for (const k of alive) sum += Math.exp(likelihood[k] - likelihood[best]);
    for (const k of alive) {
      weights[r * classes + k] = Math.exp(likelihood[k] - likelihood[best]) / sum;
    }
    if (group[r] !== best) moved++;
    group[r] = best;
  }
  return moved;
}

function renumber(table: CountTable, group: Int32Array, alive: readonly number[]) {
  const { rowStart } = table.matrix;
  const numbered = group.map((own, row) =>
    rowStart[row] === rowStart[row + 1] ? 0 : alive.indexOf(own) + 1,
  );
  return { classes: alive.length, group: numbered };
}
