// biome-ignore-all lint/suspicious/noTemplateCurlyInString: expressions cite an answer as ${id}, as XLSForm does.
import { describe, expect, test } from 'vitest';
import { completeAnswers } from '../../surveys/answers.ts';
import { contradictionsOf } from '../../surveys/contradictions.ts';
import {
  defineQuestionnaire,
  type Questionnaire,
  type QuestionnaireInput,
} from '../../surveys/definition.ts';
import { elus } from '../../surveys/definitions/elus.ts';
import { type Walk, walksOf } from '../../surveys/walk.ts';
import { reportOf } from '../../surveys/walkReport.ts';
import { everyType, lookUps } from '../fixtures/every-type.ts';

const VAUBRUN = { code: '51F01', name: 'Vaubrun', detail: 'Marne · 51999' };

function walked(questionnaire: Questionnaire, seed = 7): Walk[] {
  const walks = [...walksOf(questionnaire, { seed, communes: [VAUBRUN] })];
  return walks.filter((walk) => walk !== undefined);
}

type Sections = QuestionnaireInput['sections'];
const written = (sections: Sections) =>
  defineQuestionnaire({ id: 'market', version: '1', title: 'Le marché', sections });

const visit = {
  id: 'visit',
  type: 'single' as const,
  label: 'Venez-vous ?',
  required: true,
  choices: [
    { id: 'yes', label: 'Oui' },
    { id: 'no', label: 'Non' },
  ],
};

describe('walks', () => {
  test.each([everyType, elus])(
    'of $id reach every question, offer every choice and stop nowhere',
    (questionnaire) => {
      const report = reportOf(questionnaire, walked(questionnaire));
      expect(report?.unreached).toEqual([]);
      expect(report?.neverOffered).toEqual([]);
      expect(report?.stuck).toEqual([]);
    },
  );

  test('give answers that can be sent', () => {
    for (const { answers, number } of walked(everyType).slice(0, 60)) {
      const { errors } = completeAnswers(everyType, { answers, typed: {} }, lookUps);
      expect([number, errors]).toEqual([number, []]);
    }
  });

  test('are the same for the same seed, and others for another', () => {
    const [first, again, other] = [walked(elus), walked(elus), walked(elus, 8)];
    expect(again).toEqual(first);
    expect(other.map(({ answers }) => answers)).not.toEqual(first.map(({ answers }) => answers));
  });

  test('find what nobody is asked, what nobody is offered, and where everybody stops', () => {
    const questionnaire = written([
      {
        id: 'page',
        title: 'Page',
        questions: [
          visit,
          { id: 'why', type: 'short-text', label: 'Pourquoi ?', condition: "${visit} = 'perhaps'" },
          { ...visit, id: 'day', required: false, choiceFilter: "name != 'no'" },
          {
            id: 'age',
            type: 'integer',
            label: 'Âge',
            required: true,
            min: 0,
            max: 5,
            constraint: '. > 10',
          },
        ],
      },
    ]);
    const walks = walked(questionnaire);
    const report = reportOf(questionnaire, walks);
    expect(report?.unreached.map(({ id }) => id)).toEqual(['why']);
    expect(report?.neverOffered.map(({ question, choices }) => [question.id, choices])).toEqual([
      ['day', ['Non']],
    ]);
    expect(report?.stuck.map(({ question, walks: count }) => [question.id, count])).toEqual([
      ['age', walks.length],
    ]);
  });

  test('find the threshold that opens a question', () => {
    const questionnaire = written([
      {
        id: 'page',
        title: 'Page',
        questions: [
          { id: 'stalls', type: 'integer', label: 'Étals', required: true, min: 0, max: 100_000 },
          { id: 'why', type: 'short-text', label: 'Pourquoi ?', condition: '${stalls} = 73123' },
        ],
      },
    ]);
    expect(reportOf(questionnaire, walked(questionnaire))?.unreached).toEqual([]);
  });

  test('take the time of reading and answering: 200 words a minute, and four seconds for a single choice', () => {
    const questionnaire = written([{ id: 'page', title: 'Page', questions: [visit] }]);
    // Page · Venez-vous ? · Oui · Non: five words, 1.5 s; then 4 s.
    expect(reportOf(questionnaire, walked(questionnaire))?.seconds).toEqual({
      least: 5.5,
      median: 5.5,
      most: 5.5,
    });
  });

  test('end, however long the questionnaire', () => {
    const questions = Array.from({ length: 1500 }, (_, index) => ({ ...visit, id: `q${index}` }));
    const questionnaire = written([
      { id: 'one', title: 'Un', questions: questions.slice(0, 750) },
      { id: 'two', title: 'Deux', questions: questions.slice(750) },
    ]);
    const walks = walked(questionnaire);
    expect(walks.length).toBeGreaterThan(0);
    expect(walks.length).toBeLessThanOrEqual(200);
  });
});

describe('a condition that no answer can meet', () => {
  const page = (condition: string) =>
    written([
      {
        id: 'page',
        title: 'Page',
        questions: [
          visit,
          { id: 'stalls', type: 'integer', label: 'Étals' },
          { ...visit, id: 'goods', type: 'multiple' as const },
          { id: 'why', type: 'short-text', label: 'Pourquoi ?', condition },
        ],
      },
    ]);

  test.each([
    "${visit} = 'yes' and ${visit} = 'no'",
    "${visit} != 'yes' and ${visit} != 'no' and ${visit} != ''",
    "(${visit} = 'yes' or ${stalls} > 2) and ${visit} = 'no' and ${stalls} <= 2",
    '${stalls} > 2 and ${stalls} < 2',
    "${stalls} >= 3 and ${stalls} = ''",
    "selected(${goods}, 'yes') and not(selected(${goods}, 'yes'))",
    "${visit} = 'perhaps'",
  ])('%s', (condition) => {
    expect(contradictionsOf(page(condition)).some(({ code }) => code === 'never')).toBe(true);
  });

  test.each([
    "${visit} = 'yes' or ${visit} = 'no'",
    '${stalls} >= 2 and ${stalls} <= 2',
    "${visit} != 'yes' and ${visit} != 'no'",
    "selected(${goods}, 'yes') and not(selected(${goods}, 'no'))",
    'round(${stalls}) = 1 and round(${stalls}) = 2',
  ])('is not claimed of %s', (condition) => {
    expect(contradictionsOf(page(condition))).toEqual([]);
  });

  test('may come from its page', () => {
    const questionnaire = written([
      { id: 'first', title: 'Une', questions: [visit] },
      {
        id: 'second',
        title: 'Deux',
        condition: "${visit} = 'yes'",
        questions: [
          { id: 'why', type: 'short-text', label: 'Pourquoi ?', condition: "${visit} = 'no'" },
        ],
      },
    ]);
    expect(contradictionsOf(questionnaire)).toMatchObject([
      { of: 'question', on: 'why', code: 'never' },
    ]);
  });

  test('is none of those of the built-in questionnaire', () => {
    expect(contradictionsOf(elus)).toEqual([]);
  });
});
