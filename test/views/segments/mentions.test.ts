import { describe, expect, test } from 'vitest';
import { isMentioned, markMentions } from '../../../views/segments/mentions.ts';

const marked = (words: string, form: string) =>
  markMentions(words, form)
    .filter(({ isMarked }) => isMarked)
    .map(({ text }) => text);

describe('a form is shown wherever it is written', () => {
  test.each([
    ['médecin', 'Le Médecin et les médecins, la médecine', ['Médecin', 'médecins', 'médecine']],
    [
      'chef de projet',
      'Un chef de projet, des chefs de projets',
      ['chef de projet', 'chefs de projets'],
    ],
    ['centre-bourg', 'le centre-bourg, les centres‑bourgs', ['centre-bourg', 'centres‑bourgs']],
    ['communal', 'le budget communal, des agents communaux', ['communal', 'communaux']],
    ['financer', 'on finance, ils financent, financée', ['finance', 'financent', 'financée']],
    ['ingénierie', 'l’ingénierie', ['ingénierie']],
    ['bail', 'le bail', ['bail']],
  ])('%s', (form, words, expected) => {
    expect(marked(words, form)).toEqual(expected);
  });

  test('and not inside another word', () => {
    expect(marked('un portail, le report', 'port')).toEqual([]);
    expect(isMentioned('la gare', 'car')).toBe(false);
  });

  test('whatever it is made of', () => {
    for (const form of ['', '((', '.*', 'a'.repeat(100), '𝒶', '[^']) {
      expect(
        markMentions('a (b) [c]', form)
          .map(({ text }) => text)
          .join(''),
      ).toBe('a (b) [c]');
    }
  });

  test('and nothing of the words is lost or changed', () => {
    const words = 'Médecin\u00A0: le médecin, dit-elle, des médecins.';
    expect(
      markMentions(words, 'médecin')
        .map(({ text }) => text)
        .join(''),
    ).toBe(words);
  });
});
