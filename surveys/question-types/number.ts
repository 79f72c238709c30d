import { z } from 'zod';
import { text } from '../text.ts';
import { question } from './question.ts';

const definition = question.extend({
  type: z.literal('number'),
  min: z.number(),
  max: z.number(),
  step: z.number().positive().default(1),
  unit: text.optional(),
});

export const number = { type: 'number', definition } as const;
