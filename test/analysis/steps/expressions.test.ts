import { describe, expect, test } from 'vitest';
import { PARTS_OF_SPEECH } from '../../../analysis/corpus.ts';
import { type Dictionary, EMPTY_DICTIONARY } from '../../../analysis/dictionary.ts';
import { EXPRESSIONS } from '../../../analysis/lexicon/expressions.ts';
import { proposeCollocations } from '../../../analysis/steps/collocations.ts';
import { readWords } from '../../../analysis/words.ts';

/** Expressions of a text, as « quote → expression ». */
function expressionsOf(text: string, dictionary: Dictionary = EMPTY_DICTIONARY): string[] {
  const { tokens, terms } = readWords([{ id: 'one', text }], dictionary);
  const found: string[] = [];
  for (let at = 0; at < tokens.count; at++) {
    const width = tokens.width[at] ?? 0;
    if (width === 0 || PARTS_OF_SPEECH[tokens.pos[at] ?? 0] !== 'expression') continue;
    const quote = text.slice(tokens.start[at], tokens.end[at + width - 1]);
    found.push(`${quote} → ${terms.label[tokens.term[at] ?? 0]}`);
  }
  return found;
}

describe('Expressions', () => {
  test('are at least 250, none twice', () => {
    expect(EXPRESSIONS.length).toBeGreaterThanOrEqual(250);
    const spellings = EXPRESSIONS.flatMap((line) => line.split('|').map((part) => part.trim()));
    expect(new Set(spellings).size).toBe(spellings.length);
  });

  test.each([
    [
      'des centres-bourgs et un centre bourg',
      ['centres-bourgs → centre-bourg', 'centre bourg → centre-bourg'],
    ],
    ['les logements vacants', ['logements vacants → logement vacant']],
    [
      'les Petites Villes de Demain, PVD',
      ['Petites Villes de Demain → Petites Villes de Demain', 'PVD → Petites Villes de Demain'],
    ],
    ['Action cœur de ville', ['Action cœur de ville → Action Cœur de Ville']],
    ['la cheffe de projet', ['cheffe de projet → chef de projet']],
    [
      'nos maisons de santé pluridisciplinaires',
      ['maisons de santé pluridisciplinaires → maison de santé'],
    ],
    [
      'une OPAH-RU puis l’ORT',
      [
        "OPAH-RU → opération programmée d'amélioration de l'habitat",
        'ORT → opération de revitalisation de territoire',
      ],
    ],
    [
      'l’EPCI et les epci',
      [
        'EPCI → établissement public de coopération intercommunale',
        'epci → établissement public de coopération intercommunale',
      ],
    ],
    ['un AMI pour un ami', ["AMI → appel à manifestation d'intérêt"]],
    [
      'LES LOGEMENTS VACANTS DU CENTRE BOURG',
      ['LOGEMENTS VACANTS → logement vacant', 'CENTRE BOURG → centre-bourg'],
    ],
  ])('are found in the plural, in capitals, with hyphens or not: %s', (text, expected) => {
    expect(expressionsOf(text)).toEqual(expected);
  });

  test('are the longest that fit, and stop at punctuation', () => {
    expect(expressionsOf('le conseil municipal des jeunes')).toEqual([
      'conseil municipal des jeunes → conseil municipal des jeunes',
    ]);
    expect(expressionsOf('un logement, vacant depuis un an')).toEqual([]);
  });

  test('of a mission are added with their spellings, and built-in ones removed', () => {
    const dictionary: Dictionary = {
      expressions: ['maison de site | MDS', 'pas de porte'],
      removedExpressions: ['Logement vacant'],
      lemmas: {},
      ignored: [],
    };
    expect(expressionsOf('les maisons de site, la MDS, un logement vacant', dictionary)).toEqual([
      'maisons de site → maison de site',
      'MDS → maison de site',
    ]);
  });

  test('count as one active form, their words as none', () => {
    const { terms } = readWords([{ id: 'one', text: 'Le chef de projet. Le chef de projet.' }]);
    const rows = Array.from({ length: terms.count }, (_, t) => [
      terms.label[t],
      terms.occurrences[t],
      terms.isActive[t],
    ]);
    expect(rows).toEqual([
      ['chef de projet', 2, 1],
      ['le', 2, 0],
    ]);
  });
});

describe('Expressions to propose', () => {
  const say = (texts: readonly string[]) =>
    texts.map((text, index) => ({ id: String(index), text }));

  test('are words that meet more often than chance, in several contributions', () => {
    const filler = Array.from(
      { length: 30 },
      (_, index) =>
        `La place ${index % 2 ? 'ancienne' : 'neuve'} attend un arbre ${index % 3 ? 'vert' : 'mort'}.`,
    );
    const corpus = readWords(
      say([
        ...filler,
        'Les jardins ouvriers manquent.',
        'Un jardin ouvrier par quartier.',
        'Le jardin ouvrier revit.',
        'Des jardins ouvriers partout.',
      ]),
    );
    const found = proposeCollocations(corpus).find(({ expression }) => /jardin/.test(expression));
    expect(found).toMatchObject({ count: 4, contributions: 4 });
    expect(found?.expression).toMatch(/^jardins? ouvriers?$/);
    expect(found?.score).toBeGreaterThan(10.83);
  });

  test('are none where a single contribution repeats itself, nor where there is nothing', () => {
    expect(proposeCollocations(readWords(say(['jardin ouvrier. '.repeat(20)])))).toEqual([]);
    expect(proposeCollocations(readWords([]))).toEqual([]);
  });

  // G² by hand: 4 meetings of two words that are never apart, among 8 pairs:
  // 2·(4·ln(4/2) + 4·ln(4/2)) = 16·ln 2 = 11.0904.
  test('carry Dunning’s log-likelihood ratio', () => {
    const corpus = readWords(
      say([
        ...Array.from({ length: 4 }, () => 'Un jardin ouvrier.'),
        ...Array.from({ length: 4 }, () => 'Un arbre vert.'),
      ]),
    );
    const found = proposeCollocations(corpus);
    expect(found.map(({ expression }) => expression)).toEqual(['arbre vert', 'jardin ouvrier']);
    for (const { score } of found) expect(score).toBeCloseTo(16 * Math.LN2, 10);
  });
});
