// biome-ignore-all lint/suspicious/noTemplateCurlyInString: expressions cite an answer as ${id}, as XLSForm does.
import { describe, expect, test } from 'vitest';
import { type Draft, draftOf, placeOf, readDraft } from '../../../surveys/edit/draft.ts';
import { applyOperation } from '../../../surveys/edit/operations.ts';
import { checkDraft } from '../../../surveys/edit/problems.ts';
import { everyType } from '../../fixtures/every-type.ts';

const market = draftOf(everyType);

function saying(question: string, changes: Record<string, unknown>): Draft {
  const outcome = applyOperation(market, { act: 'change-question', question, changes });
  if ('refused' in outcome) throw new Error(outcome.refused);
  return outcome.draft;
}

const codesIn = (draft: Draft) =>
  checkDraft(draft).problems.map(({ on, field, role, code, detail }) => [
    on,
    field ?? role,
    code,
    detail,
  ]);

describe('a draft', () => {
  test('without fault is the questionnaire to publish', () => {
    expect(checkDraft(market)).toMatchObject({ problems: [], publishable: everyType });
  });

  test.each([
    ['visit', { choices: undefined }, [['visit', 'choices', 'missing', '']]],
    ['visit', { choices: [] }, [['visit', 'choices', 'too-few', '1']]],
    ['visit', { label: '' }, [['visit', 'label', 'missing', '1']]],
    ['wishes', { max: 'trois' }, [['wishes', 'max', 'not-a-number', '']]],
    ['wishes', { min: 3 }, [['wishes', 'max', 'least-over-most', '3 > 2']]],
    ['causes', { screens: 4 }, [['causes', null, 'screens', '']]],
    [
      'marks',
      {
        columns: [
          { id: 'a', label: 'A' },
          { id: 'b', label: 'B' },
        ],
      },
      [['marks', null, 'columns-or-criteria', '']],
    ],
    [
      'budget',
      { condition: '${visit} = ' },
      [['budget', 'condition', 'unreadable-expression', 'unexpected-token at 11']],
    ],
    [
      'budget',
      { condition: "${visite} = 'never'" },
      [['budget', 'condition', 'unknown-reference', 'visite']],
    ],
    ['budget', { hint: 'Comme ${cousine}' }, [['budget', null, 'unknown-citation', 'cousine']]],
    ['mood', { type: 'smiley' }, [['mood', null, 'unknown-type', 'smiley']]],
    ['companions', { questions: [] }, [['companions', 'questions', 'too-few', '1']]],
  ])('says what is wrong with %s: %j', (question, changes, problems) => {
    expect(codesIn(saying(question, changes))).toEqual(problems);
  });

  test('keeps what is wrong to the letter, and refuses to be published', () => {
    const draft = saying('budget', { condition: '((((', max: 'beaucoup' });
    expect(placeOf(draft, 'budget')?.question).toMatchObject({
      condition: '((((',
      max: 'beaucoup',
    });
    expect(checkDraft(draft).publishable).toBeUndefined();
  });

  test('checks the rest while one question is broken', () => {
    const broken = saying('visit', { choices: [] });
    expect(checkDraft(broken).readable?.sections).toHaveLength(3);
  });

  test('gives the path of a cycle', () => {
    const first = saying('children', { condition: "${distance} != ''" });
    const outcome = applyOperation(first, {
      act: 'change-question',
      question: 'distance',
      changes: { condition: "${children} != ''" },
    });
    if ('refused' in outcome) throw new Error(outcome.refused);
    expect(codesIn(outcome.draft)).toEqual([
      ['children', null, 'cycle', 'children → distance → children'],
    ]);
  });

  test('tells an empty page', () => {
    const outcome = applyOperation(market, { act: 'add-section', title: 'Encore' });
    if ('refused' in outcome) throw new Error(outcome.refused);
    expect(codesIn(outcome.draft)).toEqual([['encore', null, 'empty-section', '']]);
  });
});

describe('hostile definitions', () => {
  test.each([
    ['a million parentheses', '('.repeat(1_000_000), 'too-long'],
    ['nine thousand parentheses', '('.repeat(9000), 'unreadable-expression'],
  ])('%s', (_name, condition, code) => {
    expect(codesIn(saying('budget', { condition })).map(([, , each]) => each)).toEqual([code]);
  });

  test('hold words for words', () => {
    const label = '{{constructor}} <img src=x onerror=alert(1)> ${__proto__}';
    const draft = saying('budget', { label });
    expect(placeOf(draft, 'budget')?.question.label).toBe(label);
  });

  test.each(['__proto__', 'constructor', 'a b', '', 'é'.repeat(65)])('refuse the id %j', (id) => {
    const draft = readDraft({
      ...market,
      sections: [{ id: 'page', title: 'Page', questions: [{ id, type: 'note', label: 'x' }] }],
    });
    expect(draft && checkDraft(draft).publishable).toBeUndefined();
    expect(draft && checkDraft(draft).problems.length).toBeGreaterThan(0);
  });

  test.each([
    null,
    [],
    'x',
    { sections: 3 },
    { id: 'a', version: '1', title: 't', sections: [{ questions: [] }] },
  ])('%j is no draft at all', (stored) => {
    expect(readDraft(stored)).toBeUndefined();
  });

  test('ten thousand questions are refused, and leave what was there', () => {
    const questions = Array.from({ length: 10_000 }, (_, index) => ({
      id: `q${index}`,
      type: 'note',
      label: 'Lire',
    }));
    const definition = { ...market, sections: [{ id: 'page', title: 'Page', questions }] };
    expect(applyOperation(market, { act: 'replace', definition })).toEqual({ refused: 'too-many' });
  });
});
