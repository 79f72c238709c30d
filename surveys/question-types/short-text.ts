import { z } from 'zod';
import { question } from './question.ts';

const definition = question.extend({
  type: z.literal('short-text'),
  maxLength: z.int().min(1).max(1000).default(280),
});

export const shortText = { type: 'short-text', definition } as const;
