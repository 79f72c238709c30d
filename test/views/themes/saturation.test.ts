import { expect, test } from 'vitest';
import { saturationOf } from '../../../views/themes/saturation.ts';

test('each interview adds the themes that no earlier one had', () => {
  const met = (interviewId: string, ...themes: (number | null)[]) =>
    themes.map((theme) => ({ interviewId, theme }));
  const rows = [...met('a', 1, 2), ...met('b', 2), ...met('c', null), ...met('d', null, 1, 3)];
  expect(saturationOf(rows)).toEqual([
    { interviews: 1, themes: 2 },
    { interviews: 2, themes: 2 },
    { interviews: 3, themes: 2 },
    { interviews: 4, themes: 3 },
  ]);
});
