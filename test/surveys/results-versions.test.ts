import { describe, expect, it } from 'vitest';
import { shapeAnswers } from '../../surveys/answers.ts';
import { defineQuestionnaire, type Questionnaire } from '../../surveys/definition.ts';
import { NO_FILTER, readResults, rowsOf } from '../../surveys/results/survey.ts';
import { addResponse, everyRow, openTable, resultOf } from '../../surveys/results/table.ts';
import { joinQuestions } from '../../surveys/results/versions.ts';

/** The ferry of Courceaux asks again, two years later: a choice has gone, another came, a question changed its type. */
const first = defineQuestionnaire({
  id: 'ferry',
  version: '1',
  title: 'Le bac',
  sections: [
    {
      id: 'all',
      title: 'Le bac',
      questions: [
        {
          id: 'use',
          type: 'single',
          label: 'Pourquoi le prenez-vous ?',
          choices: [
            { id: 'work', label: 'Le travail' },
            { id: 'mill', label: 'Le moulin' },
          ],
        },
        { id: 'wait', type: 'short-text', label: 'Combien attendez-vous ?' },
        { id: 'ferryman', type: 'number', label: 'Une note au passeur', min: 0, max: 10 },
      ],
    },
  ],
});

const second = defineQuestionnaire({
  id: 'ferry',
  version: '2',
  title: 'Le bac',
  sections: [
    {
      id: 'all',
      title: 'Le bac',
      questions: [
        {
          id: 'use',
          type: 'single',
          label: 'Pourquoi prenez-vous le bac ?',
          choices: [
            { id: 'school', label: 'Le collège' },
            { id: 'work', label: 'Le travail' },
          ],
        },
        {
          id: 'wait',
          type: 'number',
          label: 'Combien de minutes attendez-vous ?',
          min: 0,
          max: 90,
        },
      ],
    },
  ],
});

const joined = joinQuestions([first, second]);
const everyQuestion = [...joined.sections.flatMap(({ questions }) => questions), ...joined.retired];

function receive(received: readonly (readonly [Questionnaire, object, string])[]) {
  const table = openTable(everyQuestion, ['version', 'region']);
  for (const [definition, answers, region] of received)
    addResponse(table, {
      definition,
      answers: shapeAnswers(definition, { ...answers }),
      facets: { version: definition.version, region },
    });
  return table;
}

const CROSSINGS = [
  [first, { use: 'mill', wait: 'longtemps', ferryman: 9 }, '24'],
  [first, { use: 'work', ferryman: 7 }, '44'],
  [second, { use: 'school', wait: 12 }, '24'],
  [second, { use: 'work' }, '24'],
] as const;

describe('two versions of one questionnaire', () => {
  const table = receive(CROSSINGS);
  const all = everyRow(table);

  it('counts a choice that was dropped on its own line, in the words of the version that had it', () => {
    expect(resultOf(table, 'use', all)).toMatchObject({
      asked: 4,
      summary: {
        rows: [
          { id: 'school', label: 'Le collège', count: 1 },
          { id: 'work', label: 'Le travail', count: 2 },
          { id: 'mill', label: 'Le moulin', count: 1 },
        ],
      },
    });
  });

  it('keeps what was answered to a question that is of another type today apart from it', () => {
    expect(resultOf(table, 'wait', all)).toMatchObject({ asked: 2, answered: 1, received: 4 });
    expect(resultOf(table, 'wait.short-text', all)).toMatchObject({ asked: 2, answered: 1 });
  });

  it('goes on showing a question that is asked no more', () => {
    const { retired } = readResults(table, joined, NO_FILTER);
    expect(retired.map(({ id, label }) => [id, label])).toEqual([
      ['wait.short-text', 'Combien attendez-vous ?'],
      ['ferryman', 'Une note au passeur'],
    ]);
    expect(retired[1]?.result).toMatchObject({ asked: 2, summary: { spread: { median: 8 } } });
  });

  it('keeps the answers of one version alone where it is asked to', () => {
    const { kept, received, sections } = readResults(table, joined, {
      facets: { version: '2', region: '24' },
      groups: [{ question: 'use', group: 'work' }],
    });
    expect([kept, received]).toEqual([1, 4]);
    expect(sections[0]?.questions[0]?.result).toMatchObject({ asked: 1, answered: 1 });
  });

  it('forgets what counts no more', () => {
    const without = new Set([0]);
    expect(resultOf(table, 'use', everyRow(table, without))?.answered).toBe(3);
    expect(readResults(table, joined, NO_FILTER, { without }).received).toBe(3);
  });

  it('gives the same whatever the order of arrival', () => {
    const turned = receive(CROSSINGS.toReversed());
    for (const { id } of everyQuestion)
      expect(resultOf(turned, id, everyRow(turned))).toEqual(resultOf(table, id, all));
  });

  it('weighs every answer alike where all weights are one', () => {
    const weights = new Float64Array(table.size).fill(1);
    for (const { id } of everyQuestion)
      expect(resultOf(table, id, { ...all, weights })).toEqual(resultOf(table, id, all));
  });

  it('adds up: what the values of a facet hold is what all hold', () => {
    const parts = ['24', '44'].map((region) =>
      resultOf(table, 'use', rowsOf(table, all, { facets: { region }, groups: [] })),
    );
    const counts = parts.map((part) => (part?.summary.kind === 'choices' ? part.summary.rows : []));
    expect(counts[0]?.map(({ count }, at) => count + (counts[1]?.[at]?.count ?? 0))).toEqual([
      1, 2, 1,
    ]);
  });
});

it('holds as many responses as there are, beyond its first room', () => {
  const table = openTable(everyQuestion, ['region']);
  for (let one = 0; one < 1000; one += 1)
    addResponse(table, { definition: second, answers: { wait: one % 7 }, facets: { region: 'x' } });
  expect(resultOf(table, 'wait', everyRow(table))).toMatchObject({
    received: 1000,
    answered: 1000,
    summary: { spread: { minimum: 0, median: 3, maximum: 6 } },
  });
});
