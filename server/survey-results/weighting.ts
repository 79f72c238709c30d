import { z } from 'zod';
import type { SurveyResults } from '../../surveys/results/survey.ts';
import type { WeightMethod } from '../../surveys/results/weights.ts';
import { WEIGHT_BOUND } from '../../surveys/statistics/weighting.ts';
import { resultMessages } from '../../views/messages/survey-results.ts';
import type { FilterForm } from '../../views/survey-results/page.ts';
import type { FacetLabels } from './filter.ts';

const said = resultMessages.weights;

/** What the address says: `?redressement=strates`. */
const NAMES = { strata: 'strates', margins: 'marges' } as const satisfies Record<
  WeightMethod,
  string
>;

const query = z.object({ redressement: z.enum(['strates', 'marges']).nullable().catch(null) });

export function weightsAsked(asked: unknown): WeightMethod | null {
  const { redressement } = query.parse(asked);
  if (redressement === null) return null;
  return redressement === NAMES.strata ? 'strata' : 'margins';
}

/** The choice of weights beside the filters, once a sampling plan says what the population is. */
export function withWeights(
  form: FilterForm,
  asked: WeightMethod | null,
  hasPlan: boolean,
): FilterForm {
  if (!hasPlan) return form;
  const field = {
    name: 'redressement',
    label: said.label,
    emptyLabel: said.none,
    options: (['strata', 'margins'] as const).map((method) => ({
      value: NAMES[method],
      label: said.methods[method],
      isSelected: asked === method,
    })),
  };
  return {
    ...form,
    fields: [...form.fields, field],
    allHref: form.allHref ?? (asked && form.action),
  };
}

/** What the weights are made of, and what they cost, in sentences. */
export function weightingView(
  weighting: NonNullable<SurveyResults['weighting']>,
  method: WeightMethod,
  labels: FacetLabels,
): readonly string[] {
  const { weighted, outside, empty, emptyShare, trimmed, gap, effective, designEffect } = weighting;
  if (weighted === 0) return [said.nobody];
  if (!weighting.hasConverged) return [said.contradiction];
  const names = empty.map((one) =>
    method === 'strata' ? labels('stratum', one) : levelLabel(one, labels),
  );
  return [
    said.made(said.methods[method], weighted, effective, designEffect),
    ...(outside > 0 ? [said.outside(outside)] : []),
    ...(names.length > 0 ? [said.empty(names, emptyShare)] : []),
    trimmed > 0 ? said.trimmed(trimmed, WEIGHT_BOUND, gap) : said.untrimmed(WEIGHT_BOUND),
  ];
}

/** « region 44 », « population 3500-10000 ». */
function levelLabel(level: string, labels: FacetLabels): string {
  const at = level.indexOf(' ');
  const [axis, value] = [level.slice(0, at), level.slice(at + 1)];
  return axis === 'region' ? labels('region', value) : said.level(axis, value);
}
