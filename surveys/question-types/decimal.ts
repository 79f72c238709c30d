import { z } from 'zod';
import { boundFaults, bounds, counting, readCounting, readNumber } from './counting.ts';
import { drawNumber, whole } from './editing.ts';
import { question } from './question.ts';
import type { QuestionType } from './type.ts';

type DecimalQuestion = z.infer<typeof definition>;

const definition = question.extend({ type: z.literal('decimal'), ...bounds });

/** A number with as many decimals as it takes, bounded or not. */
export const decimal = {
  ...counting,
  type: 'decimal',
  definition,
  read: (decimal, fields) => readCounting(decimal, fields, readNumber),
  faults: (decimal, answer) => boundFaults(decimal, answer),
  fromText: (_decimal, text) => readNumber(text),
  editing: {
    family: 'counting',
    fields: [
      { kind: 'decimal', name: 'min' },
      { kind: 'decimal', name: 'max' },
      { kind: 'line', name: 'unit' },
    ],
    blank: {},
    subjects: () => whole('number'),
    seconds: () => 7,
    attempt: ({ min, max }, _offer, chance) => drawNumber({ min, max }, chance),
  },
} as const satisfies QuestionType<DecimalQuestion, number> & { definition: typeof definition };
