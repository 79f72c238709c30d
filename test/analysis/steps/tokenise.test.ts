import { describe, expect, test } from 'vitest';
import { createRandom, randomInteger } from '../../../analysis/math/random.ts';
import { createLineReader, tokensOfLine } from '../../../analysis/words.ts';

const reader = createLineReader();
const wordsOf = (text: string) => tokensOfLine(text, reader).map(({ form }) => form);

describe('Words of a text', () => {
  test.each([
    [
      'L’ingénierie d’État qu’on n’a jusqu’ici',
      ["L'", 'ingénierie', "d'", 'État', "qu'", 'on', "n'", 'a', "jusqu'", 'ici'],
    ],
    [
      'aujourd’hui quelqu’un, presqu’île, prud’hommes',
      ["aujourd'hui", "quelqu'un", "presqu'île", "prud'hommes"],
    ],
    [
      'lorsqu’il, puisqu’elle, parce qu’on',
      ["lorsqu'", 'il', "puisqu'", 'elle', 'parce', "qu'", 'on'],
    ],
    ['chef-d’œuvre et main-d’œuvre', ["chef-d'œuvre", 'et', "main-d'œuvre"]],
    ['D’après l’Île-d’Yeu', ["D'", 'après', "l'", "Île-d'Yeu"]],
    ['j’suis, t’as, y’a, p’tit', ["j'", 'suis', "t'", 'as', "y'", 'a', "p'tit"]],
  ])('are cut after an elision, but inside no word: %s', (text, expected) => {
    expect(wordsOf(text)).toEqual(expected);
  });

  test.each([
    ['A-t-il ? Dit-on, est-ce, vas-y', ['A', '-t-il', 'Dit', '-on', 'est', '-ce', 'vas', '-y']],
    [
      'donnez-le-moi, rendez-vous, peut-être',
      ['donnez', '-le', '-moi', 'rendez-vous', 'peut-être'],
    ],
    [
      'ce moment-là, celui-ci, là-bas, ci-dessus',
      ['ce', 'moment', '-là', 'celui-ci', 'là-bas', 'ci-dessus'],
    ],
    ['c’est-à-dire qu’est-ce', ["c'est-à-dire", "qu'", 'est', '-ce']],
    ['centres-bourgs, sous-préfets, tiers-lieu', ['centres-bourgs', 'sous-préfets', 'tiers-lieu']],
    ['Marne-la-Vallée, Aix-en-Provence', ['Marne-la-Vallée', 'Aix-en-Provence']],
  ])('lose the pronouns that hang on them, and keep their own hyphens: %s', (text, expected) => {
    expect(wordsOf(text)).toEqual(expected);
  });

  test.each([
    ['14h30, 35 %, 12 000 €, 1,5 ha', ['14', 'h', '30', '35', '%', '12 000', '€', '1,5', 'ha']],
    ['le 25/01/06 de 1990-1991', ['le', '25/01/06', 'de', '1990-1991']],
    ['1er, 2ème, XXIe, 3e', ['1er', '2ème', 'XXIe', '3e']],
    ['CO2, R2, 5G, m², n° 4', ['CO2', 'R2', '5G', 'm²', 'n°', '4']],
    ['de 0,75 mg/kg à 40°C', ['de', '0,75', 'mg', 'kg', 'à', '40', '°C']],
  ])('in figures are numbers with their unit apart: %s', (text, expected) => {
    expect(wordsOf(text)).toEqual(expected);
  });

  test.each([
    ['M. Roy et Mme Lay, art. 5, etc.', ['M.', 'Roy', 'et', 'Mme', 'Lay', 'art.', '5', 'etc.']],
    ['C’est tout l’art. Puis', ["C'", 'est', 'tout', "l'", 'art', 'Puis']],
    ['M. le maire', ['M.', 'le', 'maire']],
    ['la S.N.C.F. et J. Petit', ['la', 'S.N.C.F.', 'et', 'J.', 'Petit']],
  ])('keep the full stop of an abbreviation, not that of a sentence: %s', (text, expected) => {
    expect(wordsOf(text)).toEqual(expected);
  });

  test.each([
    [
      'voir https://exemple.fr/a?b=1, ou mairie@ville.fr.',
      ['voir', 'https://exemple.fr/a?b=1', 'ou', 'mairie@ville.fr'],
    ],
    ['sur service-public.fr hier', ['sur', 'service-public.fr', 'hier']],
    ['fini.Les suivants', ['fini', 'Les', 'suivants']],
  ])('are addresses where they are addresses: %s', (text, expected) => {
    expect(wordsOf(text)).toEqual(expected);
  });

  test.each([
    ['les élu(e)s, MISE(S) et habitant·e·s', ['les', 'élu(e)s', 'MISE(S)', 'et', 'habitant·e·s']],
    ['agriculteur.rice.s ou acteur/trice', ['agriculteur.rice.s', 'ou', 'acteur/trice']],
    ['élu-e-s et/ou maires', ['élu-e-s', 'et', 'ou', 'maires']],
  ])('may be spelt for both genders: %s', (text, expected) => {
    expect(wordsOf(text)).toEqual(expected);
  });

  test('that the margin cut are one word', () => {
    const tokens = tokensOfLine('un amé-\nnagement et le centre-\nbourg', reader);
    expect(tokens.map(({ lemma }) => lemma)).toEqual([
      'un',
      'aménagement',
      'et',
      'le',
      'centre-bourg',
    ]);
  });

  test('are none in an empty text, in blanks, in punctuation or in emoji', () => {
    for (const text of ['', '   \n\t', '… ?! « »', '😀👍🏽']) expect(wordsOf(text)).toEqual([]);
  });

  test('carry offsets into the text as given, whatever its units', () => {
    const text = '😀 L’e\u0301cole\u00ad, 👩‍🌾 ferme\u0301e ?';
    expect(tokensOfLine(text, reader).map(({ start, end }) => text.slice(start, end))).toEqual([
      'L’',
      'e\u0301cole',
      'ferme\u0301e',
    ]);
  });

  test('stand in order, apart, and are written as their form says, in any text', () => {
    const random = createRandom(11);
    const parts = [
      "l'",
      'élu',
      ' ',
      '-',
      'là',
      '.',
      '12',
      'h',
      '€',
      '\u0301',
      '😀',
      '(s)',
      'A',
      '@',
      'fr',
      '’',
      '\n',
      '·e',
      'euh',
      ',',
      '/',
      '°',
      'œ',
    ];
    for (let round = 0; round < 500; round++) {
      const text = Array.from(
        { length: randomInteger(random, 25) },
        () => parts[randomInteger(random, parts.length)],
      ).join('');
      let last = 0;
      for (const { start, end, form } of tokensOfLine(text, reader)) {
        expect(start).toBeGreaterThanOrEqual(last);
        expect(end).toBeGreaterThan(start);
        expect(text.slice(start, end).normalize('NFC').replaceAll('’', "'")).toContain(
          form.slice(0, 1),
        );
        last = end;
      }
      expect(last).toBeLessThanOrEqual(text.length);
    }
  });

  test('of hostile lines are read in time that grows with their length only', () => {
    for (const unit of ['a', 'a.', 'a-', "l'", '1', '1,', '@a', '(e)', '«', 'A ', '.', 'é\u0301']) {
      const line = unit.repeat(Math.ceil(1_000_000 / unit.length));
      const tokens = tokensOfLine(line, createLineReader());
      for (const { start, end } of tokens.slice(0, 50)) expect(end).toBeGreaterThan(start);
    }
  });
});
