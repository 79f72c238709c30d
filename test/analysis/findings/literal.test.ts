import { expect, it } from 'vitest';
import { checkLiteral } from '../../../analysis/findings/literal.ts';

const TEXT = 'La mercerie, le torréfacteur : partis. « On attend », dit le bailleur.';
const start = TEXT.indexOf('le torréfacteur');
const span = { text: TEXT, start, end: start + 'le torréfacteur'.length };

it('says of a quote that is its source to the letter that it is', () => {
  expect(checkLiteral('le torréfacteur', span)).toEqual({
    isLiteral: true,
    isSameInNfc: true,
    difference: null,
  });
});

it('shows the first place where they part, and what each has there', () => {
  expect(checkLiteral('le torrefacteur', span)).toEqual({
    isLiteral: false,
    isSameInNfc: false,
    difference: { at: 7, quote: 'efacteur', source: 'éfacteur' },
  });
  expect(checkLiteral('le torréfacteur.', span).difference).toEqual({
    at: 15,
    quote: '.',
    source: '',
  });
  expect(checkLiteral('', span).difference).toEqual({ at: 0, quote: '', source: 'le torréfact' });
});

it('tells the same letters in other bytes from other letters', () => {
  const decomposed = checkLiteral('le torréfacteur'.normalize('NFD'), span);
  expect(decomposed).toMatchObject({ isLiteral: false, isSameInNfc: true });
  expect(decomposed.difference?.at).toBe(7);
});

it('counts a typographic apostrophe and a plain one as different characters', () => {
  const text = 'l’ingénierie';
  expect(checkLiteral("l'ingénierie", { text, start: 0, end: text.length })).toMatchObject({
    isLiteral: false,
    isSameInNfc: false,
    difference: { at: 1 },
  });
});

it('never cuts a character in two when it shows where they part', () => {
  const text = 'bravo 👏 vraiment';
  const { difference } = checkLiteral('bravo 👍 vraiment', { text, start: 0, end: text.length });
  expect(difference).toEqual({ at: 6, quote: '👍 vraiment', source: '👏 vraiment' });
});

it('is true exactly of what the offsets cut, wherever they fall', () => {
  for (let from = 0; from <= TEXT.length; from += 5)
    for (let to = from; to <= TEXT.length; to += 7) {
      const place = { text: TEXT, start: from, end: to };
      expect(checkLiteral(TEXT.slice(from, to), place).isLiteral).toBe(true);
      expect(checkLiteral(`${TEXT.slice(from, to)}x`, place).isLiteral).toBe(false);
    }
});
