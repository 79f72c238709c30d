import { and, asc, desc, eq, gt, inArray, notExists, sql } from 'drizzle-orm';
import type { Store } from '../open.ts';
import { answerFiles, paperEntries } from '../schema/answering.ts';
import { stakeholders } from '../schema/missions.ts';
import { questionnaires, responses, submissions } from '../schema/surveys.ts';
import { standing, standingOfResponse } from './standing-submissions.ts';

/** Ids of the submissions of a survey that count, in the order of arrival. */
export async function listStandingIds({ database }: Store, surveyId: string): Promise<string[]> {
  return database
    .select({ id: submissions.id })
    .from(submissions)
    .innerJoin(responses, eq(responses.id, submissions.responseId))
    .where(and(eq(responses.surveyId, surveyId), standing))
    .orderBy(submissions.submittedAt, submissions.id)
    .all()
    .map(({ id }) => id);
}

/** What results are made of: these submissions, with who speaks. A few hundred at a time. */
export async function listAnswers({ database }: Store, submissionIds: readonly string[]) {
  return database
    .select({
      submissionId: submissions.id,
      questionnaireId: responses.questionnaireId,
      answers: submissions.answers,
      startedAt: responses.startedAt,
      submittedAt: submissions.submittedAt,
      strata: responses.strata,
      /** From paper, by staff: when it began says nothing of who answered. */
      isTyped: sql<boolean>`${paperEntries.responseId} is not null`.mapWith(Boolean),
      category: stakeholders.category,
      communeCode: stakeholders.communeCode,
      departmentCode: stakeholders.departmentCode,
      regionCode: stakeholders.regionCode,
    })
    .from(submissions)
    .innerJoin(responses, eq(responses.id, submissions.responseId))
    .leftJoin(stakeholders, eq(stakeholders.id, responses.stakeholderId))
    .leftJoin(paperEntries, eq(paperEntries.responseId, responses.id))
    .where(inArray(submissions.id, [...submissionIds]))
    .orderBy(submissions.submittedAt, submissions.id)
    .all();
}

/** Responses begun and not sent: how far each has come is read from its answers. By id, after the one given. */
export async function listUnsentDrafts(
  { database }: Store,
  surveyId: string,
  { after, limit }: { readonly after: string; readonly limit: number },
) {
  const sent = database.select({ one: sql`1` }).from(submissions).where(standingOfResponse);
  return database
    .select({
      id: responses.id,
      questionnaireId: responses.questionnaireId,
      answers: responses.answers,
    })
    .from(responses)
    .innerJoin(questionnaires, eq(questionnaires.id, responses.questionnaireId))
    .where(and(eq(responses.surveyId, surveyId), gt(responses.id, after), notExists(sent)))
    .orderBy(asc(responses.id))
    .limit(limit)
    .all();
}

/** Files given as answers to a survey, of the responses that count; the latest first. */
export async function listAnswerFiles({ database }: Store, surveyId: string, limit: number) {
  return database
    .select({
      id: answerFiles.id,
      field: answerFiles.field,
      fileName: answerFiles.fileName,
      responseId: answerFiles.responseId,
    })
    .from(answerFiles)
    .innerJoin(responses, eq(responses.id, answerFiles.responseId))
    .innerJoin(submissions, standingOfResponse)
    .where(eq(responses.surveyId, surveyId))
    .orderBy(desc(answerFiles.at), answerFiles.id)
    .limit(limit)
    .all();
}
