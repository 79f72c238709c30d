import { z } from 'zod';
import { drawWords, whole } from './editing.ts';
import { question } from './question.ts';
import type { QuestionType } from './type.ts';
import { writing } from './writing.ts';

type ShortText = z.infer<typeof definition>;

const definition = question.extend({
  type: z.literal('short-text'),
  maxLength: z.int().min(1).max(1000).default(280),
});

export const shortText = {
  ...writing,
  type: 'short-text',
  definition,
  answer: z.string(),
  editing: {
    family: 'writing',
    fields: [{ kind: 'whole', name: 'maxLength' }],
    blank: {},
    subjects: () => whole('words'),
    seconds: () => 20,
    attempt: ({ maxLength }, _offer, chance) =>
      drawWords(chance, 'Une réponse courte').slice(0, maxLength),
  },
} as const satisfies QuestionType<ShortText, string, true> & { definition: typeof definition };
