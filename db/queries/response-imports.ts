import { setImmediate as otherRequests } from 'node:timers/promises';
import { and, desc, eq, isNotNull, isNull } from 'drizzle-orm';
import { hashOf, newId, newReceipt } from '../ids.ts';
import { type Store, type Transaction, write } from '../open.ts';
import { accounts } from '../schema/accounts.ts';
import { contributions, contributionWithdrawals } from '../schema/contributions.ts';
import { territories } from '../schema/missions.ts';
import { importedResponses, responseImports } from '../schema/response-imports.ts';
import { responses, submissions } from '../schema/surveys.ts';
import { insertContributions, withdrawContributions } from './contributions.ts';
import { recordEvent } from './events.ts';
import { questionFindingsOn } from './finding-withdrawals.ts';
import type { NewSubmission } from './responses.ts';
import { addStakeholder } from './stakeholders.ts';
import type { Survey } from './surveys.ts';

export type ResponseImport = typeof responseImports.$inferSelect;

export interface NewResponseImport {
  readonly id: string;
  readonly survey: Survey;
  readonly questionnaireId: string;
  readonly platform: string;
  readonly fileName: string;
  readonly sha256: string;
  readonly size: number;
  readonly consent: ResponseImport['consent'];
  readonly mapping: unknown;
  readonly importedBy: string;
  readonly responses: readonly ImportedResponse[];
}

export interface ImportedResponse
  extends Pick<NewSubmission, 'answers' | 'respondent' | 'openAnswers'> {
  readonly line: number;
  readonly sentAt: number;
}

/** So few that no other request waits for them. */
const A_TURN = 25;

/**
 * Brings in a whole file or nothing of it. Responses are written a few at a time, between which other requests pass,
 * and none counts until the row of the import is finished (`standing-submissions.ts`); their words come last, when
 * every response is there. What stops half-way is left unfinished, and `closeAbandonedImports` takes its words out.
 * @returns false where the same import was brought in already: a form sent twice.
 */
export async function insertResponseImport(
  store: Store,
  brought: NewResponseImport,
): Promise<boolean> {
  if (!beginImport(store, brought)) return false;
  try {
    await bringIn(store, brought);
  } catch (error) {
    await closeImport(store, brought.id).catch(() => {}); // a full disk: at the next start then
    throw error;
  }
  return true;
}

async function bringIn(store: Store, brought: NewResponseImport): Promise<void> {
  const ids: string[] = [];
  for (let start = 0; start < brought.responses.length; start += A_TURN) {
    const some = brought.responses.slice(start, start + A_TURN);
    ids.push(
      ...write(store, (transaction) => some.map((each) => addResponse(transaction, brought, each))),
    );
    await otherRequests();
  }
  for (let start = 0; start < ids.length; start += A_TURN) {
    write(store, (transaction) => {
      for (const [index, each] of brought.responses.slice(start, start + A_TURN).entries())
        addWords(transaction, brought, each, ids[start + index] ?? '');
    });
    await otherRequests();
  }
  finishImport(store, brought);
}

function beginImport(store: Store, brought: NewResponseImport): boolean {
  const { survey, questionnaireId: _version, responses: gathered, ...row } = brought;
  return write(store, (transaction) => {
    const { changes } = transaction
      .insert(responseImports)
      .values({ ...row, surveyId: survey.id, responses: gathered.length, startedAt: Date.now() })
      .onConflictDoNothing()
      .run();
    return changes > 0;
  });
}

function addResponse(
  transaction: Transaction,
  { id: importId, survey, questionnaireId }: NewResponseImport,
  { line, answers, sentAt, respondent }: ImportedResponse,
): string {
  const id = newId();
  transaction
    .insert(responses)
    .values({
      id,
      surveyId: survey.id,
      questionnaireId,
      stakeholderId: speakerOf(transaction, survey.missionId, respondent),
      answers: {},
      revision: 0,
      startedAt: sentAt,
      updatedAt: sentAt,
    })
    .run();
  transaction.insert(importedResponses).values({ responseId: id, importId, line }).run();
  transaction
    .insert(submissions)
    .values({
      id: newId(),
      responseId: id,
      key: newId(),
      receipt: newReceipt(),
      answers,
      answersHash: hashOf(JSON.stringify(answers)),
      isConflict: false,
      submittedAt: sentAt,
    })
    .run();
  return id;
}

function speakerOf(
  transaction: Transaction,
  missionId: string,
  respondent: ImportedResponse['respondent'],
): string | null {
  if (respondent.category === null) return null;
  const commune =
    respondent.communeCode === null
      ? undefined
      : transaction
          .select()
          .from(territories)
          .where(eq(territories.code, respondent.communeCode))
          .get();
  return addStakeholder(
    transaction,
    {
      missionId,
      name: null,
      function: respondent.function ?? '',
      category: respondent.category,
      organisation: commune?.name ?? '',
      communeCode: commune?.code ?? null,
      departmentCode: commune?.departmentCode ?? null,
      regionCode: commune?.regionCode ?? null,
    },
    null,
  );
}

function addWords(
  transaction: Transaction,
  { survey }: NewResponseImport,
  { openAnswers, respondent }: ImportedResponse,
  responseId: string,
): void {
  const row = transaction
    .select({ stakeholderId: responses.stakeholderId })
    .from(responses)
    .where(eq(responses.id, responseId))
    .get();
  insertContributions(
    transaction,
    openAnswers.map(({ question, text }, position) => ({
      missionId: survey.missionId,
      family: 'survey',
      sourceKind: 'submission',
      sourceId: responseId,
      locator: question,
      position,
      kind: 'verbatim',
      text,
      stakeholderId: row?.stakeholderId ?? null,
      consent: respondent.consent,
    })),
  );
}

function finishImport(store: Store, { id, survey, importedBy, ...brought }: NewResponseImport) {
  write(store, (transaction) => {
    transaction
      .update(responseImports)
      .set({ finishedAt: Date.now() })
      .where(eq(responseImports.id, id))
      .run();
    recordEvent(transaction, {
      missionId: survey.missionId,
      accountId: importedBy,
      action: 'survey.importResponses',
      subjectKind: 'survey',
      subjectId: survey.id,
      detail: { import: id, responses: brought.responses.length, platform: brought.platform },
    });
  });
}

/**
 * Takes a whole import back: at once for its responses, which no longer count; then its words leave the corpus, a few
 * at a time, and the findings that rest on them go to review. @returns false where it was undone already.
 */
export async function undoResponseImport(
  store: Store,
  { survey, id, by }: { readonly survey: Survey; readonly id: string; readonly by: string },
): Promise<boolean> {
  const isUndone = write(store, (transaction) => {
    const { changes } = transaction
      .update(responseImports)
      .set({ undoneAt: Date.now(), undoneBy: by })
      .where(and(eq(responseImports.id, id), isNull(responseImports.undoneAt)))
      .run();
    if (changes === 0) return false;
    recordEvent(transaction, {
      missionId: survey.missionId,
      accountId: by,
      action: 'survey.undoImport',
      subjectKind: 'survey',
      subjectId: survey.id,
      detail: { import: id },
    });
    return true;
  });
  if (isUndone) await withdrawWords(store, id, by);
  return isUndone;
}

/** Words of imports that a stop left half-way, or half undone, leave the corpus. Before anything is served. */
export async function closeAbandonedImports(store: Store): Promise<void> {
  const left = store.database
    .select({ id: responseImports.id })
    .from(responseImports)
    .where(isNotNull(responseImports.undoneAt))
    .all();
  const halfway = store.database
    .select({ id: responseImports.id })
    .from(responseImports)
    .where(and(isNull(responseImports.finishedAt), isNull(responseImports.undoneAt)))
    .all();
  for (const { id } of halfway) await closeImport(store, id);
  for (const { id } of left) await withdrawWords(store, id, null);
}

async function closeImport(store: Store, id: string): Promise<void> {
  write(store, (transaction) => {
    transaction
      .update(responseImports)
      .set({ undoneAt: Date.now() })
      .where(eq(responseImports.id, id))
      .run();
  });
  await withdrawWords(store, id, null);
}

async function withdrawWords(store: Store, importId: string, by: string | null): Promise<void> {
  while (true) {
    const ids = store.database
      .select({ id: contributions.id })
      .from(importedResponses)
      .innerJoin(
        contributions,
        and(
          eq(contributions.sourceKind, 'submission'),
          eq(contributions.sourceId, importedResponses.responseId),
        ),
      )
      .leftJoin(
        contributionWithdrawals,
        eq(contributionWithdrawals.contributionId, contributions.id),
      )
      .where(
        and(
          eq(importedResponses.importId, importId),
          isNull(contributionWithdrawals.contributionId),
        ),
      )
      .limit(4 * A_TURN)
      .all()
      .map(({ id }) => id);
    if (ids.length === 0) return;
    write(store, (transaction) => {
      withdrawContributions(transaction, ids, { withdrawnBy: by, reason: 'import.undone' });
      questionFindingsOn(transaction, ids);
    });
    await otherRequests();
  }
}

/** The files brought into a survey, latest first, with who did what. */
export async function listResponseImports({ database }: Store, surveyId: string) {
  return database
    .select({ imported: responseImports, by: accounts.name })
    .from(responseImports)
    .leftJoin(accounts, eq(accounts.id, responseImports.importedBy))
    .where(and(eq(responseImports.surveyId, surveyId), isNotNull(responseImports.finishedAt)))
    .orderBy(desc(responseImports.startedAt), responseImports.id)
    .all();
}

export async function findResponseImport({ database }: Store, surveyId: string, id: string) {
  return database
    .select()
    .from(responseImports)
    .where(and(eq(responseImports.surveyId, surveyId), eq(responseImports.id, id)))
    .get();
}

/** The same file, brought in before and still there. */
export async function findSameImport({ database }: Store, surveyId: string, sha256: string) {
  return database
    .select()
    .from(responseImports)
    .where(
      and(
        eq(responseImports.surveyId, surveyId),
        eq(responseImports.sha256, sha256),
        isNotNull(responseImports.finishedAt),
        isNull(responseImports.undoneAt),
      ),
    )
    .get();
}

/** The file that a response came with, and its line; undefined for those that were given here. */
export async function findImportOf({ database }: Store, responseId: string) {
  return database
    .select({ fileName: responseImports.fileName, line: importedResponses.line })
    .from(importedResponses)
    .innerJoin(responseImports, eq(responseImports.id, importedResponses.importId))
    .where(eq(importedResponses.responseId, responseId))
    .get();
}
