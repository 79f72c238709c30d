import { describe, expect, test } from 'vitest';
import { areaOf, distanceOf } from '../../../surveys/expressions/geography.ts';

const RADIUS = 6_378_100;

describe('along a trace', () => {
  test.each([
    // A degree of a meridian: R π / 180.
    ['48 4 0 0; 49 4 0 0', (RADIUS * Math.PI) / 180],
    // From the Equator to the Pole and down again: half the Earth round.
    ['0 0; 90 0; 0 180', RADIUS * Math.PI],
    // A degree of the parallel of 60°, short enough for its cosine: half of a meridian's.
    ['60 10; 60 10.001', (RADIUS * Math.PI) / 180 / 1000 / 2],
    ['48 4', 0],
  ])('%s', (trace, metres) => {
    expect(distanceOf(trace) / (metres || 1)).toBeCloseTo(metres === 0 ? 0 : 1, 6);
  });

  test('what is no place has no length', () => {
    expect(distanceOf('')).toBeNaN();
    expect(distanceOf('ici; là')).toBeNaN();
  });
});

describe('within a trace', () => {
  test('an eighth of the sphere: π R² / 2', () => {
    expect(areaOf('0 0; 0 90; 90 0') / ((Math.PI * RADIUS ** 2) / 2)).toBeCloseTo(1, 9);
  });

  test('a small square at the Equator is the square of its side, whichever way it is walked', () => {
    const side = (RADIUS * Math.PI) / 180 / 1000;
    const square = ['0 0', '0 0.001', '0.001 0.001', '0.001 0'];
    expect(areaOf(square.join(';')) / side ** 2).toBeCloseTo(1, 6);
    expect(areaOf(square.toReversed().join(';'))).toBeCloseTo(areaOf(square.join(';')), 6);
  });

  test('two points hold nothing', () => {
    expect(areaOf('0 0; 1 1')).toBe(0);
  });
});
