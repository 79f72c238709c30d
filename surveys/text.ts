import { z } from 'zod';

export type Text = z.infer<typeof text>;

/** A sentence that a respondent reads. One language today; the day there are several, only this shape widens. */
export const text = z.string().min(1).max(4000);

/**
 * A name that expressions can cite: kebab-case, stable from one version of a questionnaire to the next.
 * `constructor` would find something in any object.
 */
export const identifier = z
  .string()
  .regex(/^(?!constructor$)[a-z0-9][a-z0-9-]*$/)
  .max(64);

/** XLSForm syntax, e.g. `${project} != 'none'`. */
export const expressionText = z.string().min(1).max(4000);
