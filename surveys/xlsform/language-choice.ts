import { type Language, readLanguage } from './headers.ts';
import type { Row, Table } from './table.ts';

export type Languages = {
  /** The language that the questionnaire is written in. */
  readonly own: Language;
  /** All of them, its own first; none where the form names no language. */
  readonly all: readonly Language[];
};

const FRENCH: Language = { code: 'fr', name: 'Français' };

/**
 * French where it is there, unless the form says otherwise: what its settings call the default, or a column of
 * labels that names no language beside others that do.
 */
export function chooseLanguages(
  survey: Table,
  choices: Table | undefined,
  settings: Row | undefined,
): Languages {
  const named = new Map<string, Language>();
  for (const language of [...survey.languages, ...(choices?.languages ?? [])]) {
    if (!named.has(language.code)) named.set(language.code, language);
  }
  const setting = settings?.cell('default_language') ?? '';
  const declared = setting === '' ? undefined : readLanguage(setting);
  if (named.size === 0) {
    return declared ? { own: declared, all: [declared] } : { own: FRENCH, all: [] };
  }
  const isUnnamed = survey.rows.some((row) => row.texts('label').has(''));
  const unnamed = named.has('fr') ? { code: 'default', name: 'default' } : FRENCH;
  const own = declared
    ? (named.get(declared.code) ?? declared)
    : isUnnamed
      ? unnamed
      : (named.get('fr') ?? [...named.values()][0] ?? FRENCH);
  return { own, all: [own, ...[...named.values()].filter(({ code }) => code !== own.code)] };
}
