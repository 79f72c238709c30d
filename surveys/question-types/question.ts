import { z } from 'zod';
import { expressionText, identifier, text } from '../text.ts';

/** What every question says, whatever its type; each type adds its own part. */
export const question = z.strictObject({
  id: identifier,
  label: text,
  hint: text.optional(),
  required: z.boolean().default(false),
  condition: expressionText.optional(),
});

export const choice = z.strictObject({ id: identifier, label: text });

/** A filter is an expression evaluated once per choice, where `name` is the id of that choice. */
export const filter = expressionText;

/** « Autre, préciser » : the choice opens a short text, kept beside it in the answer. */
export const openChoice = choice.extend({ open: z.boolean().default(false) });

export type OtherAnswer = z.infer<typeof otherAnswer>;

export const otherAnswer = z.strictObject({ choice: identifier, text: z.string() });
