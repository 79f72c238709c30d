import { and, eq } from 'drizzle-orm';
import { newId } from '../ids.ts';
import { type Store, write } from '../open.ts';
import { answerFiles } from '../schema/answering.ts';
import { responses, surveys } from '../schema/surveys.ts';

export type AnswerFile = typeof answerFiles.$inferSelect;

/** A file given as an answer, whose bytes are on disk already. One given again under the same field stands first. */
export async function insertAnswerFile(
  store: Store,
  file: Omit<AnswerFile, 'id' | 'at'>,
): Promise<void> {
  write(store, (transaction) => {
    transaction
      .insert(answerFiles)
      .values({ ...file, id: newId(), at: Date.now() })
      .run();
  });
}

/** Every file that a response gave, latest first. */
export async function listAnswerFiles(
  { database }: Store,
  responseId: string,
): Promise<AnswerFile[]> {
  return database
    .select()
    .from(answerFiles)
    .where(eq(answerFiles.responseId, responseId))
    .orderBy(answerFiles.at, answerFiles.id)
    .all()
    .toReversed();
}

/** A file of this mission, for its staff. */
export async function findAnswerFile(
  { database }: Store,
  missionId: string,
  id: string,
): Promise<AnswerFile | undefined> {
  const row = database
    .select({ file: answerFiles })
    .from(answerFiles)
    .innerJoin(responses, eq(responses.id, answerFiles.responseId))
    .innerJoin(surveys, eq(surveys.id, responses.surveyId))
    .where(and(eq(answerFiles.id, id), eq(surveys.missionId, missionId)))
    .get();
  return row?.file;
}
