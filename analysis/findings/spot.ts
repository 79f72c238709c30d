/**
 * Finding words in a segment without the whole pipeline: case, accents and a final mark of the plural do not
 * count. Rough on purpose: what it finds is only proposed, to a person who decides.
 */

/** The words of a text, each as it is compared. */
export function wordsIn(text: string): string[] {
  return (text.match(/[\p{L}\p{N}]+/gu) ?? []).map(compared);
}

/** A form, perhaps of several words (« chef de projet »), as a list of compared words. */
export const formWords = (form: string): readonly string[] => wordsIn(form);

/** The positions where a form begins in `words`. */
export function positionsOf(words: readonly string[], form: readonly string[]): number[] {
  if (form.length === 0) return [];
  return [...words.keys()].filter((at) => form.every((word, i) => words[at + i] === word));
}

/** A final s of a word this short is rarely a plural: « mais » is not « mai ». */
const SHORT = 4;

function compared(word: string): string {
  const bare = word
    .toLowerCase()
    .normalize('NFD')
    .replaceAll(/\p{Mn}/gu, '');
  return bare.length > SHORT ? bare.replace(/[sx]$/, '') : bare;
}

export function compareCodeUnits(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
