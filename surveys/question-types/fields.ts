import type { Fields, Problem, Reading } from './type.ts';

/** The only value of a field; undefined when absent or empty. */
export function typedIn(fields: Fields, name: string): string | undefined {
  const value = fields[name]?.[0];
  return value === undefined || value === '' ? undefined : value;
}

/** Reads a field that can hold one value only; a form that was tampered with sends several. */
export function readOne(fields: Fields, name: string): Reading<string> {
  if ((fields[name]?.length ?? 0) > 1) return wrong({ code: 'several-values', field: name });
  return { answer: typedIn(fields, name), problems: [] };
}

export function wrong(...problems: readonly Problem[]): Reading<never> {
  return { answer: undefined, problems };
}

export function found<Answer>(answer: Answer | undefined): Reading<Answer> {
  return { answer, problems: [] };
}

/** Parts of a name: `trajectory.housing` is the row `housing` of the question `trajectory`. */
export function fieldName(...parts: readonly (string | number)[]): string {
  return parts.join('.');
}

export function only(value: string | number | undefined): readonly string[] {
  return value === undefined ? [] : [String(value)];
}
