import type { BooleanMatrix, CountTable } from '../math/matrix.ts';
import { damped } from './ensemble.ts';

/** Words lent by the corpus to a class, as a share of what a class holds on average. */
const LENT = 1;
/** A row's part in a class under this is not worth adding. */
const NEGLIGIBLE = 1e-4;

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
  limits: { readonly minimumRows: number; readonly rounds: number },
): { classes: number; group: Int32Array } {
  const rows: Rows = { matrix: table.matrix, weights: Float64Array.from(table.times, damped) };
  let group = start;
  for (let count = classes; ; count--) {
    group = maximise(rows, group, count, limits.rounds);
    const sizes = new Int32Array(count);
    for (const own of group) sizes[own]++;
    const smallest = sizes.indexOf(Math.min(...sizes));
    if (count === 1 || sizes[smallest] >= limits.minimumRows) break;
    group = group.map((own) => {
      if (own === smallest) return -1;
      return own > smallest ? own - 1 : own;
    });
  }
  const { rowStart } = table.matrix;
  const numbered = group.map((own, row) => (rowStart[row] === rowStart[row + 1] ? 0 : own + 1));
  return { classes: Math.max(...group) + 1, group: numbered };
}

type Rows = { readonly matrix: BooleanMatrix; readonly weights: Float64Array };

type Model = {
  /** Log-likelihood of a form in a class, at column · classes + class, and the log share of each class. */
  readonly forms: Float64Array;
  readonly shares: Float64Array;
};

/** Expectation and maximisation in turn, until no row changes class. */
function maximise(rows: Rows, start: Int32Array, classes: number, rounds: number): Int32Array {
  const parts = new Float64Array(start.length * classes);
  start.forEach((own, row) => {
    if (own >= 0) parts[row * classes + own] = 1;
  });
  const group = new Int32Array(start.length).fill(-1);
  for (let round = 0; round < rounds; round++) {
    if (spreadRows(rows, estimate(rows, parts, classes), parts, group) === 0) break;
  }
  return group;
}

/** What classes are made of, `parts` being each row's part in each class. */
function estimate({ matrix, weights }: Rows, parts: Float64Array, classes: number): Model {
  const forms = new Float64Array(matrix.columnCount * classes);
  const corpus = new Float64Array(matrix.columnCount);
  const sizes = new Float64Array(classes);
  const words = new Float64Array(classes);
  for (let r = 0; r < matrix.rowCount; r++) {
    const [from, to] = [matrix.rowStart[r], matrix.rowStart[r + 1]];
    for (let i = from; i < to; i++) corpus[matrix.columns[i]] += weights[i];
    for (let k = 0; k < classes; k++) {
      const part = parts[r * classes + k];
      if (part < NEGLIGIBLE) continue;
      sizes[k] += part;
      for (let i = from; i < to; i++) {
        forms[matrix.columns[i] * classes + k] += part * weights[i];
        words[k] += part * weights[i];
      }
    }
  }
  const total = corpus.reduce((sum, weight) => sum + weight, 0);
  const lent = (LENT * total) / classes;
  for (let j = 0; j < matrix.columnCount; j++) {
    const loan = (lent * corpus[j]) / total;
    for (let k = 0; k < classes; k++) {
      forms[j * classes + k] = Math.log((forms[j * classes + k] + loan) / (words[k] + lent));
    }
  }
  const known = sizes.reduce((sum, size) => sum + size, 0);
  return { forms, shares: sizes.map((size) => Math.log((size + 1) / (known + classes))) };
}

/** Spreads each row over classes by its likelihood in each; returns how many rows changed class. */
function spreadRows(
  { matrix, weights }: Rows,
  { forms, shares }: Model,
  parts: Float64Array,
  group: Int32Array,
): number {
  const classes = shares.length;
  const likelihood = new Float64Array(classes);
  let moved = 0;
  for (let r = 0; r < matrix.rowCount; r++) {
    likelihood.set(shares);
    for (let i = matrix.rowStart[r]; i < matrix.rowStart[r + 1]; i++) {
      const weight = weights[i];
      const at = matrix.columns[i] * classes;
      for (let k = 0; k < classes; k++) likelihood[k] += weight * forms[at + k];
    }
    let best = 0;
    for (let k = 1; k < classes; k++) if (likelihood[k] > likelihood[best]) best = k;
    let sum = 0;
    for (let k = 0; k < classes; k++) {
      const part = Math.exp(likelihood[k] - likelihood[best]);
      parts[r * classes + k] = part;
      sum += part;
    }
    for (let k = 0; k < classes; k++) parts[r * classes + k] /= sum;
    if (group[r] !== best) moved++;
    group[r] = best;
  }
  return moved;
}
