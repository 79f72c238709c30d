import { z } from 'zod';
import { filter, openChoice, question } from './question.ts';

const definition = question.extend({
  type: z.literal('single'),
  choices: z.array(openChoice).min(1),
  choiceFilter: filter.optional(),
});

export const single = { type: 'single', definition } as const;
