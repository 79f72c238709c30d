import { z } from 'zod';
import { question } from './question.ts';

const definition = question.extend({
  type: z.literal('long-text'),
  maxLength: z.int().min(1).max(100_000).default(10_000),
});

export const longText = { type: 'long-text', definition } as const;
