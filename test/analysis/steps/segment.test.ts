import { describe, expect, test } from 'vitest';
import { EMPTY_DICTIONARY } from '../../../analysis/dictionary.ts';
import { createRandom, randomInteger } from '../../../analysis/math/random.ts';
import { readWords } from '../../../analysis/words.ts';

const word = (count: number) => Array.from({ length: count }, () => 'ville').join(' ');

/** Segments of texts, as quotes. */
function segmentsOf(
  texts: readonly string[],
  unit: 'segment' | 'contribution' = 'segment',
): string[] {
  const contributions = texts.map((text, index) => ({ id: String(index), text }));
  const { segments } = readWords(contributions, EMPTY_DICTIONARY, { unit, segmentWords: 40 });
  return Array.from({ length: segments.count }, (_, s) =>
    (texts[segments.contribution[s] ?? 0] ?? '').slice(segments.start[s], segments.end[s]),
  );
}

const lengths = (texts: readonly string[]) =>
  segmentsOf(texts).map((quote) => quote.split(/\s+/).length);

describe('A segment', () => {
  test('is the whole of a short answer, with its punctuation and without blanks around', () => {
    expect(segmentsOf(['  Plus de médecins !  \n'])).toEqual(['Plus de médecins !']);
    expect(segmentsOf([`${word(56)}.`])).toEqual([`${word(56)}.`]);
  });

  test('never spans two contributions', () => {
    expect(segmentsOf(['Oui.', 'Non.', '', '…', 'Peut-être.'])).toEqual([
      'Oui.',
      'Non.',
      'Peut-être.',
    ]);
  });

  test('is cut at forty words where nothing says better', () => {
    expect(lengths([word(100)])).toEqual([40, 40, 20]);
  });

  // Weight / (|i − 40| + 1), by hand: a full stop at 35 is worth 6/6 = 1, a comma at 40 is worth 1/1 = 1,
  // the first on ties; a full stop at 36 is worth 6/5.
  test('prefers a full stop near forty words to a comma at forty', () => {
    expect(lengths([`${word(36)}. ${word(4)}, ${word(60)}`])[0]).toBe(36);
    expect(lengths([`${word(35)}. ${word(5)}, ${word(60)}`])[0]).toBe(35);
    expect(lengths([`${word(34)}. ${word(6)}, ${word(60)}`])[0]).toBe(40);
  });

  test('may be longer than forty words up to its window of fifty-six', () => {
    expect(lengths([`${word(45)}. ${word(60)}`])[0]).toBe(45);
    expect(lengths([`${word(57)}. ${word(60)}`])[0]).toBe(40);
  });

  test('weighs a colon over a semicolon, and a semicolon over a comma', () => {
    expect(lengths([`${word(38)}: ${word(4)}; ${word(60)}`])[0]).toBe(38);
    expect(lengths([`${word(38)}, ${word(4)}; ${word(60)}`])[0]).toBe(42);
  });

  test('is never cut inside an expression', () => {
    const text = `${word(39)} chef de projet ${word(60)}`;
    expect(segmentsOf([text])[0]).toBe(`${word(39)}`);
    const later = `${word(38)} chef de projet ${word(60)}`;
    expect(segmentsOf([later])[0]).toMatch(/ville( chef de projet)?$/);
  });

  test('takes closing signs, and leaves opening ones to the next', () => {
    const text = `« ${word(40)}. » « ${word(40)} »`;
    expect(segmentsOf([text])).toEqual([`« ${word(40)}. »`, `« ${word(40)} »`]);
  });

  test('is the whole contribution where that is the unit', () => {
    const text = `${word(100)}. ${word(100)}`;
    expect(segmentsOf([text, 'Oui.'], 'contribution')).toEqual([text, 'Oui.']);
  });

  test('leaves no word and no sign out, in any text', () => {
    const random = createRandom(3);
    const parts = [
      'ville ',
      'chef de projet ',
      'l’école',
      ' . ',
      ', ',
      ' : ',
      '« ',
      ' »',
      '\n',
      '(',
      ') ',
      '…',
      ' – ',
      '! ',
    ];
    for (let round = 0; round < 60; round++) {
      const text = Array.from(
        { length: 20 + randomInteger(random, 300) },
        () => parts[randomInteger(random, parts.length)],
      ).join('');
      const kept = segmentsOf([text]).join('').replace(/\s/gu, '');
      expect(text.replace(/\s/gu, '')).toContain(kept);
      expect(kept.match(/\p{L}/gu)?.length).toBe(text.match(/\p{L}/gu)?.length);
    }
  });
});
