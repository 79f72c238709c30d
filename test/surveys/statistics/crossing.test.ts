import { describe, expect, it } from 'vitest';
import { upperChiSquareTail } from '../../../surveys/statistics/chi-square.ts';
import { cross as crossSorted, sorted } from '../../../surveys/statistics/crossing.ts';
import { generator } from '../../../surveys/statistics/random.ts';

const YES_NO = { rows: ['a', 'b'], columns: ['yes', 'no'] };

type Values = readonly (string | null)[];
type Ids = { readonly rows: readonly string[]; readonly columns: readonly string[] };

const cross = (rows: Values, columns: Values, ids: Ids) =>
  crossSorted(sorted(rows, ids.rows), sorted(columns, ids.columns));

/** Two columns of answers from the cells of a table. */
function answersOf(cells: readonly (readonly [row: string, column: string, count: number])[]) {
  const people = cells.flatMap(([row, column, count]) => Array(count).fill([row, column]));
  return [people.map(([row]) => row), people.map(([, column]) => column)] as const;
}

describe('the chi-square law', () => {
  it.each([
    [3.841458820694124, 1, 0.05],
    [5.991464547107979, 2, 0.05],
    [11.344866730144373, 3, 0.01],
    [18.307038053275146, 10, 0.05],
    [124.34211340400407, 100, 0.05],
    [0.5, 4, 0.9735009788392561], // e^(−1/4) (1 + 1/4)
  ])('beyond %f, with %i degrees, lies %f', (x, degrees, p) => {
    expect(upperChiSquareTail(x, degrees)).toBeCloseTo(p, 10);
  });

  it('is e^(−x/2) with two degrees, far into the tail', () => {
    for (const x of [0.1, 1, 10, 100, 600])
      expect(upperChiSquareTail(x, 2) / Math.exp(-x / 2)).toBeCloseTo(1, 10);
    expect(upperChiSquareTail(0, 3)).toBe(1);
  });
});

describe('two variables crossed', () => {
  it('gives counts, totals, what is expected, and χ² by hand', () => {
    const [rows, columns] = answersOf([
      ['a', 'yes', 30],
      ['a', 'no', 10],
      ['b', 'yes', 20],
      ['b', 'no', 40],
    ]);
    const { counts, rowTotals, columnTotals, n, expected, test } = cross(rows, columns, YES_NO);
    expect([counts, rowTotals, columnTotals, n]).toEqual([
      [
        [30, 10],
        [20, 40],
      ],
      [40, 60],
      [50, 50],
      100,
    ]);
    expect(expected).toEqual([
      [20, 20],
      [30, 30],
    ]);
    // 100/20 + 100/20 + 100/30 + 100/30
    expect(test).toMatchObject({ kind: 'chi-square', degrees: 1 });
    if (test.kind !== 'chi-square') throw new Error(test.kind);
    expect(test.statistic).toBeCloseTo(50 / 3, 12);
    expect(test.strength).toBeCloseTo(Math.sqrt(50 / 3 / 100), 12);
  });

  it('leaves out whoever is not known by both, and whatever is not in the lists', () => {
    const { n } = cross(['a', null, 'a', 'zzz'], ['yes', 'no', null, 'yes'], YES_NO);
    expect(n).toBe(1);
  });

  it('permutes where Cochran’s rule forbids χ²: exact on a table whose law is known', () => {
    // Fisher's tea: 4 of 4 right on each side has 2 chances in 70, both ways; 12 answers so that a test is made.
    const [rows, columns] = answersOf([
      ['a', 'yes', 6],
      ['b', 'no', 6],
    ]);
    const { test } = cross(rows, columns, YES_NO);
    if (test.kind !== 'permutation') throw new Error(test.kind);
    // 2 / C(12, 6) = 0.0022: of 1,999 rearrangements, a few at most.
    expect(test.p).toBeGreaterThan(0);
    expect(test.p).toBeLessThan(0.008);
    expect(test.strength).toBeCloseTo(1, 12);
  });

  it('keeps silent on too few answers, or where there is one group', () => {
    expect(cross(['a', 'b'], ['yes', 'no'], YES_NO).test).toEqual({
      kind: 'silent',
      why: 'too-few',
    });
    const [rows, columns] = answersOf([['a', 'yes', 50]]);
    expect(cross(rows, columns, YES_NO).test).toEqual({ kind: 'silent', why: 'one-group' });
  });

  it('finds a link one time in twenty where there is none', () => {
    const random = generator(3);
    const draw = (values: readonly string[]) => values[Math.floor(random() * values.length)] ?? '';
    const found = (people: number, trials: number) => {
      let count = 0;
      for (let trial = 0; trial < trials; trial += 1) {
        const rows = Array.from({ length: people }, () => draw(['a', 'b', 'c']));
        const columns = Array.from({ length: people }, () => draw(['yes', 'no']));
        const { test } = cross(rows, columns, { rows: ['a', 'b', 'c'], columns: ['yes', 'no'] });
        if (test.kind !== 'silent' && test.p <= 0.05) count += 1;
      }
      return count / trials;
    };
    expect(found(120, 400)).toBeLessThan(0.09); // χ²
    expect(found(14, 60)).toBeLessThan(0.17); // permutations
  });
});
