import { expect, it } from 'vitest';
import {
  dayInParis,
  firstInstantOf,
  instantOf,
  lastInstantOf,
  timeInParis,
} from '../../server/paris-days.ts';

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

it('a time of day is the instant when clocks in Paris show it, in winter and in summer', () => {
  expect(instantOf('2020-01-14', '09:30')).toBe(Date.UTC(2020, 0, 14, 8, 30));
  expect(instantOf('2020-07-14', '09:30')).toBe(Date.UTC(2020, 6, 14, 7, 30));
  expect(instantOf('2020-07-14', '00:00')).toBe(firstInstantOf('2020-07-14'));
  expect(timeInParis(Date.UTC(2020, 6, 14, 7, 30))).toBe('09:30');
  expect(timeInParis(firstInstantOf('2020-01-14'))).toBe('00:00');
});

it('takes the first of an hour that comes twice, and the hour after one that no clock shows', () => {
  expect(instantOf('2020-10-25', '02:30')).toBe(Date.UTC(2020, 9, 25, 0, 30));
  expect(instantOf('2020-10-25', '03:30')).toBe(Date.UTC(2020, 9, 25, 2, 30));
  expect(instantOf('2020-03-29', '02:30')).toBe(Date.UTC(2020, 2, 29, 1, 30));
  expect(instantOf('2020-03-29', '03:30')).toBe(Date.UTC(2020, 2, 29, 1, 30));
});
