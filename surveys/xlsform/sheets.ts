/** A workbook as rows of cells: the first row is row 1, and an empty row keeps its place. */
export type Sheet = { readonly name: string; readonly rows: readonly (readonly string[])[] };

/** Where something is in a workbook, as a spreadsheet says it: sheet « survey », row 12, cell F12. */
export type Place = {
  readonly sheet: string;
  readonly row: number | null;
  readonly cell: string | null;
};

export type XlsformProblem = Place & {
  readonly severity: 'error' | 'warning';
  /** An error keeps the questionnaire from being published; a warning tells what becomes of something. */
  readonly code: XlsformProblemCode;
  readonly params: Readonly<Record<string, string | number>>;
};

export type XlsformProblemCode =
  | 'no-survey'
  | 'survey-sheet-guessed'
  | 'no-columns'
  | 'no-questions'
  | 'column-twice'
  | 'column-kept'
  | 'sheet-kept'
  | 'row-without-type'
  | 'unknown-type'
  | 'unsupported-type'
  | 'external-list'
  | 'empty-file'
  | 'include'
  | 'nested-repeat'
  | 'group-not-closed'
  | 'group-not-open'
  | 'empty-group'
  | 'group-named'
  | 'note-named'
  | 'no-name'
  | 'name-changed'
  | 'name-twice'
  | 'name-elsewhere'
  | 'no-label'
  | 'no-list'
  | 'unknown-list'
  | 'choice-without-name'
  | 'choice-without-label'
  | 'choice-with-space'
  | 'choice-twice'
  | 'choices-merged'
  | 'list-unused'
  | 'or-other'
  | 'unreadable-expression'
  | 'expression-straightened'
  | 'unknown-function'
  | 'wrong-arity'
  | 'unknown-reference'
  | 'ambiguous-reference'
  | 'unreadable-pattern'
  | 'unknown-path'
  | 'bare-name'
  | 'unknown-column'
  | 'list-absent'
  | 'cycle'
  | 'calculation-missing'
  | 'computed-unseen'
  | 'last-saved'
  | 'metadata'
  | 'file-named'
  | 'typed-instead'
  | 'bad-parameters'
  | 'text-missing'
  | 'unreadable-json'
  | 'too-large'
  | 'not-a-questionnaire';

/** « F » for the sixth column. */
export function columnLetters(index: number): string {
  const rest = index % 26;
  const letter = String.fromCharCode(65 + rest);
  return index < 26 ? letter : columnLetters(Math.floor(index / 26) - 1) + letter;
}
