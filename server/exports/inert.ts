/** What a spreadsheet would compute: OWASP's list, full-width signs, and signs hidden behind blanks. */
const FORMULA = /^[\s\uFEFF]*[=+\-@\uFF1D\uFF0B\uFF0D\uFF20]|^[\t\r\n]/u;
/** What it would rewrite: « 0012 », a long number, « 1E5 », « 3-4 », « 12:30 ». */
const GUESSED =
  /^\s*(?:0\d+|\d{12,}|\d+(?:[.,]\d+)?[eE]\d+|\d{1,4}[/.:-]\d{1,4}(?:[/.:-]\d{1,4})?)\s*$/;

export const isFormula = (text: string): boolean => FORMULA.test(text);

/** A text that stays what it is once opened: an apostrophe first, as the keyboard would do it. */
export function inertText(text: string): string {
  return FORMULA.test(text) || GUESSED.test(text) ? `'${text}` : text;
}
