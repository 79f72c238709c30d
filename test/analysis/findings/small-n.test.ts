import { describe, expect, it } from 'vitest';
import {
  agreementAcross,
  chooseFairly,
  divergenceOf,
  stateObservation,
  wilsonInterval,
} from '../../../analysis/findings/small-n.ts';
import { createRandom } from '../../../analysis/math/random.ts';

describe('Wilson’s interval', () => {
  it('gives the bounds of Newcombe (1998), table I', () => {
    for (const [count, n, low, high] of [
      [81, 263, 0.2553, 0.3662],
      [15, 148, 0.0624, 0.1605],
      [0, 20, 0, 0.1611],
      [1, 29, 0.0061, 0.1718],
    ] as const) {
      const interval = wilsonInterval(count, n);
      expect(interval.low).toBeCloseTo(low, 4);
      expect(interval.high).toBeCloseTo(high, 4);
    }
  });

  it('holds the share, mirrors itself, narrows with n and stays between 0 and 1', () => {
    for (let n = 1; n <= 200; n += 7)
      for (let count = 0; count <= n; count += 3) {
        const { low, high } = wilsonInterval(count, n);
        expect(low).toBeGreaterThanOrEqual(0);
        expect(high).toBeLessThanOrEqual(1);
        expect(low).toBeLessThanOrEqual(count / n);
        expect(high).toBeGreaterThanOrEqual(count / n);
        const mirror = wilsonInterval(n - count, n);
        expect(mirror.low).toBeCloseTo(1 - high, 12);
        const wider = wilsonInterval(count * 4, n * 4);
        expect(wider.high - wider.low).toBeLessThan(high - low);
      }
  });

  it('says nothing when nothing was observed', () => {
    expect(wilsonInterval(0, 0)).toEqual({ low: 0, high: 1 });
  });
});

describe('What may be shown of an observation', () => {
  it('is a percentage only of a survey of 30 answers or more whose response rate is known', () => {
    expect(stateObservation({ source: 'survey', count: 12, n: 30, invited: 200 })).toMatchObject({
      kind: 'percentage',
      share: 0.4,
      n: 30,
      invited: 200,
      responseRate: 0.15,
    });
    const counts = { kind: 'count', count: 12, n: 29 };
    expect(stateObservation({ source: 'survey', count: 12, n: 29, invited: 200 })).toEqual(counts);
    expect(stateObservation({ source: 'survey', count: 12, n: 300 }).kind).toBe('count');
  });

  it('is never a percentage of interviews, of returns or of documents, however many', () => {
    for (const source of ['interview', 'return', 'document'] as const)
      expect(stateObservation({ source, count: 80, n: 100, invited: 100 })).toEqual({
        kind: 'count',
        count: 80,
        n: 100,
      });
  });
});

describe('Agreement and divergence between declared groups', () => {
  const voices = (yes: number, no = 0, mixed = 0) => ({ for: yes, against: no, mixed });

  it('agreement is that of the group that agrees least, (A + 1)/(S + 2)', () => {
    // Mayors 4 of 5: 5/7; prefectures 1 of 4: 2/6; chambers silent: 1/2. The least is 1/3.
    expect(agreementAcross([voices(4, 1), voices(1, 3), voices(0)])).toBeCloseTo(1 / 3, 12);
    expect(agreementAcross([voices(4, 1), voices(0)])).toBe(1 / 2);
    expect(agreementAcross([voices(3, 0, 1)])).toBeCloseTo(4 / 6, 12);
  });

  it('divergence is twice the smaller share: 1 when evenly split, 0 when of one mind', () => {
    expect(divergenceOf(voices(3, 3))).toBe(1);
    expect(divergenceOf(voices(5))).toBe(0);
    expect(divergenceOf(voices(0))).toBe(0);
    expect(divergenceOf(voices(6, 2))).toBe(0.5);
    // 2 for, 1 against, 1 mixed: 2·min(2.5, 1.5)/4.
    expect(divergenceOf(voices(2, 1, 1))).toBe(0.75);
  });

  it('both stay between 0 and 1', () => {
    const random = createRandom(7);
    for (let i = 0; i < 300; i += 1) {
      const group = () => voices(draw(9), draw(9), draw(9));
      const draw = (n: number) => Math.floor(random() * n);
      const groups = [group(), group(), group()];
      const agreement = agreementAcross(groups);
      expect(agreement).toBeGreaterThan(0);
      expect(agreement).toBeLessThan(1);
      for (const one of groups) {
        expect(divergenceOf(one)).toBeGreaterThanOrEqual(0);
        expect(divergenceOf(one)).toBeLessThanOrEqual(1);
      }
    }
  });
});

describe('A fair choice of verbatims', () => {
  const from = (id: string, rank: number, ...strata: string[]) => ({ id, rank, strata });

  it('hears every stratum before it hears one twice', () => {
    const mayors = ['m1', 'm2', 'm3', 'm4'].map((id, rank) => from(id, rank, 'mayor'));
    const others = [from('p1', 9, 'prefecture'), from('c1', 10, 'chamber')];
    const ids = chooseFairly([...mayors, ...others], 4).map(({ id }) => id);
    expect(ids).toEqual(['m1', 'p1', 'c1', 'm2']);
  });

  it('weighs a stratum heard d times for 1/(d + 1): worked by hand', () => {
    // First: a gains 2. Then region Est is heard once: b gains 1/2 + 1, c gains 1, d gains 1/2 + 1/2.
    const a = from('a', 0, 'Est', 'mayor');
    const b = from('b', 3, 'Est', 'chamber');
    const c = from('c', 1, 'Ouest');
    const d = from('d', 2, 'Est', 'mayor');
    expect(chooseFairly([d, c, b, a], 3).map(({ id }) => id)).toEqual(['a', 'b', 'c']);
  });

  it('breaks ties by rank, then by code unit of the id, never by the order given', () => {
    const tied = [from('é', 1, 'x'), from('z', 1, 'x'), from('Z', 1, 'x'), from('a', 0, 'x')];
    const expected = ['a', 'Z', 'z', 'é'];
    expect(chooseFairly(tied, 4).map(({ id }) => id)).toEqual(expected);
    expect(chooseFairly(tied.toReversed(), 4).map(({ id }) => id)).toEqual(expected);
  });

  it('of k + 1 begins with that of k, whatever the order of the candidates', () => {
    const random = createRandom(3);
    const draw = (n: number) => Math.floor(random() * n);
    for (let round = 0; round < 20; round += 1) {
      const candidates = Array.from({ length: 25 }, (_, i) =>
        from(`v${i}`, draw(4), `region ${draw(3)}`, `category ${draw(5)}`, `family ${draw(3)}`),
      );
      const whole = chooseFairly(candidates, 25);
      expect(new Set(whole).size).toBe(25);
      const shuffled = candidates.toSorted((a, b) => (a.id < b.id ? 1 : -1));
      for (let k = 0; k <= 25; k += 4) expect(chooseFairly(shuffled, k)).toEqual(whole.slice(0, k));
    }
  });

  it('asks no more than there is', () => {
    expect(chooseFairly([], 5)).toEqual([]);
    expect(chooseFairly([from('a', 0, 'x')], 5)).toHaveLength(1);
  });
});
