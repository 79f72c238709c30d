import { z } from 'zod';
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
} as const satisfies QuestionType<LongText, string> & { definition: typeof definition };
