import { describe, expect, it } from 'vitest';
import { matrixFromRows } from '../../../analysis/math/matrix.ts';
import { createRandom } from '../../../analysis/math/random.ts';
import {
  type Link,
  linksBetween,
  maximumSpanningTree,
  similarityGraph,
  weigher,
} from '../../../analysis/steps/similarity.ts';

const [commerce, vitrine, loyer, médecin] = [0, 1, 2, 3];

/** Units that hold commerce: 4, vitrine: 3, loyer: 3, médecin: 1. */
const shops = matrixFromRows(
  [
    [commerce, vitrine],
    [commerce, vitrine],
    [vitrine, loyer],
    [loyer, médecin],
    [commerce, loyer],
    [commerce],
  ],
  4,
);

const named = ({ first, second }: Link) => `${first}-${second}`;

describe('how forms go together, counted by hand', () => {
  it('links say in how many units, and out of how many that hold one or the other', () => {
    expect(linksBetween(shops)).toEqual([
      { first: commerce, second: vitrine, together: 2, jaccard: 2 / 5 },
      { first: commerce, second: loyer, together: 1, jaccard: 1 / 6 },
      { first: vitrine, second: loyer, together: 1, jaccard: 1 / 5 },
      { first: loyer, second: médecin, together: 1, jaccard: 1 / 3 },
    ]);
  });

  it('the tree keeps the strongest links that close no loop: by Jaccard, commerce–loyer goes', () => {
    const { tree } = similarityGraph(shops, { measure: 'jaccard', minimumTogether: 1, seed: 1 });
    expect(tree.map(named)).toEqual(['0-1', '2-3', '1-2']);
  });

  it('by plain counts, ties go to the first forms: vitrine–loyer goes instead', () => {
    const { tree } = similarityGraph(shops, { measure: 'count', minimumTogether: 1, seed: 1 });
    expect(tree.map(named)).toEqual(['0-1', '0-2', '2-3']);
  });

  it('links of too few units are dropped, and forms without any stay alone', () => {
    const { links, tree, community } = similarityGraph(shops, {
      measure: 'count',
      minimumTogether: 2,
      seed: 1,
    });
    expect(links.map(named)).toEqual(['0-1']);
    expect(tree.map(named)).toEqual(['0-1']);
    expect([...community]).toEqual([1, 1, 2, 3]);
  });
});

describe('communities', () => {
  /** Three forms that always go together, four that do, and one unit that links the two circles. */
  const circles = matrixFromRows(
    [
      [0, 1, 2],
      [0, 1, 2],
      [3, 4, 5, 6],
      [3, 4, 5, 6],
      [2, 3],
    ],
    7,
  );

  it('two circles that one unit links are two, the larger first, whatever the seed', () => {
    for (const seed of [1, 2, 3, 4, 5]) {
      const { community } = similarityGraph(circles, {
        measure: 'jaccard',
        minimumTogether: 1,
        seed,
      });
      expect([...community]).toEqual([2, 2, 2, 1, 1, 1, 1]);
    }
  });
});

it('no other tree weighs more: compared with all of them on small graphs', () => {
  const random = createRandom(7);
  for (let round = 0; round < 30; round++) {
    const rows = Array.from({ length: 8 }, () => [0, 1, 2, 3, 4].filter(() => random() < 0.45));
    const links = linksBetween(matrixFromRows(rows, 5));
    const weightOf = weigher('jaccard');
    const sum = (some: readonly Link[]) => some.reduce((all, link) => all + weightOf(link), 0);
    const tree = maximumSpanningTree(5, links, weightOf);
    const rivals = subsets(links).filter((some) => some.length === tree.length && !hasLoop(some));
    expect(hasLoop(tree)).toBe(false);
    expect(sum(tree)).toBeCloseTo(Math.max(...rivals.map(sum)), 12);
    // Nor is any forest larger: the tree reaches all that links reach.
    expect(subsets(links).some((some) => some.length > tree.length && !hasLoop(some))).toBe(false);
  }
});

it('the same table gives the same graph', () => {
  const options = { measure: 'jaccard', minimumTogether: 1, seed: 3 } as const;
  expect(similarityGraph(shops, options)).toEqual(similarityGraph(shops, options));
});

it('a table without forms, or without any pair, has no links', () => {
  const options = { measure: 'jaccard', minimumTogether: 1, seed: 1 } as const;
  expect(similarityGraph(matrixFromRows([], 0), options).tree).toEqual([]);
  const alone = similarityGraph(matrixFromRows([[0], [1]], 2), options);
  expect([alone.links, alone.tree, [...alone.community]]).toEqual([[], [], [1, 2]]);
});

function subsets(links: readonly Link[]): Link[][] {
  return Array.from({ length: 2 ** links.length }, (_, mask) =>
    links.filter((_link, at) => ((mask >> at) & 1) === 1),
  );
}

function hasLoop(links: readonly Link[]): boolean {
  const reach = new Map<number, Set<number>>();
  for (const { first, second } of links) {
    const [a, b] = [reach.get(first) ?? new Set([first]), reach.get(second) ?? new Set([second])];
    if (a === b) return true;
    const joined = new Set([...a, ...b]);
    if (joined.size < a.size + b.size) return true;
    for (const node of joined) reach.set(node, joined);
  }
  return false;
}
