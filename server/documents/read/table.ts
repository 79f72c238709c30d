import type { Contribution } from '../../../analysis/corpus.ts';
import { distinctIds, type PlacedContribution } from './identifiers.ts';
import type { FieldChoice } from './jsonl.ts';
import { problem, refuse } from './problem.ts';
import type { DocumentProblem, TableDocument, TableRow } from './reading.ts';

const TEXT_NAMES =
  /^(?:textes?|text|reponses?|verbatims?|contributions?|commentaires?|contenu|propos|remarques?|avis|description|body|content|answer|response|comment)$/u;
const ID_NAMES =
  /^(?:id|ids|identifiants?|n|no|num|numero|code|ref|references?|cle|key|uuid|uid|token)$/u;
/** Under so many letters on average, a column holds values, not sentences. */
const MIN_SENTENCE_LENGTH = 20;
/** Over so many letters on average, a column is no variable that could describe a text. */
const MAX_VARIABLE_LENGTH = 120;

/** Which column holds the texts and which one names them, as far as its name and contents tell. */
export function proposeColumns(
  columns: readonly string[],
  rows: readonly TableRow[],
): { readonly textColumn: string | null; readonly idColumn: string | null } {
  const measured = columns.map((name, index) => ({ name, ...measureColumn(rows, index) }));
  const texts = measured.filter(
    (column) => TEXT_NAMES.test(plainName(column.name)) && column.filled > 0,
  );
  const sentences = measured.filter(
    (column) => column.meanLength >= MIN_SENTENCE_LENGTH && column.spaces > 1,
  );
  const candidates = texts.length > 0 ? texts : sentences;
  const text = candidates.toSorted((a, b) => b.meanLength - a.meanLength)[0];
  const id = measured.find(
    (column) =>
      column.name !== text?.name && column.isUnique && ID_NAMES.test(plainName(column.name)),
  );
  return { textColumn: text?.name ?? null, idColumn: id?.name ?? null };
}

/** One contribution a row; the other columns describe it, long ones apart. */
export function tableContributions(
  table: TableDocument,
  fields: FieldChoice,
): {
  readonly contributions: readonly Contribution[];
  readonly problems: readonly DocumentProblem[];
  readonly warnings: readonly DocumentProblem[];
} {
  const { columns, rows } = table;
  const text = columnAt(
    columns,
    fields.textField ?? table.textColumn ?? refuse('noTextColumn', { columns }),
  );
  const idName = fields.idField ?? table.idColumn;
  const id = idName === null ? -1 : columnAt(columns, idName);
  const others = columns.map((_, index) => index).filter((index) => index !== text && index !== id);
  const isLong = (index: number) => measureColumn(rows, index).meanLength > MAX_VARIABLE_LENGTH;
  const long = others.filter(isLong);
  const described = others.filter((index) => !long.includes(index));
  const problems: DocumentProblem[] = [];
  const placed: PlacedContribution[] = [];
  for (const row of rows) {
    const words = row.cells[text] ?? '';
    if (words.trim() === '') problems.push(problem('emptyText', {}, { line: row.line }));
    else placed.push({ ...toContribution(row, words, id), ...metadataOf(row, columns, described) });
  }
  const distinct = distinctIds(placed);
  return {
    contributions: distinct.contributions,
    problems: [...problems, ...distinct.problems],
    warnings:
      long.length === 0
        ? []
        : [problem('longColumnsIgnored', { columns: long.map((index) => columns[index] ?? '') })],
  };
}

function columnAt(columns: readonly string[], name: string): number {
  const index = columns.indexOf(name);
  return index < 0 ? refuse('unknownColumn', { column: name, columns }) : index;
}

function toContribution(row: TableRow, text: string, id: number): PlacedContribution {
  const own = id < 0 ? '' : (row.cells[id] ?? '').trim();
  return { id: own === '' ? `row-${row.line}` : own, text, line: row.line };
}

function metadataOf(
  row: TableRow,
  columns: readonly string[],
  described: readonly number[],
): { readonly metadata?: Readonly<Record<string, string>> } {
  const pairs = described
    .map((index): [string, string] => [columns[index] ?? '', (row.cells[index] ?? '').trim()])
    .filter(([, value]) => value !== '');
  return pairs.length === 0 ? {} : { metadata: Object.fromEntries(pairs) };
}

function measureColumn(rows: readonly TableRow[], index: number) {
  let filled = 0;
  let length = 0;
  let spaces = 0;
  const values = new Set<string>();
  for (const row of rows) {
    const cell = (row.cells[index] ?? '').trim();
    if (cell === '') continue;
    filled++;
    length += cell.length;
    spaces += cell.split(' ').length - 1;
    values.add(cell);
  }
  return {
    filled,
    meanLength: filled === 0 ? 0 : length / filled,
    spaces: filled === 0 ? 0 : spaces / filled,
    isUnique: filled === rows.length && values.size === filled,
  };
}

/** Whether a column of this name can only be one of texts or of identifiers. */
export function isKnownName(name: string): boolean {
  return TEXT_NAMES.test(plainName(name)) || ID_NAMES.test(plainName(name));
}

/** « Réponses » and « réponse » read alike: lower case, no accent, no sign. */
function plainName(name: string): string {
  return name
    .normalize('NFD')
    .replaceAll(/[^\p{L}\p{N}]/gu, '')
    .toLowerCase();
}

/** Names every column, and each name once: « », « Avis », « Avis » become « colonne 1 », « Avis », « Avis (2) ». */
export function distinctColumns(names: readonly string[]): string[] {
  const used = new Set<string>();
  return names.map((raw, index) => {
    const name = raw.trim() === '' ? `colonne ${index + 1}` : raw.trim();
    let distinct = name;
    for (let turn = 2; used.has(distinct); turn++) distinct = `${name} (${turn})`;
    used.add(distinct);
    return distinct;
  });
}
