import { z } from 'zod';
import { summariseNumbers } from '../results/numbers.ts';
import { text } from '../text.ts';
import { inFrench, readNumber } from './counting.ts';
import { drawNumber, whole } from './editing.ts';
import { found, only, readOne, typedIn, wrong } from './fields.ts';
import { oneColumn } from './one-column.ts';
import { blank } from './paper.ts';
import { question } from './question.ts';
import type { Problem, QuestionType } from './type.ts';

type NumberQuestion = z.infer<typeof definition>;

const definition = question.extend({
  type: z.literal('number'),
  min: z.number(),
  max: z.number(),
  step: z.number().positive().default(1),
  unit: text.optional(),
});

export const number = {
  type: 'number',
  definition,
  answer: z.number(),
  isGroup: false,
  isAnswered: true,
  missing: ({ id }) => ({ code: 'give-a-number', field: id }),
  options: () => undefined,
  fieldNames: ({ id }) => [id],
  read({ id }, fields) {
    const { answer: typed, problems } = readOne(fields, id);
    if (typed === undefined) return { answer: undefined, problems };
    const value = readNumber(typed);
    return value === undefined ? wrong({ code: 'not-a-number', field: id }) : found(value);
  },
  write: ({ id }, answer) => ({ [id]: only(inFrench(answer)) }),
  prune: (_number, answer) => answer,
  faults: (number, answer) => [...rangeFaults(number, answer), ...stepFaults(number, answer)],
  gaps: () => [],
  view: ({ id, unit, step }, fields) => ({
    value: typedIn(fields, id) ?? '',
    unit: unit ?? null,
    inputMode: Number.isInteger(step) ? 'numeric' : 'decimal',
  }),
  display: ({ unit }, answer) => [unit ? `${inFrench(answer)}\u00a0${unit}` : inFrench(answer)],
  columns: oneColumn('number'),
  cells: (_number, answer) => [answer ?? null],
  data: (_number, answer) => (answer === undefined ? '' : String(answer)),
  fromText: (_number, text) => readNumber(text),
  words: () => [],
  paper: ({ unit = '' }) => [blank('', { unit })],
  editing: {
    family: 'counting',
    fields: [
      { kind: 'decimal', name: 'min' },
      { kind: 'decimal', name: 'max' },
      { kind: 'decimal', name: 'step' },
      { kind: 'line', name: 'unit' },
    ],
    blank: { min: 0, max: 100, step: 1 },
    subjects: () => whole('number'),
    seconds: () => 7,
    attempt: ({ min, max, step }, _offer, chance) => drawNumber({ min, max, step }, chance),
  },
  summary: ({ unit }, entries) => summariseNumbers(unit, entries),
} as const satisfies QuestionType<NumberQuestion, number> & { definition: typeof definition };

function rangeFaults({ id, min, max }: NumberQuestion, answer: number): Problem[] {
  if (answer >= min && answer <= max) return [];
  return [{ code: 'out-of-range', field: id, facts: { min: inFrench(min), max: inFrench(max) } }];
}

/** 0.3 / 0.1 is 2.9999999999999996: compared with a tolerance far under any step. */
function stepFaults({ id, min, step }: NumberQuestion, answer: number): Problem[] {
  const steps = (answer - min) / step;
  if (Math.abs(steps - Math.round(steps)) < 1e-6) return [];
  return [{ code: 'not-on-step', field: id, facts: { step: inFrench(step) } }];
}
