import { z } from 'zod';
import { summariseTurns } from '../results/turns.ts';
import { expressionText } from '../text.ts';
import { fieldName } from './fields.ts';
import { plainQuestion } from './plain-question.ts';
import { group, question } from './question.ts';
import {
  displayTurns,
  pruneTurns,
  readTurns,
  type TurnAnswers,
  turnColumns,
  turnData,
  turnFaults,
  turnFieldNames,
  turnGaps,
  turnSeconds,
  turnsAttempted,
  turnsOf,
  turnsWanted,
  turnViews,
  turnWords,
  writeTurns,
} from './turns.ts';
import type { QuestionType } from './type.ts';

export type Repeat = z.infer<typeof definition>;

/** Questions that are asked as often as there is something to say: one turn a person, a place, a project. */
const definition = question.extend({
  type: z.literal('repeat'),
  questions: z.array(plainQuestion).min(1).max(500),
  groups: z.array(group).max(200).optional(),
  /** How many turns; where it is left out, as many as people add. */
  count: expressionText.optional(),
  max: z.int().min(1).max(200).default(20),
});

export const repeat = {
  type: 'repeat',
  definition,
  answer: z.array(z.record(z.string(), z.unknown())).min(1),
  isGroup: true,
  isAnswered: true,
  missing: ({ id, questions }) => ({
    code: 'answer-a-turn',
    field: fieldName(id, 1, questions[0]?.id ?? ''),
  }),
  options: () => ({ choices: [] }),
  turns: (repeat) => turnsOf(repeat),
  wanted: (repeat, fields) => turnsWanted(repeat, fields),
  fieldNames: (repeat) => turnFieldNames(repeat),
  read: (repeat, fields) => readTurns(repeat, fields),
  write: (repeat, answer) => writeTurns(repeat, answer),
  prune: (repeat, answer, offer) => pruneTurns(repeat, answer, offer),
  faults: (repeat, answer, lookUps) => turnFaults(repeat, answer, lookUps),
  gaps: (repeat, answer, offer) => turnGaps(repeat, answer, offer),
  view: (repeat, fields, offer, lookUps) => turnViews(repeat, fields, offer, lookUps),
  display: (repeat, answer, lookUps) => displayTurns(repeat, answer, lookUps),
  columns: (repeat) =>
    turnColumns(repeat).map(({ name, label, kind, option, choices }) => ({
      name,
      label,
      kind,
      option,
      ...(choices && { choices }),
    })),
  cells: (repeat, answer) => turnColumns(repeat).map(({ cell }) => cell(answer)),
  data: (repeat, answer) => turnData(repeat, answer?.[0] ?? {}),
  words: (repeat, answer) => turnWords(repeat, answer),
  paper: () => [],
  editing: {
    family: 'joining',
    fields: [
      { kind: 'questions', name: 'questions' },
      { kind: 'expression', name: 'count' },
      { kind: 'whole', name: 'max' },
    ],
    blank: {
      questions: [{ id: 'first', type: 'short-text', label: 'Nom' }],
      max: 5,
    },
    subjects: () => [],
    seconds: (repeat) => 2 * turnSeconds(repeat),
    attempt: (repeat, offer, chance) => turnsAttempted(repeat, offer, chance),
  },
  summary: (repeat, entries) => summariseTurns(repeat, entries),
} as const satisfies QuestionType<Repeat, TurnAnswers> & { definition: typeof definition };
