import { describe, expect, test } from 'vitest';
import { type CountTable, matrixFromRows } from '../../../analysis/math/matrix.ts';
import { createRandom, randomInteger, shuffle } from '../../../analysis/math/random.ts';
import { agglomerate } from '../../../analysis/steps/agglomerate.ts';
import { FULL_EFFORT, LIGHT_EFFORT } from '../../../analysis/steps/ensemble.ts';
import { fitMixture } from '../../../analysis/steps/mixture.ts';
import { classifyByMixture } from '../../../analysis/steps/mixtureFamily.ts';

const limits = { minimumRows: 3, rounds: 30 };

describe('The mixture', () => {
  test('puts right the rows that a first partition got wrong', () => {
    const { table, topicOf } = topics(120, 3);
    const random = createRandom(6);
    const start = topicOf.map((topic) => (random() < 0.25 ? randomInteger(random, 3) : topic));
    const { group, classes } = fitMixture(table, start, 3, limits);
    expect(classes).toBe(3);
    expect(agreement(group, topicOf)).toBeGreaterThan(0.95);
  });

  test('tells rows that wait to be told', () => {
    const { table, topicOf } = topics(120, 3);
    const start = topicOf.map((topic, row) => (row < 30 ? topic : -1));
    expect(agreement(fitMixture(table, start, 3, limits).group, topicOf)).toBeGreaterThan(0.95);
  });

  test('dissolves a class that ends too small, and numbers the others without gaps', () => {
    const { table, topicOf } = topics(120, 3);
    const start = topicOf.map((topic, row) => (row === 0 ? 1 : topic * 2));
    const { group, classes } = fitMixture(table, start, 5, { minimumRows: 20, rounds: 30 });
    expect(classes).toBe(3);
    expect(new Set(group)).toEqual(new Set([1, 2, 3]));
    expect(agreement(group, topicOf)).toBeGreaterThan(0.95);
  });

  test('leaves a row without a word unclassified', () => {
    const { table } = topics(30, 2);
    const rows = [...rowsOf(table), []];
    const start = Int32Array.from(rows, (_, row) => row % 2);
    expect(fitMixture(tableOf(rows, 40), start, 2, limits).group[30]).toBe(0);
  });
});

describe('The ensemble and its mixture', () => {
  test('find the topics that are there, whatever the order of rows', () => {
    const { table, topicOf } = topics(240, 4);
    const order = shuffle(Int32Array.from(topicOf.keys()), createRandom(1));
    const options = { minimumRows: 3, seed: 1, effort: LIGHT_EFFORT };
    const turned = tableOf(
      [...order].map((row) => rowsOf(table)[row]),
      40,
    );
    const [found] = classifyByMixture(table, [4], options).partitions;
    const [again] = classifyByMixture(turned, [4], options).partitions;
    expect(agreement(found.group, topicOf)).toBeGreaterThan(0.95);
    expect(
      agreement(
        again.group,
        order.map((row) => topicOf[row]),
      ),
    ).toBeGreaterThan(0.95);
  });

  test('give each number of classes once, and the same again', () => {
    const { table } = topics(150, 3);
    const options = { minimumRows: 3, seed: 1, effort: LIGHT_EFFORT };
    const { partitions } = classifyByMixture(table, [2, 3, 4, 5, 6], options);
    const numbers = partitions.map(({ classes }) => classes);
    expect(new Set(numbers).size).toBe(numbers.length);
    expect(classifyByMixture(table, [2, 3, 4, 5, 6], options).partitions).toEqual(partitions);
  });

  test('see a part of a large table, and tell all of it', () => {
    const { table, topicOf } = topics(600, 3);
    const effort = { ...FULL_EFFORT, rows: 150, repeats: 1 };
    const [{ group }] = classifyByMixture(table, [3], {
      minimumRows: 3,
      seed: 1,
      effort,
    }).partitions;
    expect(agreement(group, topicOf)).toBeGreaterThan(0.95);
  });

  test.each([
    ['no row', []],
    ['one row', [[0, 1]]],
    ['as many rows as classes', [[0], [1], [2]]],
  ])('divide nothing out of %s', (_, rows) => {
    const options = { minimumRows: 1, seed: 1, effort: LIGHT_EFFORT };
    expect(classifyByMixture(tableOf(rows, 3), [3], options).partitions).toEqual([]);
  });
});

describe('A tree over classes', () => {
  test('joins first the two that say nearly the same', () => {
    // Classes 1 and 2 share forms 0 and 1, class 3 has its own.
    const rows = [[0, 1], [0], [0, 1], [1], [2, 3], [2]];
    const partition = { classes: 3, group: Int32Array.from([1, 1, 2, 2, 3, 3]) };
    const [top, below] = agglomerate(tableOf(rows, 4).matrix, partition);
    expect(top.children.map(({ group, division, size }) => [group, division, size])).toContainEqual(
      [3, null, 2],
    );
    expect(top.children.map(({ division, size }) => [division, size])).toContainEqual([1, 4]);
    expect(below.children.map(({ group }) => group).sort()).toEqual([1, 2]);
    expect(top.height).toBeGreaterThan(below.height);
  });

  test('has for height the χ² that joining its children would lose', () => {
    // Profiles of words: class 1 (2, 0), class 2 (0, 1). N = 3, all χ² between them: 3.
    const rows = [[0], [0], [1]];
    const [top] = agglomerate(tableOf(rows, 2).matrix, {
      classes: 2,
      group: Int32Array.from([1, 1, 2]),
    });
    expect(top.height).toBeCloseTo(3, 12);
  });

  test('of one class is empty', () => {
    expect(agglomerate(tableOf([[0]], 1).matrix, { classes: 1, group: Int32Array.of(1) })).toEqual(
      [],
    );
  });
});

/** Rows of forms, most of them of the row's own topic. */
function topics(rows: number, count: number): { table: CountTable; topicOf: Int32Array } {
  const random = createRandom(rows + count);
  const topicOf = Int32Array.from({ length: rows }, (_, row) => row % count);
  const forms = Array.from(topicOf, (topic) =>
    Array.from({ length: 40 }, (_, form) => form).filter(
      (form) => random() < (form % count === topic ? 0.4 : 0.05),
    ),
  );
  return { table: tableOf(forms, 40), topicOf };
}

function tableOf(rows: readonly number[][], forms: number): CountTable {
  const matrix = matrixFromRows(rows, forms);
  return { matrix, times: new Int32Array(matrix.columns.length).fill(1) };
}

function rowsOf({ matrix }: CountTable): number[][] {
  return Array.from({ length: matrix.rowCount }, (_, r) => [
    ...matrix.columns.subarray(matrix.rowStart[r], matrix.rowStart[r + 1]),
  ]);
}

/** Share of rows in the commonest topic of their class. */
function agreement(group: Int32Array, topicOf: Int32Array): number {
  const counts = new Map<number, Map<number, number>>();
  group.forEach((own, row) => {
    const topics = counts.get(own) ?? new Map<number, number>();
    counts.set(own, topics.set(topicOf[row], (topics.get(topicOf[row]) ?? 0) + 1));
  });
  let right = 0;
  for (const topics of counts.values()) right += Math.max(...topics.values());
  return right / group.length;
}
