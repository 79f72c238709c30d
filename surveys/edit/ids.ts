import { identifier } from '../text.ts';
import { type Draft, everyDraftQuestion } from './draft.ts';

const MAX_LENGTH = 40;

/** A name that expressions can cite, from words: « Où habitez-vous ? » gives `ou-habitez-vous`. */
export function nameFrom(words: string, otherwise: string): string {
  const plain = words
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replaceAll('œ', 'oe')
    .replaceAll('æ', 'ae')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^[^a-z]+/, '');
  const name = cut(plain);
  return identifier.safeParse(name).success ? name : otherwise;
}

/** Whole words as far as they fit. */
function cut(plain: string): string {
  const short =
    plain.length <= MAX_LENGTH ? plain : plain.slice(0, MAX_LENGTH + 1).replace(/-[^-]*$/, '');
  return short.slice(0, MAX_LENGTH).replace(/-+$/, '');
}

/** The name, or the name with a number, where others bear it. */
export function freeName(wanted: string, taken: ReadonlySet<string>): string {
  if (!taken.has(wanted)) return wanted;
  let number = 2;
  while (taken.has(`${wanted}-${number}`)) number += 1;
  return `${wanted}-${number}`;
}

/** Names of all that expressions or addresses can cite: questions and sections. */
export function takenNames(draft: Draft): Set<string> {
  return new Set([
    ...draft.sections.map(({ id }) => id),
    ...everyDraftQuestion(draft).map(({ id }) => id),
  ]);
}
