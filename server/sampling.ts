import type { Store } from '../db/open.ts';
import { findSamplingPlan, listSampledPeople, type SampledRow } from '../db/queries/sampling.ts';
import type { Survey } from '../db/queries/surveys.ts';
import { listCommunePlaces } from '../db/queries/territories.ts';
import {
  type PlanStanding,
  type Stratum,
  standing,
  strataOf,
  stratumOf,
} from '../surveys/sampling.ts';
import { type FieldPlan, fieldPlanShape } from '../surveys/sampling-plan.ts';
import { samplingMessages as said } from '../views/messages/sampling.ts';

/** The plan that a survey follows; undefined before any was decided. */
export async function planOf(store: Store, survey: Survey): Promise<FieldPlan | undefined> {
  const row = await findSamplingPlan(store, survey.id);
  return row && fieldPlanShape.parse(row.plan);
}

/** How far each stratum of the plan has come. */
export async function standingOf(
  store: Store,
  survey: Survey,
  plan: FieldPlan,
): Promise<PlanStanding> {
  const people = await listSampledPeople(store, survey.id);
  const reference = await listCommunePlaces(store, survey.missionId, plan.frame);
  return standing(plan, people, reference);
}

/** How many communes of its reference each stratum holds: N by stratum, what weights are made from. */
export async function populationsOf(
  store: Store,
  missionId: string,
  plan: Pick<FieldPlan, 'axes' | 'regions' | 'bandStarts' | 'frame'>,
): Promise<Record<string, number>> {
  const sizes = Object.fromEntries(strataOf(plan).map(({ id }) => [id, 0]));
  for (const place of await listCommunePlaces(store, missionId, plan.frame)) {
    const id = stratumOf(place, plan);
    if (id !== null) sizes[id] = (sizes[id] ?? 0) + 1;
  }
  return sizes;
}

/** Those of one stratum who were invited and have not answered. */
export async function missingFrom(
  store: Store,
  survey: Survey,
  plan: FieldPlan,
  stratum: string,
): Promise<SampledRow[]> {
  const people = await listSampledPeople(store, survey.id);
  return people.filter(
    ({ place, isInvited, isSent }) =>
      isInvited && !isSent && place !== null && stratumOf(place, plan) === stratum,
  );
}

/** « Grand Est · centralité locale · moins de 3 500 hab. » */
export function stratumLabel(
  { region, centrality, band }: Stratum,
  regions: ReadonlyMap<string, string>,
): string {
  return said.stratum([
    ...(region === null ? [] : [regions.get(region) ?? region]),
    ...(centrality === null ? [] : [said.centrality(centrality)]),
    ...(band === null ? [] : [said.band(band)]),
  ]);
}
