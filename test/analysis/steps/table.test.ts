import { describe, expect, test } from 'vitest';
import type { Contribution } from '../../../analysis/corpus.ts';
import { columnsOf } from '../../../analysis/math/matrix.ts';
import { DEFAULT_SETTINGS } from '../../../analysis/settings.ts';
import { buildFormTable, gatherUnits } from '../../../analysis/steps/matrix.ts';
import { proposeName } from '../../../analysis/steps/name.ts';
import { findPhrases } from '../../../analysis/steps/phrases.ts';
import { readWords } from '../../../analysis/words.ts';

const said = (...texts: string[]): Contribution[] => texts.map((text, i) => ({ id: `${i}`, text }));
const read = (contributions: Contribution[], unit: 'segment' | 'contribution' = 'segment') => {
  const corpus = readWords(contributions, DEFAULT_SETTINGS.dictionary, { unit, segmentWords: 40 });
  return { corpus, units: gatherUnits(corpus, unit) };
};

describe('The table of forms', () => {
  const { corpus, units } = read(
    said(
      'La gare est fermée, le train ne passe plus.',
      'Le train, le train, toujours le train !',
      'Le médecin est parti.',
    ),
  );

  test('holds a form once a unit, and how many times it was said', () => {
    const { matrix, times, terms } = buildFormTable(corpus, units, {
      ...DEFAULT_SETTINGS,
      minimumUnits: 1,
    });
    const lemmas = Array.from(terms, (term) => corpus.terms.lemma[term]);
    const train = lemmas.indexOf('train');
    expect([...columnsOf(matrix, 0)]).toContain(train);
    expect([...columnsOf(matrix, 1)]).toEqual([train]);
    expect(times[matrix.rowStart[1]]).toBe(3);
    expect(lemmas).not.toContain('le');
  });

  test('leaves out forms that stand in too few units', () => {
    const { terms, minimumUnits } = buildFormTable(corpus, units, DEFAULT_SETTINGS);
    expect(minimumUnits).toBe(2);
    expect(Array.from(terms, (term) => corpus.terms.lemma[term])).toEqual(['train']);
  });

  test('keeps the commonest forms where there are too many', () => {
    const settings = { ...DEFAULT_SETTINGS, minimumUnits: 1, maximumForms: 1 };
    const { terms } = buildFormTable(corpus, units, settings);
    expect(Array.from(terms, (term) => corpus.terms.lemma[term])).toEqual(['train']);
  });
});

describe('Units', () => {
  const long = said(`${'Le car passe le matin. '.repeat(20)}`, 'Oui.');

  test('are spans of some forty words, or whole contributions', () => {
    expect(read(long).units.count).toBeGreaterThan(2);
    const { units } = read(long, 'contribution');
    expect([...units.contribution]).toEqual([0, 1]);
    expect(long[0].text.slice(units.start[0], units.end[0])).toMatch(/^Le car.*matin\.?$/s);
  });
});

describe('Key phrases', () => {
  const housing = Array.from({ length: 4 }, () => 'Les halles couvertes se dégradent.');
  const health = Array.from(
    { length: 4 },
    () => 'Le manque de médecins inquiète ; les médecins, couvertes.',
  );
  const { corpus, units } = read(said(...housing, ...health));
  const group = Int32Array.from({ length: units.count }, (_, unit) => (unit < 4 ? 1 : 2));
  const phrases = findPhrases(corpus, units, group, 2, 10);

  test('join a noun and what completes it, across linking words, never across a comma', () => {
    expect(phrases[0].map(({ phrase }) => phrase)).toEqual(['halles couvertes']);
    expect(phrases[1].map(({ phrase }) => phrase)).toEqual(['manque de médecins']);
    expect(phrases[0][0]).toMatchObject({ chi2: 8, count: 4 });
  });

  test('name a theme, in place of their strongest word', () => {
    const termOf = (lemma: string) => corpus.terms.lemma.indexOf(lemma);
    const forms = [{ term: termOf('halle'), chi2: 8 }];
    expect(proposeName(corpus, forms, phrases[0])).toBe('Halles couvertes');
    expect(proposeName(corpus, [], [])).toBe('');
  });
});
