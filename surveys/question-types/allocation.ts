import { z } from 'zod';
import { summariseAllocation } from '../results/allocation.ts';
import { inFrench, readNumber } from './counting.ts';
import { blankItems, items } from './editing.ts';
import { fieldName, found, only, readOne, typedIn, wrong } from './fields.ts';
import { labelsOf } from './paper.ts';
import { choice, question } from './question.ts';
import type { Problem, QuestionType } from './type.ts';

type Allocation = z.infer<typeof definition>;
type Points = Readonly<Record<string, number>>;
type Shares = { readonly points: Points };

/** Points to share between items, all of them: what one would spend a budget on. */
const definition = question.extend({
  type: z.literal('allocation'),
  items: z.array(choice).min(2).max(40),
  total: z.int().min(1).max(1_000_000).default(100),
});

export const allocation = {
  type: 'allocation',
  definition,
  answer: z.strictObject({ points: z.record(z.string(), z.number()) }),
  isGroup: true,
  isAnswered: true,
  missing: ({ id, items, total }) => ({
    code: 'share-all-points',
    field: fieldName(id, items[0]?.id ?? ''),
    facts: { total },
  }),
  options: () => undefined,
  fieldNames: ({ id, items }) => items.map((item) => fieldName(id, item.id)),
  read({ id, items }, fields) {
    const names = items.map((item) => fieldName(id, item.id));
    const problems = names.flatMap((name) => readOne(fields, name).problems);
    const typed = names.map((name) => typedIn(fields, name));
    const unread = names.filter(
      (_, index) => typed[index] && readNumber(typed[index]) === undefined,
    );
    if (problems.length + unread.length > 0) {
      return wrong(
        ...problems,
        ...unread.map((field) => ({ code: 'not-a-number' as const, field })),
      );
    }
    const points = items.flatMap((item, index) => {
      const value = readNumber(typed[index] ?? '');
      return value === undefined ? [] : [[item.id, value] as const];
    });
    return found(points.length > 0 ? { points: Object.fromEntries(points) } : undefined);
  },
  write: ({ id, items }, { points: shares }) =>
    Object.fromEntries(
      items.map((item) => {
        const points = shares[item.id];
        return [fieldName(id, item.id), only(points === undefined ? undefined : inFrench(points))];
      }),
    ),
  prune: (_allocation, answer) => answer,
  faults: (allocation, { points: shares }) => [
    ...Object.entries(shares).flatMap(([item, points]) => pointFaults(allocation, item, points)),
    ...sumFaults(allocation, shares),
  ],
  gaps: ({ id, items, total }, { points }) => {
    const left = total - sumOf(points);
    const field = fieldName(id, items[0]?.id ?? '');
    return left <= 0 ? [] : [{ code: 'points-left', field, facts: { left, total } }];
  },
  view: ({ id, items, total }, fields) => ({
    total,
    items: items.map((item) => ({
      ...item,
      name: fieldName(id, item.id),
      value: typedIn(fields, fieldName(id, item.id)) ?? '',
    })),
  }),
  display: ({ items }, { points }) =>
    items.flatMap(({ id, label }) =>
      points[id] === undefined ? [] : [`${label}\u00a0: ${inFrench(points[id])}`],
    ),
  columns: ({ id, label, items }) =>
    items.map((item) => ({
      name: fieldName(id, item.id),
      label: `${label} [${item.label}]`,
      kind: 'number',
    })),
  cells: ({ items }, answer) => items.map((item) => answer?.points[item.id] ?? null),
  data: ({ items }, answer) =>
    Object.fromEntries(items.map(({ id }) => [id, String(answer?.points[id] ?? '')])),
  words: () => [],
  paper: ({ items, total }) => [
    {
      kind: 'ranks',
      note: `Partagez ${total} points\u00a0: le total des cases doit faire ${total}.`,
      items: labelsOf(items),
    },
  ],
  editing: {
    family: 'weighing',
    fields: [items('items'), { kind: 'whole', name: 'total' }],
    blank: { items: blankItems(3), total: 100 },
    subjects: ({ items }) =>
      items.map(({ id, label }) => ({
        path: `/${id}`,
        label,
        kind: 'number' as const,
        values: [],
      })),
    seconds: ({ items }) => 10 + items.length * 5,
    attempt({ items, total }, _offer, chance) {
      const favoured = chance.pick(items.map(({ id }) => id));
      const share = Math.floor(total / items.length);
      const rest = total - share * items.length;
      return {
        points: Object.fromEntries(
          items.map(({ id }) => [id, id === favoured ? share + rest : share]),
        ),
      };
    },
  },
  tallied: (_allocation, { points }) => points,
  summary: summariseAllocation,
} as const satisfies QuestionType<Allocation, Shares, Points> & { definition: typeof definition };

function sumOf(points: Points): number {
  return Object.values(points).reduce((sum, each) => sum + each, 0);
}

function pointFaults({ id, items }: Allocation, item: string, points: number): Problem[] {
  if (!items.some((each) => each.id === item)) return [{ code: 'unknown-choice', field: id }];
  const field = fieldName(id, item);
  if (points < 0) return [{ code: 'under-least', field, facts: { min: 0 } }];
  return Number.isInteger(points) ? [] : [{ code: 'not-on-step', field, facts: { step: 1 } }];
}

function sumFaults({ id, items, total }: Allocation, answer: Points): Problem[] {
  const over = sumOf(answer) - total;
  const field = fieldName(id, items[0]?.id ?? '');
  return over > 0 ? [{ code: 'points-over', field, facts: { over, total } }] : [];
}
