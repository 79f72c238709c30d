import { expect, it } from 'vitest';
import { dayInParis, firstInstantOf, lastInstantOf } from '../../server/paris-days.ts';

it('a winter day begins at 23:00 UTC the day before, a summer day at 22:00', () => {
  expect(firstInstantOf('2020-01-14')).toBe(Date.UTC(2020, 0, 13, 23));
  expect(firstInstantOf('2020-07-14')).toBe(Date.UTC(2020, 6, 13, 22));
});

it('the days when clocks change last 23 and 25 hours', () => {
  const hours = (day: string) => (lastInstantOf(day) + 1 - firstInstantOf(day)) / 3_600_000;
  expect(hours('2020-03-29')).toBe(23);
  expect(hours('2020-10-25')).toBe(25);
  expect(hours('2020-02-29')).toBe(24);
});

it('gives back the day it was given, at its first and last instants', () => {
  for (const day of ['2019-12-31', '2020-03-29', '2020-10-25', '2024-02-29']) {
    expect(dayInParis(firstInstantOf(day))).toBe(day);
    expect(dayInParis(lastInstantOf(day))).toBe(day);
  }
});
