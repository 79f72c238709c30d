import { describe, expect, it } from 'vitest';
import { defineQuestionnaire } from '../../surveys/definition.ts';
import { shuffledFor } from '../../surveys/shuffling.ts';
import { everyType } from '../fixtures/every-type.ts';

const GOODS = ['cheese', 'fish', 'bread', 'flowers', 'honey', 'cider'];

const market = defineQuestionnaire({
  id: 'market',
  version: '1',
  title: 'Le marché',
  shuffled: true,
  sections: ['morning', 'noon', 'evening'].map((id) => ({
    id,
    title: id,
    shuffled: true,
    questions: [
      {
        id: `${id}-goods`,
        type: 'multiple' as const,
        label: 'Achats',
        shuffled: true,
        choices: [
          ...GOODS.map((good) => ({ id: good, label: good })),
          { id: 'other', label: 'Autre', open: true },
          { id: 'none', label: 'Rien', exclusive: true },
        ],
      },
      { id: `${id}-words`, type: 'long-text' as const, label: 'Un mot' },
    ],
  })),
});

const choicesOf = (seed: number) => {
  const { definition } = shuffledFor(market, seed);
  const question = definition.sections
    .flatMap(({ questions }) => questions)
    .find(({ id }) => id === 'morning-goods');
  return question?.type === 'multiple' ? question.choices.map(({ id }) => id) : [];
};
const seeds = Array.from({ length: 600 }, (_, index) => index * 7919);

describe('an order of one’s own', () => {
  it('is the same for life, and says itself', () => {
    const first = shuffledFor(market, 42);
    const again = shuffledFor(structuredClone(market), 42);
    expect(again.orders).toEqual(first.orders);
    expect(first.orders['morning-goods']).toEqual(choicesOf(42));
    expect(first.orders.sections).toEqual(first.definition.sections.map(({ id }) => id));
  });

  it('holds everything, once, with « autre » and what excludes the rest at the end', () => {
    for (const seed of seeds.slice(0, 50)) {
      const choices = choicesOf(seed);
      expect(choices.slice(-2)).toEqual(['other', 'none']);
      expect(choices.slice(0, -2).toSorted()).toEqual(GOODS.toSorted());
    }
  });

  it('gives each item each place about as often: none is favoured', () => {
    // 600 draws, 6 places: 100 each on average, standard deviation 9.1; five of them is 46.
    for (const good of GOODS) {
      const places = Map.groupBy(seeds, (seed) => choicesOf(seed).indexOf(good));
      for (let place = 0; place < GOODS.length; place += 1)
        expect(Math.abs((places.get(place)?.length ?? 0) - 100)).toBeLessThan(46);
    }
  });

  it('touches nothing where nothing is shuffled', () => {
    expect(shuffledFor(everyType, 42)).toEqual({ definition: everyType, orders: {} });
    expect(shuffledFor(everyType, 42).definition).toBe(everyType);
  });
});
