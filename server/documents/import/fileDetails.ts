import { STAKEHOLDER_CATEGORIES } from '../../../db/schema/missions.ts';
import { CONSENTS, DOCUMENT_KINDS } from '../../../db/schema/sources.ts';
import type { TableDocument } from '../read/reading.ts';

/** What a table of details says of each file: who speaks, when, and what may be quoted. */
export interface FileDetails {
  readonly kind: (typeof DOCUMENT_KINDS)[number] | undefined;
  readonly consent: (typeof CONSENTS)[number] | undefined;
  readonly dated: string | null;
  readonly title: string | undefined;
  /** Fields of the form of a new person; empty function: nobody in particular. */
  readonly person: Readonly<Record<string, string>>;
}

export const DETAIL_COLUMNS = [
  'file',
  'kind',
  'title',
  'dated',
  'consent',
  'function',
  'category',
  'organisation',
  'department',
  'commune',
  'name',
] as const;

type Column = (typeof DETAIL_COLUMNS)[number];

/** Details by file name, or what is wrong with the table, in French, row by row. */
export function readFileDetails(
  table: TableDocument,
): ReadonlyMap<string, FileDetails> | readonly string[] {
  const unknown = table.columns.filter((name) => !DETAIL_COLUMNS.some((known) => known === name));
  if (unknown.length > 0)
    return [
      `Colonnes inconnues : ${unknown.join(', ')}. Colonnes attendues : ${DETAIL_COLUMNS.join(', ')}.`,
    ];
  const details = new Map<string, FileDetails>();
  const faults: string[] = [];
  for (const row of table.rows) {
    const at = (column: Column) => (row.cells[table.columns.indexOf(column)] ?? '').trim();
    const read = readRow(at);
    if (typeof read === 'string') faults.push(`Ligne ${row.line} : ${read}`);
    else details.set(at('file'), read);
  }
  return faults.length > 0 ? faults : details;
}

function readRow(at: (column: Column) => string): FileDetails | string {
  const kind = oneOf(DOCUMENT_KINDS, at('kind'));
  const consent = oneOf(CONSENTS, at('consent'));
  const category = oneOf(STAKEHOLDER_CATEGORIES, at('category'));
  const dated = at('dated');
  if (at('file') === '') return 'le nom du fichier manque (colonne « file »).';
  if (kind === null) return `« kind » attend ${DOCUMENT_KINDS.join(', ')}.`;
  if (consent === null) return `« consent » attend ${CONSENTS.join(', ')}.`;
  if (category === null) return `« category » attend ${STAKEHOLDER_CATEGORIES.join(', ')}.`;
  if (dated !== '' && !isDay(dated)) return '« dated » attend une date comme 2019-11-28.';
  return {
    kind,
    consent,
    dated: dated || null,
    title: at('title') || undefined,
    person: {
      function: at('function'),
      category: at('category'),
      organisation: at('organisation'),
      department: placeCode(at('department')),
      commune: at('commune'),
      name: at('name'),
    },
  };
}

/** Empty is undefined: not said. Anything outside the list is null: wrong. */
function oneOf<Value extends string>(
  values: readonly Value[],
  typed: string,
): Value | undefined | null {
  if (typed === '') return undefined;
  return values.find((value) => value === typed) ?? null;
}

function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/u.test(text)) return false;
  const day = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text);
}

/** « 55 » is the département of the Meuse, as « DEP-55 ». */
function placeCode(typed: string): string {
  return /^(?:\d{1,3}|2[AB])$/u.test(typed) ? `DEP-${typed.padStart(2, '0')}` : typed;
}
