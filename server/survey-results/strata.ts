import { fillFacet } from '../../surveys/results/table.ts';
import { stratumOf } from '../../surveys/sampling.ts';
import type { PlannedStrata } from './ask.ts';
import type { LoadedSurvey } from './load.ts';

/** Sorts responses by the strata of the plan as it stands; none where there is no plan, or no commune is known. */
export function sortByStratum(
  { table, places }: LoadedSurvey,
  planned: PlannedStrata | null,
): void {
  const strata = places.map((place) => place && planned && stratumOf(place, planned.plan));
  fillFacet(table, 'stratum', strata);
}
