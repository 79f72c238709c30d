import type { z } from 'zod';
import { messages } from '../views/messages.ts';

/** A form that can't be accepted: a sentence by field, and what was typed, to show again. */
export interface Refusal {
  readonly errors: Readonly<Record<string, string>>;
}

export type FormResult<T> = { readonly values: T } | Refusal;

/**
 * Reads a form by its schema. Every message of the schema is already a French sentence (from `messages`);
 * the first one of each field is kept.
 */
export function readForm<Schema extends z.ZodType>(
  schema: Schema,
  body: unknown,
): FormResult<z.output<Schema>> {
  const parsed = schema.safeParse(body ?? {});
  if (parsed.success) return { values: parsed.data };
  const errors: Record<string, string> = {};
  for (const { path, message } of parsed.error.issues) errors[String(path[0])] ??= message;
  return { errors };
}

/** What was typed, as text, to fill the form again: never a password. */
export function typedValues(body: unknown): Record<string, string> {
  if (typeof body !== 'object' || body === null) return {};
  return Object.fromEntries(
    Object.entries(body).flatMap(([key, value]) =>
      typeof value === 'string' && key !== 'password' ? [[key, value]] : [],
    ),
  );
}

/** Links of the error summary, in the order of the fields on the page. */
export const summaryOf = (errors: Refusal['errors']) =>
  Object.entries(errors).map(([field, message]) => ({ href: `#${field}`, message }));

/** An error is said first, in the very title that a screen reader announces. */
export const titleWith = (errors: Refusal['errors'], title: string): string =>
  Object.keys(errors).length > 0 ? `${messages.errors[422].title}\u00a0: ${title}` : title;
