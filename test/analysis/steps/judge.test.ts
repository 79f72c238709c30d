import { describe, expect, test } from 'vitest';
import type { Candidate, MethodName } from '../../../analysis/analysis.ts';
import { createHelpers, type HelperReply, help } from '../../../analysis/helpers.ts';
import { matrixFromRows } from '../../../analysis/math/matrix.ts';
import { createRandom, type Random } from '../../../analysis/math/random.ts';
import { DEFAULT_SETTINGS } from '../../../analysis/settings.ts';
import { chooseClasses, chooseMethod } from '../../../analysis/steps/chooseClasses.ts';
import { descend } from '../../../analysis/steps/descend.ts';
import { followNeighbours } from '../../../analysis/steps/follow.ts';
import { classifyByDescent } from '../../../analysis/steps/reinertFamily.ts';
import {
  bestJaccards,
  measureStability,
  type ResampleTask,
  runInTurn,
} from '../../../analysis/steps/stability.ts';

const settings = { contingency: 0.3, minimumCount: 3, minimumSplit: 5 };

describe('Stability', () => {
  test('is the best Jaccard index of each class among the units drawn', () => {
    const partition = { classes: 2, group: Int32Array.from([1, 1, 1, 2, 2, 2, 0]) };
    // Class 1 is {0,1,2}, 2 of them are drawn and found with unit 3: 2 of 3. Class 2 is {3,4,5}: 2 of 3.
    expect([...bestJaccards(partition, Int32Array.from([1, 1, -1, 1, 2, 2, -1]))]).toEqual([
      2 / 3,
      2 / 3,
    ]);
    expect([...bestJaccards(partition, Int32Array.from([-1, -1, -1, 1, 1, 1, 1]))]).toEqual([
      Number.NaN,
      3 / 4,
    ]);
  });

  test('is high for topics that are there and low for noise', () => {
    const read = (noise: number) => {
      const [stability] = measureStability(taskOf(noise, 10), runInTurn);
      return stability;
    };
    expect(Math.min(...read(0.05))).toBeGreaterThan(0.9);
    expect(Math.max(...read(0.25))).toBeLessThan(0.6);
  });
});

describe('Resamples', () => {
  test('give the same whoever runs them', async () => {
    const task = taskOf(0.1, 12);
    const counters = new SharedArrayBuffer(8);
    const replies: HelperReply[] = [];
    help({ id: 1, work: { kind: 'resamples', task }, counters }, (reply) => replies.push(reply));
    expect(replies.map(({ result }) => result)).toEqual(runInTurn(task, () => {}));
    expect([...new Int32Array(counters)]).toEqual([13, 12]);
    expect(createHelpers().resamples(task, () => {})).toEqual(runInTurn(task, () => {}));
  });
});

describe('The choice', () => {
  const candidate = (
    method: MethodName,
    classes: number,
    stability: number,
    largestShare = 0.4,
  ): Candidate => ({ method, classes, stability, largestShare, smallestShare: 0.05 });

  test('of a number is the finest that is stable and balanced', () => {
    const { candidate: chosen, why } = chooseClasses([
      candidate('reinert', 2, 0.9, 0.7),
      candidate('reinert', 3, 0.8),
      candidate('reinert', 4, 0.7),
      candidate('reinert', 5, 0.4),
    ]);
    expect(chosen.classes).toBe(4);
    expect(why).toContain('4 classes');
  });

  test('of a number, where none is stable, is the finest of the steadiest beyond chance, said so', () => {
    // Chance is 1/3, 1/5, 1/7, 1/9: beyond it 0.25, 0.375, 0.37, 0.21. The finest that is nearly as good.
    const { candidate: chosen, why } = chooseClasses([
      candidate('mixture', 2, 0.5),
      candidate('mixture', 3, 0.5),
      candidate('mixture', 4, 0.46),
      candidate('mixture', 5, 0.3),
    ]);
    expect(chosen.classes).toBe(4);
    expect(why).toContain('première piste');
  });

  test('says that it can’t be made when one class takes nearly all', () => {
    const { candidate: chosen, why } = chooseClasses([
      candidate('reinert', 2, 1, 0.95),
      candidate('reinert', 3, 1, 0.9),
    ]);
    expect(chosen.classes).toBe(3);
    expect(why).toContain('90');
  });

  test('of a method is the mixture unless Reinert’s is clearly steadier', () => {
    const against = (reinert: number) =>
      chooseMethod([candidate('reinert', 4, reinert), candidate('mixture', 4, 0.6)]).method;
    expect([0.5, 0.61, 0.7].map(against)).toEqual(['mixture', 'mixture', 'reinert']);
    const lopsided = [candidate('reinert', 4, 0.9, 0.9), candidate('mixture', 4, 0.5)];
    expect(chooseMethod(lopsided).method).toBe('mixture');
    expect(chooseMethod(lopsided).why).toContain('une seule classe');
  });

  test('falls on the only method there is', () => {
    expect(chooseMethod([candidate('mixture', 2, 0.3)]).method).toBe('mixture');
    expect(chooseMethod([candidate('reinert', 2, 0.3)]).method).toBe('reinert');
  });
});

describe('A descent with its guard', () => {
  test('sets tiny pieces aside instead of counting them as classes', () => {
    const random = createRandom(8);
    const main = topicRows(random, 200, 40, 2, 0.08);
    const oddities = [40, 41, 42].flatMap((form) => [
      [form, 43],
      [form, 43],
    ]);
    const matrix = matrixFromRows([...main, ...oddities], 44);
    const { levels } = descend(matrix, 3, 10, settings);
    for (const { group, classes } of levels) {
      const sizes = Array.from(
        { length: classes },
        (_, at) => group.filter((value) => value === at + 1).length,
      );
      expect(Math.min(...sizes)).toBeGreaterThanOrEqual(10);
      expect([...group.subarray(200)]).toEqual([0, 0, 0, 0, 0, 0]);
    }
    expect(levels.length).toBeGreaterThan(0);
  });

  test('leads to its classes by a tree whose leaves are them', () => {
    const matrix = matrixFromRows(topicRows(createRandom(3), 240, 40, 4, 0.06), 40);
    const family = classifyByDescent(matrix, [2, 3, 4], 5, settings);
    const at = family.partitions.length - 1;
    const { group, classes } = family.partitions[at];
    const branches = family.treeOf(at).flatMap(({ children }) => children);
    const leaves = branches.filter((branch) => branch.group !== null);
    expect(leaves.map((leaf) => leaf.group).sort()).toEqual(
      Array.from({ length: classes }, (_, i) => i + 1),
    );
    for (const leaf of leaves)
      expect(group.filter((value) => value === leaf.group).length).toBe(leaf.size);
  });
});

describe('A unit too short', () => {
  test('follows its nearest neighbour in the same contribution, the one before on ties', () => {
    const group = Int32Array.from([1, 0, 2, 0, 0, 3, 0, 0]);
    const short = Uint8Array.from([0, 1, 0, 1, 1, 0, 1, 0]);
    const contribution = Uint32Array.from([0, 0, 0, 0, 0, 0, 1, 1]);
    expect([...followNeighbours(group, short, contribution)]).toEqual([1, 1, 2, 2, 3, 3, 0, 0]);
  });
});

/** 100 contributions of three rows on two topics, the more mixed the more noise. */
function taskOf(noise: number, resamples: number): ResampleTask {
  const matrix = topics(createRandom(4), 300, 40, 2, noise);
  const { partitions } = classifyByDescent(matrix, [2], 6, settings);
  return {
    table: { matrix, times: new Int32Array(matrix.columns.length).fill(1) },
    blocks: Uint32Array.from({ length: 300 }, (_, row) => Math.floor(row / 3)),
    partitions,
    method: 'reinert',
    classes: [2],
    settings: DEFAULT_SETTINGS,
    resamples,
  };
}

function topics(random: Random, rows: number, columns: number, count: number, noise: number) {
  return matrixFromRows(topicRows(random, rows, columns, count, noise), columns);
}

function topicRows(
  random: Random,
  rows: number,
  columns: number,
  count: number,
  noise: number,
): number[][] {
  return Array.from({ length: rows }, (_, row) =>
    Array.from({ length: columns }, (__, column) => column).filter(
      (column) => random() < (column % count === row % count ? 0.3 : noise),
    ),
  );
}
