import { and, eq } from 'drizzle-orm';
import { type Store, write } from '../open.ts';
import { accounts } from '../schema/accounts.ts';
import { paperChecks, paperEntries } from '../schema/answering.ts';
import { responses, surveys } from '../schema/surveys.ts';
import { recordEvent } from './events.ts';

/** How a sheet of paper was typed: by whom, when, on what terms, and whether a second typing agreed. */
export async function findPaperEntry({ database }: Store, responseId: string) {
  const entry = database
    .select({
      enteredBy: accounts.name,
      enteredById: paperEntries.enteredBy,
      consent: paperEntries.consent,
      reference: paperEntries.reference,
      at: paperEntries.at,
    })
    .from(paperEntries)
    .innerJoin(accounts, eq(accounts.id, paperEntries.enteredBy))
    .where(eq(paperEntries.responseId, responseId))
    .get();
  const check = database
    .select({
      checkedBy: accounts.name,
      differences: paperChecks.differences,
      at: paperChecks.at,
    })
    .from(paperChecks)
    .innerJoin(accounts, eq(accounts.id, paperChecks.checkedBy))
    .where(eq(paperChecks.responseId, responseId))
    .get();
  return entry && { ...entry, check: check ?? null };
}

/** Sheets that were typed for a survey, by reference: a sheet is not typed twice without a warning. */
export async function listReferences({ database }: Store, surveyId: string): Promise<string[]> {
  return database
    .select({ reference: paperEntries.reference })
    .from(paperEntries)
    .innerJoin(responses, eq(responses.id, paperEntries.responseId))
    .where(eq(responses.surveyId, surveyId))
    .all()
    .map(({ reference }) => reference);
}

/** Says of a response that it was typed from a sheet. */
export async function savePaperEntry(
  store: Store,
  entry: Omit<typeof paperEntries.$inferInsert, 'at'>,
): Promise<void> {
  write(store, (transaction) => {
    transaction
      .insert(paperEntries)
      .values({ ...entry, at: Date.now() })
      .onConflictDoNothing()
      .run();
  });
}

/** Keeps what a second typing came to: the questions where the two differ. */
export async function savePaperCheck(
  store: Store,
  check: {
    readonly responseId: string;
    readonly checkedBy: string;
    readonly differences: readonly string[];
  },
): Promise<void> {
  write(store, (transaction) => {
    const at = Date.now();
    transaction
      .insert(paperChecks)
      .values({ ...check, at })
      .onConflictDoUpdate({ target: paperChecks.responseId, set: { ...check, at } })
      .run();
    const survey = transaction
      .select({ missionId: surveys.missionId })
      .from(responses)
      .innerJoin(surveys, eq(surveys.id, responses.surveyId))
      .where(and(eq(responses.id, check.responseId)))
      .get();
    recordEvent(transaction, {
      missionId: survey?.missionId ?? null,
      accountId: check.checkedBy,
      action: 'paperEntry.check',
      subjectKind: 'response',
      subjectId: check.responseId,
      detail: { differences: check.differences.length },
    });
  });
}
