import { describe, expect, test } from 'vitest';
import { designScreens } from '../../surveys/maxdiff-design.ts';

describe('the design of best–worst screens', () => {
  test('shows each of ten items exactly twice over five screens of four', () => {
    const screens = designScreens({ items: 10, screens: 5, perScreen: 4, seed: 20191202 });
    expect(screens.map((screen) => new Set(screen).size)).toEqual([4, 4, 4, 4, 4]);
    expect(appearances(screens, 10)).toEqual(Array(10).fill(2));
  });

  // Two screens of a design where each item is on exactly two screens share at most one item: the ten items
  // are then the ten pairs of five screens, so that no two items meet twice.
  test('never lets the same two items meet twice when that can be avoided', () => {
    const screens = designScreens({ items: 10, screens: 5, perScreen: 4, seed: 20191202 });
    expect(Math.max(...meetings(screens))).toBe(1);
  });

  test.each([
    { items: 6, screens: 3, perScreen: 4 },
    { items: 7, screens: 7, perScreen: 3 },
    { items: 12, screens: 9, perScreen: 4 },
    { items: 5, screens: 5, perScreen: 3 },
    { items: 4, screens: 3, perScreen: 4 },
  ])('is balanced for $items items on $screens screens of $perScreen', (settings) => {
    for (let seed = 0; seed < 5; seed += 1) {
      const screens = designScreens({ ...settings, seed });
      const each = (settings.screens * settings.perScreen) / settings.items;
      expect(appearances(screens, settings.items)).toEqual(Array(settings.items).fill(each));
      expect(screens.every((screen) => new Set(screen).size === settings.perScreen)).toBe(true);
    }
  });

  test('finds the seven lines of Fano’s plane, where any two of seven items meet once', () => {
    const screens = designScreens({ items: 7, screens: 7, perScreen: 3, seed: 1 });
    expect(meetings(screens)).toEqual(Array(21).fill(1));
  });

  test('is the same for the same seed, and another for another', () => {
    const settings = { items: 10, screens: 5, perScreen: 4 };
    const first = designScreens({ ...settings, seed: 1 });
    expect(designScreens({ ...settings, seed: 1 })).toEqual(first);
    expect(designScreens({ ...settings, seed: 2 })).not.toEqual(first);
  });
});

function appearances(screens: readonly (readonly number[])[], items: number): number[] {
  return Array.from(
    { length: items },
    (_, item) => screens.flat().filter((each) => each === item).length,
  );
}

/** How often each pair of items shares a screen, for the pairs that do. */
function meetings(screens: readonly (readonly number[])[]): number[] {
  const counts = new Map<string, number>();
  for (const screen of screens) {
    for (const a of screen) {
      for (const b of screen.filter((each) => each > a)) {
        counts.set(`${a}-${b}`, (counts.get(`${a}-${b}`) ?? 0) + 1);
      }
    }
  }
  return [...counts.values()];
}
