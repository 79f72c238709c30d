import { describe, expect, test } from 'vitest';
import { carryAnswers } from '../../surveys/carry.ts';
import { defineQuestionnaire, type QuestionnaireInput } from '../../surveys/definition.ts';
import { everyType } from '../fixtures/every-type.ts';
import { SHOPPER } from '../support/market.ts';

type Questions = QuestionnaireInput['sections'][number]['questions'];
const asking = (...questions: Questions) =>
  defineQuestionnaire({
    id: 'market',
    version: '1',
    title: 'Le marché',
    sections: [{ id: 'page', title: 'Page', questions }],
  });

const day = (...ids: string[]) => ({
  id: 'day',
  type: 'single' as const,
  label: 'Quel jour ?',
  choices: ids.map((id) => ({ id, label: id })),
});
const goods = (...ids: string[]) => ({ ...day(...ids), id: 'goods', type: 'multiple' as const });
const note = { id: 'word', type: 'note' as const, label: 'Merci' };

describe('a response in progress, when a version is published', () => {
  test('goes over whole where nothing that it says is touched', () => {
    expect(carryAnswers(everyType, everyType, SHOPPER)).toEqual({
      kind: 'carried',
      answers: SHOPPER,
      toReview: [],
    });
  });

  test('follows a question wherever it moved, whatever it is called now', () => {
    const to = asking(
      { ...goods('fish'), label: 'Vos achats' },
      { ...day('thursday'), label: 'Le jour' },
    );
    const outcome = carryAnswers(asking(day('thursday'), goods('fish')), to, {
      day: 'thursday',
      goods: ['fish'],
    });
    expect(outcome).toEqual({
      kind: 'carried',
      answers: { day: 'thursday', goods: ['fish'] },
      toReview: [],
    });
  });

  test('loses the choices that are gone, and is told which questions to review', () => {
    const from = asking(day('thursday', 'sunday'), goods('fish', 'bread'));
    const to = asking(day('thursday'), goods('bread'));
    expect(carryAnswers(from, to, { day: 'sunday', goods: ['fish', 'bread'] })).toEqual({
      kind: 'carried',
      answers: { goods: ['bread'] },
      toReview: ['day', 'goods'],
    });
  });

  test('keeps its own version where something that it says has no place any more', () => {
    expect(carryAnswers(asking(day('thursday'), note), asking(note), { day: 'thursday' })).toEqual({
      kind: 'kept',
      because: ['day'],
    });
    expect(carryAnswers(asking(day('thursday'), note), asking(note), {})).toEqual({
      kind: 'carried',
      answers: {},
      toReview: [],
    });
  });

  test('goes from a type to another that takes the same answers, and to no other', () => {
    const list = { ...day('thursday'), type: 'dropdown' as const };
    expect(carryAnswers(asking(day('thursday')), asking(list), { day: 'thursday' })).toMatchObject({
      answers: { day: 'thursday' },
    });
    const text = { id: 'day', type: 'short-text' as const, label: 'Quel jour ?' };
    expect(carryAnswers(asking(day('thursday')), asking(text), { day: 'thursday' })).toMatchObject({
      kind: 'kept',
    });
    expect(
      carryAnswers(asking(day('thursday')), asking({ ...goods('thursday'), id: 'day' }), {
        day: 'thursday',
      }),
    ).toMatchObject({ kind: 'kept' });
  });

  test('is asked again what its new bounds no longer take', () => {
    const stalls = (max: number) => ({
      id: 'stalls',
      type: 'scale' as const,
      label: 'Étals',
      min: 1,
      max,
      minLabel: 'peu',
      maxLabel: 'assez',
    });
    expect(carryAnswers(asking(stalls(10)), asking(stalls(5)), { stalls: 9 })).toEqual({
      kind: 'carried',
      answers: {},
      toReview: ['stalls'],
    });
  });
});
