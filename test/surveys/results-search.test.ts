import { expect, it } from 'vitest';
import { matcher } from '../../surveys/results/search.ts';

const NEIGE = 'L’hiver où la neige a couvert la Halle, on vendait des œufs à même le sol.';

it.each([
  ['neige', true],
  ['NEIGÉ', true],
  ["l'hiver halle", true],
  ['oeufs', true],
  ['ŒUFS', true],
  ['« neige a couvert »', true],
  ['"couvert neige"', false],
  ['neige fromage', false],
  ['', true],
  ['  ', true],
  ['(neige', false],
  ['.*', false],
])('looks for « %s » whatever the accents', (search, isFound) => {
  expect(matcher(search)(NEIGE)).toBe(isFound);
});
