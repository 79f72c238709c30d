import { expect, it } from 'vitest';
import { sizeWords } from '../../../analysis/steps/cloud.ts';
import { readWords } from '../../../analysis/words.ts';

const corpus = readWords([
  { id: 'a', text: `${'école '.repeat(9)}${'halle '.repeat(4)}le marché et le canton` },
]);

it('letters grow with the square root of the count: 3, 2 and 1 make levels 5, 3 and 1', () => {
  expect(sizeWords(corpus, corpus.terms.occurrences, 10, 5)).toEqual([
    { form: 'canton', lemma: 'canton', occurrences: 1, level: 1 },
    { form: 'école', lemma: 'école', occurrences: 9, level: 5 },
    { form: 'halle', lemma: 'halle', occurrences: 4, level: 3 },
    { form: 'marché', lemma: 'marché', occurrences: 1, level: 1 },
  ]);
});

it('keeps the commonest, the first by its letters where counts are equal, and no word of grammar', () => {
  expect(sizeWords(corpus, corpus.terms.occurrences, 3, 5).map(({ form }) => form)).toEqual([
    'canton',
    'école',
    'halle',
  ]);
});

it('words that come back equally are written alike, and an empty corpus has none', () => {
  const two = readWords([{ id: 'a', text: 'halle marché' }]);
  expect(sizeWords(two, two.terms.occurrences, 5, 4).map(({ level }) => level)).toEqual([1, 1]);
  const none = readWords([]);
  expect(sizeWords(none, none.terms.occurrences, 5, 4)).toEqual([]);
});
