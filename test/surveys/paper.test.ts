import { describe, expect, it } from 'vitest';
import { elus } from '../../surveys/definitions/elus.ts';
import { paperOf } from '../../surveys/paper.ts';
import { everyType } from '../fixtures/every-type.ts';

const all = (definition: Parameters<typeof paperOf>[0]) =>
  paperOf(definition).flatMap(({ questions }) => questions);
const asked = (definition: Parameters<typeof paperOf>[0], label: RegExp) =>
  all(definition).find((question) => label.test(question.label));
const NO_BREAK = /\u00a0|\u202f/g;
const plain = (text: string | null | undefined) => text?.replaceAll(NO_BREAK, ' ');

describe('a questionnaire on paper', () => {
  it('numbers every question that can be answered, from one, without a gap', () => {
    for (const definition of [elus, everyType]) {
      const numbers = all(definition).flatMap(({ number }) => number ?? []);
      expect(numbers).toEqual(numbers.map((_, index) => String(index + 1)));
    }
    expect(asked(everyType, /^Le marché a lieu/)?.number).toBeNull();
    expect(all(everyType).map(({ label }) => label)).not.toContain('Origine du lien');
  });

  it('says when to answer in words, by the number of the question that decides', () => {
    expect(plain(asked(elus, /^Quel dossier/)?.condition)).toBe(
      'vous avez répondu « Oui » à la question 17',
    );
    expect(plain(asked(elus, /^Pour chacun de ces cadres/)?.condition)).toBe(
      'vous avez coché au moins une case à la question 11 et vous n’avez pas coché « Aucun » à la question 11',
    );
    expect(plain(asked(elus, /^Pourquoi s’empilent/)?.condition)).toBe(
      'votre réponse à la question 20 est au plus −1',
    );
    expect(plain(paperOf(everyType)[1]?.condition)).toBe(
      'vous n’avez pas répondu « Jamais » à la question 3',
    );
  });

  it('prints something to write on under each of them', () => {
    for (const definition of [elus, everyType])
      for (const question of all(definition)) {
        const room = question.blocks.length + question.turns.length;
        expect([question.label, room > 0]).toEqual([question.label, question.number !== null]);
      }
  });

  it('prints turns of a group, their questions under its number, what is cited left to be read', () => {
    const companions = asked(everyType, /^Avec qui venez-vous/);
    expect(companions?.turns).toHaveLength(3);
    const [first] = companions?.turns ?? [];
    const number = companions?.number;
    expect(first?.questions.map((each) => each.number)).toEqual([
      `${number}.1`,
      `${number}.2`,
      `${number}.3`,
    ]);
    expect(first?.questions[1]?.label).toBe('Qui est …… pour vous ?');
    expect(plain(first?.questions[1]?.condition)).toBe(
      `vous avez répondu à la question ${number}.1`,
    );
  });

  it('prints each list of a best–worst question, as it is designed', () => {
    const causes = asked(everyType, /^Ce qui compte/);
    expect(causes?.blocks).toHaveLength(3);
    for (const block of causes?.blocks ?? [])
      expect(block).toMatchObject({
        kind: 'grid',
        isBetween: true,
        columns: ['Le plus', 'Le moins'],
      });
  });
});
