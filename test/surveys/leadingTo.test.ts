// biome-ignore-all lint/suspicious/noTemplateCurlyInString: expressions cite an answer as ${id}, as XLSForm does.
import { expect, test } from 'vitest';
import { defineQuestionnaire, questionsOf } from '../../surveys/definition.ts';
import { elus } from '../../surveys/definitions/elus.ts';
import { readMenu } from '../../surveys/edit/conditionMenu.ts';
import { answersLeadingTo } from '../../surveys/leadingTo.ts';
import { route } from '../../surveys/routing.ts';

const conditional = questionsOf(elus).filter(
  ({ condition }) => condition && readMenu(condition, elus),
);

test.each(conditional)('the answers that lead to $id bring it up', ({ id }) => {
  expect(route(elus, {}).questions.has(id)).toBe(false);
  expect(route(elus, answersLeadingTo(elus, id)).questions.has(id)).toBe(true);
});

test('a chain of conditions is followed to its end, through pages', () => {
  const choices = [
    { id: 'yes', label: 'Oui' },
    { id: 'no', label: 'Non' },
  ];
  const questionnaire = defineQuestionnaire({
    id: 'market',
    version: '1',
    title: 'Le marché',
    sections: [
      {
        id: 'one',
        title: 'Une',
        questions: [
          { id: 'visit', type: 'single', label: 'Venez-vous ?', choices },
          { id: 'stalls', type: 'integer', label: 'Étals', condition: "${visit} != 'no'" },
        ],
      },
      {
        id: 'two',
        title: 'Deux',
        condition: '${stalls} > 3',
        questions: [
          { id: 'why', type: 'short-text', label: 'Pourquoi ?', condition: "${visit} = 'yes'" },
        ],
      },
    ],
  });
  const answers = answersLeadingTo(questionnaire, 'why');
  expect(answers).toEqual({ stalls: 4, visit: 'yes' });
  expect(route(questionnaire, answers).questions.has('why')).toBe(true);
  expect(answersLeadingTo(questionnaire, 'nobody')).toEqual({});
});
