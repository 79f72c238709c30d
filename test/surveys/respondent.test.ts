import { expect, test } from 'vitest';
import { elus } from '../../surveys/definitions/elus.ts';
import { openAnswersOf, respondentOf } from '../../surveys/respondent.ts';
import { everyType } from '../fixtures/every-type.ts';

test('a mayor who may be quoted by function is known by commune, function and category', () => {
  const answers = { commune: '51F01', function: 'mayor', quotation: 'by-function' };
  expect(respondentOf(elus, answers)).toEqual({
    communeCode: '51F01',
    function: 'Maire',
    category: 'mayor',
    consent: 'by-function',
  });
});

test('another function is told in the respondent’s own words, and refusal to be quoted is kept', () => {
  const answers = { function: { choice: 'other', text: 'Conseillère déléguée' }, quotation: 'no' };
  expect(respondentOf(elus, answers)).toEqual({
    communeCode: null,
    function: 'Conseillère déléguée',
    category: 'mayor',
    consent: 'internal',
  });
});

test('whoever was not asked may not be quoted', () => {
  expect(respondentOf(everyType, { home: '51F01' }).consent).toBe('internal');
});

test('a respondent’s own words are taken to the letter, « autre » included but for who they are, in the order of the pages', () => {
  const answers = {
    'to-avoid': 'Ne pas tout refaire.\nJamais.',
    function: { choice: 'other', text: 'Conseillère' },
    'steering-scale': { choice: 'variable', text: 'Selon la vallée' },
    asset: ' La halle',
    term: 'first',
  };
  expect(openAnswersOf(elus, answers)).toEqual([
    { question: 'asset', text: ' La halle' },
    { question: 'steering-scale', text: 'Selon la vallée' },
    { question: 'to-avoid', text: 'Ne pas tout refaire.\nJamais.' },
  ]);
});
