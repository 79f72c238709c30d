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
import { blankItems, items, offered, whole } from './editing.ts';
import { fieldName, found, readOne, typedIn } from './fields.ts';
import { codesOf } from './one-column.ts';
import { boxes } from './paper.ts';
import { filter, listName, openChoice, otherAnswer, question } from './question.ts';
import type { QuestionType } from './type.ts';

type Single = z.infer<typeof definition>;

const definition = question.extend({
  type: z.literal('single'),
  choices: z.array(openChoice).min(1),
  choiceFilter: filter.optional(),
  list: listName.optional(),
});

export const single = {
  type: 'single',
  definition,
  answer: z.union([z.string(), otherAnswer]),
  isGroup: true,
  isAnswered: true,
  missing: ({ id }) => ({ code: 'choose-one', field: id }),
  options: ({ choices, choiceFilter }) => ({ choices, filter: choiceFilter }),
  fieldNames: (single) => [single.id, ...openNames(single)],
  read(single, fields) {
    const { answer, problems } = readOne(fields, single.id);
    if (answer === undefined) return { answer, problems };
    return found(readChosen(single, answer, fields));
  },
  write: (single, answer) => ({ ...writeOther(single, [answer]), [single.id]: [idOf(answer)] }),
  prune: (_single, answer, offer) => (offer.has(idOf(answer)) ? answer : undefined),
  faults: (single, answer) => chosenFaults(single, answer),
  gaps: (single, answer) => chosenGaps(single, answer),
  view: ({ id, choices }, fields, offer) => ({
    maxOtherLength: MAX_OTHER_LENGTH,
    choices: choices.map((choice, index) => ({
      ...choice,
      values: choice.values ? JSON.stringify(choice.values) : null,
      fieldId: index === 0 ? id : fieldName(id, choice.id.replace(/\s/g, '_'), 'choice'),
      isOffered: offer.has(choice.id),
      isSelected: typedIn(fields, id) === choice.id,
      otherName: fieldName(id, choice.id),
      other: typedIn(fields, fieldName(id, choice.id)) ?? '',
    })),
  }),
  display: (single, answer) => [displayChosen(single, answer)],
  columns: ({ id, label, choices }) => [
    { name: id, label, kind: 'code', choices: codesOf(choices) },
    ...choices
      .filter(({ open }) => open)
      .map((choice) => ({
        name: fieldName(id, choice.id),
        label: `${label} [${choice.label}]`,
        kind: 'words' as const,
      })),
  ],
  cells: ({ choices }, answer) => [
    answer === undefined ? null : idOf(answer),
    ...choices.filter(({ open }) => open).map((choice) => otherCell(answer, choice.id)),
  ],
  data: (_single, answer) => (answer === undefined ? '' : idOf(answer)),
  fromText: (_single, text) => text || undefined,
  words: (_single, answer) => [otherTextOf(answer) ?? []].flat(),
  paper: ({ choices }) => [boxes('Cochez une seule case.', choices)],
  editing: {
    family: 'choosing',
    fields: [items('choices', 'open'), { kind: 'expression', name: 'choiceFilter' }],
    blank: { choices: blankItems(2) },
    subjects: ({ choices }) => whole('one', choices),
    seconds: () => 4,
    attempt({ choices }, offer, chance) {
      const choice = chance.pick(offered(choices, offer).map(({ id }) => id));
      const isOpen = choices.some(({ id, open }) => id === choice && open);
      return choice !== undefined && isOpen ? { choice, text: 'Autre réponse' } : choice;
    },
  },
  tallied: (_single, answer) => [idOf(answer)],
  summary: ({ choices }, entries) => summariseChoices(choices, entries, { isMultiple: false }),
  groups: ({ choices }) => choices,
  groupOf: (_single, [chosen]) => chosen ?? '',
} as const satisfies QuestionType<Single, Chosen, readonly string[]> & {
  definition: typeof definition;
};

function otherCell(answer: Chosen | undefined, choice: string): string | null {
  if (answer === undefined || idOf(answer) !== choice) return null;
  return otherTextOf(answer) ?? null;
}
