import { expect, test } from 'vitest';
import { questionsOf } from '../../../surveys/definition.ts';
import { draftOf, placeOf } from '../../../surveys/edit/draft.ts';
import { differing, readFields } from '../../../surveys/edit/fields.ts';
import { typeOf } from '../../../surveys/question-types/find.ts';
import { everyType } from '../../fixtures/every-type.ts';

const market = draftOf(everyType);

function read(id: string, typed: Record<string, string>) {
  const question = questionsOf(everyType).find((each) => each.id === id);
  const draft = placeOf(market, id)?.question;
  if (!question || !draft) throw new Error(id);
  return readFields(draft, typeOf(question).editing.fields, typed);
}

const lines = {
  'choices.0.id': 'weekly',
  'choices.0.label': 'Toutes les semaines',
  'choices.1.id': 'never',
  'choices.1.label': 'Jamais',
  'choices.2.id': 'other',
  'choices.2.label': 'Autre',
  'choices.2.open': 'yes',
  'choices.more': '',
};

test('a choice keeps its name when its words change', () => {
  expect(read('visit', lines)).toEqual({
    choices: [
      { id: 'weekly', label: 'Toutes les semaines', open: false },
      { id: 'never', label: 'Jamais', open: false },
      { id: 'other', label: 'Autre', open: true },
    ],
  });
});

test('choices are added one a line, named after their words, never twice', () => {
  const { choices } = read('visit', { ...lines, 'choices.more': 'Parfois\r\n\r\nWeekly\nParfois' });
  expect(choices).toMatchObject([
    {},
    {},
    {},
    { id: 'parfois' },
    { id: 'weekly-2' },
    { id: 'parfois-2' },
  ]);
});

test('a line without words goes, a button moves another', () => {
  const emptied = { ...lines, 'choices.0.label': ' ', _act: 'choices:up:1' };
  expect(read('visit', emptied)).toMatchObject({ choices: [{ id: 'other' }, { id: 'never' }] });
  const removed = { ...lines, _act: 'choices:remove:1' };
  expect(read('visit', removed)).toMatchObject({ choices: [{ id: 'weekly' }, { id: 'other' }] });
});

test('numbers are read as they are written in French, and kept as typed where they are none', () => {
  const typed = { min: '−2', max: '1 200,5', step: 'un peu', unit: ' ' };
  expect(read('budget', typed)).toEqual({ min: -2, max: 1200.5, step: 'un peu', unit: undefined });
});

test('criteria have their marks, from 1 to 5 unless said', () => {
  const typed = {
    'criteria.0.id': 'choice',
    'criteria.0.label': 'Choix',
    'criteria.0.min': '0',
    'criteria.0.max': '10',
    'criteria.more': 'Accueil',
  };
  expect(read('marks', typed)).toEqual({
    criteria: [
      { id: 'choice', label: 'Choix', min: 0, max: 10 },
      { id: 'accueil', label: 'Accueil', min: 1, max: 5 },
    ],
  });
});

test('a form that holds nothing of a field changes nothing', () => {
  expect(read('visit', {})).toEqual({});
  expect(differing({ a: 1, b: [1], c: 'x' }, { a: 1, b: [1], c: 'y', d: undefined })).toEqual({
    c: 'y',
  });
});

test.each(questionsOf(everyType))(
  'what the form of $type ($id) shows, sent back, changes nothing',
  (question) => {
    const draft = placeOf(market, question.id)?.question ?? { id: '', type: '', label: '' };
    const { fields } = typeOf(question).editing;
    const typed = fields.flatMap((field) => {
      const value = draft[field.name];
      if (field.kind === 'questions') return [];
      if (field.kind !== 'items' && field.kind !== 'criteria')
        return [[field.name, String(value ?? '')]];
      const list: readonly Record<string, unknown>[] = Array.isArray(value) ? value : [];
      const cells = list.flatMap((item, index) =>
        Object.entries(item).map(([key, part]) => [
          `${field.name}.${index}.${key}`,
          part === true ? 'yes' : part === false ? '' : String(part),
        ]),
      );
      return [...cells, [`${field.name}.more`, '']];
    });
    const changes = readFields(draft, fields, Object.fromEntries(typed));
    const plain = (value: unknown) =>
      JSON.stringify(value, (key, part) =>
        (key === 'open' || key === 'exclusive') && part === false ? undefined : part,
      );
    for (const [key, value] of Object.entries(changes))
      expect(plain(value)).toBe(plain(draft[key]));
  },
);
