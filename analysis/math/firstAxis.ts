import { type BooleanMatrix, columnCounts } from './matrix.ts';
import { createRandom } from './random.ts';
import { largestEigenpair } from './tridiagonal.ts';

/** Relative residual of the singular pair under which the iteration stops. */
const TOLERANCE = 1e-13;
/** Before deflation the operator's norm is 1: what is under this is rounding. */
const NOTHING = 4 * Number.EPSILON;
const STEPS_BETWEEN_CHECKS = 5;
const BASIS_LIMIT = 150;
const RESTART_LIMIT = 40;

export type FirstAxis = {
  /** Largest singular value of the standardised residuals, 0 to 1. */
  readonly sigma: number;
  /** For each row u/√r, up to a positive factor; signed so that its weighted skewness is positive. */
  readonly coordinates: Float64Array;
  readonly hasConverged: boolean;
};

/**
 * First axis of the correspondence analysis of a boolean table without empty row or column
 * (Benzécri 1973; Lebart, Morineau & Piron 1995). The standardised residuals
 * S = (P − r cᵀ)/√(r cᵀ) are never formed: SᵀS is applied as a sparse product, kept orthogonal to its
 * trivial vector √c. Lanczos with full reorthogonalisation, restarted from its best vector
 * (Golub & Van Loan, Matrix Computations, 10.1); the start is fixed, so the result is too.
 */
export function firstAxis(matrix: BooleanMatrix): FirstAxis {
  const operator = residualOperator(matrix);
  let start = operator.firstVector();
  for (let restart = 0; ; restart++) {
    const best = lanczos(operator, start);
    if (best.hasConverged || restart === RESTART_LIMIT) {
      const sigma = Math.sqrt(Math.max(0, best.value));
      return {
        sigma,
        coordinates: operator.rowCoordinates(best.vector),
        hasConverged: best.hasConverged,
      };
    }
    start = best.vector;
  }
}

type Operator = {
  readonly size: number;
  apply(vector: Float64Array): Float64Array;
  project(vector: Float64Array): void;
  firstVector(): Float64Array;
  rowCoordinates(vector: Float64Array): Float64Array;
};

type RitzPair = { value: number; vector: Float64Array; hasConverged: boolean };

function lanczos(operator: Operator, start: Float64Array): RitzPair {
  const basis = [start];
  const diagonal: number[] = [];
  const beside: number[] = [];
  const limit = Math.min(BASIS_LIMIT, operator.size);
  for (let step = 1; ; step++) {
    const last = basis[step - 1];
    const next = operator.apply(last);
    diagonal.push(dot(last, next));
    for (let round = 0; round < 2; round++) {
      operator.project(next);
      takeOut(next, basis);
    }
    const length = Math.sqrt(dot(next, next));
    const isExhausted = length <= NOTHING || step === operator.size;
    if (isExhausted || step === limit || step % STEPS_BETWEEN_CHECKS === 0) {
      const pair = largestEigenpair(diagonal, beside);
      const residual = length * Math.abs(pair.vector[step - 1]);
      const hasConverged = isExhausted || residual <= TOLERANCE * pair.value;
      if (hasConverged || step === limit) {
        return { value: pair.value, vector: combine(basis, pair.vector), hasConverged };
      }
    }
    beside.push(length);
    for (let i = 0; i < next.length; i++) next[i] /= length;
    basis.push(next);
  }
}

function residualOperator(matrix: BooleanMatrix): Operator {
  const { rowCount, columnCount, rowStart, columns } = matrix;
  const counts = columnCounts(matrix);
  const scale = Float64Array.from(counts, (count) => 1 / Math.sqrt(count));
  const trivial = Float64Array.from(counts, (count) => Math.sqrt(count / columns.length));
  const scaled = new Float64Array(columnCount);

  function project(vector: Float64Array): void {
    addScaled(vector, trivial, -dot(trivial, vector));
  }
  function apply(vector: Float64Array): Float64Array {
    const result = new Float64Array(columnCount);
    for (let j = 0; j < columnCount; j++) scaled[j] = vector[j] * scale[j];
    for (let r = 0; r < rowCount; r++) {
      const from = rowStart[r];
      const to = rowStart[r + 1];
      let sum = 0;
      for (let i = from; i < to; i++) sum += scaled[columns[i]];
      sum /= to - from;
      for (let i = from; i < to; i++) result[columns[i]] += sum;
    }
    for (let j = 0; j < columnCount; j++) result[j] *= scale[j];
    return result;
  }
  function firstVector(): Float64Array {
    const random = createRandom(columnCount);
    const vector = Float64Array.from(counts, () => random() - 0.5);
    project(vector);
    return normalised(vector);
  }
  function rowCoordinates(vector: Float64Array): Float64Array {
    const coordinates = new Float64Array(rowCount);
    let skewness = 0;
    for (let j = 0; j < columnCount; j++) scaled[j] = vector[j] * scale[j];
    for (let r = 0; r < rowCount; r++) {
      let sum = 0;
      for (let i = rowStart[r]; i < rowStart[r + 1]; i++) sum += scaled[columns[i]];
      const size = rowStart[r + 1] - rowStart[r];
      coordinates[r] = sum / size;
      skewness += size * coordinates[r] ** 3;
    }
    return skewness < 0 ? coordinates.map((coordinate) => -coordinate) : coordinates;
  }
  return { size: columnCount, apply, project, firstVector, rowCoordinates };
}

function combine(basis: readonly Float64Array[], weights: Float64Array): Float64Array {
  const sum = new Float64Array(basis[0].length);
  weights.forEach((weight, i) => {
    addScaled(sum, basis[i], weight);
  });
  return normalised(sum);
}

/** Takes out of a vector what each of the others explains, one after the other; one pass each, which removes the one and measures the next. */
function takeOut(target: Float64Array, vectors: readonly Float64Array[]): void {
  let factor = -dot(vectors[0], target);
  vectors.forEach((vector, at) => {
    const next = vectors[at + 1];
    if (next === undefined) addScaled(target, vector, factor);
    else factor = -addScaledThenDot(target, vector, factor, next);
  });
}

function addScaledThenDot(
  target: Float64Array,
  vector: Float64Array,
  factor: number,
  next: Float64Array,
): number {
  let sum = 0;
  for (let i = 0; i < target.length; i++) {
    const value = target[i] + factor * vector[i];
    target[i] = value;
    sum += next[i] * value;
  }
  return sum;
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i] * b[i];
  return sum;
}

function addScaled(target: Float64Array, vector: Float64Array, factor: number): void {
  for (let i = 0; i < target.length; i++) target[i] += factor * vector[i];
}

function normalised(vector: Float64Array): Float64Array {
  const length = Math.sqrt(dot(vector, vector));
  return length === 0 ? vector : vector.map((term) => term / length);
}
