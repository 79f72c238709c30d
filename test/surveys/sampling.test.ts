import { describe, expect, it } from 'vitest';
import {
  bandsOf,
  type Place,
  type SampledPerson,
  type SamplingPlan,
  standing,
  strataOf,
  stratumOf,
} from '../../surveys/sampling.ts';
import { drawSample } from '../../surveys/sampling-draw.ts';
import { equalTargets, proportionalTargets } from '../../surveys/sampling-targets.ts';

const plan: SamplingPlan = {
  axes: ['region', 'population'],
  regions: ['44', '76'],
  bandStarts: [3500, 10001],
  targets: {},
};

const town = (
  regionCode: string | null,
  population: number | null,
  centrality = 'locale',
): Place => ({
  regionCode,
  centrality,
  population,
});

describe('strata', () => {
  it('cross the axes in reading order, the last one first', () => {
    expect(strataOf(plan).map(({ id }) => id)).toEqual([
      '44/0-3499',
      '44/3500-10000',
      '44/10001-',
      '76/0-3499',
      '76/3500-10000',
      '76/10001-',
    ]);
    expect(strataOf(plan)[1]).toEqual({
      id: '44/3500-10000',
      region: '44',
      centrality: null,
      band: { from: 3500, to: 10000 },
    });
    expect(strataOf({ ...plan, axes: ['region', 'centrality', 'population'] })).toHaveLength(24);
    expect(strataOf({ ...plan, axes: [] })).toEqual([
      { id: 'all', region: null, centrality: null, band: null },
    ]);
  });

  it('hold both ends of a band', () => {
    expect(bandsOf(plan)).toEqual([
      { from: 0, to: 3499 },
      { from: 3500, to: 10000 },
      { from: 10001, to: null },
    ]);
    const found = [3499, 3500, 10000, 10001, 0].map((each) => stratumOf(town('44', each), plan));
    expect(found).toEqual([
      '44/0-3499',
      '44/3500-10000',
      '44/3500-10000',
      '44/10001-',
      '44/0-3499',
    ]);
  });

  it('leave out a place of which the plan asks more than is known', () => {
    expect(stratumOf(town('11', 2000), plan)).toBeNull();
    expect(stratumOf(town(null, 2000), plan)).toBeNull();
    expect(stratumOf(town('44', null), plan)).toBeNull();
    expect(stratumOf(town('44', null), { ...plan, axes: ['region'] })).toBe('44');
    expect(stratumOf(town('44', 1, 'inconnue'), { ...plan, axes: ['centrality'] })).toBeNull();
    expect(stratumOf(town(null, null), { ...plan, axes: [] })).toBe('all');
  });

  it('each place falls in exactly one stratum or in none', () => {
    const all = { ...plan, axes: ['region', 'centrality', 'population'] as const };
    const ids = new Set(strataOf(all).map(({ id }) => id));
    expect(ids.size).toBe(2 * 4 * 3);
    for (const population of [0, 1, 3499, 3500, 9999, 10000, 10001, 2_000_000])
      for (const centrality of ['locale', 'intermédiaire', 'structurante', 'majeure'])
        expect(ids).toContain(stratumOf(town('76', population, centrality), all));
  });
});

const person = (place: Place | null, state: 'silent' | 'answered' | 'came'): SampledPerson => ({
  place,
  isInvited: state !== 'came',
  isSent: state !== 'silent',
});

describe('standing', () => {
  const asked: SamplingPlan = { ...plan, axes: ['region'], targets: { '44': 2, '76': 3 } };
  const people = [
    person(town('44', 1000), 'answered'),
    person(town('44', 1000), 'silent'),
    person(town('44', 1000), 'came'),
    person(town('76', 1000), 'answered'),
    person(town('76', 1000), 'silent'),
    person(town('76', 1000), 'silent'),
    person(town('11', 1000), 'answered'),
    person(null, 'silent'),
    person(null, 'came'),
  ];

  it('says what is wanted, what came and what is missing, stratum by stratum', () => {
    const { strata, total, outside } = standing(asked, people, [
      town('44', 1),
      town('44', 2),
      town('76', 3),
      town('11', 4),
    ]);
    expect(strata).toMatchObject([
      {
        stratum: { id: '44' },
        population: 2,
        invited: 2,
        answered: 2,
        answeredInvited: 1,
        awaited: 1,
        target: 2,
        missing: 0,
        isFull: true,
      },
      {
        stratum: { id: '76' },
        population: 1,
        invited: 3,
        answered: 1,
        answeredInvited: 1,
        awaited: 2,
        target: 3,
        missing: 2,
        isFull: false,
      },
    ]);
    expect(total).toEqual({
      population: 3,
      invited: 5,
      answered: 3,
      answeredInvited: 2,
      awaited: 3,
      target: 5,
      missing: 2,
      isFull: false,
    });
    expect(outside).toEqual({ invited: 2, answered: 2, answeredInvited: 1, awaited: 1 });
  });

  it('lets no stratum make up for another', () => {
    const came = Array.from({ length: 9 }, () => person(town('44', 1), 'came'));
    expect(standing(asked, came).total).toMatchObject({ answered: 9, target: 5, missing: 3 });
  });

  it('knows no population without a reference, and calls nothing full without a target', () => {
    const [stratum] = standing({ ...asked, targets: {} }, people).strata;
    expect(stratum).toMatchObject({ population: null, target: null, missing: null, isFull: false });
  });

  it('finds a stratum from which nobody is wanted full from the start', () => {
    const [stratum] = standing({ ...asked, targets: { '44': 0 } }, []).strata;
    expect(stratum).toMatchObject({ target: 0, missing: 0, isFull: true });
  });
});

describe('targets', () => {
  it('share a total out by largest remainders', () => {
    // 10 of 100: 4.7, 3.6, 1.7 → 4, 3, 1 and two more for .7 and .7.
    expect(proportionalTargets(10, { a: 47, b: 36, c: 17 })).toEqual({ a: 5, b: 3, c: 2 });
    expect(proportionalTargets(0, { a: 47 })).toEqual({ a: 0 });
    expect(proportionalTargets(10, { a: 0, b: null })).toEqual({ a: 0, b: 0 });
  });

  it('never want more than there is', () => {
    expect(proportionalTargets(50, { a: 10, b: 3 })).toEqual({ a: 10, b: 3 });
    expect(equalTargets(30, { a: 4, b: 20, c: 20 })).toEqual({ a: 4, b: 13, c: 13 });
    expect(equalTargets(30, { a: 4, b: 2 })).toEqual({ a: 4, b: 2 });
  });

  it('are equal where sizes allow, the first ones taking what does not divide', () => {
    expect(equalTargets(11, { a: 20, b: 20, c: 20 })).toEqual({ a: 4, b: 4, c: 3 });
    expect(equalTargets(4, { a: null, b: null })).toEqual({ a: 2, b: 2 });
    expect(equalTargets(1, { a: 5, b: 5 })).toEqual({ a: 1, b: 0 });
  });

  it('sum to the total and stay within one of the exact share, whatever the sizes', () => {
    for (let total = 0; total <= 120; total += 7)
      for (const sizes of [
        [1, 2, 3, 120],
        [33, 33, 33],
        [224, 143, 98],
        [0, 5, 0],
      ]) {
        const population = sizes.reduce((sum, size) => sum + size, 0);
        const wanted = Math.min(total, population);
        const named = Object.fromEntries(sizes.map((size, rank) => [`s${rank}`, size]));
        const targets = Object.values(proportionalTargets(total, named));
        expect(targets.reduce((sum, target) => sum + target, 0)).toBe(wanted);
        for (const [rank, size] of sizes.entries())
          expect(Math.abs((targets[rank] ?? 0) - (wanted * size) / population)).toBeLessThan(1);
      }
  });
});

describe('a draw', () => {
  const units = Array.from({ length: 40 }, (_, rank) => ({
    code: `0900${rank}`,
    stratum: rank % 2 === 0 ? 'even' : rank < 30 ? 'odd' : null,
  }));
  const draw = (seed: string, even: number, from = units) =>
    drawSample(from, { seed, stratumOf: ({ stratum }) => stratum, sizes: { even, odd: 99 } });
  const evens = (drawn: typeof units) =>
    drawn.filter(({ stratum }) => stratum === 'even').map(({ code }) => code);

  it('takes so many of each stratum, all of a smaller one, and nobody outside', () => {
    const drawn = draw('automne', 6);
    expect(evens(drawn)).toHaveLength(6);
    expect(drawn.filter(({ stratum }) => stratum === 'odd')).toHaveLength(15);
    expect(drawn.filter(({ stratum }) => stratum === null)).toEqual([]);
  });

  it('is the same for the same seed, in whatever order the list comes, and another for another', () => {
    expect(evens(draw('automne', 6, units.toReversed())).toSorted()).toEqual(
      evens(draw('automne', 6)).toSorted(),
    );
    expect(evens(draw('printemps', 6))).not.toEqual(evens(draw('automne', 6)));
  });

  it('keeps everyone drawn when it grows', () => {
    expect(evens(draw('automne', 9))).toEqual(expect.arrayContaining(evens(draw('automne', 6))));
  });

  it('gives each unit the same chance', () => {
    const times = new Map<string, number>();
    for (let seed = 0; seed < 400; seed += 1)
      for (const code of evens(draw(`${seed}`, 5))) times.set(code, (times.get(code) ?? 0) + 1);
    // 400 draws at 5 in 20: 100 each, standard deviation √75 ≈ 8.7; five of them on either side.
    for (const count of times.values()) expect(Math.abs(count - 100)).toBeLessThan(44);
    expect(times.size).toBe(20);
  });
});
