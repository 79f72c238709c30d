import { describe, expect, test } from 'vitest';
import { assign } from '../../../analysis/math/assignment.ts';
import { createRandom, randomInteger } from '../../../analysis/math/random.ts';

const sumOf = (weights: number[][], columnOf: ArrayLike<number>) =>
  weights.reduce((sum, row, at) => sum + (columnOf[at] < 0 ? 0 : row[columnOf[at]]), 0);

/** The best sum of all, every way of pairing tried. */
function bestSum(weights: number[][], row = 0, taken: readonly number[] = []): number {
  if (row === weights.length) return 0;
  const without = bestSum(weights, row + 1, taken);
  return weights[row].reduce((best, weight, column) => {
    if (taken.includes(column)) return best;
    return Math.max(best, weight + bestSum(weights, row + 1, [...taken, column]));
  }, without);
}

describe('The optimal assignment', () => {
  test('gives up the best pair of one row where the others lose more by it', () => {
    // 9 first would leave 1: 10 in all. 8 + 7 is 15.
    expect([
      ...assign([
        [9, 8],
        [7, 1],
      ]),
    ]).toEqual([1, 0]);
  });

  test('leaves alone who shares nothing', () => {
    expect([
      ...assign([
        [0, 0, 5],
        [0, 0, 0],
      ]),
    ]).toEqual([2, -1]);
    expect([...assign([[0], [4], [3]])]).toEqual([-1, 0, -1]);
    expect([...assign([])]).toEqual([]);
    expect([...assign([[], []])]).toEqual([-1, -1]);
  });

  test('has the largest sum of all pairings, whatever the shape of the table', () => {
    const random = createRandom(7);
    for (let round = 0; round < 300; round++) {
      const [rows, columns] = [1 + randomInteger(random, 5), 1 + randomInteger(random, 5)];
      const weights = Array.from({ length: rows }, () =>
        Array.from({ length: columns }, () => Math.max(0, randomInteger(random, 12) - 4)),
      );
      const columnOf = assign(weights);
      const taken = [...columnOf].filter((column) => column >= 0);
      expect(new Set(taken).size).toBe(taken.length);
      expect([weights, sumOf(weights, columnOf)]).toEqual([weights, bestSum(weights)]);
    }
  });
});
