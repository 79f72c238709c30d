import { describe, expect, it } from 'vitest';
import { searchCounterVoices } from '../../../analysis/findings/counterVoices.ts';

const FORMS = ['chef de projet', 'ingénierie'];
const mayors = [
  { category: 'mayor', region: '44' },
  { category: 'mayor', region: '44' },
];

const candidate = (id: string, text: string, more = {}) => ({
  id,
  text,
  isOfTheme: true,
  category: 'mayor',
  region: '44',
  ...more,
});

const signsOf = (text: string) =>
  searchCounterVoices([candidate('s', text)], FORMS, mayors)[0]?.signs ?? [];

describe('The search for counter-voices', () => {
  it('reads opposition where it is said', () => {
    expect(signsOf('Je ne suis pas d’accord : nous l’avions déjà.')).toEqual(['pas d’accord']);
    expect(signsOf("Je ne suis pas d'accord : nous l'avions déjà.")).toEqual(['pas d’accord']);
    expect(signsOf('Le chef de projet ferait doublon avec l’agence.')).toEqual(['doublon']);
    expect(signsOf('Le contrat régional suffit, et il est connu.')).toEqual(['suffit']);
    expect(signsOf('SURTOUT PAS une usine à gaz')).toEqual(['surtout pas', 'usine à gaz']);
  });

  it('and not where the same letters say something else', () => {
    expect(signsOf('Nous nous sommes rencontrés au mois de mai.')).toEqual([]);
    expect(signsOf('Il suffit de le demander au sous-préfet.')).toEqual([]);
    expect(signsOf('Un mi-temps ne suffit pas à tenir trois études.')).toEqual([]);
  });

  it('takes a negation for a sign only within six words of the theme’s own forms', () => {
    expect(signsOf('On n’a jamais eu de chef de projet.')).toEqual(['jamais']);
    expect(signsOf('L’ingénierie, sans l’argent, on s’en lasse.')).toEqual(['sans']);
    expect(
      signsOf('Rien ne bouge à la gare depuis dix ans que je suis maire de ce bourg.'),
    ).toEqual([]);
    // « plus » asks for more unless a « ne » goes before it.
    expect(signsOf('Il faut plus d’ingénierie.')).toEqual([]);
    expect(signsOf('Nous n’avons plus d’ingénierie.')).toEqual(['plus']);
  });

  it('listens outside the theme only to who uses its strongest forms', () => {
    const text = 'C’est inutile, on nous l’a déjà proposé.';
    const outside = { isOfTheme: false };
    expect(searchCounterVoices([candidate('s', text, outside)], FORMS, mayors)).toEqual([]);
    const named = 'Un chef de projet est inutile, on nous l’a déjà proposé.';
    expect(searchCounterVoices([candidate('s', named, outside)], FORMS, mayors)).toHaveLength(1);
  });

  it('puts first those who speak from where supporters do not', () => {
    const text = 'Un chef de projet, c’est inutile ici.';
    const found = searchCounterVoices(
      [
        candidate('même-case', text),
        candidate('ailleurs', text, { category: 'region-department', region: '76' }),
        candidate('autre-région', text, { region: '24' }),
      ],
      FORMS,
      mayors,
    );
    // « inutile » weighs 2; far from every supporter adds 2, from their region alone 1, from neither 0.
    expect(found.map(({ id, score }) => [id, score])).toEqual([
      ['ailleurs', 4],
      ['autre-région', 3],
      ['même-case', 2],
    ]);
  });

  it('gives the same list whatever the order of the candidates', () => {
    const texts = ['inutile', 'mais non', 'doublon, faux', 'rien', 'contre'];
    const candidates = Array.from({ length: 30 }, (_, i) =>
      candidate(`s${i}`, `Le chef de projet : ${texts[i % 5]}.`, { region: i % 2 ? '24' : '44' }),
    );
    const list = searchCounterVoices(candidates, FORMS, mayors);
    expect(list.length).toBe(30);
    expect(searchCounterVoices(candidates.toReversed(), FORMS, mayors)).toEqual(list);
  });
});
