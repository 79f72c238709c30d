import { beginDemonstration } from '../db/demonstration-begun.ts';
import { inviteDemonstration } from '../db/demonstration-fielding.ts';
import type { Store } from '../db/open.ts';
import { insertSamplingPlan } from '../db/queries/sampling.ts';
import { listSurveys } from '../db/queries/surveys.ts';
import { type FieldPlan, targetsOf } from '../surveys/sampling-plan.ts';
import { planOf, populationsOf } from './sampling.ts';

/** How the survey of the demonstration was taken to the field: who was invited, and after which plan. */
export async function fieldDemonstration(
  store: Store,
  missionId: string,
  by: string,
): Promise<void> {
  inviteDemonstration(store);
  beginDemonstration(store);
  const [first] = await listSurveys(store, missionId);
  if (!first || (await planOf(store, first.survey))) return;
  const targets = targetsOf(PLAN, await populationsOf(store, missionId, PLAN), {});
  await insertSamplingPlan(store, { survey: first.survey, by, plan: { ...PLAN, targets } });
}

const REGIONS = ['44', '24', '76'];

const PLAN: Omit<FieldPlan, 'targets'> = {
  axes: ['region', 'population'],
  regions: REGIONS,
  bandStarts: [3500, 10_001],
  allocation: 'proportional',
  total: 45,
  refusesWhenFull: false,
  frame: {
    programme: 'PVD',
    regions: REGIONS,
    departments: [],
    centralities: [],
    populationFrom: null,
    populationTo: null,
  },
};
