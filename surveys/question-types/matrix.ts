import { z } from 'zod';
import { identifier, text } from '../text.ts';
import { choice, filter, question } from './question.ts';

/** A mark from `min` to `max`, the same for every row, e.g. usefulness from 1 to 5. */
const criterion = z.strictObject({
  id: identifier,
  label: text,
  min: z.int(),
  max: z.int(),
  minLabel: text.optional(),
  maxLabel: text.optional(),
});

/** Either one column is chosen per row (`columns`), or each row is marked on several `criteria`. */
const definition = question
  .extend({
    type: z.literal('matrix'),
    rows: z.array(choice).min(1),
    rowFilter: filter.optional(),
    columns: z.array(choice).min(2).optional(),
    criteria: z.array(criterion).min(1).optional(),
  })
  .refine((matrix) => (matrix.columns === undefined) !== (matrix.criteria === undefined), {
    error: 'a matrix has either columns or criteria',
  });

export const matrix = { type: 'matrix', definition } as const;
