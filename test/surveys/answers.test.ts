import { describe, expect, test } from 'vitest';
import { completeAnswers, EMPTY_DRAFT, parseAnswers, shapeAnswers } from '../../surveys/answers.ts';
import type { Section } from '../../surveys/definition.ts';
import { elus } from '../../surveys/definitions/elus.ts';
import type { LookUps } from '../../surveys/question-types/type.ts';
import type { Answers } from '../../surveys/routing.ts';
import { everyType, lookUps as known } from '../fixtures/every-type.ts';

const [you, market, more] = everyType.sections as [Section, Section, Section]; // it has three

describe('a page of answers', () => {
  test('is kept as the answers that it means', () => {
    const { draft, errors } = post(more, {
      budget: '12,5',
      stallholder: 'Chez Odile',
      memory: 'La neige\r\nsur la halle',
      mood: '-1',
      'causes.1.best': 'hours',
      'causes.1.worst': 'price',
      'causes.2.best': 'music',
      'causes.2.worst': 'quality',
      'causes.3.best': 'welcome',
      'causes.3.worst': 'price',
    });
    expect(errors).toEqual([]);
    expect(draft.answers).toEqual({
      budget: 12.5,
      yearly: '650',
      stallholder: 'Chez Odile',
      memory: 'La neige\nsur la halle',
      mood: -1,
      causes: [
        { best: 'hours', worst: 'price' },
        { best: 'music', worst: 'quality' },
        { best: 'welcome', worst: 'price' },
      ],
    });
  });

  test('tells each thing that is missing, beside its field', () => {
    expect(codes(post(you, {}))).toEqual([
      ['agreement', 'tick-to-continue', 'agreement'],
      ['home', 'choose-commune', 'home.search'],
      ['visit', 'choose-one', 'visit'],
    ]);
  });

  test.each([
    ['visit', ['weekly', 'never'], 'several-values'],
    ['visit', 'monthly', 'unknown-choice'],
    ['visit', 'constructor', 'unknown-choice'],
    ['home', '99999', 'unknown-commune'],
    ['home', '<b>', 'unknown-commune'],
    ['home.search', 'Vaub', 'choose-commune'],
    ['agreement', 'maybe', 'unknown-choice'],
  ])('refuses %s = %j', (field, value, code) => {
    const question = field.split('.')[0];
    const found = codes(post(you, { [field]: value })).find(([id]) => id === question);
    expect(found?.[1]).toBe(code);
  });

  test.each([
    ['budget', 'douze', 'not-a-number'],
    ['budget', '1e2', 'not-a-number'],
    ['budget', '0x10', 'not-a-number'],
    ['budget', '200,5', 'out-of-range'],
    ['budget', '−1', 'out-of-range'],
    ['budget', '1,3', 'not-on-step'],
    ['stallholder', 'x'.repeat(21), 'too-long'],
    ['stallholder', 'demi \ud83d', 'forbidden-character'],
    ['memory', 'nul \0', 'forbidden-character'],
    ['mood', '3', 'unknown-choice'],
    ['mood', '1.5', 'unknown-choice'],
    ['causes.1.best', 'quality', 'unknown-choice'],
  ])('refuses %s = %j', (field, value, code) => {
    const question = field.split('.')[0];
    const { draft, errors } = post(more, { [field]: value });
    expect(errors.find((error) => error.question === question)?.code).toBe(code);
    expect(draft.answers).toEqual({});
  });

  test.each([
    ['0,3', 0.3],
    ['.5', 0.5],
    ['1 000', undefined],
    ['20', 20],
    ['+2', 2],
  ])('reads « %s » as a number of staff', (typed, value) => {
    const page = elus.sections[3];
    expect(parse(elus, page, { 'staff-time': typed }).draft.answers['staff-time']).toBe(value);
  });

  test('keeps what was typed and is not an answer, to show it again', () => {
    const { draft } = post(more, { budget: 'douze', mood: '1' });
    expect(draft).toEqual({ answers: { mood: 1 }, typed: { budget: ['douze'] } });
    const mended = parse(everyType, more, { budget: '12' }, draft);
    expect(mended.draft).toEqual({ answers: { budget: 12, yearly: '624' }, typed: {} });
  });

  test('keeps half a character as the sign that a store can hold', () => {
    const { draft } = post(more, { stallholder: 'a\ud83d\0' });
    expect(draft.typed).toEqual({ stallholder: ['a\ufffd\ufffd'] });
  });

  test('wants a word beside « autre »', () => {
    expect(codes(post(you, { visit: 'other', 'visit.other': '  ' }))[2]).toEqual([
      'visit',
      'specify-other',
      'visit.other',
    ]);
    const { draft } = post(you, { visit: 'other', 'visit.other': 'À Noël' });
    expect(draft.answers.visit).toEqual({ choice: 'other', text: 'À Noël' });
  });

  test('forgets the word beside « autre » when another choice is made', () => {
    const { draft } = post(you, { visit: 'weekly', 'visit.other': 'À Noël' });
    expect(draft.answers.visit).toBe('weekly');
  });

  test('ignores fields that no question owns', () => {
    const form = { role: 'administrator', 'visit.weekly': 'x', visit: 'weekly', __proto__: 'x' };
    expect(post(you, form).draft.answers).toEqual({ visit: 'weekly' });
  });

  test('keeps the answer of a question that the page did not show', () => {
    const draft = { answers: { goods: ['fish'], budget: 3 }, typed: {} };
    const { draft: next } = parseAnswers(
      everyType,
      market,
      { _shown: ['wishes'], goods: ['bread'] },
      draft,
      known,
    );
    expect(next.answers).toEqual({ goods: ['fish'], budget: 3, yearly: '156' });
  });

  test('empties the answer of a question that was shown and is left blank', () => {
    const draft = { answers: { goods: ['fish'] }, typed: {} };
    expect(parse(everyType, market, {}, draft).draft.answers).toEqual({});
  });
});

describe('several choices', () => {
  test.each([
    [['nothing', 'fish'], 'exclusive-choice'],
    [['cheese', 'fish', 'bread', 'flowers'], 'too-many-choices'],
    [['fish', 'gold'], 'unknown-choice'],
  ])('refuses %j', (goods, code) => {
    expect(codes(post(market, { goods }))[0]).toEqual(['goods', code, 'goods']);
  });

  test('counts a choice that is sent twice once', () => {
    expect(post(market, { goods: ['fish', 'fish'] }).draft.answers.goods).toEqual(['fish']);
  });
});

describe('a matrix', () => {
  test('wants each row on offer, and only those', () => {
    const { errors } = post(market, { goods: ['cheese', 'fish'], 'stalls.fish': 'good' });
    expect(errors[0]).toEqual({
      question: 'stalls',
      code: 'row-without-answer',
      field: 'stalls.cheese',
      facts: { row: 'Fromage' },
    });
  });

  test('wants each criterion, within its bounds', () => {
    const marks = { 'marks.thursday.choice': '5', 'marks.thursday.price': '6' };
    expect(codes(post(market, marks))).toContainEqual([
      'marks',
      'unknown-choice',
      'marks.thursday',
    ]);
    const partial = post(market, { 'marks.thursday.choice': '5' });
    expect(codes(partial).filter(([id]) => id === 'marks')).toEqual([
      ['marks', 'row-without-answer', 'marks.thursday.price'],
      ['marks', 'row-without-answer', 'marks.sunday.choice'],
      ['marks', 'row-without-answer', 'marks.sunday.price'],
    ]);
    expect(partial.draft.answers.marks).toEqual({ thursday: { choice: 5 } });
  });

  test('says once that nothing was answered', () => {
    expect(codes(post(market, {}))).toContainEqual([
      'marks',
      'answer-each-row',
      'marks.thursday.choice',
    ]);
  });
});

describe('a ranking', () => {
  test('is read in the order of the ranks', () => {
    const ranks = { 'wishes.parking': '2', 'wishes.hours': '1' };
    expect(post(market, ranks).draft.answers.wishes).toEqual(['hours', 'parking']);
  });

  test('refuses the same rank twice, and a rank that does not exist', () => {
    const twice = post(market, { 'wishes.parking': '1', 'wishes.hours': '1' });
    expect(codes(twice)).toContainEqual(['wishes', 'rank-used-twice', 'wishes.hours']);
    const third = post(market, { 'wishes.parking': '3' });
    expect(codes(third)).toContainEqual(['wishes', 'unknown-choice', 'wishes.parking']);
  });

  test('keeps one rank out of two in the draft, and asks for the other', () => {
    const { draft, errors } = post(market, { 'wishes.benches': '1' });
    expect(draft.answers.wishes).toEqual(['benches']);
    expect(errors.find(({ question }) => question === 'wishes')).toEqual({
      question: 'wishes',
      code: 'too-few-ranked',
      field: 'wishes.parking',
      facts: { min: 2, count: 1 },
    });
  });

  test('says which item another answer took off the list', () => {
    const trajectory = { housing: 'degraded', shops: 'degraded', health: 'degraded' };
    const form = {
      'difficulties.housing': '1',
      'difficulties.digital': '2',
      'difficulties.shops': '3',
    };
    const page = elus.sections[1];
    const { errors } = parse(elus, page, form, { answers: { trajectory }, typed: {} }, [
      'difficulties',
    ]);
    expect(errors).toEqual([
      {
        question: 'difficulties',
        code: 'no-longer-offered',
        field: 'difficulties.housing',
        facts: { labels: 'Numérique' },
      },
      {
        question: 'difficulties',
        code: 'too-few-ranked',
        field: 'difficulties.housing',
        facts: { min: 3, count: 2 },
      },
    ]);
  });
});

describe('best and worst', () => {
  test('can’t be the same item, and both are due on every screen', () => {
    const same = post(more, { 'causes.1.best': 'hours', 'causes.1.worst': 'hours' });
    expect(codes(same)).toEqual([['causes', 'best-is-worst', 'causes.1.best']]);
    const half = post(more, { 'causes.1.best': 'hours', 'causes.2.worst': 'music' });
    expect(codes(half)).toEqual([
      ['causes', 'screen-incomplete', 'causes.1.worst'],
      ['causes', 'screen-incomplete', 'causes.2.best'],
      ['causes', 'screen-incomplete', 'causes.3.best'],
    ]);
  });
});

describe('questions that the answers themselves bring up', () => {
  test('are named, so that a page without scripts can show them', () => {
    const shown = ['project'];
    const { broughtUp, errors } = parse(
      elus,
      elus.sections[2],
      { project: 'works' },
      undefined,
      shown,
    );
    expect(broughtUp).toEqual(['project-bearer', 'frameworks']);
    expect(errors).toEqual([]);
  });
});

describe('answers to be sent', () => {
  const complete: Answers = {
    agreement: { given: true, wording: 'v2' },
    home: '51F01',
    visit: 'weekly',
    goods: ['cheese', 'bread'],
    stalls: { cheese: 'good', bread: 'poor', fish: 'good' },
    marks: { thursday: { choice: 4, price: 2 }, sunday: { choice: 1, price: 1 } },
    wishes: ['hours', 'benches'],
    causes: [
      { best: 'hours', worst: 'price' },
      { best: 'music', worst: 'quality' },
      { best: 'welcome', worst: 'price' },
    ],
  };

  test('leave out the row that is no longer asked', () => {
    const { answers, errors } = completeAnswers(everyType, { answers: complete, typed: {} }, known);
    expect(errors).toEqual([]);
    expect(answers).toEqual({ ...complete, stalls: { cheese: 'good', bread: 'poor' } });
  });

  test('leave out every question of a section that is no longer asked', () => {
    const draft = { answers: { ...complete, visit: 'never' }, typed: {} };
    const { answers, errors } = completeAnswers(everyType, draft, known);
    expect(errors).toEqual([]);
    expect(Object.keys(answers)).toEqual(['agreement', 'home', 'visit', 'causes']);
    expect(draft.answers).toHaveProperty('goods', ['cheese', 'bread']);
  });

  test('are held back while something typed is not an answer', () => {
    const draft = { answers: complete, typed: { budget: ['douze'] } };
    const { errors } = completeAnswers(everyType, draft, known);
    expect(errors.map(({ code }) => code)).toEqual(['not-a-number']);
  });

  test('are held back while a required answer is missing', () => {
    const { errors } = completeAnswers(everyType, EMPTY_DRAFT, known);
    expect(errors.map(({ question }) => question)).toEqual([
      'agreement',
      'home',
      'visit',
      'marks',
      'wishes',
      'causes',
    ]);
  });

  test('keep only what has the shape of an answer when they come from elsewhere', () => {
    const stored = { visit: 'weekly', goods: 'fish', budget: '3', nobody: 1, mood: 2 };
    expect(shapeAnswers(everyType, stored)).toEqual({ visit: 'weekly', mood: 2 });
    expect(shapeAnswers(everyType, null)).toEqual({});
  });
});

const anywhere: LookUps = {
  findCommune: (code) => ({ code, name: code, detail: '' }),
  communesFound: () => [],
};

function post(page: Section | undefined, form: Readonly<Record<string, unknown>>) {
  return parse(everyType, page, form);
}

function parse(
  questionnaire: typeof elus,
  page: Section | undefined,
  form: Readonly<Record<string, unknown>>,
  draft = EMPTY_DRAFT,
  shown = page?.questions.map(({ id }) => id) ?? [],
) {
  if (!page) throw new Error('no such page');
  const lookUps = questionnaire === everyType ? known : anywhere;
  return parseAnswers(questionnaire, page, { ...form, _shown: shown }, draft, lookUps);
}

function codes({ errors }: ReturnType<typeof parse>): [string, string, string][] {
  return errors.map(({ question, code, field }) => [question, code, field]);
}
