import { describe, expect, test } from 'vitest';
import { defineQuestionnaire, type QuestionnaireInput } from '../../surveys/definition.ts';
import { joinVersions } from '../../surveys/versions.ts';

type Questions = QuestionnaireInput['sections'][number]['questions'];

const version = (number: number, questions: Questions) => ({
  version: number,
  definition: defineQuestionnaire({
    id: 'market',
    version: String(number),
    title: 'Le marché',
    sections: [{ id: 'page', title: 'Page', questions }],
  }),
});

const day = { id: 'day', type: 'single' as const, label: 'Quel jour ?' };
const thursday = { id: 'thursday', label: 'Jeudi' };
const sunday = { id: 'sunday', label: 'Dimanche' };
const memory = { id: 'memory', type: 'long-text' as const, label: 'Un souvenir' };
const price = { id: 'price', type: 'integer' as const, label: 'Prix' };

describe('the versions of a questionnaire, joined', () => {
  test('keep a question in its column, wherever it moved and whatever it is called now', () => {
    const first = version(1, [memory, { ...price, label: 'Le prix' }]);
    const second = version(2, [price, memory]);
    const { columns, cells } = joinVersions([first, second]);
    expect(columns.map(({ name, label, versions }) => [name, label, versions])).toEqual([
      ['price', 'Prix', [1, 2]],
      ['memory', 'Un souvenir', [1, 2]],
    ]);
    expect(cells(1, { memory: 'La neige', price: 3 })).toEqual([3, 'La neige']);
    expect(cells(2, { price: 4 })).toEqual([4, null]);
  });

  test('orphan nothing: what a version no longer asks stands after what stood before it', () => {
    const first = version(1, [price, memory]);
    const second = version(2, [price, { ...day, choices: [thursday] }]);
    const { columns, cells } = joinVersions([second, first]);
    expect(columns.map(({ name, versions }) => [name, versions])).toEqual([
      ['price', [1, 2]],
      ['memory', [1]],
      ['day', [2]],
    ]);
    expect(cells(1, { memory: 'La neige' })).toEqual([null, 'La neige', null]);
    expect(cells(2, { day: 'thursday' })).toEqual([null, null, 'thursday']);
  });

  test('join the columns of choices one by one', () => {
    const goods = { id: 'goods', type: 'multiple' as const, label: 'Achats' };
    const first = version(1, [{ ...goods, choices: [thursday, sunday] }]);
    const second = version(2, [{ ...goods, choices: [sunday] }]);
    const { columns, cells } = joinVersions([first, second]);
    expect(columns.map(({ name }) => name)).toEqual(['goods.thursday', 'goods.sunday']);
    expect(cells(1, { goods: ['thursday'] })).toEqual([1, 0]);
    expect(cells(2, { goods: ['sunday'] })).toEqual([null, 1]);
  });

  test('never put two kinds of answers in one column', () => {
    const first = version(1, [
      { id: 'price', type: 'short-text', label: 'Prix, en toutes lettres' },
    ]);
    const second = version(2, [price]);
    const { columns, cells } = joinVersions([first, second]);
    expect(columns.map(({ name, question, versions }) => [name, question, versions])).toEqual([
      ['price.v1', 'price', [1]],
      ['price', 'price', [2]],
    ]);
    expect(cells(1, { price: 'trois euros' })).toEqual(['trois euros', null]);
    expect(cells(2, { price: 3 })).toEqual([null, 3]);
  });

  test('leave blank what has not the shape of its question, and a version that nobody knows', () => {
    const { cells } = joinVersions([version(1, [price])]);
    expect(cells(1, { price: 'trois' })).toEqual([null]);
    expect(cells(9, { price: 3 })).toEqual([null]);
  });
});
