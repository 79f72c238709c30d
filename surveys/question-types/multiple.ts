import { z } from 'zod';
import { filter, openChoice, question } from './question.ts';

const definition = question.extend({
  type: z.literal('multiple'),
  choices: z.array(openChoice.extend({ exclusive: z.boolean().default(false) })).min(1),
  choiceFilter: filter.optional(),
  max: z.int().min(1).optional(),
});

export const multiple = { type: 'multiple', definition } as const;
