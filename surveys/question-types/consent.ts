import { z } from 'zod';
import { text } from '../text.ts';
import { question } from './question.ts';

/** A box to tick. The version of the wording is kept with the answer, since consent is given to a wording. */
const definition = question.extend({
  type: z.literal('consent'),
  statement: text,
  wording: z.string().min(1).max(32),
});

export const consent = { type: 'consent', definition } as const;
