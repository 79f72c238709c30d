import type { Question, Questionnaire } from '../definition.ts';
import { questionsOf } from '../definition.ts';
import { prunedAnswer, typeOf } from '../question-types/find.ts';
import type { Offer } from '../question-types/type.ts';
import { type Answers, offerOf, route } from '../routing.ts';
import type { Entry } from './entry.ts';
import type { QuestionResult } from './summary.ts';
import { talliedOf } from './turns.ts';
import { formerId } from './versions.ts';

/**
 * Answers received, by column: each different case of a question is kept once, and a response holds its number.
 * 100,000 responses to 100 questions are 40 MB of numbers, read in a few milliseconds whatever the filter.
 */
export interface AnswerTable {
  readonly columns: ReadonlyMap<string, Column>;
  /** What else sorts responses: region, category, version … */
  readonly facets: ReadonlyMap<string, Facet>;
  size: number;
}

interface Column {
  readonly question: Question;
  readonly cases: Case[];
  readonly known: Map<string, number>;
  /** Per response: 0 where its version has no such question, 1 where it was not asked, else the number of its case. */
  codes: Uint32Array;
}

type Case = Omit<Entry<unknown>, 'count'>;

interface Facet {
  readonly values: (string | null)[];
  readonly known: Map<string | null, number>;
  codes: Uint32Array;
}

const NOT_THERE = 0;
const NOT_ASKED = 1;
const FIRST_CASE = 2;
const FIRST_SIZE = 256;

export function openTable(
  questions: readonly Question[],
  facets: readonly string[] = [],
): AnswerTable {
  return {
    columns: new Map(
      questions.map((question) => [
        question.id,
        { question, cases: [], known: new Map(), codes: new Uint32Array(FIRST_SIZE) },
      ]),
    ),
    facets: new Map(
      facets.map((name) => [
        name,
        { values: [], known: new Map(), codes: new Uint32Array(FIRST_SIZE) },
      ]),
    ),
    size: 0,
  };
}

/** A response that was sent, with the version that it answers. */
export interface Received {
  readonly definition: Questionnaire;
  /** In the shape of their questions. */
  readonly answers: Answers;
  readonly facets?: Readonly<Record<string, string | null>>;
}

/** Adds a response, routed by its own version. @returns its row. */
export function addResponse(table: AnswerTable, received: Received): number {
  const { definition, answers, facets = {} } = received;
  const row = table.size;
  const routing = route(definition, answers);
  for (const own of questionsOf(definition)) {
    const column = columnOf(table, own);
    if (!column) continue;
    const isAsked = routing.questions.has(own.id);
    const code = isAsked ? codeOf(column, own, answers[own.id], offerOf(routing, own)) : NOT_ASKED;
    column.codes = withRoom(column.codes, row);
    column.codes[row] = code;
  }
  for (const column of table.columns.values()) column.codes = withRoom(column.codes, row);
  for (const [name, facet] of table.facets) {
    facet.codes = withRoom(facet.codes, row);
    facet.codes[row] = valueCode(facet, facets[name] ?? null);
  }
  table.size += 1;
  return row;
}

/** The column of a question of some version: one of another type than the latest has a column of its own. */
function columnOf({ columns }: AnswerTable, own: Question): Column | undefined {
  const column = columns.get(own.id);
  return column?.question.type === own.type ? column : columns.get(formerId(own));
}

function codeOf(column: Column, own: Question, given: unknown, offer: Offer): number {
  const answer = prunedAnswer(own, given, offer);
  const tallied = answer === undefined ? undefined : talliedOf(own, answer);
  const isFiltered = isOfferShown(own);
  const key = keyOf(tallied, isFiltered ? offer : undefined);
  const known = column.known.get(key);
  if (known !== undefined) return known;
  const code = FIRST_CASE + column.cases.length;
  column.cases.push({ answer: tallied, offer: new Set(offer) });
  column.known.set(key, code);
  return code;
}

/** Where nothing filters the choices, what was on offer is the same for everyone. */
function isOfferShown(question: Question): boolean {
  const type = typeOf(question);
  return type.turns !== undefined || type.options(question)?.filter !== undefined;
}

function keyOf(tallied: unknown, offer: Offer | undefined): string {
  const answer = JSON.stringify(tallied) ?? '';
  return offer ? `${answer}\n${[...offer].join('\n')}` : answer;
}

function valueCode(facet: Facet, value: string | null): number {
  const known = facet.known.get(value);
  if (known !== undefined) return known;
  facet.known.set(value, facet.values.length);
  return facet.values.push(value) - 1;
}

function withRoom(codes: Uint32Array, row: number): Uint32Array {
  if (row < codes.length) return codes;
  const longer = new Uint32Array(codes.length * 2);
  longer.set(codes);
  return longer;
}

/** Some of the responses, each counting for one, or for its weight. */
export interface Rows {
  readonly rows: Uint32Array;
  /** By row of the table; left out where each counts for one. */
  readonly weights?: Float64Array;
}

/** All that were received but those of `without`: withdrawn, replaced. */
export function everyRow({ size }: AnswerTable, without?: ReadonlySet<number>): Rows {
  const rows = Uint32Array.from({ length: size }, (_, row) => row);
  return { rows: without?.size ? rows.filter((row) => !without.has(row)) : rows };
}

/** Responses whose facet holds this value. */
export function rowsOfFacet(
  { facets }: AnswerTable,
  { rows, weights }: Rows,
  name: string,
  value: string | null,
): Rows {
  const facet = facets.get(name);
  const code = facet?.known.get(value);
  const kept =
    code === undefined ? rows.slice(0, 0) : rows.filter((row) => facet?.codes[row] === code);
  return { rows: kept, ...(weights && { weights }) };
}

/** Responses whose answer sorts them into this group. */
export function rowsOfGroup(
  { columns }: AnswerTable,
  { rows, weights }: Rows,
  question: string,
  group: string,
): Rows {
  const column = columns.get(question);
  const kept = column
    ? rows.filter((row) => groupIn(column, column.codes[row] ?? NOT_THERE) === group)
    : rows.slice(0, 0);
  return { rows: kept, ...(weights && { weights }) };
}

/** For each of the rows: the value of the facet. */
export function facetValues(
  { facets }: AnswerTable,
  { rows }: Rows,
  name: string,
): (string | null)[] {
  const facet = facets.get(name);
  return Array.from(rows, (row) => facet?.values[facet.codes[row] ?? -1] ?? null);
}

/** For each of the rows: the group that its answer sorts it into; null: not asked, or no answer. */
export function groupValues(
  { columns }: AnswerTable,
  { rows }: Rows,
  question: string,
): (string | null)[] {
  const column = columns.get(question);
  if (!column) return Array.from(rows, () => null);
  const groups = column.cases.map((_, index) => groupIn(column, index + FIRST_CASE));
  return Array.from(rows, (row) => groups[(column.codes[row] ?? 0) - FIRST_CASE] ?? null);
}

function groupIn({ question, cases }: Column, code: number): string | null {
  const answer = cases[code - FIRST_CASE]?.answer;
  return answer === undefined ? null : (typeOf(question).groupOf?.(question, answer) ?? null);
}

/** The rows whose answer to a question is known. */
export function answeredRows({ columns }: AnswerTable, question: string, { rows }: Rows): number[] {
  const column = columns.get(question);
  if (!column) return [];
  const isAnswered = column.cases.map(({ answer }) => answer !== undefined);
  return Array.from(rows).filter((row) => isAnswered[(column.codes[row] ?? 0) - FIRST_CASE]);
}

/** Writes a facet anew, by row of the table: what it sorts by was decided since. */
export function fillFacet(
  { facets }: AnswerTable,
  name: string,
  values: readonly (string | null)[],
): void {
  const facet = facets.get(name);
  if (!facet) return;
  values.forEach((value, row) => {
    facet.codes = withRoom(facet.codes, row);
    facet.codes[row] = valueCode(facet, value);
  });
}

/** What the answers of these responses to one question come to. */
export function resultOf(table: AnswerTable, id: string, subset: Rows): QuestionResult | undefined {
  const column = table.columns.get(id);
  if (!column) return undefined;
  const counts = new Float64Array(column.cases.length + FIRST_CASE);
  const { rows, weights } = subset;
  for (const row of rows) {
    const code = column.codes[row] ?? NOT_THERE;
    counts[code] = (counts[code] ?? 0) + (weights ? (weights[row] ?? 0) : 1);
  }
  const entries = column.cases.flatMap((each, index) => {
    const count = counts[index + FIRST_CASE] ?? 0;
    return count > 0 ? [{ ...each, count }] : [];
  });
  return resultFrom(
    column.question,
    entries,
    counts.reduce((sum, count) => sum + count, 0),
  );
}

function resultFrom(
  question: Question,
  entries: readonly Entry<unknown>[],
  received: number,
): QuestionResult {
  const sum = (those: readonly Entry<unknown>[]) =>
    those.reduce((total, { count }) => total + count, 0);
  return {
    received,
    asked: sum(entries),
    answered: sum(entries.filter(({ answer }) => answer !== undefined)),
    summary: typeOf(question).summary(question, entries),
  };
}
