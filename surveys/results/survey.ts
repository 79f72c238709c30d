import type { Question } from '../definition.ts';
import { typeOf } from '../question-types/find.ts';
import type { QuestionResult } from './summary.ts';
import {
  type AnswerTable,
  everyRow,
  facetValues,
  groupValues,
  type Rows,
  resultOf,
  rowsOfFacet,
  rowsOfGroup,
} from './table.ts';
import type { JoinedQuestions } from './versions.ts';
import {
  effectiveAnswers,
  type KnownStrata,
  type WeightedRows,
  type WeightMethod,
  weighRows,
} from './weights.ts';

/** What sorts responses beside their answers. */
export const FACETS = ['region', 'department', 'epci', 'category', 'stratum', 'version'] as const;
export type FacetName = (typeof FACETS)[number];

/** Which responses are read: all those that hold every value asked for. */
export interface Filter {
  readonly facets: Readonly<Partial<Record<FacetName, string>>>;
  readonly groups: readonly { readonly question: string; readonly group: string }[];
}

export const NO_FILTER: Filter = { facets: {}, groups: [] };

export interface AskedResult {
  readonly id: string;
  readonly label: string;
  readonly result: QuestionResult;
  /** The same with weights, beside and never instead; null where nothing is weighted. */
  readonly weighted: WeightedResult | null;
  /** The same by category of who answers, for what is compared by scores; nothing elsewhere. */
  readonly byCategory: readonly { readonly category: string; readonly result: QuestionResult }[];
}

export interface WeightedResult {
  readonly result: QuestionResult;
  /** As many equal answers as would be as sure (Kish). */
  readonly effective: number;
}

export interface SurveyResults {
  /** Responses that count. */
  readonly received: number;
  /** Of those, how many the filter keeps. */
  readonly kept: number;
  readonly sections: readonly {
    readonly id: string;
    readonly title: string;
    readonly questions: readonly AskedResult[];
  }[];
  /** Questions that the latest version asks no more. */
  readonly retired: readonly AskedResult[];
  readonly options: FilterOptions;
  /** How the answers were weighted; null where they are not. */
  readonly weighting: WeightedRows['weighting'] | null;
}

/** What a filter may ask for, with how many responses hold each value. */
export interface FilterOptions {
  readonly facets: Readonly<Record<FacetName, readonly Option[]>>;
  readonly questions: readonly {
    readonly id: string;
    readonly label: string;
    readonly groups: readonly (Option & { readonly label: string })[];
  }[];
}

export interface Option {
  readonly value: string;
  readonly count: number;
}

/** Rows that hold every value of the filter. */
export function rowsOf(table: AnswerTable, all: Rows, { facets, groups }: Filter): Rows {
  const byFacet = FACETS.reduce((rows, name) => {
    const value = facets[name];
    return value === undefined ? rows : rowsOfFacet(table, rows, name, value);
  }, all);
  return groups.reduce(
    (rows, { question, group }) => rowsOfGroup(table, rows, question, group),
    byFacet,
  );
}

/** Every question of every version, on the responses that the filter keeps. */
export function readResults(
  table: AnswerTable,
  { sections, retired }: JoinedQuestions,
  filter: Filter,
  {
    without = new Set(),
    weights,
  }: {
    readonly without?: ReadonlySet<number>;
    readonly weights?: { readonly strata: KnownStrata; readonly method: WeightMethod } | undefined;
  } = {},
): SurveyResults {
  const all = everyRow(table, without);
  const kept = rowsOf(table, all, filter);
  const weighed = weights && weighRows(table, all, weights.strata, weights.method);
  const isWeighted = weighed?.weighting.hasConverged ?? false;
  const heavy = weighed && { rows: kept.rows, ...weightsOf(weighed.rows) };
  const weightedResult = (id: string): WeightedResult | null => {
    const result = heavy && isWeighted ? resultOf(table, id, heavy) : undefined;
    return result && heavy ? { result, effective: effectiveAnswers(table, id, heavy) } : null;
  };
  const categories = countsOf(facetValues(table, kept, 'category')).map(({ value }) => value);
  const resultsByCategory = (id: string) =>
    (categories.length > 1 ? categories : []).flatMap((category) => {
      const result = resultOf(table, id, rowsOfFacet(table, kept, 'category', category));
      return result ? [{ category, result }] : [];
    });
  const read = (questions: readonly Question[]) =>
    questions.flatMap((question): AskedResult[] => {
      const result = typeOf(question).isAnswered ? resultOf(table, question.id, kept) : undefined;
      const { id, label } = question;
      if (!result) return [];
      const byCategory = result.summary.kind === 'maxdiff' ? resultsByCategory(id) : [];
      return [{ id, label, result, weighted: weightedResult(id), byCategory }];
    });
  return {
    received: all.rows.length,
    kept: kept.rows.length,
    sections: sections
      .map(({ id, title, questions }) => ({ id, title, questions: read(questions) }))
      .filter(({ questions }) => questions.length > 0),
    retired: read(retired),
    weighting: weighed?.weighting ?? null,
    options: filterOptions(table, all, [
      ...sections.flatMap(({ questions }) => questions),
      ...retired,
    ]),
  };
}

const weightsOf = ({ weights }: Rows) => (weights ? { weights } : {});

export function filterOptions(
  table: AnswerTable,
  all: Rows,
  questions: readonly Question[],
): FilterOptions {
  const of = (name: FacetName) => countsOf(facetValues(table, all, name));
  return {
    facets: {
      region: of('region'),
      department: of('department'),
      epci: of('epci'),
      category: of('category'),
      stratum: of('stratum'),
      version: of('version'),
    },
    questions: questions.flatMap((question) => {
      const groups = typeOf(question).groups?.(question);
      if (!groups) return [];
      const counts = new Map(
        countsOf(groupValues(table, all, question.id)).map(({ value, count }) => [value, count]),
      );
      return {
        id: question.id,
        label: question.label,
        groups: groups.map(({ id, label }) => ({ value: id, label, count: counts.get(id) ?? 0 })),
      };
    }),
  };
}

function countsOf(values: readonly (string | null)[]): Option[] {
  const counts = new Map<string, number>();
  for (const value of values) if (value !== null) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts]
    .map(([value, count]) => ({ value, count }))
    .sort((a, b) => (a.value < b.value ? -1 : 1));
}
