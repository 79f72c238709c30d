import { z } from 'zod';
import { boundFaults, bounds, counting, inFrench, readCounting, readNumber } from './counting.ts';
import { drawNumber, whole } from './editing.ts';
import { question } from './question.ts';
import type { QuestionType } from './type.ts';

type IntegerQuestion = z.infer<typeof definition>;

const definition = question.extend({ type: z.literal('integer'), ...bounds });

/** A whole number, bounded or not. */
export const integer = {
  ...counting,
  type: 'integer',
  definition,
  read: (integer, fields) => readCounting(integer, fields, readNumber),
  faults: (integer, answer) =>
    Number.isSafeInteger(answer)
      ? boundFaults(integer, answer)
      : [{ code: 'not-on-step', field: integer.id, facts: { step: inFrench(1) } }],
  fromText: (_integer, text) => readNumber(text),
  editing: {
    family: 'counting',
    fields: [
      { kind: 'whole', name: 'min' },
      { kind: 'whole', name: 'max' },
      { kind: 'line', name: 'unit' },
    ],
    blank: {},
    subjects: () => whole('number'),
    seconds: () => 7,
    attempt: ({ min, max }, _offer, chance) => drawNumber({ min, max }, chance),
  },
} as const satisfies QuestionType<IntegerQuestion, number> & { definition: typeof definition };
