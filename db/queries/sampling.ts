import { and, desc, eq, isNull } from 'drizzle-orm';
import { newId } from '../ids.ts';
import { type Store, write } from '../open.ts';
import { participations } from '../schema/answering.ts';
import { samplingPlans } from '../schema/fielding.ts';
import { identities, stakeholders, territories } from '../schema/missions.ts';
import { invitations, responses, submissions } from '../schema/surveys.ts';
import { recordEvent } from './events.ts';
import { participationOfInvitation, standingInvitation } from './standing-invitations.ts';
import { standingOfResponse } from './standing-submissions.ts';
import type { SurveyAct } from './surveys.ts';

/** The plan decided last, as it was written; who reads it knows its shape. */
export async function findSamplingPlan({ database }: Store, surveyId: string) {
  return database
    .select()
    .from(samplingPlans)
    .where(eq(samplingPlans.surveyId, surveyId))
    .orderBy(desc(samplingPlans.decidedAt), desc(samplingPlans.id))
    .limit(1)
    .get();
}

/** Decides a plan in the place of the former one, which is kept. @returns false when it is the same. */
export async function insertSamplingPlan(
  store: Store,
  { survey, by, plan }: SurveyAct & { readonly plan: unknown },
): Promise<boolean> {
  const before = await findSamplingPlan(store, survey.id);
  if (before && JSON.stringify(before.plan) === JSON.stringify(plan)) return false;
  return write(store, (transaction) => {
    const id = newId();
    // Two plans of one millisecond would otherwise have no order.
    const decidedAt = Math.max(Date.now(), (before?.decidedAt ?? 0) + 1);
    transaction
      .insert(samplingPlans)
      .values({ id, surveyId: survey.id, plan, decidedBy: by, decidedAt })
      .run();
    recordEvent(transaction, {
      missionId: survey.missionId,
      accountId: by,
      action: 'samplingPlan.decide',
      subjectKind: 'survey',
      subjectId: survey.id,
      detail: { plan: id },
    });
    return true;
  });
}

/** Someone awaited or heard, and what is known of the commune that they speak from. */
export interface SampledRow {
  readonly stakeholderId: string | null;
  readonly name: string | null;
  readonly function: string | null;
  readonly organisation: string | null;
  readonly communeCode: string | null;
  readonly communeName: string | null;
  readonly place: {
    readonly regionCode: string | null;
    readonly centrality: string | null;
    readonly population: number | null;
  } | null;
  readonly isInvited: boolean;
  readonly isBegun: boolean;
  readonly isSent: boolean;
}

/** Who is awaited or heard in a survey: each stakeholder once, and each respondent whom nobody knows. */
export async function listSampledPeople(
  { database }: Store,
  surveyId: string,
): Promise<SampledRow[]> {
  const columns = {
    stakeholderId: stakeholders.id,
    name: identities.name,
    function: stakeholders.function,
    organisation: stakeholders.organisation,
    communeCode: stakeholders.communeCode,
    communeName: territories.name,
    regionCode: territories.regionCode,
    centrality: territories.centrality,
    population: territories.population,
    responseId: responses.id,
    strata: responses.strata,
    sentId: submissions.id,
  };
  const invited = database
    .select({ ...columns, participation: participations.invitationId })
    .from(invitations)
    .leftJoin(stakeholders, eq(stakeholders.id, invitations.stakeholderId))
    .leftJoin(identities, eq(identities.stakeholderId, stakeholders.id))
    .leftJoin(territories, eq(territories.code, stakeholders.communeCode))
    .leftJoin(responses, eq(responses.invitationId, invitations.id))
    .leftJoin(submissions, standingOfResponse)
    .leftJoin(participations, participationOfInvitation)
    .where(and(eq(invitations.surveyId, surveyId), standingInvitation))
    .orderBy(stakeholders.organisation, stakeholders.function, invitations.id)
    .all();
  const others = database
    .select(columns)
    .from(responses)
    .innerJoin(submissions, standingOfResponse)
    .leftJoin(stakeholders, eq(stakeholders.id, responses.stakeholderId))
    .leftJoin(identities, eq(identities.stakeholderId, stakeholders.id))
    .leftJoin(territories, eq(territories.code, stakeholders.communeCode))
    .where(and(eq(responses.surveyId, surveyId), isNull(responses.invitationId)))
    .orderBy(submissions.submittedAt, submissions.id)
    .all();
  const isAnonymous = invited.some(({ participation }) => participation !== null);
  return mergePeople([
    ...invited.map((row) => ({ ...row, isInvited: true })),
    // Of an anonymous survey, who answered is known by the invitations: the answers would count them twice.
    ...others
      .filter(({ strata }) => !(isAnonymous && strata))
      .map((row) => ({ ...row, participation: null, isInvited: false })),
  ]);
}

type Row = Omit<SampledRow, 'place' | 'isBegun' | 'isSent'> &
  NonNullable<SampledRow['place']> & {
    readonly responseId: string | null;
    readonly strata: Readonly<Record<string, string>> | null;
    readonly sentId: string | null;
    readonly participation: string | null;
  };

/** Someone invited who answered by the open link is one person, invited and heard. */
function mergePeople(rows: readonly Row[]): SampledRow[] {
  const known = new Map<string, SampledRow>();
  const unknown: SampledRow[] = [];
  for (const row of rows) {
    const person = personOf(row);
    const before = known.get(person.stakeholderId ?? '');
    if (person.stakeholderId === null) unknown.push(person);
    else
      known.set(person.stakeholderId, {
        ...person,
        isInvited: person.isInvited || (before?.isInvited ?? false),
        isBegun: person.isBegun || (before?.isBegun ?? false),
        isSent: person.isSent || (before?.isSent ?? false),
      });
  }
  return [...known.values(), ...unknown];
}

function personOf(row: Row): SampledRow {
  const { regionCode, centrality, population, responseId, strata, sentId, participation } = row;
  const { stakeholderId, name, function: role, organisation, communeCode, communeName } = row;
  const region = strata?.region ?? null;
  return {
    stakeholderId,
    name: name || null,
    function: role,
    organisation,
    communeCode,
    communeName,
    place:
      communeName !== null
        ? { regionCode, centrality, population }
        : region === null
          ? null
          : { regionCode: region, centrality: null, population: null },
    isInvited: row.isInvited,
    isBegun: responseId !== null,
    isSent: sentId !== null || participation !== null,
  };
}
