import { and, eq, gt, or } from 'drizzle-orm';
import type { Store } from '../open.ts';
import { stakeholders } from '../schema/missions.ts';
import { questionnaires, responses, submissions } from '../schema/surveys.ts';
import { standingOfResponse } from './standing-submissions.ts';

/** Where a page of responses ends: what comes next is after this. */
export interface ResponseCursor {
  readonly submittedAt: number;
  readonly submissionId: string;
}

/**
 * Responses that count, in the order of arrival, after `cursor`: what arrives meanwhile comes at the end, and
 * nothing is told twice. Of an anonymous survey, order and times say nothing.
 */
export async function listResponsesAfter(
  { database }: Store,
  surveyId: string,
  { cursor, limit }: { readonly cursor: ResponseCursor | null; readonly limit: number },
) {
  const isAfter = cursor
    ? or(
        gt(submissions.submittedAt, cursor.submittedAt),
        and(
          eq(submissions.submittedAt, cursor.submittedAt),
          gt(submissions.id, cursor.submissionId),
        ),
      )
    : undefined;
  return select(database)
    .where(and(eq(responses.surveyId, surveyId), isAfter))
    .orderBy(submissions.submittedAt, submissions.id)
    .limit(limit)
    .all();
}

export type ResponseRow = Awaited<ReturnType<typeof listResponsesAfter>>[number];

export async function findStandingResponse({ database }: Store, surveyId: string, id: string) {
  return select(database)
    .where(and(eq(responses.surveyId, surveyId), eq(responses.id, id)))
    .get();
}

const select = (database: Store['database']) =>
  database
    .select({
      id: responses.id,
      submissionId: submissions.id,
      version: questionnaires.version,
      answers: submissions.answers,
      submittedAt: submissions.submittedAt,
      strata: responses.strata,
      stakeholder: stakeholders,
    })
    .from(responses)
    .innerJoin(submissions, standingOfResponse)
    .innerJoin(questionnaires, eq(questionnaires.id, responses.questionnaireId))
    .leftJoin(stakeholders, eq(stakeholders.id, responses.stakeholderId));
