import type { Axis } from '../sampling.ts';
import { effectiveSize, postStratify, rake, type Weighting } from '../statistics/weighting.ts';
import { type AnswerTable, answeredRows, facetValues, type Rows } from './table.ts';

export const WEIGHT_METHODS = ['strata', 'margins'] as const;
export type WeightMethod = (typeof WEIGHT_METHODS)[number];

/** Strata as the sampling plan names them (`44/locale`), and how many each holds in the population. */
export interface KnownStrata {
  readonly axes: readonly Axis[];
  readonly populations: Readonly<Record<string, number>>;
}

export interface WeightedRows {
  readonly rows: Rows;
  readonly weighting: Omit<Weighting, 'weights'>;
}

/** Weights of all responses, by stratum, or by the margins of the plan where some strata are empty. */
export function weighRows(
  table: AnswerTable,
  all: Rows,
  { axes, populations }: KnownStrata,
  method: WeightMethod,
): WeightedRows {
  const strata = facetValues(table, all, 'stratum');
  const { weights, ...weighting } =
    method === 'strata'
      ? postStratify(strata, populations)
      : rake(axes.map((axis, index) => marginOf(axis, index, strata, populations)));
  const byRow = new Float64Array(table.size);
  all.rows.forEach((row, index) => {
    byRow[row] = weights[index] ?? 0;
  });
  return { rows: { rows: all.rows, weights: byRow }, weighting };
}

function marginOf(
  axis: Axis,
  index: number,
  strata: readonly (string | null)[],
  populations: Readonly<Record<string, number>>,
) {
  const levelOf = (stratum: string) => stratum.split('/')[index] ?? stratum;
  const population: Record<string, number> = {};
  for (const [stratum, count] of Object.entries(populations))
    population[levelOf(stratum)] = (population[levelOf(stratum)] ?? 0) + count;
  return {
    name: axis,
    values: strata.map((stratum) => (stratum === null ? null : levelOf(stratum))),
    population,
  };
}

/** As many equal answers as would be as sure, for those who answered this question. */
export function effectiveAnswers(table: AnswerTable, question: string, rows: Rows): number {
  const { weights } = rows;
  if (!weights) return answeredRows(table, question, rows).length;
  return effectiveSize(answeredRows(table, question, rows).map((row) => weights[row] ?? 0));
}
