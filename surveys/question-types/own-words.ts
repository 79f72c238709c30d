import type { Problem } from './type.ts';

/** Browsers send line breaks as CR LF; what is kept is what was typed, with LF. Blank is no answer. */
export function readWords(typed: string | undefined): string | undefined {
  const words = typed?.replaceAll('\r\n', '\n');
  return words === undefined || words.trim() === '' ? undefined : words;
}

/** Half of a surrogate pair would be stored as another character, and NUL cuts a text in some tools. */
export function wordFaults(words: string, maxLength: number, field: string): Problem[] {
  if (!words.isWellFormed() || words.includes('\0'))
    return [{ code: 'forbidden-character', field }];
  if (words.length <= maxLength) return [];
  return [{ code: 'too-long', field, facts: { length: words.length, max: maxLength } }];
}
