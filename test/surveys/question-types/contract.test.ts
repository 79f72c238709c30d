import { describe, expect, test } from 'vitest';
import { type Question, questionsOf } from '../../../surveys/definition.ts';
import { treeOf } from '../../../surveys/expressions/tree.ts';
import { FAMILIES } from '../../../surveys/question-types/editing.ts';
import { typeOf } from '../../../surveys/question-types/find.ts';
import { questionTypes } from '../../../surveys/question-types/list.ts';
import type { Fields } from '../../../surveys/question-types/type.ts';
import { everyType, lookUps } from '../../fixtures/every-type.ts';

/** Answers that a shopper of Vaubrun may give: whole, open, partial. */
const ANSWERS: Readonly<Record<string, readonly unknown[]>> = {
  welcome: [],
  agreement: [{ given: true, wording: 'v2' }],
  home: ['51F01'],
  visit: ['weekly', 'other', { choice: 'other', text: 'Les jours de fête' }],
  goods: [['fish'], ['bread', 'cheese', { choice: 'other', text: 'Du miel' }], ['nothing']],
  stalls: [{ cheese: 'good' }, { cheese: 'good', bread: 'poor' }],
  marks: [{ thursday: { choice: 4, price: 2 } }, { sunday: { price: 5 } }],
  wishes: [['hours', 'parking'], ['benches']],
  budget: [0, 12.5, 200],
  stallholder: ['Chez Odile', '=2+2', '  +33 6  '],
  memory: ['La neige\nsur la halle', '1 < 2 & "3"'],
  mood: [-2, 0, 2],
  children: [0, 3],
  distance: [0.25, -2, 1200],
  'first-visit': ['1968-02-29', '2026-11-23'],
  arrival: ['09:30', '00:00'],
  'next-visit': ['2026-11-26T09:30'],
  street: ['Halle', 'L&B'],
  mail: ['odile@vaubrun.example'],
  telephone: ['01 23 45 67 89', '+33 (0)1-23-45-67-89'],
  stand: [{ latitude: 48.957, longitude: -4.365 }],
  walk: [
    [
      { latitude: 48.957, longitude: 4.365 },
      { latitude: 48.9, longitude: -4 },
    ],
  ],
  picture: ['halle de face.jpg'],
  purse: [{ points: { roof: 60, floor: 40 } }, { points: { light: 0 } }],
  companions: [
    [{ companion: 'Marcel', kinship: 'kin', 'companion-age': 66 }],
    [{ companion: 'Zoé', kinship: 'friend' }, { companion: '=2+2' }],
  ],
  origin: ['affiche', '=2+2'],
  yearly: ['650'],
  causes: [
    [{ best: 'hours', worst: 'price' }, {}, {}],
    [{ best: 'choice' }, {}, {}],
  ],
};

const questions = questionsOf(everyType);

test('the fixture holds every type of question', () => {
  const held = new Set(questions.map(({ type }) => type));
  expect(questionTypes.map(({ type }) => type).filter((type) => !held.has(type))).toEqual([]);
});

describe.each(questions)('$type ($id)', (question) => {
  const type = typeOf(question);
  const samples = ANSWERS[question.id] ?? [];
  const each = samples.map((answer) => [answer] as const);
  const offer = new Set(type.options(question)?.choices.map(({ id }) => id));

  test('is sampled if it can be answered', () => {
    expect(samples.length > 0).toBe(type.isAnswered);
  });

  test('names its fields after itself, each once', () => {
    const names = type.fieldNames(question);
    expect(names.every((name) => name === question.id || name.startsWith(`${question.id}.`))).toBe(
      true,
    );
    expect(new Set(names).size).toBe(names.length);
  });

  test('has no answer in an empty form', () => {
    expect(type.read(question, {})).toEqual({ answer: undefined, problems: [] });
    const blank = Object.fromEntries(type.fieldNames(question).map((name) => [name, ['']]));
    expect(type.read(question, blank)).toEqual({ answer: undefined, problems: [] });
  });

  test.each(each)('reads back what it writes: %j', (answer) => {
    const fields = type.write(question, answer);
    expect(Object.keys(fields).filter((name) => !type.fieldNames(question).includes(name))).toEqual(
      [],
    );
    expect(type.read(question, fields)).toEqual({ answer, problems: [] });
  });

  test.each(each)('takes %j for an answer of its shape, without fault', (answer) => {
    expect(type.answer.safeParse(answer)).toEqual({ success: true, data: answer });
    expect(type.faults(question, answer, lookUps)).toEqual([]);
  });

  test.each([{ a: [1] }, [[]], null, Number.NaN, { choice: 1 }])(
    'refuses the shape of %j',
    (answer) => {
      expect(type.answer.safeParse(answer).success).toBe(false);
    },
  );

  test.each(each)('keeps %j whole while all is on offer', (answer) => {
    expect(type.prune(question, answer, offer)).toEqual(answer);
  });

  test.each(each)('puts %j into words and into as many cells as columns', (answer) => {
    expect(type.display(question, answer, lookUps).join('')).not.toBe('');
    expect(type.cells(question, answer)).toHaveLength(type.columns(question).length);
    expect(type.cells(question, answer).some((cell) => cell !== null)).toBe(true);
  });

  test('has a named, labelled column for each cell, empty without an answer', () => {
    const columns = type.columns(question);
    expect(new Set(columns.map(({ name }) => name)).size).toBe(columns.length);
    expect(columns.every(({ label }) => label.startsWith(question.label))).toBe(true);
    expect(type.cells(question, undefined)).toEqual(columns.map(() => null));
  });

  test.each(each)('shows expressions the same parts for %j as without an answer', (answer) => {
    const partsOf = (data: unknown) =>
      typeof data === 'string' ? 'text' : Object.keys(Object(data));
    expect(partsOf(type.data(question, answer))).toEqual(partsOf(type.data(question, undefined)));
  });

  test.each(each)('gives back the very words of %j', (answer) => {
    const typed = Object.values(type.write(question, answer)).flat();
    for (const words of type.words(question, answer)) expect(typed).toContain(words);
  });

  test('sums up its answers, whatever their order, nobody’s among them', () => {
    const tallied = samples.map((answer) => type.tallied?.(question, answer) ?? answer);
    const entries = [undefined, ...tallied].map((answer) => ({ answer, offer, count: 2 }));
    const summary = type.summary(question, entries);
    expect(summary.kind === 'nothing').toBe(!type.isAnswered);
    expect(type.summary(question, entries.toReversed())).toEqual(summary);
    expect(type.summary(question, []).kind).toBe(summary.kind);
    // Two of the same case are two cases of one: what stands apart is only how they are kept.
    const apart = [...entries, ...entries].map((entry) => ({ ...entry, count: 1 }));
    expect(withoutIntervals(type.summary(question, apart))).toEqual(withoutIntervals(summary));
  });

  test('sorts each answer into one of its groups, where it has any', () => {
    const groups = type.groups?.(question).map(({ id }) => id) ?? [];
    for (const answer of samples.map((each) => type.tallied?.(question, each) ?? each)) {
      const group = type.groupOf?.(question, answer);
      if (group === undefined) expect(groups).toEqual([]);
      else expect(groups).toContain(group);
    }
  });

  test('says what is missing beside one of its own fields', () => {
    const { field } = type.missing(question, offer);
    expect([question.id, ...type.fieldNames(question)]).toContain(field);
  });

  test.each(each)('shows %j in its view, and every field once in the page', (answer) => {
    const view = type.view(question, type.write(question, answer), offer, lookUps);
    const ids = valuesUnder(view, 'fieldId');
    expect(new Set(ids).size).toBe(ids.length);
  });

  test('survives a tampered form', () => {
    for (const fields of tamperedForms(question)) {
      const { answer, problems } = type.read(question, fields);
      const faults = answer === undefined ? [] : type.faults(question, answer, lookUps);
      const isRefused = problems.length + faults.length > 0;
      expect(isRefused || answer === undefined || type.answer.safeParse(answer).success).toBe(true);
      expect(() => type.view(question, fields, offer, lookUps)).not.toThrow();
    }
  });

  test('names the parts of its definition that an author fills, each once', () => {
    const { fields, blank, family } = type.editing;
    const names = fields.map(({ name }) => name);
    const definition = questionTypes.find((each) => each.type === question.type)?.definition;
    expect(new Set(names).size).toBe(names.length);
    expect(FAMILIES).toContain(family);
    const whole = { id: 'one', type: question.type, label: 'Une question', ...blank };
    expect(definition?.safeParse(whole).success).toBe(true);
    // Every field is a part of the definition: one that nobody knows would be refused.
    for (const name of names) {
      const issues =
        definition?.safeParse({ ...whole, [name]: Symbol('wrong') }).error?.issues ?? [];
      expect(issues.some(({ path }) => path[0] === name)).toBe(true);
    }
  });

  test.each(each)('lets conditions ask about parts that %j has', (answer) => {
    const tree = treeOf(question.id, type.data(question, answer));
    for (const { path } of type.editing.subjects(question)) {
      const steps = path.split('/').filter((step) => step !== '');
      let nodes = [tree];
      for (const step of steps) {
        nodes = nodes.flatMap(({ children }) => children.filter(({ name }) => name === step));
      }
      // Of a row without marks, nothing; never two answers for one subject.
      expect(nodes.length).toBeLessThanOrEqual(1);
      if (steps.length < 2) expect(nodes).toHaveLength(1);
    }
  });

  test('takes a time to answer, unless nobody answers it', () => {
    const seconds = type.editing.seconds(question);
    expect(seconds > 0).toBe(type.isAnswered && !type.isSilent);
  });

  test('tries answers that can be taken, whole, until the last draw', () => {
    for (const draw of [0, 0.25, 0.5, 0.75, 0.999]) {
      const pick = <Value>(values: readonly Value[]) => values[Math.floor(draw * values.length)];
      const chance = { pick, draw: () => draw, compared: ['3', 'neige'], communes: ['51F01'] };
      const answer = type.editing.attempt(question, offer, chance);
      if (answer === undefined) continue;
      expect(type.answer.safeParse(answer).success).toBe(true);
      expect(type.faults(question, answer, lookUps)).toEqual([]);
      expect(type.gaps(question, answer, offer)).toEqual([]);
    }
  });

  test('is part of a questionnaire as its definition says', () => {
    expect(
      questionTypes.find((each) => each.type === question.type)?.definition.parse(question),
    ).toEqual(question);
  });
});

/** Respondents are drawn again in the order of their cases, so that intervals may differ by a hair. */
const withoutIntervals = (summary: unknown) =>
  JSON.parse(JSON.stringify(summary, (key, value) => (key === 'interval' ? null : value)));

function tamperedForms(question: Question): Fields[] {
  const names = typeOf(question).fieldNames(question);
  const values = [
    ['a', 'b'],
    ['nobody'],
    ['constructor'],
    ['__proto__'],
    ['\ud800'],
    ['9'.repeat(400)],
  ];
  return values.map((value) => Object.fromEntries(names.map((name) => [name, value])));
}

function valuesUnder(view: unknown, key: string): unknown[] {
  if (typeof view !== 'object' || view === null) return [];
  return Object.entries(view).flatMap(([name, value]) =>
    name === key ? [value] : valuesUnder(value, key),
  );
}
