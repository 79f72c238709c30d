import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { createRandom, randomInteger } from '../../../analysis/math/random.ts';
import { chooseDisjoint } from '../../../analysis/steps/disjointSets.ts';
import {
  type CrossedClass,
  crossClasses,
  type DoublePartition,
  doublePartitions,
} from '../../../analysis/steps/doubleReinert.ts';
import { mergeUnits } from '../../../analysis/steps/mergeUnits.ts';
import { hasShared, sharedPath } from '../../support/shared.ts';

describe('Short segments', () => {
  test('join what follows in their contribution until they hold enough, the last ones what precedes', () => {
    // Two contributions. With 5 at least: 3 + 2 | 6 + 1, then 4 alone | 2 + 3.
    const sizes = [3, 2, 6, 1, 4, 2, 3];
    const contribution = [0, 0, 0, 0, 1, 2, 2];
    expect([...mergeUnits(sizes, contribution, 5)]).toEqual([0, 0, 1, 1, 2, 3, 3]);
    expect([...mergeUnits(sizes, contribution, 1)]).toEqual([0, 1, 2, 3, 4, 5, 6]);
    expect([...mergeUnits(sizes, contribution, 100)]).toEqual([0, 0, 0, 0, 1, 2, 2]);
    expect([...mergeUnits([], [], 5)]).toEqual([]);
  });
});

describe('Crossing two classifications', () => {
  const first = Int32Array.from([1, 1, 1, 1, 2, 2, 2, 2, 2, 0]);
  const second = Int32Array.from([2, 2, 2, 1, 1, 1, 1, 1, 1, 1]);

  test('keeps classes that attract each other, with the χ² worked by hand', () => {
    const crossed = crossClasses([first], [second], { minimumMembers: 2, minimumChi2: 3.84 });
    // Of 10: 4 in the one, 3 in the other, 3 in both: 10·(3·6 − 0·1)² / (4·6·3·7) = 6.43. The two large
    // ones: 5 of 5 and 7: 10·(5·3 − 2·0)² / (5·5·7·3) = 4.29.
    expect(crossed.map(({ rows }) => [...rows])).toEqual([
      [0, 1, 2],
      [4, 5, 6, 7, 8],
    ]);
    expect(crossed[0].chi2).toBeCloseTo(3240 / 504, 12);
    expect(crossed[1].chi2).toBeCloseTo(2250 / 525, 12);
    expect(crossed[0]).toMatchObject({
      first: { level: 2, class: 1 },
      second: { level: 2, class: 2 },
    });
  });

  test('leaves out what is too small, or attracts too little', () => {
    expect(crossClasses([first], [second], { minimumMembers: 4, minimumChi2: 3.84 })).toHaveLength(
      1,
    );
    expect(crossClasses([first], [second], { minimumMembers: 1, minimumChi2: 6.5 })).toEqual([]);
  });

  test('keeps the same segments once, where the two classes fit best', () => {
    const crossed = crossClasses([first, first], [second], {
      minimumMembers: 2,
      minimumChi2: 3.84,
    });
    expect(crossed).toHaveLength(2);
  });

  test('gives each segment its class, and none to the others', () => {
    const crossed = crossClasses([first], [second], { minimumMembers: 2, minimumChi2: 3.84 });
    const partitions = doublePartitions(crossed, 10, 3);
    expect(partitions.map(({ criterion, members, gap }) => [criterion, members, gap])).toEqual([
      ['members', 8, 0],
      ['chi2', 8, 0],
    ]);
    expect([...(partitions[1]?.group ?? [])]).toEqual([1, 1, 1, 0, 2, 2, 2, 2, 2, 0]);
  });
});

describe('The best disjoint sets', () => {
  test('are worth as much as the best of all choices, tried one by one', () => {
    const random = createRandom(11);
    for (let round = 0; round < 200; round++) {
      const choices = someChoices(9 + (round % 4));
      for (let count = 1; count <= 4; count++) {
        const chosen = chooseDisjoint(choices, count, 1e6);
        const best = bestOf(choices, count);
        expect(chosen === null).toBe(best === null);
        if (chosen === null || best === null) continue;
        expect(chosen.value).toBe(best);
        expect(chosen.bound).toBe(best);
        expect(chosen.places).toHaveLength(count);
        expect(areDisjoint(choices, chosen.places)).toBe(true);
      }
    }

    function someChoices(size: number) {
      const values = Float64Array.from({ length: size }, () => 1 + randomInteger(random, 40));
      values.sort().reverse();
      const overlaps = new Uint8Array(size * size);
      for (let a = 0; a < size; a++) {
        for (let b = 0; b <= a; b++) {
          const isShared = a === b || randomInteger(random, 5) < 2 ? 1 : 0;
          overlaps[a * size + b] = isShared;
          overlaps[b * size + a] = isShared;
        }
      }
      return { values, overlaps };
    }
  });

  test('are given with what they may have missed, where the search had to stop', () => {
    // The greedy start takes 10 with 1; without it, 9 and 8 are worth 17.
    const values = Float64Array.from([10, 9, 8, 1]);
    const apart = [
      [0, 3],
      [1, 2],
    ];
    const overlaps = Uint8Array.from({ length: 16 }, (_, at) => {
      const [a, b] = [Math.floor(at / 4), at % 4].toSorted((x, y) => x - y);
      return apart.some(([x, y]) => a === x && b === y) ? 0 : 1;
    });
    expect(chooseDisjoint({ values, overlaps }, 2, 1e6)).toEqual({
      places: [1, 2],
      value: 17,
      bound: 17,
    });
    const stopped = chooseDisjoint({ values, overlaps }, 2, 2);
    expect(stopped?.value).toBe(11);
    expect(stopped?.bound).toBeGreaterThanOrEqual(17);
    expect(chooseDisjoint({ values, overlaps }, 3, 1e6)).toBeNull();
  });
});

/** Every choice of so many sets, tried. */
function bestOf(choices: Choices, count: number, from = 0, places: number[] = []): number | null {
  if (places.length === count) return places.reduce((sum, at) => sum + choices.values[at], 0);
  let best: number | null = null;
  for (let at = from; at < choices.values.length; at++) {
    if (!areDisjoint(choices, [...places, at])) continue;
    const value = bestOf(choices, count, at + 1, [...places, at]);
    if (value !== null && (best === null || value > best)) best = value;
  }
  return best;
}

type Choices = Parameters<typeof chooseDisjoint>[0];

const areDisjoint = ({ values, overlaps }: Choices, places: readonly number[]) =>
  places.every((a, at) => places.slice(at + 1).every((b) => !overlaps[a * values.length + b]));

const FOLDER = 'reference/rainette/gdn-reunions-stem';

describe.skipIf(!hasShared('reference/rainette'))(
  'Against rainette’s double classification',
  () => {
    const [first, second] = ['rainette2_in1_size10.csv', 'rainette2_in2_size15.csv'].map(
      readColumns,
    );

    test('units of at least 10 and of at least 15 forms are the same, segment by segment', () => {
      const sizes = new Int32Array(first.ids.length);
      for (const line of readLines('dtm_bool.mtx').slice(3))
        sizes[Number(line.split(' ')[0]) - 1]++;
      const whose = first.ids.map((id) => id.slice(0, id.lastIndexOf('_')));
      const contribution = whose.map((name) => whose.indexOf(name));
      expect(numbered(mergeUnits(sizes, contribution, 10))).toEqual(numbered(first.columns[0]));
      expect(numbered(mergeUnits(sizes, contribution, 15))).toEqual(numbered(second.columns[0]));
    });

    test('every partition has the same segments together, and the same χ² once corrected for continuity', () => {
      const [one, other] = [first, second].map(({ columns }) => columns.slice(1));
      const crossed = crossClasses(one, other);
      const partitions = doublePartitions(crossed, first.ids.length, 6);
      const reference = JSON.parse(readFileSync(sharedPath(`${FOLDER}/rainette2.json`), 'utf8'));
      const groups = readColumns('rainette2_groups.csv').columns;
      for (const expected of reference.partitions as Expected[]) {
        const { k, n, chi2, clusters } = expected;
        const mine = partitions.filter(({ crossed: sets }) => sets.length === k);
        const found = mine.find(({ members }) => members === n);
        if (!found) throw new Error(`no partition of ${k} classes and ${n} segments`);
        expect(found.gap).toBe(0);
        // Where another crossing holds the same segments with a larger χ², it is the one kept here.
        const ratio = correctedChi2(found, one, other) / chi2;
        const isSame = found.crossed.every((set) => clusters.includes(nameOf(set)));
        if (isSame) expect(ratio).toBeCloseTo(1, 9);
        else expect(ratio).toBeGreaterThan(1);
        const at = 2 * (k - 2) + (found.criterion === 'chi2' ? 0 : 1);
        expect(numbered(found.group, 0)).toEqual(numbered(groups[at], 0));
      }
      expect(partitions).toHaveLength(reference.partitions.length);
    });

    type Expected = { k: number; n: number; chi2: number; clusters: string[] };

    function readLines(name: string): string[] {
      return readFileSync(sharedPath(`${FOLDER}/${name}`), 'utf8')
        .trim()
        .split('\n');
    }

    function readColumns(name: string): { ids: string[]; columns: Int32Array[] } {
      const rows = readLines(name).map((line) => line.replaceAll('"', '').split(','));
      const [header, ...lines] = rows;
      return {
        ids: lines.map(([id]) => id),
        columns: header
          .slice(1)
          .map((_, at) => Int32Array.from(lines, (line) => Number(line[at + 1]) || 0)),
      };
    }

    /** Renamed in the order in which they are met; `none` stays what it is. */
    function numbered(group: Int32Array, none?: number): number[] {
      const names = new Map<number, number>(none === undefined ? [] : [[none, 0]]);
      return Array.from(group, (one) => {
        const name = names.get(one) ?? names.size + 1;
        names.set(one, name);
        return name;
      });
    }

    const nameOf = ({ first: a, second: b }: CrossedClass) =>
      `${a.level - 1}.${a.class}x${b.level - 1}.${b.class}`;

    /** rainette sums R's chisq.test, which takes half a segment off each difference (Yates). */
    function correctedChi2(
      { crossed }: DoublePartition,
      one: readonly Int32Array[],
      other: readonly Int32Array[],
    ): number {
      return crossed.reduce((sum, { first: a, second: b, rows }: CrossedClass) => {
        const inOne = one[a.level - 2].filter((group) => group === a.class).length;
        const inOther = other[b.level - 2].filter((group) => group === b.class).length;
        const all = one[0].length;
        const difference = Math.abs(rows.length * all - inOne * inOther) - all / 2;
        const margins = inOne * (all - inOne) * inOther * (all - inOther);
        return sum + (difference / margins) * difference * all;
      }, 0);
    }
  },
);
