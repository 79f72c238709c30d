import { and, eq, sql } from 'drizzle-orm';
import type { Store } from '../open.ts';
import { submissionWithdrawals } from '../schema/answering.ts';
import { stakeholders } from '../schema/missions.ts';
import { importedResponses, responseImports } from '../schema/response-imports.ts';
import { responses, submissions } from '../schema/surveys.ts';

/**
 * Which submissions count, in one place: not a second version under the same key, not replaced by a later one,
 * not taken back, not from a file that is still coming in or was taken out. At most one a response. For the `where` of any query on `submissions`.
 */
export const standing = and(
  eq(submissions.isConflict, false),
  sql`not exists (select 1 from ${submissionWithdrawals}
    where ${submissionWithdrawals.submissionId} = ${submissions.id})`,
  sql`not exists (select 1 from ${importedResponses}
    inner join ${responseImports} on ${responseImports.id} = ${importedResponses.importId}
    where ${importedResponses.responseId} = ${submissions.responseId}
    and (${responseImports.finishedAt} is null or ${responseImports.undoneAt} is not null))`,
);

/** The same, to join `submissions` to `responses`. */
export const standingOfResponse = and(eq(submissions.responseId, responses.id), standing);

/**
 * Every submission of a survey that counts, in the order of arrival: what results, exports and counts are made of.
 * Of an anonymous survey, the order and the times say nothing.
 */
export async function listStandingSubmissions(store: Store, surveyId: string) {
  return selectStanding(store, surveyId).all();
}

/** The query itself, for whoever pages or streams it. */
export function selectStanding({ database }: Store, surveyId: string) {
  return database
    .select({
      responseId: responses.id,
      submissionId: submissions.id,
      questionnaireId: responses.questionnaireId,
      answers: submissions.answers,
      receipt: submissions.receipt,
      startedAt: responses.startedAt,
      submittedAt: submissions.submittedAt,
      strata: responses.strata,
      stakeholder: stakeholders,
    })
    .from(responses)
    .innerJoin(submissions, standingOfResponse)
    .leftJoin(stakeholders, eq(stakeholders.id, responses.stakeholderId))
    .where(eq(responses.surveyId, surveyId))
    .orderBy(submissions.submittedAt, submissions.id)
    .$dynamic();
}
