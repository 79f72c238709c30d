/**
 * Finding words in a segment without the whole pipeline: case, accents and a final mark of the plural do not
 * count. Rough on purpose: what it finds is only proposed, to a person who decides.
 */

/** The words of a text, each as it is compared. */
export function wordsIn(text: string): string[] {
  const bare = text
    .toLowerCase()
    .normalize('NFD')
    .replaceAll(/\p{Mn}+/gu, '');
  return (bare.match(/[\p{L}\p{N}]+/gu) ?? []).map(singular);
}

/** A form, perhaps of several words (« chef de projet »), as a list of compared words. */
export const formWords = (form: string): readonly string[] => wordsIn(form);

/** The positions where a form begins in `words`. */
export function positionsOf(words: readonly string[], form: readonly string[]): number[] {
  const [first] = form;
  const positions: number[] = [];
  if (first === undefined) return positions;
  for (let at = words.indexOf(first); at >= 0; at = words.indexOf(first, at + 1))
    if (form.every((word, i) => words[at + i] === word)) positions.push(at);
  return positions;
}

/** A final s of a word this short is rarely a plural: « mais » is not « mai ». */
const SHORT = 4;

const singular = (word: string) => (word.length > SHORT ? word.replace(/[sx]$/, '') : word);

export function compareCodeUnits(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
