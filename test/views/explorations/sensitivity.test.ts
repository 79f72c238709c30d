import { describe, expect, it } from 'vitest';
import {
  adviseOn,
  lostThemes,
  measureSensitivity,
  type Neighbour,
  readSensitivity,
  survivalTable,
} from '../../../views/explorations/sensitivity.ts';

const THEMES = [
  { number: 1, name: 'Médecin' },
  { number: 2, name: 'Halle' },
];
const neighbour = (
  knob: Neighbour['knob'],
  label: string,
  doctor: number,
  hall: number,
): Neighbour => ({
  knob,
  label,
  likeness: (doctor + hall) / 2,
  survivals: new Map([
    [1, doctor],
    [2, hall],
  ]),
});
const plain = (words: readonly string[]) =>
  words.map((sentence) => sentence.replaceAll(/[\u00A0\u202F]/g, ' '));

/** Doctors hold everywhere; the market hall holds but where segments are long, and just so at five themes. */
const NEIGHBOURS = [
  neighbour('classes', '5 thèmes', 0.9, 0.5),
  neighbour('classes', '7 thèmes', 0.8, 0.4),
  neighbour('segmentWords', '60 mots', 0.6, 0.1),
  neighbour('seed', 'Autre graine', 1, 0.9),
];
const measured = measureSensitivity(NEIGHBOURS, THEMES);

describe('what its neighbours say of a run', () => {
  it('counts where each theme is found again, and how much each setting changes', () => {
    expect(measured.themes).toEqual([
      { name: 'Médecin', found: 4 },
      { name: 'Halle', found: 2 },
    ]);
    expect(measured.knobs.map(({ knob }) => knob)).toEqual(['segmentWords', 'classes', 'seed']);
    const kept = measured.knobs.map(({ likeness }) => likeness);
    for (const [at, expected] of [0.35, 0.65, 0.95].entries())
      expect(kept[at]).toBeCloseTo(expected, 12);
    expect(lostThemes(measured)).toEqual(['Halle']);
  });

  it('is told in plain sentences, theme by theme', () => {
    expect(plain(readSensitivity(measured))).toEqual([
      '1 thème se retrouve dans chacun des 4 réglages voisins : « Médecin ». Vous pouvez vous y appuyer.',
      '« Halle » ne se retrouve que dans 2 réglages sur 4 : lisez-le comme une piste, et cherchez d’autres sources avant d’en tirer un constat.',
      'Ce qui change le plus cette lecture : la taille des segments (il en reste 35 %) ; le moins : la graine du hasard (95 %).',
    ]);
  });

  it('advises on the setting that decides of the reading, and only if it does', () => {
    expect(plain(adviseOn(measured))).toEqual([
      'Comparez avec des contributions classées entières : ici, la façon de couper les textes décide de la lecture.',
    ]);
    expect(adviseOn(measureSensitivity(NEIGHBOURS.slice(0, 2), THEMES))).toEqual([]);
  });

  it('says so where everything holds, and where nothing does', () => {
    const steady = measureSensitivity([neighbour('floor', 'Seuil', 0.9, 0.9)], THEMES);
    expect(plain(readSensitivity(steady))).toEqual([
      'Tous les thèmes se retrouvent dans le réglage voisin : ce qu’ils disent ne tient pas au réglage.',
    ]);
    const lost = measureSensitivity([neighbour('floor', 'Seuil', 0.1, 0)], THEMES);
    expect(lostThemes(lost)).toEqual(['Médecin', 'Halle']);
    expect(plain(readSensitivity(lost))[0]).toContain('Aucun thème ne se retrouve');
  });

  it('is a table, a row a theme, darker where more is kept', () => {
    const { columns, rows } = survivalTable(NEIGHBOURS, [...THEMES, { number: 3, name: 'Gare' }]);
    expect(columns).toEqual(['5 thèmes', '7 thèmes', '60 mots', 'Autre graine']);
    expect(rows[1]?.cells.map(({ shade, isLost }) => [shade, isLost])).toEqual([
      [2, false],
      [2, true],
      [0, true],
      [4, false],
    ]);
    expect(rows[2]?.cells[0]).toEqual({ text: '–', shade: 0, isLost: false });
  });
});
