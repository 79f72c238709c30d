import { and, eq, inArray, sql } from 'drizzle-orm';
import { type Store, write } from '../open.ts';
import { stakeholders } from '../schema/missions.ts';
import { responses, submissions } from '../schema/surveys.ts';
import { recordEvent } from './events.ts';
import { standing, standingOfResponse } from './standing-submissions.ts';
import type { Survey } from './surveys.ts';

/**
 * The submissions of a survey that count, in the order of arrival. What was sent never changes: an export fixes its
 * list first, then reads it in parts, and whatever arrives meanwhile is for the next one.
 */
export async function listExportedIds(store: Store, surveyId: string): Promise<string[]> {
  const { sql: text, params } = store.database
    .select({ id: submissions.id })
    .from(submissions)
    .innerJoin(responses, standingOfResponse)
    .where(eq(responses.surveyId, surveyId))
    .orderBy(submissions.submittedAt, submissions.id)
    .toSQL();
  // Without an object a row: there may be a hundred thousand.
  return store.sqlite
    .prepare<unknown[], string>(text)
    .pluck()
    .all(...params);
}

/** Responses begun, sent or not: no fewer than will be exported, and counted in the index alone. */
export async function countBegun({ database }: Store, surveyId: string): Promise<number> {
  const row = database
    .select({ count: sql<number>`count(*)` })
    .from(responses)
    .where(eq(responses.surveyId, surveyId))
    .get();
  return row?.count ?? 0;
}

export type ExportedSubmission = Awaited<ReturnType<typeof listExported>>[number];

/** Those submissions, in the order asked; one that was taken back or erased since is left out. */
export async function listExported({ database }: Store, ids: readonly string[]) {
  const rows = database
    .select({
      id: submissions.id,
      responseId: responses.id,
      questionnaireId: responses.questionnaireId,
      answers: submissions.answers,
      submittedAt: submissions.submittedAt,
      strata: responses.strata,
      category: stakeholders.category,
      communeCode: stakeholders.communeCode,
      departmentCode: stakeholders.departmentCode,
      regionCode: stakeholders.regionCode,
    })
    .from(submissions)
    .innerJoin(responses, eq(responses.id, submissions.responseId))
    .leftJoin(stakeholders, eq(stakeholders.id, responses.stakeholderId))
    .where(and(inArray(submissions.id, [...ids]), standing))
    .all();
  const byId = new Map(rows.map((row) => [row.id, row]));
  return ids.flatMap((id) => byId.get(id) ?? []);
}

/** Writes in the journal who took what away, before anything leaves. */
export async function recordExport(
  store: Store,
  survey: Survey,
  by: string | null,
  detail: { readonly format: string; readonly isInternal: boolean },
): Promise<void> {
  write(store, (transaction) =>
    recordEvent(transaction, {
      missionId: survey.missionId,
      accountId: by,
      action: detail.isInternal ? 'survey.exportInternal' : 'survey.export',
      subjectKind: 'survey',
      subjectId: survey.id,
      detail,
    }),
  );
}
