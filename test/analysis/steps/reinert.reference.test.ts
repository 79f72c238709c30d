import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { type BooleanMatrix, columnsOf, matrixFromRows } from '../../../analysis/math/matrix.ts';
import { readMatrixMarket } from '../../../analysis/math/matrixMarket.ts';
import { classifyReinert } from '../../../analysis/steps/reinert.ts';
import { hasShared, sharedPath } from '../../support/shared.ts';

const settings = { contingency: 0.3, minimumCount: 3, minimumSplit: 5 };
const folder = (name: string) => `reference/rainette/${name}`;

describe.skipIf(!hasShared('reference/rainette'))('Against rainette with its index mended', () => {
  test.each(['sib200-fra-stem', 'gdn-reunions-stem', 'scale-5000-stem'])(
    'every segment of %s has the same class at every k, and every split the same χ²',
    (name) => {
      const reference = readGroups(`${folder(name)}/rainettefixed_groups.csv`);
      const matrix = mergeRows(readMatrix(name), reference.units);
      const { splits, groups } = classifyReinert(matrix, 10, settings);
      groups.forEach((group, k) => {
        const found = reference.units.map((unit) => group[unit - 1]);
        expect(misplaced(found, reference.groups[k])).toBe(0);
      });
      expect(groups).toHaveLength(reference.groups.length);
      const tree = readTree(`${folder(name)}/rainettefixed_tree.json`);
      expectHeights(
        splits.map(({ chi2 }) => chi2),
        tree.height,
      );
      tree.splits.forEach((expected, i) => {
        expect(Math.abs(splits[i].chi2 / expected.true_chisq - 1)).toBeLessThan(1e-9);
        expect(Math.abs(splits[i].cutChi2 / expected.scan_chisq - 1)).toBeLessThan(1e-9);
        expect(Math.abs(splits[i].sigma1 / expected.sigma1 - 1)).toBeLessThan(1e-9);
        expect([splits[i].rows, splits[i].columns]).toEqual([expected.n_docs, expected.n_terms]);
      });
    },
    120_000,
  );

  test.each(['sib200-fra-stem', 'gdn-reunions-stem'])(
    'the first cut of %s is the one that shipped rainette scans',
    (name) => {
      const { units } = readGroups(`${folder(name)}/rainette_groups.csv`);
      const matrix = mergeRows(readMatrix(name), units);
      const [first] = classifyReinert(matrix, 2, settings).splits;
      const [expected] = readTree(`${folder(name)}/rainette_tree.json`).splits;
      expect(Math.abs(first.cutChi2 / expected.scan_chisq - 1)).toBeLessThan(1e-9);
    },
  );
});

type Tree = {
  height: number[];
  splits: {
    true_chisq: number;
    scan_chisq: number;
    sigma1: number;
    n_docs: number;
    n_terms: number;
  }[];
};

function readTree(path: string): Tree {
  return JSON.parse(readFileSync(sharedPath(path), 'utf8'));
}

function readMatrix(name: string): BooleanMatrix {
  const result = readMatrixMarket(readFileSync(sharedPath(`${folder(name)}/dtm_bool.mtx`)));
  if (!result.ok) throw new Error(`${name}, ligne ${result.line} : ${result.reason}`);
  return result.matrix;
}

function readGroups(path: string): { units: number[]; groups: number[][] } {
  const [header, ...lines] = readFileSync(sharedPath(path), 'utf8').trim().split('\n');
  const cells = lines.map((line) => line.split(','));
  const levels = header.split(',').length - 2;
  return {
    units: cells.map((line) => Number(line[1])),
    groups: Array.from({ length: levels }, (_, k) =>
      cells.map((line) => (line[k + 2] === 'NA' ? 0 : Number(line[k + 2]))),
    ),
  };
}

/** Segments of one unit become one row, which holds the forms of all of them. */
function mergeRows(matrix: BooleanMatrix, units: readonly number[]): BooleanMatrix {
  const rows = Array.from({ length: Math.max(...units) }, () => new Set<number>());
  units.forEach((unit, segment) => {
    for (const column of columnsOf(matrix, segment)) rows[unit - 1].add(column);
  });
  return matrixFromRows(rows, matrix.columnCount);
}

/** Segments that no renaming of classes puts right: 0 when the two partitions are one. */
function misplaced(found: readonly number[], expected: readonly number[]): number {
  const nameOf = new Map<number, number>([[0, 0]]);
  const taken = new Map<number, number>([[0, 0]]);
  return found.filter((group, i) => {
    if (!nameOf.has(group) && !taken.has(expected[i])) {
      nameOf.set(group, expected[i]);
      taken.set(expected[i], group);
    }
    return nameOf.get(group) !== expected[i];
  }).length;
}

/** rainette stores a cumulative sum of heights, the last split first. */
function expectHeights(chi2: readonly number[], cumulated: readonly number[]): void {
  let sum = 0;
  chi2.toReversed().forEach((value, i) => {
    sum += value;
    expect(Math.abs(sum / cumulated[i] - 1)).toBeLessThan(1e-9);
  });
}
