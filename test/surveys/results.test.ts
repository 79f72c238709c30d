import { describe, expect, it } from 'vitest';
import { shapeAnswers } from '../../surveys/answers.ts';
import {
  defineQuestionnaire,
  type Question,
  type Questionnaire,
  questionsOf,
} from '../../surveys/definition.ts';
import { elus } from '../../surveys/definitions/elus.ts';
import { designOf } from '../../surveys/question-types/maxdiff.ts';
import type { QuestionResult } from '../../surveys/results/summary.ts';
import { addResponse, everyRow, openTable, resultOf } from '../../surveys/results/table.ts';
import type { Answers } from '../../surveys/routing.ts';

/** A fountain to be restored: four neighbours, small enough for every figure to be counted by hand. */
const fountain = defineQuestionnaire({
  id: 'fountain',
  version: '1',
  title: 'La fontaine de la place',
  introduction: 'Quatre questions, et d’autres selon ce que vous répondez.',
  sections: [
    {
      id: 'all',
      title: 'La place',
      questions: [
        {
          id: 'sees',
          type: 'single',
          label: 'La voyez-vous de chez vous ?',
          choices: [
            { id: 'yes', label: 'Oui' },
            { id: 'no', label: 'Non' },
            { id: 'other', label: 'Autrement', open: true },
          ],
        },
        {
          id: 'uses',
          type: 'multiple',
          label: 'Pour quoi faire ?',
          // biome-ignore lint/suspicious/noTemplateCurlyInString: an expression cites an answer as XLSForm does
          condition: "${sees} = 'yes'",
          choices: [
            { id: 'drink', label: 'Boire' },
            { id: 'meet', label: 'Se retrouver' },
            { id: 'nothing', label: 'Rien', exclusive: true },
          ],
        },
        { id: 'steps', type: 'number', label: 'À combien de pas ?', min: 0, max: 900, unit: 'pas' },
        {
          id: 'worry',
          type: 'scale',
          label: 'Cela vous inquiète ?',
          min: -1,
          max: 1,
          minLabel: 'non',
          maxLabel: 'oui',
        },
        {
          id: 'state',
          type: 'matrix',
          label: 'Son état',
          rows: [
            { id: 'basin', label: 'Le bassin' },
            { id: 'spout', label: 'Le bec' },
          ],
          columns: [
            { id: 'good', label: 'Bon' },
            { id: 'bad', label: 'Mauvais' },
          ],
        },
        {
          id: 'works',
          type: 'matrix',
          label: 'Les travaux',
          rows: [{ id: 'pump', label: 'La pompe' }],
          criteria: [
            { id: 'cost', label: 'Coût', min: 1, max: 3 },
            { id: 'delay', label: 'Délai', min: 1, max: 3 },
          ],
        },
        {
          id: 'order',
          type: 'ranking',
          label: 'Par quoi commencer ?',
          max: 2,
          // biome-ignore lint/suspicious/noTemplateCurlyInString: an expression cites an answer as XLSForm does
          itemFilter: "${sees} = 'yes' or name != 'benches'",
          items: [
            { id: 'water', label: 'L’eau' },
            { id: 'benches', label: 'Les bancs' },
            { id: 'lamp', label: 'Le réverbère' },
          ],
        },
        { id: 'memory', type: 'long-text', label: 'Un souvenir ?' },
        { id: 'thanks', type: 'note', label: 'Merci.' },
      ],
    },
  ],
});

const NEIGHBOURS: Answers[] = [
  {
    sees: 'yes',
    uses: ['drink', 'meet'],
    steps: 10,
    worry: 1,
    state: { basin: 'good', spout: 'bad' },
    works: { pump: { cost: 3, delay: 1 } },
    order: ['water', 'benches'],
    memory: 'Mon frère y tombait.',
  },
  {
    sees: 'yes',
    uses: ['meet'],
    steps: 40,
    worry: 1,
    state: { basin: 'bad' },
    works: { pump: { cost: 2 } },
    order: ['benches'],
  },
  { sees: 'no', steps: 20, worry: -1, order: ['water', 'benches'] },
  { sees: { choice: 'other', text: 'du grenier' }, steps: 35, works: { pump: { cost: 3 } } },
];

function read(definition: Questionnaire, id: string, received: readonly Answers[]): QuestionResult {
  const table = openTable(questionsOf(definition));
  for (const answers of received)
    addResponse(table, { definition, answers: shapeAnswers(definition, answers) });
  const result = resultOf(table, id, everyRow(table));
  if (!result) throw new Error(`no question ${id}`);
  return result;
}

const ask = (id: string, received = NEIGHBOURS) => read(fountain, id, received);

function questionOf(definition: typeof fountain, id: string): Question {
  const question = questionsOf(definition).find((each) => each.id === id);
  if (!question) throw new Error(`no question ${id}`);
  return question;
}

describe('what four neighbours answer of a fountain', () => {
  it('counts a single choice, « autre » among them', () => {
    expect(ask('sees')).toEqual({
      received: 4,
      asked: 4,
      answered: 4,
      summary: {
        kind: 'choices',
        isMultiple: false,
        rows: [
          { id: 'yes', label: 'Oui', count: 2 },
          { id: 'no', label: 'Non', count: 1 },
          { id: 'other', label: 'Autrement', count: 1 },
        ],
      },
    });
  });

  it('tells who was not asked from who did not answer', () => {
    const { asked, answered, summary } = ask('uses');
    expect([asked, answered]).toEqual([2, 2]);
    expect(summary).toMatchObject({
      isMultiple: true,
      rows: [{ count: 1 }, { count: 2 }, { count: 0 }],
    });
    expect(ask('memory')).toMatchObject({
      asked: 4,
      answered: 1,
      summary: { kind: 'words', isPersonal: false },
    });
  });

  it('gives the median and the quartiles of 10, 20, 35, 40', () => {
    expect(ask('steps').summary).toEqual({
      kind: 'numbers',
      unit: 'pas',
      // As wide as 2 · 18.75 / ∛4 = 23.6 would have them, rounded up to 50.
      bins: [{ from: 0, to: 50, count: 4 }],
      spread: {
        minimum: 10,
        firstQuartile: 17.5, // 10 + 0.75 × 10
        median: 27.5,
        thirdQuartile: 36.25, // 35 + 0.25 × 5
        maximum: 40,
      },
    });
  });

  it('counts every point of a scale, even one that nobody chose', () => {
    expect(ask('worry').summary).toMatchObject({
      points: [
        { value: -1, label: 'non', count: 1 },
        { value: 0, label: null, count: 0 },
        { value: 1, label: 'oui', count: 2 },
      ],
      median: 1,
    });
  });

  it('crosses the rows of a matrix with its columns', () => {
    expect(ask('state').summary).toMatchObject({
      tables: [
        {
          label: null,
          columns: ['Bon', 'Mauvais'],
          rows: [
            { label: 'Le bassin', answered: 2, counts: [1, 1], median: null },
            { label: 'Le bec', answered: 1, counts: [0, 1], median: null },
          ],
        },
      ],
    });
  });

  it('makes one table a criterion, with the median of its marks', () => {
    expect(ask('works').summary).toMatchObject({
      tables: [
        {
          label: 'Coût',
          columns: ['1', '2', '3'],
          rows: [{ answered: 3, counts: [0, 1, 2], median: 3 }],
        },
        { label: 'Délai', rows: [{ answered: 1, counts: [1, 0, 0], median: 1 }] },
      ],
    });
  });

  it('ranks by points, and says to how many each thing was proposed', () => {
    // Who does not see the fountain was never offered its benches: that place falls away.
    expect(ask('order').summary).toEqual({
      kind: 'ranking',
      max: 2,
      rows: [
        {
          ...{ id: 'water', label: 'L’eau', offered: 3, ranked: 2, ranks: [2, 0], points: 4 },
          meanRank: 1,
          before: [0, 1, 2], // before the benches once, before the lamp twice
        },
        {
          ...{ id: 'benches', label: 'Les bancs', offered: 2, ranked: 2, ranks: [1, 1], points: 3 },
          meanRank: 1.5,
          before: [1, 0, 2],
        },
        {
          ...{ id: 'lamp', label: 'Le réverbère', offered: 3, ranked: 0, ranks: [0, 0], points: 0 },
          meanRank: null,
          before: [0, 0, 0],
        },
      ],
    });
  });

  it('says of nobody’s answers that there are none', () => {
    expect(ask('steps', []).summary).toMatchObject({ spread: null });
    expect(ask('sees', [])).toMatchObject({ received: 0, asked: 0, answered: 0 });
    expect(ask('thanks')).toMatchObject({ answered: 0, summary: { kind: 'nothing' } });
  });

  it('leaves out an answer of another shape, as an older version of a question may leave', () => {
    const odd = { sees: ['yes'], steps: 'dix' };
    expect(ask('sees', [odd])).toMatchObject({ asked: 1, answered: 0 });
    expect(ask('steps', [odd])).toMatchObject({ answered: 0, summary: { spread: null } });
  });

  it('does not count what the routing took away since', () => {
    const moved = { sees: 'no', uses: ['drink'] };
    expect(ask('uses', [moved])).toMatchObject({ asked: 0, answered: 0 });
  });
});

describe('best and worst', () => {
  const priorities = questionOf(elus, 'priorities');
  if (priorities.type !== 'maxdiff') throw new Error('priorities is a MaxDiff');
  const design = designOf(priorities);
  const seenOn = (item: string) => design.filter((items) => items.includes(item)).length;
  const firstAndLast = design.map((items) => ({ best: items[0], worst: items[3] }));

  it('scores (best − worst) / appearances, over answered screens only', () => {
    const [first] = design;
    const [best = '', seen = '', , worst = ''] = first ?? [];
    const received = [
      { priorities: [{ best, worst }] },
      { priorities: [{ best }] }, // half a screen says nothing
    ];
    const { summary } = read(elus, 'priorities', received);
    if (summary.kind !== 'maxdiff') throw new Error(summary.kind);
    const of = (id: string) => summary.rows.find((row) => row.id === id);
    expect(of(best)).toMatchObject({ best: 1, worst: 0, appearances: 1, score: 1 });
    expect(of(seen)).toMatchObject({ best: 0, worst: 0, appearances: 1, score: 0 });
    expect(of(worst)).toMatchObject({ best: 0, worst: 1, appearances: 1, score: -1 });
    const unseen = summary.rows.filter(({ score }) => score === null);
    expect(unseen).toHaveLength(6);
    expect(summary.rows.slice(4)).toEqual(unseen);
  });

  it('adds up: as many best as worst as screens, and every appearance of the design', () => {
    const received = [firstAndLast, firstAndLast].map((answer) => ({ priorities: answer }));
    const { summary } = read(elus, 'priorities', received);
    if (summary.kind !== 'maxdiff') throw new Error(summary.kind);
    const { rows } = summary;
    const sum = (pick: (row: (typeof rows)[number]) => number) =>
      rows.reduce((total, row) => total + pick(row), 0);
    expect([sum(({ best }) => best), sum(({ worst }) => worst)]).toEqual([10, 10]);
    for (const { id, appearances } of rows) expect(appearances).toBe(2 * seenOn(id));
    const scores = rows.map(({ score }) => score ?? Number.NaN);
    expect(scores).toEqual(scores.toSorted((a, b) => b - a));
  });
});
