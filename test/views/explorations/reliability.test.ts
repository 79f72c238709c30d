import { describe, expect, it } from 'vitest';
import { type Evidence, judge } from '../../../views/explorations/reliability.ts';

const theme = (name: string, share: number, stability: number | null, coherence = 0.2) => ({
  name,
  size: 1000 * share,
  share,
  stability,
  coherence,
});
const candidate = (classes: number, stability: number) => ({
  method: 'reinert' as const,
  classes,
  smallestShare: 0.1,
  largestShare: 0.4,
  stability,
});

/** Everything well: nothing to try. */
const SOUND: Evidence = {
  themes: [theme('Médecin', 0.5, 0.8), theme('Halle', 0.5, 0.7)],
  leftOutShare: 0.05,
  candidates: [candidate(2, 0.75), candidate(3, 0.6)],
  saturation: Array.from({ length: 8 }, (_, at) => ({
    interviews: at + 1,
    themes: Math.min(at + 1, 2),
  })),
  stakeholders: 40,
  sensitivity: null,
};

const judged = (change: Partial<Evidence>) => {
  const { statements, advice } = judge({ ...SOUND, ...change });
  const cautious = statements.filter(({ isCautious }) => isCautious);
  return { texts: cautious.map(({ text }) => text.replaceAll(/[\u00A0\u202F]/g, ' ')), advice };
};

describe('how far to trust a run', () => {
  it('a sound run answers seven questions and asks for nothing', () => {
    const { statements, advice } = judge(SOUND);
    expect(statements).toHaveLength(7);
    expect(statements.filter(({ isCautious }) => isCautious)).toEqual([]);
    expect(advice).toEqual([]);
  });

  it('neighbours that lose a theme say which, once they are measured', () => {
    const sensitivity = {
      neighbours: 9,
      themes: [
        { name: 'Médecin', found: 9 },
        { name: 'Halle', found: 4 },
      ],
      knobs: [
        { knob: 'floor' as const, likeness: 0.4 },
        { knob: 'seed' as const, likeness: 0.9 },
      ],
    };
    const { texts, advice } = judged({ sensitivity });
    expect(texts).toEqual([
      'Cela changerait 1 thème sur 2 : la moitié au moins des 9 réglages voisins ne le retrouve pas : « Halle ».',
    ]);
    expect(advice.join()).toContain('mots rares');
    const steady = { ...sensitivity, themes: sensitivity.themes.slice(0, 1), knobs: [] };
    expect(judged({ sensitivity: steady })).toEqual({ texts: [], advice: [] });
  });

  it.each<[string, Partial<Evidence>, string]>([
    [
      'a fragile theme, by its name',
      { themes: [theme('Médecin', 0.5, 0.8), theme('Halle', 0.5, 0.59)] },
      '« Halle »',
    ],
    [
      'no resampling',
      { themes: [theme('Médecin', 1 / 2, null), theme('Halle', 1 / 2, null)] },
      'n’a pas été mesurée',
    ],
    ['a fifth of the corpus left out', { leftOutShare: 0.2 }, '20,0 %'],
    [
      'a theme that holds almost all',
      { themes: [theme('Médecin', 0.7, 0.8), theme('Halle', 0.3, 0.7)] },
      'tient 70 %',
    ],
    [
      'a theme of a few voices',
      {
        themes: [
          theme('Médecin', 0.55, 0.8),
          theme('Halle', 0.442, 0.7),
          theme('Gare', 0.008, 0.7),
        ],
      },
      '« Gare » : moins de 1 %',
    ],
    [
      'words that chance alone gathers',
      { themes: [theme('Médecin', 0.5, 0.8), theme('Halle', 0.5, 0.7, -0.1)] },
      'Pas partout : dans « Halle »',
    ],
    ['no other number of themes tried', { candidates: [] }, 'fixé d’avance'],
    [
      'a theme first met in the last interviews',
      {
        saturation: Array.from({ length: 8 }, (_, at) => ({
          interviews: at + 1,
          themes: at < 7 ? 1 : 2,
        })),
      },
      'à l’entretien 8 sur 8',
    ],
    [
      'too few interviews to judge',
      { saturation: SOUND.saturation.slice(0, 4) },
      'Moins de cinq entretiens',
    ],
    ['few stakeholders', { stakeholders: 8 }, '8 acteurs. C’est peu'],
  ])('%s calls for care', (_name, change, words) => {
    const { texts } = judged(change);
    expect(texts).toHaveLength(1);
    expect(texts[0]).toContain(words);
  });

  it('gives each advice once, however many figures ask for it', () => {
    const { advice } = judged({
      themes: [theme('Médecin', 0.5, 0.4, -0.2), theme('Halle', 0.5, 0.3, -0.1)],
    });
    expect(new Set(advice).size).toBe(advice.length);
    expect(advice.length).toBeGreaterThan(1);
  });
});
