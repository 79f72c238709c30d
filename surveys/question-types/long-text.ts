import { z } from 'zod';
import { drawWords, whole } from './editing.ts';
import { question } from './question.ts';
import type { QuestionType } from './type.ts';
import { writing } from './writing.ts';

type LongText = z.infer<typeof definition>;

const definition = question.extend({
  type: z.literal('long-text'),
  maxLength: z.int().min(1).max(100_000).default(10_000),
});

export const longText = {
  ...writing,
  type: 'long-text',
  definition,
  answer: z.string(),
  editing: {
    family: 'writing',
    fields: [{ kind: 'whole', name: 'maxLength' }],
    blank: {},
    subjects: () => whole('words'),
    seconds: () => 75,
    attempt: ({ maxLength }, _offer, chance) =>
      drawWords(chance, 'Une réponse en quelques phrases.').slice(0, maxLength),
  },
} as const satisfies QuestionType<LongText, string, true> & { definition: typeof definition };
