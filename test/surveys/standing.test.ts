import { expect, it } from 'vitest';
import { crossStandings, type Standing } from '../../surveys/standing.ts';

const person = (
  category: string | null,
  regionCode: string | null,
  state: 'invited' | 'answered' | 'came',
): Standing => ({
  category,
  regionCode,
  isInvited: state !== 'came',
  isSent: state !== 'invited',
});

const declared = { categories: ['mayor', 'prefecture', 'chamber'], regions: ['44', '76'] };

it('counts who answered and who is missing, place by place', () => {
  const table = crossStandings(
    [
      person('mayor', '44', 'answered'),
      person('mayor', '44', 'invited'),
      person('mayor', '44', 'came'),
      person('mayor', '76', 'invited'),
      person('chamber', '76', 'answered'),
    ],
    declared,
  );
  expect(table).toEqual({
    regions: ['44', '76'],
    rows: [
      {
        category: 'mayor',
        cells: [
          { answered: 2, missing: 1 },
          { answered: 0, missing: 1 },
        ],
        total: { answered: 2, missing: 2 },
      },
      {
        category: 'chamber',
        cells: [
          { answered: 0, missing: 0 },
          { answered: 1, missing: 0 },
        ],
        total: { answered: 1, missing: 0 },
      },
    ],
    totals: [
      { answered: 2, missing: 1 },
      { answered: 1, missing: 1 },
    ],
    total: { answered: 3, missing: 2 },
  });
});

it('keeps a column for a silent region, and opens one for elsewhere only when someone is there', () => {
  const here = crossStandings([person('mayor', '44', 'came')], declared);
  expect(here.regions).toEqual(['44', '76']);
  expect(here.totals[1]).toEqual({ answered: 0, missing: 0 });
  const elsewhere = crossStandings(
    [person('mayor', '11', 'came'), person(null, null, 'came')],
    declared,
  );
  expect(elsewhere.regions).toEqual(['44', '76', null]);
  expect(elsewhere.rows.map(({ category }) => category)).toEqual(['mayor', null]);
  expect(elsewhere.totals[2]).toEqual({ answered: 2, missing: 0 });
});

it('loses nobody: rows, columns and the total agree', () => {
  const people = ['mayor', 'prefecture', null].flatMap((category) =>
    ['44', '76', '99', null].flatMap((region) =>
      (['invited', 'answered', 'came'] as const).map((state) => person(category, region, state)),
    ),
  );
  const { rows, totals, total } = crossStandings(people, declared);
  const sum = (heads: readonly { answered: number; missing: number }[]) => ({
    answered: heads.reduce((count, { answered }) => count + answered, 0),
    missing: heads.reduce((count, { missing }) => count + missing, 0),
  });
  expect(total).toEqual({ answered: 24, missing: 12 });
  expect(sum(totals)).toEqual(total);
  expect(sum(rows.map((row) => row.total))).toEqual(total);
  for (const row of rows) expect(sum(row.cells)).toEqual(row.total);
});
