import { z } from 'zod';
import { choiceName, expressionText, extra, identifier, text } from '../text.ts';

/** What every question says, whatever its type; each type adds its own part. */
export const question = z.strictObject({
  id: identifier,
  label: text,
  hint: text.optional(),
  required: z.boolean().default(false),
  /** Required where this holds, whatever `required` says. */
  requiredIf: expressionText.optional(),
  requiredMessage: text.optional(),
  condition: expressionText.optional(),
  /** Holds of any answer that can be taken; `.` is the answer. */
  constraint: expressionText.optional(),
  constraintMessage: text.optional(),
  /** What stands there before anyone answers: an expression, or the value itself. */
  default: expressionText.optional(),
  /** Whether its choices, rows or items come in another order for each respondent. */
  shuffled: z.boolean().optional(),
  /** Whether a signed link may answer it beforehand; hidden values always are. */
  prefillable: z.boolean().optional(),
  /** The group of its section that it stands in. */
  group: identifier.optional(),
  /** Its name in the form that it came from, where two questions bear it. */
  sourceName: z.string().max(64).optional(),
  extra: extra.optional(),
});

/** Questions of a page that go together, and that are asked or not together. */
export const group = z.strictObject({
  id: identifier,
  label: text.optional(),
  condition: expressionText.optional(),
  /** The group that holds it. */
  group: identifier.optional(),
  sourceName: z.string().max(64).optional(),
  extra: extra.optional(),
});

export const choice = z.strictObject({ id: identifier, label: text });

/** What only filters look at, e.g. the region of a town: `region = ${region}`. */
const choiceValue = z.string().max(4000);
export const choiceValues = z.record(
  z.string().max(200),
  z.union([choiceValue, z.array(choiceValue).max(1000)]),
);

/** A filter is an expression evaluated once per choice, where `name` is the id of that choice. */
export const filter = expressionText;

/** « Autre, préciser » : the choice opens a short text, kept beside it in the answer. */
export const openChoice = z.strictObject({
  id: choiceName,
  label: text,
  open: z.boolean().default(false),
  values: choiceValues.optional(),
  extra: extra.optional(),
});

/** The name of the list of choices in the form that it came from: several questions may share it. */
export const listName = z.string().min(1).max(128);

export type Group = z.infer<typeof group>;

export type OtherAnswer = z.infer<typeof otherAnswer>;

export const otherAnswer = z.strictObject({ choice: choiceName, text: z.string() });
