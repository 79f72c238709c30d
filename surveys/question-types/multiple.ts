import { z } from 'zod';
import { summariseChoices } from '../results/choices.ts';
import {
  type Chosen,
  chosenFaults,
  chosenGaps,
  displayChosen,
  idOf,
  MAX_OTHER_LENGTH,
  openNames,
  otherTextOf,
  readChosen,
  writeOther,
} from './choosing.ts';
import { blankItems, drawSome, items, offered, whole } from './editing.ts';
import { fieldName, found, typedIn } from './fields.ts';
import { boxes } from './paper.ts';
import { filter, listName, openChoice, otherAnswer, question } from './question.ts';
import type { Problem, QuestionType } from './type.ts';

type Multiple = z.infer<typeof definition>;

const definition = question.extend({
  type: z.literal('multiple'),
  choices: z.array(openChoice.extend({ exclusive: z.boolean().default(false) })).min(1),
  choiceFilter: filter.optional(),
  list: listName.optional(),
  max: z.int().min(1).optional(),
});

export const multiple = {
  type: 'multiple',
  definition,
  answer: z.array(z.union([z.string(), otherAnswer])).min(1),
  isGroup: true,
  isAnswered: true,
  missing: ({ id }) => ({ code: 'choose-some', field: id }),
  options: ({ choices, choiceFilter }) => ({ choices, filter: choiceFilter }),
  fieldNames: (multiple) => [multiple.id, ...openNames(multiple)],
  read(multiple, fields) {
    const ids = [...new Set(fields[multiple.id] ?? [])].filter((id) => id !== '');
    const chosen = ids.map((id) => readChosen(multiple, id, fields));
    return found(chosen.length > 0 ? chosen : undefined);
  },
  write: (multiple, answer) => ({
    ...writeOther(multiple, answer),
    [multiple.id]: answer.map(idOf),
  }),
  prune(_multiple, answer, offer) {
    const kept = answer.filter((each) => offer.has(idOf(each)));
    return kept.length > 0 ? kept : undefined;
  },
  faults: (multiple, answer) => [
    ...answer.flatMap((each) => chosenFaults(multiple, each)),
    ...exclusiveFaults(multiple, answer),
    ...countFaults(multiple, answer),
  ],
  gaps: (multiple, answer) => answer.flatMap((each) => chosenGaps(multiple, each)),
  view: ({ id, choices, max }, fields, offer) => ({
    max: max ?? null,
    maxOtherLength: MAX_OTHER_LENGTH,
    choices: choices.map((choice, index) => ({
      ...choice,
      values: choice.values ? JSON.stringify(choice.values) : null,
      fieldId: index === 0 ? id : fieldName(id, choice.id, 'choice'),
      isOffered: offer.has(choice.id),
      isSelected: fields[id]?.includes(choice.id) ?? false,
      otherName: fieldName(id, choice.id),
      other: typedIn(fields, fieldName(id, choice.id)) ?? '',
    })),
  }),
  display: (multiple, answer) => answer.map((each) => displayChosen(multiple, each)),
  columns: ({ id, label, choices }) =>
    choices.flatMap((choice) => [
      {
        name: fieldName(id, choice.id),
        label: `${label} [${choice.label}]`,
        kind: 'mark',
        option: choice.id,
      },
      ...(choice.open
        ? [
            {
              name: fieldName(id, choice.id, 'text'),
              label: `${label} [${choice.label}, précisé]`,
              kind: 'words' as const,
              option: choice.id,
            },
          ]
        : []),
    ]),
  cells: ({ choices }, answer) =>
    choices.flatMap((choice) => {
      const chosen = answer?.find((each) => idOf(each) === choice.id);
      const mark = answer === undefined ? null : Number(chosen !== undefined);
      return choice.open ? [mark, chosen ? (otherTextOf(chosen) ?? null) : null] : [mark];
    }),
  fromCells({ id, choices }, cells) {
    const texts = choices.map((choice) => [
      fieldName(id, choice.id),
      [cells[fieldName(id, choice.id, 'text')] ?? []].flat(),
    ]);
    const ticked = choices.filter((choice) => cells[fieldName(id, choice.id)] === '1');
    return { ...Object.fromEntries(texts), [id]: ticked.map((choice) => choice.id) };
  },
  data: (_multiple, answer) => (answer ?? []).map(idOf).join(' '),
  fromText(_multiple, text) {
    const ids = text.split(/\s+/).filter((id) => id !== '');
    return ids.length > 0 ? ids : undefined;
  },
  words: (_multiple, answer) => answer.flatMap((each) => otherTextOf(each) ?? []),
  paper: ({ choices, max }) => [
    boxes(
      max === undefined ? 'Plusieurs réponses possibles.' : `${max} réponses au plus.`,
      choices,
    ),
  ],
  editing: {
    family: 'choosing',
    fields: [
      items('choices', 'open', 'exclusive'),
      { kind: 'whole', name: 'max' },
      { kind: 'expression', name: 'choiceFilter' },
    ],
    blank: { choices: blankItems(2) },
    subjects: ({ choices }) => whole('several', choices),
    seconds: () => 8,
    attempt({ choices, max = choices.length }, offer, chance) {
      const list = offered(choices, offer);
      const first = chance.pick(list);
      if (!first) return undefined;
      const others = list.filter((each) => each !== first && !each.exclusive);
      const more = Math.floor(chance.draw() * Math.min(max, 4));
      const drawn = first.exclusive ? [first] : [first, ...drawSome(others, more, chance)];
      return drawn.map(({ id, open }) => (open ? { choice: id, text: 'Autre réponse' } : id));
    },
  },
  tallied: (_multiple, answer) => answer.map(idOf),
  summary: ({ choices }, entries) => summariseChoices(choices, entries, { isMultiple: true }),
} as const satisfies QuestionType<Multiple, readonly Chosen[], readonly string[]> & {
  definition: typeof definition;
};

function exclusiveFaults({ id, choices }: Multiple, answer: readonly Chosen[]): Problem[] {
  const exclusive = choices.find(
    (choice) => choice.exclusive && answer.some((each) => idOf(each) === choice.id),
  );
  if (!exclusive || answer.length === 1) return [];
  return [{ code: 'exclusive-choice', field: id, facts: { label: exclusive.label } }];
}

function countFaults({ id, max }: Multiple, answer: readonly Chosen[]): Problem[] {
  if (max === undefined || answer.length <= max) return [];
  return [{ code: 'too-many-choices', field: id, facts: { max, count: answer.length } }];
}
