import { z } from 'zod';
import { choice, filter, question } from './question.ts';

const definition = question.extend({
  type: z.literal('ranking'),
  items: z.array(choice).min(2),
  itemFilter: filter.optional(),
  min: z.int().min(1).default(1),
  max: z.int().min(1),
});

export const ranking = { type: 'ranking', definition } as const;
