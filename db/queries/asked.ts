import { and, eq, inArray, ne } from 'drizzle-orm';
import type { Questionnaire } from '../../surveys/definition.ts';
import type { Store } from '../open.ts';
import { contributions } from '../schema/contributions.ts';
import { stakeholders } from '../schema/missions.ts';
import { documents, documentWithdrawals, fieldNotes, interviews } from '../schema/sources.ts';
import { questionnaires, responses, submissions, surveys } from '../schema/surveys.ts';
import { standing } from './standing-submissions.ts';

/**
 * What was put to whom, whatever they answered: what tells « non demandé » from « non évoqué ». Each list is
 * asked for the questions that matter only, so that its cost is theirs and not the mission's.
 */

const person = {
  id: stakeholders.id,
  regionCode: stakeholders.regionCode,
  category: stakeholders.category,
};

export type Person = {
  readonly id: string;
  readonly regionCode: string | null;
  readonly category: (typeof stakeholders.$inferSelect)['category'];
};

/** Everyone met: interviewed, or who answered a survey, or who wrote or signed a document. */
export async function listMet(store: Store, missionId: string): Promise<Person[]> {
  const { database } = store;
  const met = [
    database
      .selectDistinct(person)
      .from(interviews)
      .innerJoin(stakeholders, eq(stakeholders.id, interviews.stakeholderId))
      .where(eq(interviews.missionId, missionId))
      .all(),
    database
      .selectDistinct(person)
      .from(submissions)
      .innerJoin(responses, eq(responses.id, submissions.responseId))
      .innerJoin(surveys, eq(surveys.id, responses.surveyId))
      .innerJoin(stakeholders, eq(stakeholders.id, responses.stakeholderId))
      .where(and(eq(surveys.missionId, missionId), standing))
      .all(),
    database
      .selectDistinct(person)
      .from(documents)
      .innerJoin(stakeholders, eq(stakeholders.id, documents.stakeholderId))
      .where(eq(documents.missionId, missionId))
      .all(),
    database
      .selectDistinct(person)
      .from(contributions)
      .innerJoin(stakeholders, eq(stakeholders.id, contributions.stakeholderId))
      .where(eq(contributions.missionId, missionId))
      .all(),
  ].flat();
  return [...new Map(met.map((one) => [one.id, one])).values()];
}

/** Who was asked which of these questions of a guide; « non posé », or no note at all, is not asked. */
export async function listAskedInInterviews(
  store: Store,
  missionId: string,
  questions: readonly string[],
) {
  return store.database
    .selectDistinct({ stakeholderId: interviews.stakeholderId, question: fieldNotes.questionId })
    .from(fieldNotes)
    .innerJoin(interviews, eq(interviews.id, fieldNotes.interviewId))
    .where(
      and(
        eq(interviews.missionId, missionId),
        inArray(fieldNotes.questionId, [...questions]),
        ne(fieldNotes.asked, 'not-asked'),
      ),
    )
    .all();
}

/** Whose return has which of these rubrics. */
export async function listRubricsWritten(
  store: Store,
  missionId: string,
  rubrics: readonly string[],
) {
  return store.database
    .selectDistinct({ stakeholderId: contributions.stakeholderId, rubric: contributions.locator })
    .from(contributions)
    .where(
      and(
        eq(contributions.missionId, missionId),
        eq(contributions.family, 'return'),
        inArray(contributions.locator, [...rubrics]),
      ),
    )
    .all();
}

/** Who gave a document that answers no list of questions: a transcript, a note of their own. */
export async function listFreeDocuments(store: Store, missionId: string) {
  return store.database
    .selectDistinct({ stakeholderId: documents.stakeholderId })
    .from(documents)
    .leftJoin(documentWithdrawals, eq(documentWithdrawals.documentId, documents.id))
    .where(and(eq(documents.missionId, missionId), ne(documents.kind, 'return')))
    .all();
}

/** Who answered which version of which questionnaire; answers apart, see `listAnswers`. */
export async function listRespondents(store: Store, missionId: string) {
  return store.database
    .selectDistinct({
      responseId: responses.id,
      stakeholderId: responses.stakeholderId,
      questionnaireId: responses.questionnaireId,
    })
    .from(submissions)
    .innerJoin(responses, eq(responses.id, submissions.responseId))
    .innerJoin(surveys, eq(surveys.id, responses.surveyId))
    .where(and(eq(surveys.missionId, missionId), standing))
    .all();
}

/** Every version of the questionnaires of the mission. */
export async function listQuestionnaires(store: Store, missionId: string) {
  return store.database
    .select({ id: questionnaires.id, definition: questionnaires.definition })
    .from(questionnaires)
    .innerJoin(surveys, eq(surveys.id, questionnaires.surveyId))
    .where(eq(surveys.missionId, missionId))
    .all()
    .map(({ id, definition }) => ({ id, definition: definition as Questionnaire })); // checked when published
}

/** The answers that were sent, by response; other requests pass before they are given. */
export async function listAnswers(store: Store, responseIds: readonly string[]) {
  const rows = store.database
    .select({ responseId: submissions.responseId, answers: submissions.answers })
    .from(submissions)
    .where(and(inArray(submissions.responseId, [...responseIds]), standing))
    .all();
  await new Promise(setImmediate);
  return new Map(rows.map(({ responseId, answers }) => [responseId, answers]));
}
