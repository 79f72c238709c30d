import { conditionOf, type Question, type Questionnaire } from './definition.ts';
import type { Moment } from './expressions/scope.ts';
import { typeOf } from './question-types/find.ts';
import type { Cell, Choice, Column, Offer } from './question-types/type.ts';
import { type Answers, type Routing, route } from './routing.ts';

/** One version of a survey's questionnaire, as it was published. */
export interface Version {
  readonly id: string;
  readonly number: number;
  readonly definition: Questionnaire;
}

/** A column of the responses to every version of a questionnaire. */
export interface ResponseColumn extends Column {
  readonly question: string;
  readonly questionLabel: string;
  /** Type of the question. */
  readonly type: string;
  readonly section: string;
  readonly condition: string | null;
  /** Numbers of the versions that have it. */
  readonly versions: readonly number[];
}

/** Why a cell is empty. Withheld: the words are there, and their author did not let them leave. */
export const MISSING_REASONS = ['blank', 'not-asked', 'other-version', 'withheld'] as const;
export type MissingReason = (typeof MISSING_REASONS)[number];

export interface Missing {
  readonly reason: MissingReason;
}

export type Value = string | number | Missing;

const missing = (reason: MissingReason): Missing => ({ reason });
export const BLANK = missing('blank');
export const NOT_ASKED = missing('not-asked');
export const OTHER_VERSION = missing('other-version');
export const WITHHELD = missing('withheld');

/** The columns of all versions, joined by name, and the row of a response in their order. */
export interface ColumnPlan {
  readonly columns: readonly ResponseColumn[];
  /** @param wordsLeave whether the respondent's own words may stand in the row. */
  rowOf(versionId: string, answers: Answers, row: RowOptions): Value[];
}

export interface RowOptions {
  readonly wordsLeave: boolean;
  readonly moment?: Moment;
  /** Left out, « not asked » is not told from « blank »: when only what was written matters. */
  readonly isRouted?: boolean;
}

/**
 * In the order of the last version; a column that it no longer has stands after the one that it followed.
 * Choices of every version are kept, the oldest first, so that the number of a code never changes.
 */
export function planColumns(
  versions: readonly Version[],
  isKept: (column: ResponseColumn) => boolean = () => true,
): ColumnPlan {
  const merged = mergeColumns(versions.map((version) => columnsOf(version).filter(isKept)));
  const columns = merged.map(({ column }) => column);
  const places = new Map(merged.map(({ key }, index) => [key, index]));
  const readers = new Map(versions.map((version) => [version.id, readerOf(version, places)]));
  return {
    columns,
    rowOf(versionId, answers, options) {
      const row: Value[] = Array(columns.length).fill(OTHER_VERSION);
      readers.get(versionId)?.(answers, options, row);
      return row;
    },
  };
}

function columnsOf({ number, definition }: Version): ResponseColumn[] {
  return definition.sections.flatMap((section) =>
    section.questions.flatMap((question) =>
      typeOf(question)
        .columns(question)
        .map((column) => ({
          ...column,
          question: question.id,
          questionLabel: question.label,
          type: question.type,
          section: section.title,
          condition: joined(section.condition, conditionOf(section, question)),
          versions: [number],
        })),
    ),
  );
}

function joined(...conditions: readonly (string | undefined)[]): string | null {
  const all = conditions.filter((each) => each !== undefined);
  return all.length > 1 ? all.map((each) => `(${each})`).join(' and ') : (all[0] ?? null);
}

/** A question whose type changed keeps a column for its former type: no column holds two kinds of answers. */
const keyOf = ({ type, name }: Pick<ResponseColumn, 'type' | 'name'>) => `${type} ${name}`;

function mergeColumns(byVersion: readonly (readonly ResponseColumn[])[]): KeyedColumn[] {
  const merged: KeyedColumn[] = [];
  const names = new Set<string>();
  for (const columns of [...byVersion].reverse()) {
    let place = 0;
    for (const column of columns) {
      const key = keyOf(column);
      const known = merged.findIndex((each) => each.key === key);
      const found = merged[known];
      if (found) merged[known] = { key, column: joinColumn(column, found.column) };
      else merged.splice(place, 0, { key, column: named(column, names) });
      place = (found ? known : place) + 1;
      while (merged[place]?.column.question === column.question) place += 1;
    }
  }
  return merged;
}

interface KeyedColumn {
  readonly key: string;
  readonly column: ResponseColumn;
}

/** Two columns never bear the same name: the former type says which version it is from. */
function named(column: ResponseColumn, taken: Set<string>): ResponseColumn {
  const name = taken.has(column.name) ? `${column.name}.v${column.versions[0]}` : column.name;
  taken.add(name);
  return { ...column, name };
}

/** What the latest version says of it, with the choices that only an older one had. */
function joinColumn(older: ResponseColumn, later: ResponseColumn): ResponseColumn {
  const choices = joinChoices(older.choices, later.choices);
  return {
    ...later,
    ...(choices && { choices }),
    versions: [...older.versions, ...later.versions],
  };
}

function joinChoices(
  older: readonly Choice[] | undefined,
  later: readonly Choice[] | undefined,
): readonly Choice[] | undefined {
  if (!older || !later) return older ?? later;
  const labels = new Map(later.map(({ value, label }) => [value, label]));
  const added = later.filter(({ value }) => !older.some((each) => each.value === value));
  return [
    ...older.map(({ value, label }) => ({ value, label: labels.get(value) ?? label })),
    ...added,
  ];
}

type Reader = (answers: Answers, options: RowOptions, row: Value[]) => void;

/** For each question of a version, where its cells go: found once, not for each response. */
function readerOf({ definition }: Version, places: ReadonlyMap<string, number>): Reader {
  const questions = definition.sections
    .flatMap((section) => section.questions)
    .map((question) => ({
      question,
      type: typeOf(question),
      columns: typeOf(question)
        .columns(question)
        .map((column, index) => ({
          ...column,
          index,
          place: places.get(keyOf({ type: question.type, name: column.name })) ?? -1,
        }))
        .filter(({ place }) => place >= 0),
    }))
    .filter(({ columns }) => columns.length > 0);
  return (answers, options, row) => {
    const { isRouted = true, wordsLeave, moment } = options;
    const routing = isRouted ? route(definition, answers, moment) : undefined;
    for (const { question, type, columns } of questions) {
      const asked = askedOf(question, routing);
      const cells = asked ? type.cells(question, answers[question.id]) : [];
      for (const { kind, option, index, place } of columns) {
        const isAsked = asked && (option === undefined || asked === 'all' || asked.has(option));
        const isWithheld = kind === 'words' && !wordsLeave;
        row[place] = isAsked ? heldIn(cells[index] ?? null, isWithheld) : NOT_ASKED;
      }
    }
  };
}

/** What was offered of a question that was asked; nothing where it was not. */
function askedOf(question: Question, routing: Routing | undefined): Offer | 'all' | undefined {
  if (!routing) return 'all';
  if (!routing.questions.has(question.id)) return undefined;
  return routing.offers.get(question.id) ?? 'all';
}

function heldIn(cell: Cell, isWithheld: boolean): Value {
  if (cell === null || cell === '') return BLANK;
  return isWithheld ? WITHHELD : cell;
}
