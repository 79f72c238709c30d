import { z } from 'zod';
import { summariseChoices } from '../results/choices.ts';
import { text } from '../text.ts';
import { whole } from './editing.ts';
import { found, readOne, typedIn, wrong } from './fields.ts';
import { oneColumn } from './one-column.ts';
import { boxes } from './paper.ts';
import { question } from './question.ts';
import type { QuestionType } from './type.ts';

type Consent = z.infer<typeof definition>;
type ConsentAnswer = { readonly given: true; readonly wording: string };

/** A box to tick. The version of the wording is kept with the answer, since consent is given to a wording. */
const definition = question.extend({
  type: z.literal('consent'),
  statement: text,
  wording: z.string().min(1).max(32),
});

export const consent = {
  type: 'consent',
  definition,
  answer: z.strictObject({ given: z.literal(true), wording: z.string() }),
  isGroup: true,
  isAnswered: true,
  missing: ({ id }) => ({ code: 'tick-to-continue', field: id }),
  options: () => undefined,
  fieldNames: ({ id }) => [id],
  read({ id, wording }, fields) {
    const { answer, problems } = readOne(fields, id);
    if (answer === undefined) return { answer, problems };
    return answer === 'yes'
      ? found({ given: true, wording })
      : wrong({ code: 'unknown-choice', field: id });
  },
  write: ({ id }) => ({ [id]: ['yes'] }),
  prune: (_consent, answer) => answer,
  faults: ({ id, wording }, answer) =>
    answer.wording === wording ? [] : [{ code: 'tick-to-continue', field: id }],
  gaps: () => [],
  view: ({ id, statement }, fields) => ({ statement, isGiven: typedIn(fields, id) === 'yes' }),
  display: ({ statement }) => [statement],
  columns: oneColumn('text'),
  cells: (_consent, answer) => [answer?.wording ?? null],
  data: (_consent, answer) => (answer ? 'yes' : ''),
  words: () => [],
  paper: ({ statement }) => [boxes('', [{ label: statement }])],
  editing: {
    family: 'saying',
    fields: [
      { kind: 'lines', name: 'statement' },
      { kind: 'line', name: 'wording' },
    ],
    blank: {
      statement: 'J’accepte que mes réponses soient utilisées pour cette étude.',
      wording: 'v1',
    },
    subjects: () => whole('words'),
    seconds: () => 5,
    attempt: ({ wording }) => ({ given: true, wording }),
  },
  tallied: () => ['given'],
  summary: ({ statement }, entries) =>
    summariseChoices([{ id: 'given', label: statement }], entries, { isMultiple: false }),
} as const satisfies QuestionType<Consent, ConsentAnswer, readonly string[]> & {
  definition: typeof definition;
};
