import type { BooleanMatrix } from './matrix.ts';
import { createRandom } from './random.ts';
import { symmetricEigen } from './symmetricEigen.ts';

/** Points of a space, row by row: the r-th is points[r · dimensions] and what follows. */
export type Points = {
  readonly count: number;
  readonly dimensions: number;
  readonly coordinates: Float64Array;
};

/** Vectors carried beyond those asked for, so that the last ones converge too. */
const SPARE = 10;
const ROUNDS = 8;

/**
 * Rows of a weighted sparse table on its `dimensions` first singular directions (left vectors times
 * singular values), by subspace iteration from a fixed random start (Halko, Martinsson & Tropp 2011).
 * `weights` goes with `matrix.columns`. Fewer dimensions come out of a smaller table.
 */
export function latentSpace(
  matrix: BooleanMatrix,
  weights: Float64Array,
  dimensions: number,
): Points {
  const width = Math.min(dimensions + SPARE, matrix.rowCount, matrix.columnCount);
  const random = createRandom(width);
  let basis: Float64Array = Float64Array.from(
    { length: matrix.columnCount * width },
    () => random() - 0.5,
  );
  for (let round = 0; round < ROUNDS; round++) {
    basis = timesTransposed(matrix, weights, timesBasis(matrix, weights, basis, width), width);
    orthonormalise(basis, matrix.columnCount, width);
  }
  const projected = timesBasis(matrix, weights, basis, width);
  const { vectors } = symmetricEigen(gram(projected, matrix.rowCount, width), width);
  return rotateTo(projected, vectors, matrix.rowCount, width, Math.min(dimensions, width));
}

/** The same points without their first coordinates, on `dimensions` of those that follow. */
export function keepDimensions(points: Points, first: number, dimensions: number): Points {
  const kept = Math.max(0, Math.min(dimensions, points.dimensions - first));
  const coordinates = new Float64Array(points.count * kept);
  for (let r = 0; r < points.count; r++) {
    const from = r * points.dimensions + first;
    coordinates.set(points.coordinates.subarray(from, from + kept), r * kept);
  }
  return { count: points.count, dimensions: kept, coordinates };
}

/** The same points at distance 1 from the origin; a point at the origin stays there. */
export function onSphere({ count, dimensions, coordinates }: Points): Points {
  const scaled = coordinates.slice();
  for (let r = 0; r < count; r++) {
    let squares = 0;
    for (let k = 0; k < dimensions; k++) squares += scaled[r * dimensions + k] ** 2;
    const length = Math.sqrt(squares) || 1;
    for (let k = 0; k < dimensions; k++) scaled[r * dimensions + k] /= length;
  }
  return { count, dimensions, coordinates: scaled };
}

function timesBasis(
  { rowCount, rowStart, columns }: BooleanMatrix,
  weights: Float64Array,
  basis: Float64Array,
  width: number,
): Float64Array {
  const product = new Float64Array(rowCount * width);
  for (let r = 0; r < rowCount; r++) {
    const to = r * width;
    for (let i = rowStart[r]; i < rowStart[r + 1]; i++) {
      const weight = weights[i];
      const from = columns[i] * width;
      for (let k = 0; k < width; k++) product[to + k] += weight * basis[from + k];
    }
  }
  return product;
}

function timesTransposed(
  { rowCount, columnCount, rowStart, columns }: BooleanMatrix,
  weights: Float64Array,
  rows: Float64Array,
  width: number,
): Float64Array {
  const product = new Float64Array(columnCount * width);
  for (let r = 0; r < rowCount; r++) {
    const from = r * width;
    for (let i = rowStart[r]; i < rowStart[r + 1]; i++) {
      const weight = weights[i];
      const to = columns[i] * width;
      for (let k = 0; k < width; k++) product[to + k] += weight * rows[from + k];
    }
  }
  return product;
}

/** Gram and Schmidt, twice for each vector; a vector that others explain becomes null. */
function orthonormalise(basis: Float64Array, length: number, width: number): void {
  const dots = new Float64Array(width);
  for (let k = 0; k < width; k++) {
    const before = normOf(basis, length, width, k);
    for (let pass = 0; pass < 2; pass++) {
      dots.fill(0);
      for (let at = 0; at < length * width; at += width) {
        const value = basis[at + k];
        for (let j = 0; j < k; j++) dots[j] += value * basis[at + j];
      }
      takeOutExplained(basis, length, width, k, dots);
    }
    const after = normOf(basis, length, width, k);
    const scale = after > before * 1e-12 ? 1 / after : 0;
    for (let at = k; at < length * width; at += width) basis[at] *= scale;
  }
}

/** Four rows at a time, each sum term after term as it would be alone. */
function takeOutExplained(
  basis: Float64Array,
  length: number,
  width: number,
  k: number,
  dots: Float64Array,
): void {
  const whole = (length - (length % 4)) * width;
  for (let at = 0; at < whole; at += 4 * width) {
    const [second, third, fourth] = [at + width, at + 2 * width, at + 3 * width];
    let [one, two, three, four] = [0, 0, 0, 0];
    for (let j = 0; j < k; j++) {
      const dot = dots[j];
      one += dot * basis[at + j];
      two += dot * basis[second + j];
      three += dot * basis[third + j];
      four += dot * basis[fourth + j];
    }
    basis[at + k] -= one;
    basis[second + k] -= two;
    basis[third + k] -= three;
    basis[fourth + k] -= four;
  }
  for (let at = whole; at < length * width; at += width) {
    let explained = 0;
    for (let j = 0; j < k; j++) explained += dots[j] * basis[at + j];
    basis[at + k] -= explained;
  }
}

function normOf(basis: Float64Array, length: number, width: number, k: number): number {
  let squares = 0;
  for (let at = k; at < length * width; at += width) squares += basis[at] * basis[at];
  return Math.sqrt(squares);
}

function gram(rows: Float64Array, count: number, width: number): Float64Array {
  const products = new Float64Array(width * width);
  for (let at = 0; at < count * width; at += width) {
    for (let j = 0; j < width; j++) {
      const value = rows[at + j];
      for (let k = j; k < width; k++) products[j * width + k] += value * rows[at + k];
    }
  }
  for (let j = 0; j < width; j++) {
    for (let k = 0; k < j; k++) products[j * width + k] = products[k * width + j];
  }
  return products;
}

function rotateTo(
  rows: Float64Array,
  vectors: Float64Array,
  count: number,
  width: number,
  dimensions: number,
): Points {
  const coordinates = new Float64Array(count * dimensions);
  for (let r = 0; r < count; r++) {
    for (let k = 0; k < dimensions; k++) {
      let sum = 0;
      for (let j = 0; j < width; j++) sum += rows[r * width + j] * vectors[k * width + j];
      coordinates[r * dimensions + k] = sum;
    }
  }
  return { count, dimensions, coordinates };
}
