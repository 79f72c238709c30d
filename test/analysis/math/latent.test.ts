import { describe, expect, test } from 'vitest';
import { keepDimensions, latentSpace, onSphere } from '../../../analysis/math/latentSpace.ts';
import { matrixFromRows } from '../../../analysis/math/matrix.ts';
import { createRandom } from '../../../analysis/math/random.ts';
import { clusterSphere } from '../../../analysis/math/sphericalMeans.ts';
import { symmetricEigen } from '../../../analysis/math/symmetricEigen.ts';

describe('Eigenvalues of a symmetric matrix', () => {
  test('are those worked by hand', () => {
    // [[2, 1], [1, 2]]: 3 along (1, 1), 1 along (1, −1).
    const { values, vectors } = symmetricEigen(Float64Array.of(2, 1, 1, 2), 2);
    expect([...values].map((value) => value.toFixed(12))).toEqual([
      '3.000000000000',
      '1.000000000000',
    ]);
    expect(Math.abs(vectors[0] - vectors[1])).toBeLessThan(1e-12);
    expect(Math.abs(vectors[2] + vectors[3])).toBeLessThan(1e-12);
  });

  test('and their vectors give the matrix back', () => {
    const n = 12;
    const random = createRandom(1);
    const matrix = new Float64Array(n * n);
    for (let i = 0; i < n; i++) {
      for (let j = 0; j <= i; j++) matrix[i * n + j] = matrix[j * n + i] = random() - 0.5;
    }
    const { values, vectors } = symmetricEigen(matrix, n);
    for (let i = 0; i < n; i++) {
      for (let j = 0; j < n; j++) {
        let sum = 0;
        for (let k = 0; k < n; k++) sum += values[k] * vectors[k * n + i] * vectors[k * n + j];
        expect(sum).toBeCloseTo(matrix[i * n + j], 12);
      }
    }
    expect([...values]).toEqual([...values].sort((a, b) => b - a));
  });
});

describe('A latent space', () => {
  const random = createRandom(2);
  const rows = Array.from({ length: 40 }, () =>
    Array.from({ length: 15 }, (_, j) => j).filter(() => random() < 0.3),
  );
  const matrix = matrixFromRows(rows, 15);
  const weights = Float64Array.from(matrix.columns, () => 0.5 + random());

  test('of all dimensions keeps the products of rows', () => {
    const { coordinates, dimensions } = latentSpace(matrix, weights, 15);
    const dense = toDense(matrix, weights);
    for (let a = 0; a < 40; a++) {
      for (let b = 0; b < 40; b++) {
        expect(dot(coordinates, a, b, dimensions)).toBeCloseTo(dot(dense, a, b, 15), 9);
      }
    }
  });

  test('gives its directions by strength, the same every time', () => {
    const points = latentSpace(matrix, weights, 5);
    const strengths = Array.from({ length: 5 }, (_, k) =>
      Array.from({ length: 40 }, (__, r) => points.coordinates[r * 5 + k] ** 2).reduce(
        (a, b) => a + b,
      ),
    );
    expect(strengths).toEqual(strengths.toSorted((a, b) => b - a));
    expect(latentSpace(matrix, weights, 5)).toEqual(points);
  });

  test('of a table smaller than asked has what the table has', () => {
    const small = matrixFromRows([[0], [0, 1]], 2);
    expect(latentSpace(small, Float64Array.of(1, 1, 1), 60).dimensions).toBe(2);
  });

  test('may be cut and brought to the sphere; a point at the origin stays there', () => {
    const points = { count: 2, dimensions: 3, coordinates: Float64Array.of(9, 3, 4, 5, 0, 0) };
    const kept = keepDimensions(points, 1, 5);
    expect(kept).toEqual({ count: 2, dimensions: 2, coordinates: Float64Array.of(3, 4, 0, 0) });
    expect([...onSphere(kept).coordinates]).toEqual([0.6, 0.8, 0, 0]);
  });
});

describe('Spherical k-means', () => {
  const options = { starts: 4, rounds: 30 };

  test('finds bundles of directions', () => {
    const random = createRandom(3);
    const angles = Array.from({ length: 60 }, (_, i) => (i % 3) * 2 + (random() - 0.5) * 0.4);
    const coordinates = Float64Array.from(
      angles.flatMap((angle) => [Math.cos(angle), Math.sin(angle)]),
    );
    const { group, score } = clusterSphere(
      { count: 60, dimensions: 2, coordinates },
      3,
      options,
      createRandom(1),
    );
    expect(new Set(group).size).toBe(3);
    group.forEach((own, i) => {
      expect(own).toBe(group[i % 3]);
    });
    expect(score).toBeGreaterThan(58);
  });

  test('takes fewer points than clusters, and no point at all', () => {
    const one = { count: 1, dimensions: 2, coordinates: Float64Array.of(1, 0) };
    expect([...clusterSphere(one, 3, options, createRandom(1)).group]).toEqual([0]);
    const none = { count: 0, dimensions: 2, coordinates: new Float64Array() };
    expect(clusterSphere(none, 3, options, createRandom(1)).group).toHaveLength(0);
  });
});

function toDense(matrix: ReturnType<typeof matrixFromRows>, weights: Float64Array): Float64Array {
  const dense = new Float64Array(matrix.rowCount * matrix.columnCount);
  for (let r = 0; r < matrix.rowCount; r++) {
    for (let i = matrix.rowStart[r]; i < matrix.rowStart[r + 1]; i++) {
      dense[r * matrix.columnCount + matrix.columns[i]] = weights[i];
    }
  }
  return dense;
}

function dot(values: Float64Array, a: number, b: number, width: number): number {
  let sum = 0;
  for (let k = 0; k < width; k++) sum += values[a * width + k] * values[b * width + k];
  return sum;
}
