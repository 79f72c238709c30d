import { describe, expect, test } from 'vitest';
import { type BooleanMatrix, matrixFromRows } from '../../../analysis/math/matrix.ts';
import { createRandom, type Random, shuffle } from '../../../analysis/math/random.ts';
import { partitionChi2 } from '../../../analysis/steps/cut.ts';
import { handDownForms } from '../../../analysis/steps/features.ts';
import { classifyReinert, divide, type Leaf } from '../../../analysis/steps/reinert.ts';
import { denseAxis, denseChi2, denseSplit, type Table } from './bruteForce.ts';

const settings = { contingency: 0.3, minimumCount: 3, minimumSplit: 5 };

/** Four segments on housing, three on shops: small enough to be worked by hand. */
const worked: Table = [
  [1, 1, 0, 0, 0],
  [1, 0, 1, 0, 0],
  [1, 1, 1, 0, 0],
  [0, 1, 1, 0, 1],
  [0, 0, 0, 1, 1],
  [0, 0, 1, 1, 1],
  [0, 0, 0, 1, 1],
];

describe('The χ² of a partition', () => {
  test('is the one worked by hand', () => {
    // Segments 1 to 4 hold 10 words: 3, 3, 3, 0, 1; the others 7: 0, 0, 1, 3, 3. N = 17.
    // 17²/(10·7) · (9/3 + 9/3 + 9/4 + 0/3 + 1/4 − 100/17) = 289/70 · (8.5 − 100/17).
    const isFirst = Uint8Array.from([1, 1, 1, 1, 0, 0, 0]);
    expect(partitionChi2(toMatrix(worked), isFirst)).toBeCloseTo((289 / 70) * (8.5 - 100 / 17), 12);
  });

  test('is nil when a class is empty', () => {
    expect(partitionChi2(toMatrix(worked), new Uint8Array(7))).toBe(0);
  });
});

describe('One split', () => {
  test('sets housing against shops in the worked example, and no partition does better', () => {
    const { first, second, measures } = split(worked);
    expect([[...first.rows], [...second.rows]]).toContainEqual([0, 1, 2, 3]);
    expect([[...first.rows], [...second.rows]]).toContainEqual([4, 5, 6]);
    expect(measures.chi2).toBeCloseTo(bestOfAll(worked), 9);
  });

  test('equals brute force on 300 random tables of 7 rows and 5 columns', () => {
    const random = createRandom(7);
    let compared = 0;
    while (compared < 300) {
      const table = randomTable(random, 7, 5);
      const axis = usableAxis(table);
      if (axis === null) continue;
      compared++;
      const { measures, first, second } = split(table);
      expect(measures.sigma1).toBeCloseTo(axis.sigma, 9);
      const oracles = [1, -1].map((sign) =>
        denseSplit(
          table,
          axis.coordinates.map((x) => Math.round(sign * x * 1e9)),
        ),
      );
      const rows = [[...first.rows].join(), [...second.rows].join()];
      const oracle = oracles.find(({ first: expected }) => rows.includes(expected.join()));
      expect(oracle, JSON.stringify(table)).toBeDefined();
      expect(measures.chi2).toBeCloseTo(oracle?.chi2 ?? Number.NaN, 9);
      expect(oracles.map(({ cut }) => cut.chi2.toFixed(9))).toContain(measures.cutChi2.toFixed(9));
    }
  });

  test('reports the χ² of the partition it returns', () => {
    const random = createRandom(11);
    for (let round = 0; round < 50; round++) {
      const table = randomTable(random, 40, 15);
      const division = divide(toMatrix(table), wholeOf(table), { ...settings, minimumSplit: 3 });
      if (division === null) continue;
      const isFirst = table.map((_, i) => division.first.rows.includes(i));
      expect(division.measures.chi2).toBeCloseTo(denseChi2(table, isFirst), 8);
      expect(division.measures.chi2).toBeGreaterThanOrEqual(division.measures.cutChi2);
    }
  });
});

describe('Forms handed down', () => {
  test('go to both classes when they do not tell them apart, else to the one they belong to', () => {
    // 20 cells in each class. Form 0: 9 and 1; form 1: 5 and 5; form 2: 4 and 2; form 3: 2 and 12.
    const first = Int32Array.from([9, 5, 4, 2]);
    const counts = Int32Array.from([10, 10, 6, 14]);
    // χ² = Σ (observed − expected)²/expected: 2·16/5, 0, 2·1/3, 2·25/7; C = 0.62, 0, 0.32, 0.58.
    expect(handDownForms(first, counts, 0.3, 3)).toEqual({
      first: Int32Array.from([0, 1, 2]),
      second: Int32Array.from([1, 3]),
    });
    expect(handDownForms(first, counts, 0.33, 3).second).toEqual(Int32Array.from([1, 3]));
    expect(handDownForms(first, counts, 0.33, 2).second).toEqual(Int32Array.from([1, 2, 3]));
  });
});

describe('The classification', () => {
  test('is the same when rows and columns come in another order', () => {
    const random = createRandom(5);
    for (let round = 0; round < 20; round++) {
      const table = topicTable(random, 120, 30, 4);
      const rows = shuffle(range(120), random);
      const columns = shuffle(range(30), random);
      const turned = rows.map((row) => columns.map((column) => table[row][column]));
      const expected = classify(table, 5);
      const found = classify(turned, 5);
      expect(found.splits.map(({ chi2 }) => chi2.toFixed(7))).toEqual(
        expected.splits.map(({ chi2 }) => chi2.toFixed(7)),
      );
      found.groups.forEach((group, k) => {
        expect(
          samePartition(
            [...group],
            rows.map((row) => expected.groups[k][row]),
          ),
        ).toBe(true);
      });
    }
  });

  test('keeps duplicate rows together', () => {
    const random = createRandom(9);
    for (let round = 0; round < 20; round++) {
      const single = topicTable(random, 60, 20, 3);
      const { groups } = classify([...single, ...single, ...single], 5);
      for (const group of groups) {
        for (let row = 0; row < 60; row++) {
          expect([group[row + 60], group[row + 120]]).toEqual([group[row], group[row]]);
        }
      }
    }
  });

  test('gives the same result twice', () => {
    const table = topicTable(createRandom(3), 200, 40, 5);
    expect(classify(table, 8)).toEqual(classify(table, 8));
  });

  test('divides the class with most rows, and puts its parts in its place', () => {
    const { splits, groups } = classify(topicTable(createRandom(2), 200, 40, 4), 6);
    for (let k = 1; k < splits.length; k++) {
      const sizes = countsOf(groups[k - 1], k + 1);
      expect(splits[k].parent).toBe(sizes.indexOf(Math.max(...sizes)) + 1);
      const [a, b] = splits[k].sizes;
      expect(countsOf(groups[k], k + 2).slice(splits[k].parent - 1, splits[k].parent + 1)).toEqual([
        a,
        b,
      ]);
    }
  });

  test('leaves an empty row unclassified', () => {
    const table = [...worked, [0, 0, 0, 0, 0]];
    expect(classify(table, 2).groups[0][7]).toBe(0);
    expect([...classify(table, 2).groups[0].subarray(0, 7)].every((group) => group > 0)).toBe(true);
  });

  test.each<[string, Table]>([
    ['no row', []],
    ['one row', [[1, 1, 1, 0]]],
    ['one form', range(9).map(() => [1])],
    ['rows that are all equal', range(9).map(() => [1, 1, 1, 0])],
    ['rows that are all empty', range(9).map(() => [0, 0, 0, 0])],
    ['fewer rows than may be split', worked.slice(0, 4)],
  ])('of %s has no split', (_, table) => {
    expect(classify(table, 4)).toMatchObject({ splits: [], groups: [] });
  });

  test('of a table in pieces sets its largest piece apart, with the highest χ² there is', () => {
    const table = [
      [1, 1, 0, 0, 0, 0],
      [1, 1, 0, 0, 0, 0],
      [0, 0, 1, 1, 0, 0],
      [0, 0, 1, 0, 0, 0],
      [0, 0, 1, 1, 0, 0],
      [0, 0, 0, 0, 1, 1],
    ];
    const { splits, groups } = classify(table, 2);
    expect(splits[0].chi2).toBeCloseTo(11, 12);
    expect([...groups[0]]).toEqual([2, 2, 1, 1, 1, 2]);
  });

  test('stops where nothing may be divided any more', () => {
    const { groups, leaves } = classify(worked, 50);
    expect(leaves.length).toBe(groups.length + 1);
    expect(leaves.length).toBeLessThan(7);
  });
});

function split(table: Table) {
  const division = divide(toMatrix(table), wholeOf(table), settings);
  if (division === null) throw new Error('The table can be divided.');
  return division;
}

function classify(table: Table, classes: number) {
  return classifyReinert(toMatrix(table), classes, settings);
}

function bestOfAll(table: Table): number {
  let best = 0;
  for (let subset = 1; subset < 2 ** table.length - 1; subset++) {
    best = Math.max(
      best,
      denseChi2(
        table,
        table.map((_, i) => ((subset >> i) & 1) === 1),
      ),
    );
  }
  return best;
}

function toMatrix(table: Table): BooleanMatrix {
  const rows = table.map((row) => row.flatMap((cell, j) => (cell === 1 ? [j] : [])));
  return matrixFromRows(rows, table[0]?.length ?? 0);
}

function wholeOf(table: Table): Leaf {
  return { rows: Int32Array.from(table.keys()), columns: Int32Array.from(table[0].keys()) };
}

/** The axis of a table without empty row or column, in one piece, whose first axis stands alone. */
function usableAxis(table: Table) {
  const isFull =
    table.every((row) => row.includes(1)) && table[0].every((_, j) => table.some((row) => row[j]));
  if (!isFull) return null;
  const axis = denseAxis(table);
  return axis.gap > 1e-6 && axis.sigma < 1 - 1e-9 && axis.sigma > 1e-6 ? axis : null;
}

function randomTable(random: Random, rows: number, columns: number): number[][] {
  return range(rows).map(() => range(columns).map(() => (random() < 0.45 ? 1 : 0)));
}

/** Rows that draw most of their forms from one of several topics. */
function topicTable(random: Random, rows: number, columns: number, topics: number): number[][] {
  return range(rows).map((row) =>
    range(columns).map((column) =>
      random() < (column % topics === row % topics ? 0.5 : 0.12) ? 1 : 0,
    ),
  );
}

function samePartition(a: readonly number[], b: readonly number[]): boolean {
  const pairs = new Set(a.map((group, i) => `${group}:${b[i]}`));
  return pairs.size === new Set(a).size && pairs.size === new Set(b).size;
}

function countsOf(group: Int32Array, classes: number): number[] {
  return range(classes).map((k) => group.filter((value) => value === k + 1).length);
}

function range(length: number): number[] {
  return Array.from({ length }, (_, i) => i);
}
