import type { Choices } from './choices.ts';
import type { Languages } from './language-choice.ts';
import type { Place, XlsformProblem, XlsformProblemCode } from './sheets.ts';
import type { Row } from './table.ts';

/** What the parts of a reading share: what was found so far, and where. */
export type Context = {
  readonly languages: Languages;
  readonly choices: Choices;
  readonly problems: XlsformProblem[];
  /** Id of a question, group or section → the row that it comes from. */
  readonly rows: Map<string, Row>;
  /** Place of a text in the questionnaire → language → text. */
  readonly translations: Map<string, ReadonlyMap<string, string>>;
  /** Place of a text in the questionnaire → its cell. */
  readonly textPlaces: Map<string, Place>;
  /** Names that several questions bear. */
  readonly ambiguous: Set<string>;
  readonly report: (
    place: Place,
    severity: XlsformProblem['severity'],
    code: XlsformProblemCode,
    params?: XlsformProblem['params'],
  ) => void;
  /** The text of a cell in the questionnaire's own language, and the others kept for later. */
  readonly text: (row: Row, column: string, at: string) => string | undefined;
  readonly json: (text: string, place: Place) => Record<string, unknown> | undefined;
};

const MAX_PROBLEMS = 2_000;

export function createContext(languages: Languages, choices: Choices): Context {
  const problems: XlsformProblem[] = [];
  const translations: Context['translations'] = new Map();
  const textPlaces: Context['textPlaces'] = new Map();
  const report: Context['report'] = (place, severity, code, params = {}) => {
    const { sheet, row, cell } = place;
    if (problems.length < MAX_PROBLEMS) problems.push({ sheet, row, cell, severity, code, params });
  };
  return {
    languages,
    choices,
    problems,
    translations,
    textPlaces,
    rows: new Map(),
    ambiguous: new Set(),
    report,
    text(row, column, at) {
      const texts = row.texts(column);
      if (texts.size === 0) return undefined;
      textPlaces.set(at, row.place(column));
      translations.set(at, texts);
      return ownText(texts, languages);
    },
    json(text, place) {
      const value = parsed(text);
      if (value === undefined) report(place, 'error', 'unreadable-json');
      return value;
    },
  };
}

/** In the questionnaire's own language, or in the first that says something. */
export function ownText(
  texts: ReadonlyMap<string, string>,
  { own }: Languages,
): string | undefined {
  return texts.get(own.code) ?? texts.get('') ?? [...texts.values()][0];
}

function parsed(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    const isRecord = typeof value === 'object' && value !== null && !Array.isArray(value);
    return isRecord ? { ...value } : undefined;
  } catch {
    return undefined;
  }
}
