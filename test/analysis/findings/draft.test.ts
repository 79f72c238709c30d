import { describe, expect, it } from 'vitest';
import { draftFinding, type ThemeSegment } from '../../../analysis/findings/draft.ts';

const segment = (
  id: string,
  speaker: string,
  [region, category, family]: readonly [string, string, string],
  more: Partial<ThemeSegment> = {},
): ThemeSegment => ({
  id,
  speaker,
  region,
  category,
  family,
  kind: 'verbatim',
  text: 'Le médecin est parti à la retraite et personne n’a repris son cabinet.',
  ...more,
});

const theme = (segments: readonly ThemeSegment[], typical: readonly string[] = []) => ({
  name: 'Médecin, cabinet, maison de santé',
  forms: [
    { form: 'médecin', chi2: 90 },
    { form: 'maison de santé', chi2: 60 },
    { form: 'retraite', chi2: 30 },
    { form: 'patients', chi2: 20 },
  ],
  typical,
  segments,
  metadata: [
    { variable: 'category', value: 'prefecture', speakers: 9, expected: 4, q: 0.01 },
    { variable: 'category', value: 'mayor', speakers: 2, expected: 8, q: 0.01 },
    { variable: 'category', value: 'chamber', speakers: 3, expected: 2, q: 0.4 },
    { variable: 'region', value: '76', speakers: 9, expected: 5, q: 0.05 },
  ],
});

describe('A draft finding', () => {
  const spoken = [
    segment('a1', 'Hélène', ['44', 'mayor', 'interview']),
    segment('a2', 'Hélène', ['44', 'mayor', 'interview']),
    segment('b1', 'Bruno', ['24', 'mayor', 'survey']),
    segment('c1', 'Sylvie', ['24', 'prefecture', 'return']),
  ];

  it('counts who speaks of the theme: people, not segments', () => {
    expect(draftFinding(theme(spoken))).toMatchObject({
      items: ['Médecin', 'cabinet', 'maison de santé'],
      forms: ['retraite', 'patients'],
      segments: 4,
      stakeholders: 3,
      categories: [
        { value: 'mayor', stakeholders: 2 },
        { value: 'prefecture', stakeholders: 1 },
      ],
      regions: [
        { value: '24', stakeholders: 2 },
        { value: '44', stakeholders: 1 },
      ],
      families: [
        { value: 'interview', stakeholders: 1 },
        { value: 'return', stakeholders: 1 },
        { value: 'survey', stakeholders: 1 },
      ],
    });
  });

  it('names who speaks of it more than the others only where chance is ruled out', () => {
    expect(draftFinding(theme(spoken)).attracted).toEqual({
      categories: ['prefecture'],
      regions: ['76'],
    });
  });

  it('begins with the most typical words, then hears the others in turn', () => {
    const { supports } = draftFinding(theme(spoken, ['a2', 'a1']));
    expect(supports).toEqual(['a2', 'c1', 'b1', 'a1']);
  });

  it('hears every cell that speaks of the theme at least once, and stops at fifteen', () => {
    const many = Array.from({ length: 40 }, (_, i) =>
      segment(`m${String(i).padStart(2, '0')}`, `maire ${i}`, ['44', 'mayor', 'interview']),
    );
    const rare = ['24', '76'].flatMap((region) =>
      ['prefecture', 'chamber', 'intermunicipality', 'region-department', 'mayor'].map((category) =>
        segment(`${region}-${category}`, `${region}-${category}`, [region, category, 'interview']),
      ),
    );
    const { supports } = draftFinding(theme([...many, ...rare]));
    expect(rare.every(({ id }) => supports.includes(id))).toBe(true);
    expect(supports.length).toBeLessThanOrEqual(15);
  });

  it('keeps to eight when few cells speak', () => {
    const many = Array.from({ length: 40 }, (_, i) =>
      segment(`m${i}`, `maire ${i}`, ['44', 'mayor', 'interview']),
    );
    expect(draftFinding(theme(many)).supports).toHaveLength(8);
  });

  it('prefers what was said in so many words to a reformulation or to three words', () => {
    const mixed = [
      segment('note', 'Hélène', ['44', 'mayor', 'interview'], { kind: 'reformulation' }),
      segment('court', 'Bruno', ['24', 'mayor', 'interview'], { text: 'Plus de médecin.' }),
      segment('entier', 'Sylvie', ['24', 'prefecture', 'return']),
    ];
    expect(draftFinding(theme(mixed)).supports).toEqual(['entier']);
    expect(draftFinding(theme(mixed.slice(0, 2))).supports).toEqual(['court']);
    expect(draftFinding(theme(mixed.slice(0, 1))).supports).toEqual(['note']);
  });

  it('is the same whatever the order of the segments', () => {
    const draft = draftFinding(theme(spoken, ['b1']));
    expect(draftFinding(theme(spoken.toReversed(), ['b1']))).toEqual(draft);
  });

  it('names its theme by its forms when nobody named it', () => {
    expect(draftFinding({ ...theme(spoken), name: '' }).items).toEqual([
      'médecin',
      'maison de santé',
      'retraite',
    ]);
  });
});
