import { and, desc, eq, isNotNull, sql } from 'drizzle-orm';
import type { Questionnaire } from '../../surveys/definition.ts';
import { newId } from '../ids.ts';
import { type Store, write } from '../open.ts';
import { invitations, questionnaires, responses, submissions, surveys } from '../schema.ts';
import { recordEvent } from './events.ts';

export type Survey = typeof surveys.$inferSelect;

export interface NewSurvey {
  readonly missionId: string;
  readonly definition: Questionnaire;
  /** Whether anyone who has the address may answer. */
  readonly isOpen: boolean;
  readonly slug?: string;
  readonly publishedBy?: string | null;
  /** Epoch milliseconds; now when absent. */
  readonly opensAt?: number;
}

/** Puts a questionnaire in the field: its first version, frozen. @returns the survey's id. */
export async function publishSurvey(store: Store, survey: NewSurvey): Promise<string> {
  return write(store, (transaction) => {
    const id = newId();
    const createdAt = Date.now();
    transaction
      .insert(surveys)
      .values({
        id,
        missionId: survey.missionId,
        slug: survey.slug ?? `${survey.definition.id}-${id.slice(0, 8)}`,
        title: survey.definition.title,
        isOpen: survey.isOpen,
        opensAt: survey.opensAt ?? createdAt,
        createdAt,
      })
      .run();
    transaction
      .insert(questionnaires)
      .values({
        id: newId(),
        surveyId: id,
        version: 1,
        definition: survey.definition,
        publishedAt: createdAt,
      })
      .run();
    recordEvent(transaction, {
      missionId: survey.missionId,
      accountId: survey.publishedBy,
      action: 'survey.publish',
      subjectKind: 'survey',
      subjectId: id,
    });
    return id;
  });
}

/** The mission's surveys, each with how many were invited, began, and sent their answers. */
export async function listSurveys(store: Store, missionId: string) {
  const rows = store.database
    .select()
    .from(surveys)
    .where(eq(surveys.missionId, missionId))
    .orderBy(surveys.createdAt, surveys.id)
    .all();
  return rows.map((survey) => ({ survey, ...countProgress(store, survey.id) }));
}

function countProgress(store: Store, surveyId: string) {
  const { database } = store;
  const sent = database
    .select({ count: sql<number>`count(distinct ${submissions.responseId})` })
    .from(submissions)
    .innerJoin(responses, eq(responses.id, submissions.responseId))
    .where(and(eq(responses.surveyId, surveyId), eq(submissions.isConflict, false)))
    .get();
  return {
    invitations: countRows(store, invitations, surveyId),
    started: countRows(store, responses, surveyId),
    submitted: sent?.count ?? 0,
  };
}

const countRows = (
  { database }: Store,
  table: typeof invitations | typeof responses,
  surveyId: string,
) =>
  database
    .select({ count: sql<number>`count(*)` })
    .from(table)
    .where(eq(table.surveyId, surveyId))
    .get()?.count ?? 0;

export async function findSurvey(store: Store, missionId: string, id: string) {
  return store.database
    .select()
    .from(surveys)
    .where(and(eq(surveys.missionId, missionId), eq(surveys.id, id)))
    .get();
}

export async function findSurveyBySlug(store: Store, slug: string): Promise<Survey | undefined> {
  return store.database.select().from(surveys).where(eq(surveys.slug, slug)).get();
}

/** The latest published version of the survey's questionnaire. */
export async function findQuestionnaire(store: Store, surveyId: string) {
  return store.database
    .select()
    .from(questionnaires)
    .where(and(eq(questionnaires.surveyId, surveyId), isNotNull(questionnaires.publishedAt)))
    .orderBy(desc(questionnaires.version))
    .limit(1)
    .get();
}
