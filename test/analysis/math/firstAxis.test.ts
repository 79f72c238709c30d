import { describe, expect, test } from 'vitest';
import { firstAxis } from '../../../analysis/math/firstAxis.ts';
import { matrixFromRows } from '../../../analysis/math/matrix.ts';
import { createRandom } from '../../../analysis/math/random.ts';
import { largestEigenpair } from '../../../analysis/math/tridiagonal.ts';
import { denseAxis } from '../steps/bruteForce.ts';

describe('The first axis', () => {
  test('is that of the residuals formed in full, on 50 random tables', () => {
    const random = createRandom(21);
    for (let round = 0; round < 50; round++) {
      const table = Array.from({ length: 25 }, () =>
        Array.from({ length: 12 }, () => (random() < 0.35 ? 1 : 0)),
      ).map((row) => (row.includes(1) ? row : row.fill(1, 0, 2)));
      const oracle = denseAxis(table);
      if (oracle.gap < 1e-4) continue;
      const rows = table.map((row) => row.flatMap((cell, j) => (cell === 1 ? [j] : [])));
      const axis = firstAxis(matrixFromRows(rows, 12));
      expect(axis.hasConverged).toBe(true);
      expect(axis.sigma).toBeCloseTo(oracle.sigma, 11);
      expect(Math.abs(cosine([...axis.coordinates], oracle.coordinates))).toBeCloseTo(1, 10);
    }
  });

  test('of rows that are all alike is nothing', () => {
    const rows = Array.from({ length: 6 }, () => [0, 1, 2]);
    expect(firstAxis(matrixFromRows(rows, 3)).sigma).toBeLessThan(1e-7);
  });
});

describe('The largest eigenpair of a tridiagonal matrix', () => {
  test('is the known one of the second-difference matrix', () => {
    // Eigenvalues 2 − 2 cos(kπ/(n+1)), eigenvectors sin(ikπ/(n+1)).
    const n = 30;
    const { value, vector } = largestEigenpair(new Array(n).fill(2), new Array(n - 1).fill(-1));
    expect(value).toBeCloseTo(2 - 2 * Math.cos((n * Math.PI) / (n + 1)), 12);
    const expected = Array.from({ length: n }, (_, i) =>
      Math.sin(((i + 1) * n * Math.PI) / (n + 1)),
    );
    expect(Math.abs(cosine([...vector], expected))).toBeCloseTo(1, 12);
  });

  test('of one term is that term', () => {
    expect(largestEigenpair([0.25], [])).toEqual({ value: 0.25, vector: Float64Array.of(1) });
  });
});

function cosine(a: readonly number[], b: readonly number[]): number {
  const dot = (x: readonly number[], y: readonly number[]) =>
    x.reduce((sum, v, i) => sum + v * y[i], 0);
  return dot(a, b) / Math.sqrt(dot(a, a) * dot(b, b));
}
