import { z } from 'zod';
import { expressionText } from '../text.ts';
import { whole } from './editing.ts';
import { question } from './question.ts';
import { silent } from './silent.ts';
import type { QuestionType } from './type.ts';

type Calculated = z.infer<typeof definition>;

/** A value that comes from the other answers, and that other expressions and texts may cite. */
const definition = question.extend({
  type: z.literal('calculated'),
  required: z.literal(false).default(false),
  calculation: expressionText,
});

export const calculated = {
  ...silent,
  type: 'calculated',
  definition,
  isSilent: true,
  calculation: ({ calculation }) => calculation,
  editing: {
    family: 'saying',
    fields: [{ kind: 'expression', name: 'calculation' }],
    blank: { calculation: '1 + 1' },
    subjects: () => whole('number'),
    seconds: () => 0,
    attempt: () => undefined,
  },
} as const satisfies QuestionType<Calculated, string> & { definition: typeof definition };
