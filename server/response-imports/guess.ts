import {
  type Questionnaire,
  type QuestionnaireInput,
  questionnaire as schema,
} from '../../surveys/definition.ts';
import type { Gathered, GatheredColumn } from './gathered.ts';
import { type Heading, headingsOf, isOther } from './headings.ts';
import { partsOf } from './mapping.ts';
import type { Recognised } from './platforms.ts';
import { isMarked, tidyValue } from './values.ts';

type QuestionInput = QuestionnaireInput['sections'][number]['questions'][number];

const MOST_CHOICES = 30;
const MOST_LABEL = 500;
/** Over so many letters on average, answers are words rather than choices. */
const LONG = 60;

/** A questionnaire that the columns of a file could have come from: types as their values tell them. */
export function guessQuestionnaire(
  gathered: Gathered,
  recognised: Recognised,
  title: string,
): Questionnaire | undefined {
  const asked = gathered.columns.filter(
    ({ index }) => !recognised.facts.has(index) && index !== recognised.sentAt,
  );
  const groups = groupsOf(asked, gathered);
  const questions = groups.flatMap((group, place) => questionOf(group, place, gathered));
  if (questions.length === 0) return undefined;
  const parsed = schema.safeParse({
    id: 'importe',
    version: '1',
    title,
    sections: [{ id: 'questions', title: 'Questions', questions }],
  });
  return parsed.success ? parsed.data : undefined;
}

interface Group {
  readonly question: string;
  readonly columns: readonly { readonly column: GatheredColumn; readonly part: string | null }[];
}

/** Columns that bear the parts of one question, when all that they hold are ticks; the others alone. */
function groupsOf(columns: readonly GatheredColumn[], gathered: Gathered): Group[] {
  const parted = new Map<string, { column: GatheredColumn; part: string }[]>();
  for (const column of columns) {
    const heading = partedHeading(column, gathered);
    if (!heading) continue;
    const group = parted.get(heading.question) ?? [];
    group.push({ column, part: heading.part ?? '' });
    parted.set(heading.question, group);
  }
  const several = [...parted].filter(
    ([, group]) => group.length > 1 && group.every((each) => isTicked(each, gathered)),
  );
  const within = new Set(several.flatMap(([, group]) => group.map(({ column }) => column.index)));
  const known = new Set(several.map(([question]) => question));
  const groups: Group[] = [];
  for (const column of columns) {
    const first = several.find(([, group]) => group[0]?.column === column);
    if (first) groups.push({ question: first[0], columns: first[1] });
    // Kobo writes the same choices together in a column of the question's own name.
    else if (!within.has(column.index) && !known.has(column.name.split('/').at(-1) ?? ''))
      groups.push({ question: column.name, columns: [{ column, part: null }] });
  }
  return groups;
}

function partedHeading(column: GatheredColumn, gathered: Gathered): Heading | undefined {
  return headingsOf(column, gathered).find(({ part }) => part !== null);
}

function isTicked({ column, part }: { column: GatheredColumn; part: string }, gathered: Gathered) {
  if (isOther(part)) return true;
  return cellsOf(gathered, column.index).every((cell) => isMarked(cell, part) !== undefined);
}

const cellsOf = ({ rows }: Gathered, index: number): string[] =>
  rows.flatMap(({ cells }) => (cells[index] ?? '').trim() || []);

function questionOf(
  { question, columns }: Group,
  place: number,
  gathered: Gathered,
): QuestionInput[] {
  const id = `q${place + 1}`;
  const label = (question.trim() || `Question ${place + 1}`).slice(0, MOST_LABEL).toWellFormed();
  const [first] = columns;
  if (!first) return [];
  if (first.part !== null) {
    const parts = columns.flatMap(({ part }) => (part === null || isOther(part) ? [] : [part]));
    const hasOther = parts.length < columns.length;
    return [{ id, label, type: 'multiple', choices: choicesOf(parts, hasOther) }];
  }
  const cells = cellsOf(gathered, first.column.index);
  return [{ id, label, ...shapeOf(cells) } as QuestionInput]; // each shape is a type's own part
}

function shapeOf(cells: readonly string[]): object {
  const every = (pattern: RegExp, kind: 'date' | 'number' = 'number') =>
    cells.length > 0 && cells.every((cell) => pattern.test(tidyValue(cell, kind)));
  const values = [...new Set(cells)];
  const parts = [...new Set(cells.flatMap((cell) => partsOf(cell, { choices: [] })))];
  const mean = cells.reduce((sum, cell) => sum + cell.length, 0) / Math.max(cells.length, 1);
  if (every(/^-?\d{1,9}$/) && !values.some((value) => /^0\d/.test(value)))
    return { type: 'integer' };
  if (every(/^-?\d{1,12}(?:[.,]\d{1,10})?$/) && !values.some((value) => /^0\d/.test(value)))
    return { type: 'decimal' };
  if (every(/^(?:\d{4}-\d{2}-\d{2}|\d{1,2}\/\d{1,2}\/\d{4})$/, 'date')) return { type: 'date' };
  if (every(/^[^\s@]+@[^\s@]+\.[^\s@]+$/)) return { type: 'email' };
  if (isRepeated(parts, cells) && areLists(values) && mean < 2 * LONG)
    return { type: 'multiple', choices: choicesOf(parts, false) };
  if (isRepeated(values, cells) && mean < LONG)
    return { type: 'single', choices: choicesOf(values, false) };
  return mean < LONG
    ? { type: 'short-text', maxLength: 1000 }
    : { type: 'long-text', maxLength: 20_000 };
}

/** Choices in one cell: the same one stands in different cells, and each begins as a label does. */
function areLists(values: readonly string[]): boolean {
  const parts = values.map((value) => partsOf(value, { choices: [] }));
  const all = parts.flat();
  const isShared = new Set(all).size < all.length;
  return isShared && all.every((part) => /^[\p{Lu}\p{N}]/u.test(part));
}

/** Few different values, which come back: choices rather than words. */
function isRepeated(values: readonly string[], cells: readonly string[]): boolean {
  return values.length > 0 && values.length <= MOST_CHOICES && values.length * 2 <= cells.length;
}

function choicesOf(labels: readonly string[], hasOther: boolean) {
  const named = labels.map((label, index) => ({
    id: `c${index + 1}`,
    label: label.slice(0, MOST_LABEL).toWellFormed(),
  }));
  return hasOther ? [...named, { id: 'other', label: 'Autre', open: true }] : named;
}
