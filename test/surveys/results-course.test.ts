import { expect, it } from 'vitest';
import { courseOf, durationsOf } from '../../surveys/results/course.ts';
import { everyType } from '../fixtures/every-type.ts';

const definition = everyType;
const walked = (answers: object) => ({ definition, answers: { ...answers } });

it('counts who reached each page, and who stopped there without sending', () => {
  // Two sent everything; one never comes to the market, so that its page was not theirs.
  const sentOn = new Map([
    ['you', 2],
    ['market', 1],
    ['more', 2],
  ]);
  const drafts = [
    walked({}),
    walked({ home: '51F01' }),
    walked({ home: '51F01', visit: 'weekly', goods: ['fish'] }),
    walked({ visit: 'never', budget: 4 }),
  ];
  const { pages, unsent, blank } = courseOf(definition, sentOn, drafts);
  expect([unsent, blank]).toEqual([4, 1]);
  expect(pages.map(({ id, reached, stopped }) => [id, reached, stopped])).toEqual([
    ['you', 5, 1],
    ['market', 2, 1], // not asked of who never comes
    ['more', 3, 1],
  ]);
});

it('does not take a value that nobody typed for a page that was reached', () => {
  const { blank } = courseOf(definition, new Map(), [walked({ origin: 'affiche' })]);
  expect(blank).toBe(1);
});

it('knows the time of those alone who began and sent at different times', () => {
  const { spread, known } = durationsOf([
    { startedAt: 0, submittedAt: 60_000 },
    { startedAt: 0, submittedAt: 180_000 },
    { startedAt: 5, submittedAt: 5 },
  ]);
  expect([known, spread?.median]).toEqual([2, 120]);
  expect(durationsOf([])).toEqual({ spread: null, known: 0 });
});
