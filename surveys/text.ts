import { z } from 'zod';

export type Text = z.infer<typeof text>;

/** A sentence that a respondent reads, in the questionnaire's own language; the other languages stand in `translations`. */
export const text = z.string().min(1).max(10_000);

/**
 * A name that expressions can cite, stable from one version of a questionnaire to the next: kebab-case in ours,
 * whatever their authors chose in those that come from elsewhere. No point, which parts the names of fields; no
 * underscore first, which is the page's. `constructor` would find something in any object.
 */
export const identifier = z
  .string()
  .regex(/^(?!constructor$)[\p{L}\p{N}][\p{L}\p{N}_-]*$/u)
  .max(64);

/** A choice is named as its author chose; where several may be chosen, its name has no space in it. */
export const choiceName = z
  .string()
  .regex(/^(?!constructor$|__proto__$)[^\s\p{C}]+(?: +[^\s\p{C}]+)*$/u)
  .max(128);

/** What another tool's form says that has no place here, to the letter: name of the column → cell. */
export const extra = z.record(z.string().max(200), z.string().max(20_000));

/** XLSForm syntax, e.g. `${project} != 'none'`. */
export const expressionText = z.string().min(1).max(10_000);
