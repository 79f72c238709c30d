import { describe, expect, test } from 'vitest';
import { type Division, layOut } from '../../../views/charts/dendrogram.ts';

const fork = (node: number) => ({ node, theme: null });
const leaf = (theme: number) => ({ node: null, theme });
const setAside = { node: null, theme: null };

describe('layOut', () => {
  test('draws three classes as two brackets, the first division farthest from the classes', () => {
    // √100 = 10 and √25 = 5: the second division stands half-way. Classes 2, 3, 1 from top to bottom.
    const divisions: Division[] = [
      { node: 0, height: 100, children: [fork(1), leaf(1)] },
      { node: 1, height: 25, children: [leaf(2), leaf(3)] },
    ];
    expect(layOut(divisions)).toEqual({
      order: [2, 3, 1],
      brackets: [
        [
          [0, 0],
          [0.5, 0],
          [0.5, 1],
          [0, 1],
        ],
        [
          [0.5, 0.5],
          [1, 0.5],
          [1, 2],
          [0, 2],
        ],
      ],
    });
  });

  test('never draws a division nearer the classes than one below it', () => {
    const divisions: Division[] = [
      { node: 0, height: 4, children: [fork(1), leaf(1)] },
      { node: 1, height: 16, children: [leaf(2), leaf(3)] },
    ];
    const [lower, upper] = layOut(divisions).brackets;
    expect(lower?.[1]).toEqual([1, 0]);
    expect(upper?.[1]).toEqual([1, 0.5]);
  });

  test('a division that lost one side is no fork', () => {
    const divisions: Division[] = [
      { node: 0, height: 9, children: [setAside, fork(1)] },
      { node: 1, height: 4, children: [leaf(1), leaf(2)] },
    ];
    expect(layOut(divisions)).toEqual({
      order: [1, 2],
      brackets: [
        [
          [0, 0],
          [1, 0],
          [1, 1],
          [0, 1],
        ],
      ],
    });
  });

  test('without divisions there is nothing to draw', () => {
    expect(layOut([])).toEqual({ order: [], brackets: [] });
  });
});
