import { describe, expect, test } from 'vitest';
import { fold, lefff, linesLike } from '../../../analysis/lexicon/lefff.ts';

const spelt = (word: string) =>
  linesLike(word).map(
    ({ form, category, lemma, likeness }) => `${form} ${category} ${lemma} ${likeness}`,
  );

describe('The lexicon', () => {
  test('holds the forms of the Lefff that are one word, each once', () => {
    // Counted apart: 455,785 forms, 2,072 of which hold a space.
    expect(lefff().lines.length).toBe(453_714);
  });

  test('gives the lines of a form as the file has them', () => {
    expect(linesLike('maires')).toEqual([
      { form: 'maires', category: 'nc', lemma: 'maire', traits: 'mp', likeness: 0 },
    ]);
  });

  test('finds a form whatever its case, accents and doubled letters, and says how far it is', () => {
    expect(spelt('Maires')).toEqual(['maires nc maire 1']);
    expect(spelt('prefectures')).toEqual(['préfectures nc préfecture 2']);
    expect(spelt('PRÉFECTURES')).toEqual(['préfectures nc préfecture 1']);
    expect(spelt('apartement')).toEqual(['appartement nc appartement 3']);
    expect(spelt('bœuf')).toEqual(['boeuf adj boeuf 2', 'boeuf nc boeuf 2']);
  });

  test('has nothing for what is no word', () => {
    for (const word of [
      '',
      'zorglub',
      '\t',
      'maire\tnc',
      '😀',
      'a'.repeat(1000),
      'ab'.repeat(500),
    ]) {
      expect(linesLike(word)).toEqual([]);
    }
  });

  test('folds letters as its index does', () => {
    expect(fold('Œuvre')).toBe('oeuvre');
    expect(fold('ÂGÉE')).toBe('agee');
    expect(fold('ÿ')).toBe('y');
  });
});
