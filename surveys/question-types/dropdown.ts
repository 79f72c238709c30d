import { z } from 'zod';
import { summariseChoices } from '../results/choices.ts';
import { blankItems, items, offered, whole } from './editing.ts';
import { readOne, typedIn } from './fields.ts';
import { codesOf } from './one-column.ts';
import { boxes } from './paper.ts';
import { filter, listName, openChoice, question } from './question.ts';
import type { QuestionType } from './type.ts';

type Dropdown = z.infer<typeof definition>;

/** One choice among many, in a list that the browser searches as one types. */
const definition = question.extend({
  type: z.literal('dropdown'),
  choices: z.array(openChoice).min(1),
  choiceFilter: filter.optional(),
  list: listName.optional(),
});

export const dropdown = {
  type: 'dropdown',
  definition,
  answer: z.string(),
  isGroup: false,
  isAnswered: true,
  missing: ({ id }) => ({ code: 'choose-one', field: id }),
  options: ({ choices, choiceFilter }) => ({ choices, filter: choiceFilter }),
  fieldNames: ({ id }) => [id],
  read: ({ id }, fields) => readOne(fields, id),
  write: ({ id }, answer) => ({ [id]: [answer] }),
  prune: (_dropdown, answer, offer) => (offer.has(answer) ? answer : undefined),
  faults: ({ id, choices }, answer) =>
    choices.some((choice) => choice.id === answer) ? [] : [{ code: 'unknown-choice', field: id }],
  gaps: () => [],
  view: ({ id, choices }, fields, offer) => ({
    choices: choices.map((choice) => ({
      id: choice.id,
      label: choice.label,
      values: choice.values ? JSON.stringify(choice.values) : null,
      isOffered: offer.has(choice.id),
      isSelected: typedIn(fields, id) === choice.id,
    })),
  }),
  display: ({ choices }, answer) => [choices.find(({ id }) => id === answer)?.label ?? answer],
  columns: ({ id, label, choices }) => [
    { name: id, label, kind: 'code', choices: codesOf(choices) },
  ],
  cells: (_dropdown, answer) => [answer ?? null],
  data: (_dropdown, answer) => answer ?? '',
  fromText: (_dropdown, text) => text || undefined,
  words: () => [],
  paper: ({ choices }) => [boxes('Cochez une seule case.', choices)],
  editing: {
    family: 'choosing',
    fields: [items('choices'), { kind: 'expression', name: 'choiceFilter' }],
    blank: { choices: blankItems(2) },
    subjects: ({ choices }) => whole('one', choices),
    seconds: () => 6,
    attempt: ({ choices }, offer, chance) =>
      chance.pick(offered(choices, offer).map(({ id }) => id)),
  },
  tallied: (_dropdown, answer) => [answer],
  summary: ({ choices }, entries) => summariseChoices(choices, entries, { isMultiple: false }),
  groups: ({ choices }) => choices,
  groupOf: (_dropdown, [chosen]) => chosen ?? '',
} as const satisfies QuestionType<Dropdown, string, readonly string[]> & {
  definition: typeof definition;
};
