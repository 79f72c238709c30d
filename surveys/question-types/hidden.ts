import { z } from 'zod';
import { whole } from './editing.ts';
import { question } from './question.ts';
import { silent } from './silent.ts';
import type { QuestionType } from './type.ts';

type Hidden = z.infer<typeof definition>;

/** A value that is kept with the answers and that nobody sees: it comes from its default, or from a link. */
const definition = question.extend({
  type: z.literal('hidden'),
  required: z.literal(false).default(false),
});

export const hidden = {
  ...silent,
  type: 'hidden',
  definition,
  isSilent: true,
  editing: {
    family: 'saying',
    fields: [],
    blank: {},
    subjects: () => whole('words'),
    seconds: () => 0,
    attempt: () => undefined,
  },
} as const satisfies QuestionType<Hidden, string> & { definition: typeof definition };
