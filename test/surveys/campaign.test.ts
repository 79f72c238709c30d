import { expect, it } from 'vitest';
import { type Calendar, mayAnswer, stateAt } from '../../surveys/campaign.ts';

const autumn: Calendar = { opensAt: 1_000, closesAt: 2_000, finishesAt: 3_000 };

it('passes from one state to the next at the very instants that were said', () => {
  const at = (now: number) => stateAt(autumn, now);
  expect([999, 1_000, 1_999, 2_000, 2_999, 3_000].map(at)).toEqual([
    'early',
    'open',
    'open',
    'closing',
    'closing',
    'closed',
  ]);
});

it('closes at once where nobody was given time to finish', () => {
  const short = { ...autumn, finishesAt: null };
  expect([1_999, 2_000].map((now) => stateAt(short, now))).toEqual(['open', 'closed']);
});

it('never closes without an end, whatever time was left to finish', () => {
  const endless = { ...autumn, closesAt: null };
  expect(stateAt(endless, 9_999_999)).toBe('open');
});

it('lets those who began go on while it closes, and nobody else', () => {
  const whoMay = (now: number) => [false, true].map((hasBegun) => mayAnswer(autumn, now, hasBegun));
  expect(whoMay(999)).toEqual([false, false]);
  expect(whoMay(1_000)).toEqual([true, true]);
  expect(whoMay(2_000)).toEqual([false, true]);
  expect(whoMay(3_000)).toEqual([false, false]);
});
