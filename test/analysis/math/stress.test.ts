import { expect, it } from 'vitest';
import { layOutForest } from '../../../analysis/math/stress.ts';

const apart = (points: ReturnType<typeof layOutForest>, first: number, second: number): number =>
  Math.hypot(points[first].x - points[second].x, points[first].y - points[second].y);

it('three nodes in a row lie in a straight line, one apart, flat', () => {
  const points = layOutForest(3, [
    { first: 0, second: 1 },
    { first: 1, second: 2 },
  ]);
  expect(apart(points, 0, 1)).toBeCloseTo(1, 1);
  expect(apart(points, 1, 2)).toBeCloseTo(1, 1);
  expect(apart(points, 0, 2)).toBeCloseTo(2, 1);
  for (const { y } of points) expect(y).toBeCloseTo(0, 1);
});

it('the three neighbours of a node stand around it at equal distances', () => {
  const points = layOutForest(
    4,
    [1, 2, 3].map((second) => ({ first: 0, second })),
  );
  const sides = [apart(points, 1, 2), apart(points, 2, 3), apart(points, 1, 3)];
  expect(Math.max(...sides) - Math.min(...sides)).toBeLessThan(0.01);
  expect(apart(points, 0, 1)).toBeLessThan(sides[0]);
});

it('trees that nothing links are drawn apart, and each node has its place', () => {
  const points = layOutForest(5, [
    { first: 0, second: 1 },
    { first: 2, second: 3 },
  ]);
  expect(points).toHaveLength(5);
  for (const { x, y } of points) expect(Number.isFinite(x) && Number.isFinite(y)).toBe(true);
  expect(apart(points, 0, 2)).toBeGreaterThan(apart(points, 0, 1));
});

it('nothing and a single node are drawn too, and the same graph always alike', () => {
  expect(layOutForest(0, [])).toEqual([]);
  expect(layOutForest(1, [])).toEqual([{ x: 0, y: 0 }]);
  const edges = [1, 2, 3, 4, 5, 6].map((second) => ({ first: (second - 1) >> 1, second }));
  expect(layOutForest(7, edges)).toEqual(layOutForest(7, edges));
});
