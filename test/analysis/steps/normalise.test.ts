import { describe, expect, test } from 'vitest';
import { createRandom, randomInteger } from '../../../analysis/math/random.ts';
import { normalise, originalEnd, originalStart } from '../../../analysis/steps/normalise.ts';

/** The original stretch that a normalised one comes from. */
function literal(original: string, part: string): string {
  const normalised = normalise(original);
  const start = normalised.text.indexOf(part);
  return original.slice(
    originalStart(normalised, start),
    originalEnd(normalised, start + part.length),
  );
}

describe('A normalised text', () => {
  test('has one apostrophe, one hyphen and one space, at the same places', () => {
    expect(
      normalise('L’élu d‘ici a dit :\u00a0«\u202foui\u202f», centre–bourg, peut‑être'),
    ).toEqual({
      text: "L'élu d'ici a dit : « oui », centre-bourg, peut-être",
    });
  });

  test('keeps a dash between words, which is no hyphen', () => {
    expect(normalise('la ville – ou le bourg – attend').text).toBe(
      'la ville – ou le bourg – attend',
    );
  });

  test('composes decomposed letters and leads back to them whole', () => {
    const decomposed = 'Les e\u0301lus de\u0301libe\u0300rent';
    expect(normalise(decomposed).text).toBe('Les élus délibèrent');
    expect(literal(decomposed, 'élus')).toBe('e\u0301lus');
    expect(literal(decomposed, 'délibèrent')).toBe('de\u0301libe\u0300rent');
  });

  test('spells out the ligatures that PDF files hold, and drops soft hyphens', () => {
    const printed = 'un \ufb01nancement amé\u00adna\u00adgé par l’of\ufb01ce';
    expect(normalise(printed).text).toBe("un financement aménagé par l'office");
    expect(literal(printed, 'financement')).toBe('\ufb01nancement');
    expect(literal(printed, 'aménagé')).toBe('amé\u00adna\u00adgé');
    expect(literal(printed, 'office')).toBe('of\ufb01ce');
  });

  test('leaves emoji, lone surrogates and nothing at all as they are', () => {
    for (const text of ['', '😀 oui 👩‍🌾', 'a\ud800b', '\udc00']) {
      const { text: result } = normalise(text);
      expect(result.replaceAll('\u200d', '')).toBe(text.replaceAll('\u200d', ''));
    }
    expect(literal('😀\u200d oui', 'oui')).toBe('oui');
  });

  test('is in NFC, and every stretch of it leads back to one that normalises to it', () => {
    const random = createRandom(7);
    const alphabet = [
      'e\u0301',
      'é',
      'a',
      ' ',
      '’',
      '\u00ad',
      '\ufb01',
      '😀',
      'c\u0327',
      '\u200b',
      'A\u030a',
      '\u1112\u1161\u11ab',
      '\u212b',
      '\n',
      '-',
    ];
    for (let round = 0; round < 300; round++) {
      const original = Array.from(
        { length: randomInteger(random, 12) },
        () => alphabet[randomInteger(random, alphabet.length)],
      ).join('');
      const normalised = normalise(original);
      expect(normalised.text).toBe(normalised.text.normalize('NFC'));
      for (let end = 1; end <= normalised.text.length; end++) {
        const start = originalStart(normalised, end - 1);
        const stop = originalEnd(normalised, end);
        expect(stop).toBeGreaterThan(start);
        expect(stop).toBeLessThanOrEqual(original.length);
        expect(normalise(original.slice(start, stop)).text).toContain(normalised.text[end - 1]);
      }
    }
  });
});
