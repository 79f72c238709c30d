import type { Choice, Column, ColumnKind } from './type.ts';

type Named = { readonly id: string; readonly label: string };

/** The single column of a type whose answer is one value, named after its question. */
export function oneColumn(kind: ColumnKind): (question: Named) => Column[] {
  return ({ id, label }) => [{ name: id, label, kind }];
}

/** What the codes of a column stand for. */
export function codesOf(choices: readonly Named[]): Choice[] {
  return choices.map(({ id, label }) => ({ value: id, label }));
}
