import { z } from 'zod';
import { boundFaults, bounds, counting, readCounting, readNumber } from './counting.ts';
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
} as const satisfies QuestionType<DecimalQuestion, number> & { definition: typeof definition };
