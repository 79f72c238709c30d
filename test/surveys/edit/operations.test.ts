// biome-ignore-all lint/suspicious/noTemplateCurlyInString: expressions cite an answer as ${id}, as XLSForm does.
import { describe, expect, test } from 'vitest';
import { questionnaire } from '../../../surveys/definition.ts';
import { elus } from '../../../surveys/definitions/elus.ts';
import { type Draft, draftOf, everyDraftQuestion, placeOf } from '../../../surveys/edit/draft.ts';
import { nameFrom } from '../../../surveys/edit/ids.ts';
import { applyOperation, type Operation } from '../../../surveys/edit/operations.ts';
import { checkDraft } from '../../../surveys/edit/problems.ts';
import { FAMILIES } from '../../../surveys/question-types/editing.ts';
import { questionTypes } from '../../../surveys/question-types/list.ts';
import { everyType } from '../../fixtures/every-type.ts';

const market = draftOf(everyType);

function edited(draft: Draft, operation: Operation) {
  const outcome = applyOperation(draft, operation);
  if ('refused' in outcome) throw new Error(outcome.refused);
  return outcome;
}

const idsIn = (draft: Draft, section: string) =>
  draft.sections.find(({ id }) => id === section)?.questions.map(({ id }) => id);

describe('a question is named after its label', () => {
  test.each([
    ['Où habitez-vous ?', 'ou-habitez-vous'],
    ['  3 vœux pour l’École', 'voeux-pour-l-ecole'],
    [
      'Quelles sont vos trois difficultés majeures, de la plus lourde ?',
      'quelles-sont-vos-trois-difficultes',
    ],
    ['???', 'question'],
    ['constructor', 'question'],
    ['{{constructor}}', 'question'],
    ['__proto__', 'proto'],
  ])('%s → %s', (label, name) => {
    expect(nameFrom(label, 'question')).toBe(name);
  });
});

describe('an edit', () => {
  test('adds a question where it is wanted, with a name that nobody bears', () => {
    const first = edited(market, {
      act: 'add-question',
      into: 'you',
      type: 'single',
      label: 'Visit',
      index: 1,
    });
    expect(first.subject).toBe('visit-2');
    expect(idsIn(first.draft, 'you')).toEqual(['welcome', 'visit-2', 'agreement', 'home', 'visit']);
    expect(idsIn(market, 'you')).toEqual(['welcome', 'agreement', 'home', 'visit']);
  });

  test.each(questionTypes.map(({ type }) => type))(
    'adds a %s that can be published as it is',
    (type) => {
      const { draft, subject } = edited(market, {
        act: 'add-question',
        into: 'more',
        type,
        label: 'Et ensuite ?',
      });
      expect(placeOf(draft, subject)?.question.type).toBe(type);
      expect(checkDraft(draft).problems).toEqual([]);
      expect(questionnaire.safeParse(draft).success).toBe(true);
    },
  );

  test.each(
    questionTypes.flatMap(({ type: from }) =>
      questionTypes.map(({ type: to }) => [from, to] as const),
    ),
  )('turns a %s into a %s, short of nothing but what its list is too short for', (from, to) => {
    const added = edited(market, {
      act: 'add-question',
      into: 'more',
      type: from,
      label: 'Et ensuite ?',
    });
    const turned = edited(added.draft, { act: 'change-type', question: added.subject, type: to });
    const codes = checkDraft(turned.draft).problems.map(({ code }) => code);
    expect(codes.filter((code) => code !== 'screens' && code !== 'too-few')).toEqual([]);
  });

  test('keeps the choices when they become items to rank', () => {
    const { draft } = edited(market, { act: 'change-type', question: 'visit', type: 'ranking' });
    const items = placeOf(draft, 'visit')?.question.items;
    expect(items).toEqual([
      { id: 'weekly', label: 'Chaque semaine' },
      { id: 'never', label: 'Jamais' },
      { id: 'other', label: 'Autre' },
    ]);
  });

  test('moves a question to another page, and out of its group', () => {
    const grouped = edited(market, {
      act: 'group-questions',
      section: 'more',
      label: 'Vos trajets',
      questions: ['distance', 'arrival'],
    });
    expect(placeOf(grouped.draft, 'arrival')?.question.group).toBe('vos-trajets');
    const { draft } = edited(grouped.draft, {
      act: 'move-question',
      question: 'arrival',
      into: 'you',
      index: 0,
    });
    expect(idsIn(draft, 'you')?.[0]).toBe('arrival');
    expect(placeOf(draft, 'arrival')?.question.group).toBeUndefined();
    expect(everyDraftQuestion(draft)).toHaveLength(everyDraftQuestion(market).length);
    const ungrouped = edited(draft, { act: 'ungroup', section: 'more', group: 'vos-trajets' });
    expect(placeOf(ungrouped.draft, 'distance')?.question.group).toBeUndefined();
  });

  test('takes a question into a repeated group, but not a repeated group', () => {
    const { draft } = edited(market, {
      act: 'move-question',
      question: 'children',
      into: 'companions',
      index: 1,
    });
    expect(placeOf(draft, 'children')?.within?.id).toBe('companions');
    const again = edited(market, { act: 'duplicate-question', question: 'companions' });
    expect(
      applyOperation(again.draft, {
        act: 'move-question',
        question: again.subject,
        into: 'companions',
        index: 0,
      }),
    ).toEqual({ refused: 'not-there' });
  });

  test('renames a question everywhere it is cited', () => {
    const { draft } = edited(draftOf(elus), {
      act: 'rename-question',
      question: 'project',
      to: 'projet',
    });
    const text = JSON.stringify(draft);
    expect(text).not.toContain('${project}');
    expect(text).toContain("${projet} != 'none'");
    expect(checkDraft(draft).problems).toEqual([]);
    expect(
      applyOperation(draft, { act: 'rename-question', question: 'projet', to: 'function' }),
    ).toEqual({ refused: 'taken' });
  });

  test('renames what says who speaks', () => {
    const { draft } = edited(draftOf(elus), {
      act: 'rename-question',
      question: 'quotation',
      to: 'citation',
    });
    expect(draft.respondent).toMatchObject({ quotation: 'citation', commune: 'commune' });
  });

  test('copies a page whose conditions cite the copies', () => {
    const { draft, subject } = edited(market, { act: 'duplicate-section', section: 'market' });
    const copy = draft.sections.find(({ id }) => id === subject);
    expect(copy?.questions.find(({ id }) => id === 'stalls-2')?.rowFilter).toBe(
      'selected(${goods-2}, name)',
    );
    expect(copy?.condition).toBe("${visit} != 'never'");
    expect(checkDraft(draft).problems).toEqual([]);
  });

  test('never leaves a questionnaire without a page, and finds nothing where nothing is', () => {
    const one = draftOf({ ...everyType, sections: everyType.sections.slice(0, 1) });
    expect(applyOperation(one, { act: 'remove-section', section: 'you' })).toEqual({
      refused: 'last-section',
    });
    expect(applyOperation(one, { act: 'remove-question', question: 'nobody' })).toEqual({
      refused: 'gone',
    });
    expect(
      applyOperation(one, { act: 'change-question', question: '__proto__', changes: {} }),
    ).toEqual({ refused: 'gone' });
  });

  test('takes a translation away when its text is emptied', () => {
    const said = edited(market, {
      act: 'translate',
      name: 'English',
      language: 'en',
      texts: { 'visit:label': 'Do you come?', 'goods:label': 'What?' },
    });
    const { draft } = edited(said.draft, {
      act: 'translate',
      name: 'English',
      language: 'en',
      texts: { 'goods:label': '' },
    });
    expect(draft.translations).toEqual({ en: { 'visit:label': 'Do you come?' } });
  });
});

test('every type stands in a family that the menu knows', () => {
  for (const { editing } of questionTypes) expect(FAMILIES).toContain(editing.family);
});
