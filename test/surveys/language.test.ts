// biome-ignore-all lint/suspicious/noTemplateCurlyInString: expressions cite an answer as ${id}, as XLSForm does.
import { describe, expect, test } from 'vitest';
import { completeAnswers, EMPTY_DRAFT, parseAnswers } from '../../surveys/answers.ts';
import { problemsOf } from '../../surveys/compile.ts';
import { startingAnswers } from '../../surveys/defaults.ts';
import { defineQuestionnaire, type QuestionnaireInput } from '../../surveys/definition.ts';
import { piped, sayer } from '../../surveys/piping.ts';
import { route } from '../../surveys/routing.ts';
import { lookUps } from '../fixtures/every-type.ts';

const MOMENT = { now: '2026-11-23T16:34:22', seed: 7 };

/** The visitors' book of the lavoir of Vaubrun. */
const book = questionnaireOf({
  groups: [
    { id: 'trip', label: 'Votre trajet', condition: "${came} = 'yes'" },
    { id: 'train', label: 'Le train', group: 'trip', condition: "${means} = 'train'" },
  ],
  questions: [
    {
      id: 'came',
      type: 'single',
      label: 'Êtes-vous venu ?',
      default: 'yes',
      choices: [
        { id: 'yes', label: 'Oui' },
        { id: 'no', label: 'Non' },
      ],
    },
    {
      id: 'day',
      type: 'date',
      label: 'Quel jour ?',
      group: 'trip',
      default: 'today()',
      constraint: '. <= today()',
      constraintMessage: 'Indiquez un jour passé.',
    },
    {
      id: 'means',
      type: 'dropdown',
      label: 'Comment ?',
      group: 'trip',
      choices: [
        { id: 'train', label: 'En train', values: { speed: 'fast' } },
        { id: 'foot', label: 'À pied', values: { speed: 'slow' } },
      ],
      choiceFilter: "speed = 'fast' or ${day} != ''",
    },
    {
      id: 'station',
      type: 'short-text',
      label: 'Quelle gare ?',
      group: 'train',
      requiredIf: '${day} = today()',
      requiredMessage: 'La gare est utile aujourd’hui.',
    },
    { id: 'age', type: 'integer', label: 'Votre âge' },
    { id: 'born', type: 'calculated', label: 'Année', calculation: '2026 - ${age}' },
    {
      id: 'guests',
      type: 'repeat',
      label: 'Vos invités',
      max: 3,
      questions: [
        { id: 'guest', type: 'short-text', label: 'Prénom', required: true },
        {
          id: 'guest-age',
          type: 'integer',
          label: 'Âge de ${guest}',
          condition: "${guest} != ''",
          constraint: '. < ${age}',
        },
        { id: 'place', type: 'calculated', label: 'Rang', calculation: 'position(..)' },
      ],
    },
    {
      id: 'sum',
      type: 'calculated',
      label: 'Âges',
      calculation: 'sum(${guests}/guest-age)',
    },
  ],
});

describe('a question of a group', () => {
  test('is asked when its groups are, the outer one first', () => {
    const asked = (answers: object) => [...route(book, { ...answers }).questions];
    expect(asked({ came: 'no', means: 'train' })).not.toContain('day');
    expect(asked({ came: 'yes', day: '2026-11-01', means: 'foot' })).not.toContain('station');
    expect(asked({ came: 'yes', day: '2026-11-01', means: 'train' })).toContain('station');
  });
});

describe('a filter', () => {
  test('reads the values of each choice', () => {
    expect(route(book, { came: 'yes' }).offers.get('means')).toEqual(new Set(['train']));
    const dated = route(book, { came: 'yes', day: '2026-11-01' });
    expect(dated.offers.get('means')).toEqual(new Set(['train', 'foot']));
  });
});

describe('an answer', () => {
  test('is refused in the author’s words where its constraint does not hold', () => {
    const answers = { came: 'yes', day: '2026-11-24' };
    const { errors } = completeAnswers(book, { answers, typed: {} }, lookUps, MOMENT);
    expect(errors).toEqual([
      {
        question: 'day',
        field: 'day',
        code: 'own-words',
        facts: { message: 'Indiquez un jour passé.' },
      },
    ]);
    const today = { ...answers, day: '2026-11-23' };
    expect(completeAnswers(book, { answers: today, typed: {} }, lookUps, MOMENT).errors).toEqual(
      [],
    );
  });

  test('is due where the other answers make it so', () => {
    const answers = { came: 'yes', day: '2026-11-23', means: 'train' };
    const { errors } = completeAnswers(book, { answers, typed: {} }, lookUps, MOMENT);
    expect(errors.map(({ question, facts }) => [question, facts?.message])).toEqual([
      ['station', 'La gare est utile aujourd’hui.'],
    ]);
  });

  test('stands there before anyone answers, as its default says', () => {
    expect(startingAnswers(book, MOMENT)).toEqual({ came: 'yes', day: '2026-11-23' });
  });

  test('is computed from the others, and sent with them', () => {
    const { answers } = completeAnswers(book, { answers: { age: 58 }, typed: {} }, lookUps, MOMENT);
    expect(answers).toEqual({ age: 58, born: '1968', sum: '0' });
  });

  test('is read in a sentence, in words', () => {
    const answers = { came: 'yes', day: '2026-11-01', means: 'train' };
    const said = sayer(book, answers, route(book, answers), lookUps);
    expect(piped('${means}, le ${ day } : ${nobody}.', said)).toBe('En train, le 01/11/2026 : .');
  });
});

describe('a repeated group', () => {
  const page = book.sections[0];
  if (!page) throw new Error('the book has a page');
  const _shown = [...page.questions.map(({ id }) => id), 'guests.1.guest', 'guests.2.guest'];
  const post = (form: object) =>
    parseAnswers(book, page, { _shown, age: '58', ...form }, EMPTY_DRAFT, lookUps, MOMENT);

  test('keeps its turns in order, closes up those left empty, and computes in each', () => {
    const { draft } = post({ 'guests.1.guest': 'Odile', 'guests.3.guest': 'Marcel' });
    expect(draft.answers.guests).toEqual([
      { guest: 'Odile', place: '1' },
      { guest: 'Marcel', place: '2' },
    ]);
  });

  test('brings up what the answers of a turn make it ask', () => {
    expect(post({ 'guests.1.guest': 'Odile' }).broughtUp).toEqual(['guests.1.guest-age']);
  });

  test('checks each turn beside its own field', () => {
    const { errors } = post({ 'guests.1.guest': 'Odile', 'guests.1.guest-age': '60' });
    expect(errors).toEqual([
      { question: 'guests', field: 'guests.1.guest-age', code: 'constraint' },
    ]);
  });

  test('is summed up outside', () => {
    const guests = [
      { guest: 'Odile', 'guest-age': 12 },
      { guest: 'Marcel', 'guest-age': 30 },
    ];
    expect(route(book, { age: 58, guests }).computed.get('sum')).toBe('42');
  });

  test('asks as many turns as its count says', () => {
    const counted = questionnaireOf({
      questions: [
        { id: 'n', type: 'integer', label: 'Combien ?' },
        {
          id: 'rooms',
          type: 'repeat',
          label: 'Pièces',
          count: '${n}',
          questions: [{ id: 'room', type: 'short-text', label: 'Nom', required: true }],
        },
      ],
    });
    const due = completeAnswers(counted, { answers: { n: 2 }, typed: {} }, lookUps).errors;
    expect(due.map(({ field }) => field)).toEqual(['rooms.1.room']);
    const one = { n: 2, rooms: [{ room: 'Cuisine' }] };
    const left = completeAnswers(counted, { answers: one, typed: {} }, lookUps).errors;
    expect(left.map(({ field }) => field)).toEqual(['rooms.2.room']);
    expect(route(counted, { n: 0 }).questions.has('rooms')).toBe(false);
    expect(route(counted, { n: 1e9 }).offers.get('rooms')?.size).toBe(20);
  });
});

describe('a questionnaire too large or tangled', () => {
  test('of ten thousand questions, each citing the one before, is put in order', () => {
    const questions = Array.from({ length: 10_000 }, (_, index) => ({
      id: `q${index}`,
      type: 'short-text' as const,
      label: `Question ${index}`,
      ...(index < 9_999 && { condition: `\${q${index + 1}} != ''` }),
    }));
    const sections = Array.from({ length: 10 }, (_, index) => ({
      id: `page-${index}`,
      title: `Page ${index}`,
      questions: questions.slice(index * 1_000, (index + 1) * 1_000),
    }));
    const chain = defineQuestionnaire({ id: 'chain', version: '1', title: 'Chaîne', sections });
    expect(problemsOf(chain)).toEqual([]);
    expect(route(chain, {}).questions.size).toBe(1);
    const [, ...others] = questions;
    const looped = [{ ...questions[9_999], condition: "${q0} != ''" }, ...others.slice(0, -1)];
    expect(looped).toHaveLength(9_999);
  });

  test('is refused with the path of its cycle: calculations, a question that cites itself', () => {
    const calculated = (id: string, calculation: string) => ({
      id,
      type: 'calculated' as const,
      label: id,
      calculation,
    });
    const tangled = questionnaireOf({
      questions: [calculated('a', '${b} + 1'), calculated('b', '${a} + 1')],
    });
    expect(problemsOf(tangled)).toEqual([{ code: 'cycle', on: 'a', detail: 'a → b → a' }]);
    const own = questionnaireOf({ questions: [calculated('a', '${a} + 1')] });
    expect(problemsOf(own)).toEqual([{ code: 'cycle', on: 'a', detail: 'a → a' }]);
  });
});

function questionnaireOf(section: Omit<QuestionnaireInput['sections'][number], 'id' | 'title'>) {
  return defineQuestionnaire({
    id: 'book',
    version: '1',
    title: 'Le livre du lavoir',
    sections: [{ id: 'page', title: 'Page', ...section }],
  });
}
