import { z } from 'zod';
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
} as const satisfies QuestionType<ShortText, string> & { definition: typeof definition };
