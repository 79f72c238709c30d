import { and, eq, isNull, sql } from 'drizzle-orm';
import type { Store } from '../open.ts';
import { contributions, contributionWithdrawals } from '../schema/contributions.ts';
import { stakeholders } from '../schema/missions.ts';
import { invitations, questionnaires, responses, submissions, surveys } from '../schema/surveys.ts';
import type { Page } from './events.ts';
import { standingOfResponse } from './standing-submissions.ts';

const conflicts = sql<number>`(select count(*) from ${submissions} other
  where other.response_id = ${responses.id} and other.is_conflict = 1)`;

/** The responses that a survey received, latest first, each with who speaks; how many versions disagree. */
export async function listReceivedResponses(store: Store, surveyId: string, page: Page) {
  return store.database
    .select({
      id: responses.id,
      submittedAt: submissions.submittedAt,
      receipt: submissions.receipt,
      stakeholder: stakeholders,
      conflicts,
    })
    .from(responses)
    .innerJoin(submissions, standingOfResponse)
    .leftJoin(stakeholders, eq(stakeholders.id, responses.stakeholderId))
    .where(eq(responses.surveyId, surveyId))
    .orderBy(sql`${submissions.submittedAt} desc`, responses.id)
    .limit(page.limit)
    .offset(page.offset)
    .all();
}

/**
 * A response that was sent, with its survey, the version that it answers, who speaks, every other version
 * received under the same key, and its contributions (withdrawn ones too, and said to be).
 */
export async function findReceivedResponse({ database }: Store, missionId: string, id: string) {
  const row = database
    .select()
    .from(responses)
    .innerJoin(surveys, eq(surveys.id, responses.surveyId))
    .innerJoin(questionnaires, eq(questionnaires.id, responses.questionnaireId))
    .innerJoin(submissions, standingOfResponse)
    .leftJoin(stakeholders, eq(stakeholders.id, responses.stakeholderId))
    .leftJoin(invitations, eq(invitations.id, responses.invitationId))
    .where(and(eq(responses.id, id), eq(surveys.missionId, missionId)))
    .get();
  if (!row) return undefined;
  const others = database
    .select()
    .from(submissions)
    .where(and(eq(submissions.responseId, id), eq(submissions.isConflict, true)))
    .orderBy(submissions.submittedAt, submissions.id)
    .all();
  const said = database
    .select({
      id: contributions.id,
      question: contributions.locator,
      text: contributions.text,
      consent: contributions.consent,
      withdrawnAt: contributionWithdrawals.at,
    })
    .from(contributions)
    .leftJoin(contributionWithdrawals, eq(contributionWithdrawals.contributionId, contributions.id))
    .where(and(eq(contributions.sourceKind, 'submission'), eq(contributions.sourceId, id)))
    .orderBy(contributions.position, contributions.id)
    .all();
  return {
    response: row.responses,
    survey: row.surveys,
    questionnaire: row.questionnaires,
    submission: row.submissions,
    stakeholder: row.stakeholders,
    isInvited: row.invitations !== null,
    conflicts: others,
    contributions: said,
  };
}

/** Every answer that a survey received, in the order of their arrival: what results are computed from. */
export async function listReceivedAnswers(store: Store, surveyId: string) {
  return store.database
    .select({
      responseId: responses.id,
      questionnaireId: responses.questionnaireId,
      answers: submissions.answers,
    })
    .from(responses)
    .innerJoin(submissions, standingOfResponse)
    .where(eq(responses.surveyId, surveyId))
    .orderBy(submissions.submittedAt, submissions.id)
    .all();
}

/** What was written under one question of a survey, in the order of arrival, with who speaks. */
export async function listOpenAnswers(
  store: Store,
  surveyId: string,
  question: string,
  page: Page,
) {
  return store.database
    .select({
      id: contributions.id,
      responseId: responses.id,
      text: contributions.text,
      consent: contributions.consent,
      stakeholder: stakeholders,
    })
    .from(contributions)
    .innerJoin(responses, eq(responses.id, contributions.sourceId))
    .leftJoin(stakeholders, eq(stakeholders.id, contributions.stakeholderId))
    .leftJoin(contributionWithdrawals, eq(contributionWithdrawals.contributionId, contributions.id))
    .where(and(openAnswersOf(surveyId), eq(contributions.locator, question)))
    .orderBy(contributions.createdAt, contributions.id)
    .limit(page.limit)
    .offset(page.offset)
    .all();
}

/** How many contributions each question of a survey brought. */
export async function countOpenAnswers(
  store: Store,
  surveyId: string,
): Promise<ReadonlyMap<string, number>> {
  const rows = store.database
    .select({ question: contributions.locator, count: sql<number>`count(*)` })
    .from(contributions)
    .innerJoin(responses, eq(responses.id, contributions.sourceId))
    .leftJoin(contributionWithdrawals, eq(contributionWithdrawals.contributionId, contributions.id))
    .where(openAnswersOf(surveyId))
    .groupBy(contributions.locator)
    .all();
  return new Map(rows.map(({ question, count }) => [question, count]));
}

const openAnswersOf = (surveyId: string) =>
  and(
    eq(contributions.sourceKind, 'submission'),
    eq(responses.surveyId, surveyId),
    isNull(contributionWithdrawals.contributionId),
  );
