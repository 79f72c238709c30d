import { z } from 'zod';
import { summariseRanking } from '../results/ranking.ts';
import { blankItems, drawSome, items, offered, whole } from './editing.ts';
import { fieldName, found, only, readOne, typedIn, wrong } from './fields.ts';
import { labelsOf } from './paper.ts';
import { choice, filter, listName, question } from './question.ts';
import type { Fields, Offer, Problem, QuestionType, Reading } from './type.ts';

type Ranking = z.infer<typeof definition>;

const definition = question.extend({
  type: z.literal('ranking'),
  items: z.array(choice).min(2),
  itemFilter: filter.optional(),
  list: listName.optional(),
  min: z.int().min(1).default(1),
  max: z.int().min(1),
});

export const ranking = {
  type: 'ranking',
  definition,
  answer: z.array(z.string()).min(1),
  isGroup: true,
  isAnswered: true,
  missing: (ranking, offer) => tooFew(ranking, 0, offer),
  options: ({ items, itemFilter }) => ({ choices: items, filter: itemFilter }),
  fieldNames: ({ id, items }) => items.map((item) => fieldName(id, item.id)),
  read: (ranking, fields) => readOrder(ranking, fields),
  write: ({ id, items }, answer) =>
    Object.fromEntries(
      items.map((item) => [fieldName(id, item.id), only(rankOf(answer, item.id))]),
    ),
  prune(_ranking, answer, offer) {
    const kept = answer.filter((item) => offer.has(item));
    return kept.length > 0 ? kept : undefined;
  },
  faults: ({ id, items, max }, answer) => {
    const isKnown = answer.every((each) => items.some((item) => item.id === each));
    const isOnce = new Set(answer).size === answer.length;
    if (!isKnown || !isOnce) return [{ code: 'unknown-choice', field: id }];
    if (answer.length <= max) return [];
    return [{ code: 'too-many-choices', field: id, facts: { max, count: answer.length } }];
  },
  gaps: (ranking, answer, offer) => {
    const isEnough = answer.length >= least(ranking, offer);
    return isEnough ? [] : [tooFew(ranking, answer.length, offer)];
  },
  view: ({ id, items, max, min }, fields, offer) => ({
    max,
    min,
    items: items.map((item) => ({
      ...item,
      name: fieldName(id, item.id),
      isOffered: offer.has(item.id),
      ranks: Array.from({ length: max }, (_, index) => ({
        rank: index + 1,
        isSelected: typedIn(fields, fieldName(id, item.id)) === String(index + 1),
      })),
    })),
  }),
  display: ({ items }, answer) =>
    answer.map((each, index) => {
      const label = items.find((item) => item.id === each)?.label ?? each;
      return `${index + 1}. ${label}`;
    }),
  columns: ({ id, label, items }) =>
    items.map((item) => ({
      name: fieldName(id, item.id),
      label: `${label} [${item.label}]`,
      kind: 'number',
      option: item.id,
    })),
  cells: ({ items }, answer) => items.map((item) => rankOf(answer ?? [], item.id) ?? null),
  data: (_ranking, answer) => (answer ?? []).join(' '),
  words: () => [],
  paper: ({ items, max }) => [
    {
      kind: 'ranks',
      note: `Écrivez 1 à côté de la première proposition, 2 à côté de la deuxième… jusqu’à ${max}.`,
      items: labelsOf(items),
    },
  ],
  editing: {
    family: 'weighing',
    fields: [
      items('items'),
      { kind: 'whole', name: 'min' },
      { kind: 'whole', name: 'max' },
      { kind: 'expression', name: 'itemFilter' },
    ],
    blank: { items: blankItems(3), min: 1, max: 3 },
    subjects: ({ items }) => whole('several', items),
    seconds: ({ max }) => 6 + 5 * max,
    attempt({ items, max }, offer, chance) {
      const drawn = drawSome(
        offered(items, offer).map(({ id }) => id),
        max,
        chance,
      );
      return drawn.length > 0 ? drawn : undefined;
    },
  },
  summary: summariseRanking,
} as const satisfies QuestionType<Ranking, readonly string[]> & { definition: typeof definition };

function rankOf(answer: readonly string[], item: string): number | undefined {
  return answer.includes(item) ? answer.indexOf(item) + 1 : undefined;
}

function least({ min }: Ranking, offer: Offer): number {
  return Math.min(min, offer.size);
}

function tooFew(ranking: Ranking, count: number, offer: Offer): Problem {
  const first = ranking.items.find((item) => offer.has(item.id));
  const field = fieldName(ranking.id, first?.id ?? '');
  return { code: 'too-few-ranked', field, facts: { min: least(ranking, offer), count } };
}

/** Each item has its rank. The same rank twice is wrong; a rank left out between two others is closed up. */
function readOrder(ranking: Ranking, fields: Fields): Reading<string[]> {
  const names = ranking.items.map((item) => fieldName(ranking.id, item.id));
  const problems = names.flatMap((name) => [
    ...readOne(fields, name).problems,
    ...rankFaults(ranking, name, fields),
  ]);
  if (problems.length > 0) return wrong(...problems);
  const ranked = ranking.items.flatMap((item, index) => {
    const rank = typedIn(fields, names[index] ?? '');
    return rank === undefined ? [] : [{ id: item.id, rank: Number(rank) }];
  });
  const order = ranked.sort((a, b) => a.rank - b.rank).map(({ id }) => id);
  return found(order.length > 0 ? order : undefined);
}

function rankFaults(ranking: Ranking, field: string, fields: Fields): Problem[] {
  const rank = typedIn(fields, field);
  if (rank === undefined) return [];
  if (!/^[1-9][0-9]?$/.test(rank) || Number(rank) > ranking.max)
    return [{ code: 'unknown-choice', field }];
  const earlier = ranking.items
    .map((item) => fieldName(ranking.id, item.id))
    .find((name) => typedIn(fields, name) === rank);
  return earlier === field ? [] : [{ code: 'rank-used-twice', field, facts: { rank } }];
}
