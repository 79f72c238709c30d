import { z } from 'zod';
import { text } from '../text.ts';
import { choice, question } from './question.ts';

/** Best–worst scaling: every item is seen equally often, on `screens` screens of `perScreen` items. */
const definition = question
  .extend({
    type: z.literal('maxdiff'),
    items: z.array(choice).min(3).max(40),
    screens: z.int().min(1).max(40),
    perScreen: z.int().min(3).max(8),
    seed: z.int(),
    bestLabel: text,
    worstLabel: text,
  })
  .refine(
    ({ items, screens, perScreen }) =>
      perScreen <= items.length && (screens * perScreen) % items.length === 0,
    { error: 'screens × perScreen must be a multiple of the number of items' },
  );

export const maxdiff = { type: 'maxdiff', definition } as const;
