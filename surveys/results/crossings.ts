import type { Question } from '../definition.ts';
import { typeOf } from '../question-types/find.ts';
import { type Crossing, cross, sorted } from '../statistics/crossing.ts';
import { FACETS, type FacetName } from './survey.ts';
import { type AnswerTable, facetValues, groupValues, type Rows } from './table.ts';

/** What can be crossed: a question that sorts people into groups, or something known of those who answer. */
export type Variable =
  | { readonly of: 'question'; readonly id: string; readonly label: string }
  | { readonly of: 'facet'; readonly id: FacetName };

export interface Group {
  readonly id: string;
  /** Null: named where facets are (regions, categories …). */
  readonly label: string | null;
}

export interface CrossedVariables {
  readonly rows: readonly Group[];
  readonly columns: readonly Group[];
  readonly crossing: Crossing;
}

/** A pair that was tested. */
export interface Association {
  readonly row: Variable;
  readonly column: Variable;
  readonly n: number;
  readonly p: number;
  readonly strength: number;
}

/** A facet with more values than this names people rather than groups. */
const MOST_VALUES = 30;

/** What has at least two groups that someone belongs to. */
export function variablesOf(
  table: AnswerTable,
  rows: Rows,
  questions: readonly Question[],
): Variable[] {
  const sorting = questions.filter((question) => typeOf(question).groups !== undefined);
  const facets = FACETS.filter((name) => {
    const { size } = new Set(facetValues(table, rows, name).filter((value) => value !== null));
    return size > 1 && size <= MOST_VALUES;
  });
  return [
    ...sorting.map(({ id, label }) => ({ of: 'question' as const, id, label })),
    ...facets.map((id) => ({ of: 'facet' as const, id })),
  ];
}

export function crossVariables(
  table: AnswerTable,
  rows: Rows,
  questions: readonly Question[],
  row: Variable,
  column: Variable,
): CrossedVariables {
  const [down, across] = [row, column].map((variable) =>
    readVariable(table, rows, questions, variable),
  );
  const empty = { groups: [], values: [] };
  const [one, other] = [down ?? empty, across ?? empty];
  return {
    rows: one.groups,
    columns: other.groups,
    crossing: cross(sortedBy(one), sortedBy(other)),
  };
}

/** Every pair that a test can say something of: each question with those after it, and with every facet. */
export function associations(
  table: AnswerTable,
  rows: Rows,
  questions: readonly Question[],
  most: number,
): Association[] {
  const variables = variablesOf(table, rows, questions);
  const read = new Map(
    variables.map((each) => [each, sortedBy(readVariable(table, rows, questions, each))]),
  );
  const pairs = variables.flatMap((row, index) =>
    row.of === 'facet' ? [] : variables.slice(index + 1).map((column) => ({ row, column })),
  );
  return pairs.slice(0, most).flatMap(({ row, column }): Association[] => {
    const [one, other] = [read.get(row), read.get(column)];
    if (!one || !other) return [];
    const { test, n } = cross(one, other);
    return test.kind === 'silent' ? [] : [{ row, column, n, p: test.p, strength: test.strength }];
  });
}

interface Read {
  readonly groups: readonly Group[];
  readonly values: readonly (string | null)[];
}

const sortedBy = ({ groups, values }: Read) =>
  sorted(
    values,
    groups.map(({ id }) => id),
  );

function readVariable(
  table: AnswerTable,
  rows: Rows,
  questions: readonly Question[],
  variable: Variable,
): Read {
  if (variable.of === 'facet') {
    const values = facetValues(table, rows, variable.id);
    const ids = [...new Set(values.filter((value) => value !== null))].sort();
    return { groups: ids.map((id) => ({ id, label: null })), values };
  }
  const question = questions.find(({ id }) => id === variable.id);
  const groups = question ? (typeOf(question).groups?.(question) ?? []) : [];
  return {
    groups: groups.map(({ id, label }) => ({ id, label })),
    values: groupValues(table, rows, variable.id),
  };
}
