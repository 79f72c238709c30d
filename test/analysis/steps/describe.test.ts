import { describe, expect, test } from 'vitest';
import { matrixFromRows } from '../../../analysis/math/matrix.ts';
import { createRandom } from '../../../analysis/math/random.ts';
import { coherence } from '../../../analysis/steps/coherence.ts';
import { profileChi2, profileClasses, signedChi2 } from '../../../analysis/steps/keyness.ts';
import { relateMetadata } from '../../../analysis/steps/metadata.ts';
import { rankTypical } from '../../../analysis/steps/typical.ts';

describe('Keyness', () => {
  test('is the χ² of the 2 × 2 table, signed by observed − expected', () => {
    // 8 of 10 units of the class hold the form, 4 of the 20 others: expected 4 and 8.
    // (4²/4 + 4²/8)·… : χ² = 30·(8·16 − 4·2)²/(10·20·12·18) = 10.
    expect(signedChi2(8, 10, 12, 30)).toBeCloseTo(10, 12);
    expect(signedChi2(4, 20, 12, 30)).toBeCloseTo(-10, 12);
    expect(signedChi2(4, 10, 12, 30)).toBe(0);
  });

  test('of a form that all units hold, or of a class that is the whole, is nil', () => {
    expect(signedChi2(10, 10, 30, 30)).toBe(0);
    expect(signedChi2(12, 30, 12, 30)).toBe(0);
  });

  test('counts classified units only', () => {
    const matrix = matrixFromRows([[0, 1], [0], [1], [1], [0, 1]], 2);
    const profile = profileClasses(matrix, Int32Array.from([1, 1, 2, 2, 0]), 2);
    expect([...profile.sizes]).toEqual([2, 2]);
    expect([...profile.totals]).toEqual([2, 3]);
    expect(profileChi2(profile, 0, 0)).toBeCloseTo(4, 12);
    expect(profileChi2(profile, 1, 0)).toBeCloseTo(-4, 12);
  });
});

describe('Typical units', () => {
  const matrix = matrixFromRows([[0, 1, 2], [0], [2], [0, 1]], 3);
  const chi2 = Float64Array.of(9, 5, -3);

  test('gather the forms of the class', () => {
    expect(rankTypical(matrix, [0, 1, 2, 3], chi2, 'absolute')).toEqual([
      { row: 3, score: 14 },
      { row: 0, score: 11 },
      { row: 1, score: 9 },
      { row: 2, score: -3 },
    ]);
  });

  test('or hold little else', () => {
    expect(rankTypical(matrix, [0, 1, 3], chi2, 'relative').map(({ row }) => row)).toEqual([
      1, 3, 0,
    ]);
  });
});

describe('Coherence', () => {
  test('is the mean normalised mutual information of pairs, by hand', () => {
    // Four units. Forms 0 and 1 stand together twice and never apart: ln(2·4/(2·2))/ln(4/2) = 1.
    // Form 2 never stands with them: −1. Mean of 1, −1, −1.
    const matrix = matrixFromRows([[0, 1], [0, 1], [2], []], 3);
    expect(coherence(matrix, [0, 1, 2])).toBeCloseTo(-1 / 3, 12);
    expect(coherence(matrix, [0])).toBeNull();
  });
});

describe('Metadata', () => {
  /** Mayors of the north speak of rail, those of the south of water; each has `units` segments. */
  const corpusOf = (speakers: number, units: number) => {
    const contributions = Array.from({ length: speakers }, (_, i) => ({
      id: `entretien-${i}`,
      text: '',
      speaker: `maire-${i}`,
      metadata: { region: i % 2 === 0 ? 'nord' : 'sud', numero: `${i}` },
    }));
    const contribution = Uint32Array.from({ length: speakers * units }, (_, u) =>
      Math.floor(u / units),
    );
    const group = Int32Array.from(contribution, (c) => (c % 2 === 0 ? 1 : 2));
    return { contributions, contribution, group };
  };

  test('that goes with a theme is told, counted in stakeholders', () => {
    const { contributions, contribution, group } = corpusOf(20, 7);
    const [rail, water] = relateMetadata(contributions, contribution, group, 2, 1);
    expect(rail.map(({ variable, value }) => `${variable}=${value}`).sort()).toEqual([
      'region=nord',
      'region=sud',
    ]);
    const north = rail.find(({ value }) => value === 'nord');
    expect(north).toMatchObject({ speakers: 10, speakersOfValue: 10, expected: 5 });
    expect(north?.q).toBeLessThan(0.01);
    expect(water).toHaveLength(2);
  });

  test('stays silent for a handful of stakeholders, however much each of them says', () => {
    const { contributions, contribution, group } = corpusOf(8, 500);
    expect(relateMetadata(contributions, contribution, group, 2, 1)).toEqual([[], []]);
  });

  test('that has no bearing is rarely told', () => {
    let told = 0;
    for (let seed = 1; seed <= 30; seed++) {
      const { contributions, contribution } = corpusOf(40, 3);
      const random = createRandom(seed);
      const group = Int32Array.from(contribution, () => 1 + Math.floor(random() * 3));
      told += relateMetadata(contributions, contribution, group, 3, seed).flat().length;
    }
    expect(told).toBeLessThanOrEqual(8);
  });

  test('of a large survey is told by the same measure, without permutations', () => {
    const { contributions, contribution, group } = corpusOf(1200, 1);
    const [rail] = relateMetadata(contributions, contribution, group, 2, 1);
    expect(rail[0].p).toBeLessThan(1e-9);
  });
});
