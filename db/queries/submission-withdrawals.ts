import { and, eq, inArray, isNotNull, isNull } from 'drizzle-orm';
import { hashOf, newId, newReceipt } from '../ids.ts';
import { type Store, type Transaction, write } from '../open.ts';
import {
  answerFiles,
  draftRivals,
  responseReopenings,
  submissionWithdrawals,
} from '../schema/answering.ts';
import { contributions, contributionWithdrawals } from '../schema/contributions.ts';
import { stakeholders } from '../schema/missions.ts';
import { responseCarries } from '../schema/questionnaires.ts';
import { documents } from '../schema/sources.ts';
import { responses, submissions, surveys } from '../schema/surveys.ts';
import {
  insertContributions,
  type NewContribution,
  withdrawContributions,
} from './contributions.ts';
import { recordEvent } from './events.ts';
import { standing } from './standing-submissions.ts';

/** Someone changes what they sent: their draft is what they sent, which counts until they send again. */
export async function reopenResponse(store: Store, responseId: string): Promise<boolean> {
  return write(store, (transaction) => {
    const sent = findStanding(transaction, responseId);
    if (!sent) return false;
    if (isReopened(transaction, responseId)) return true;
    transaction.insert(responseReopenings).values({ responseId, at: Date.now() }).run();
    transaction
      .update(responses)
      .set({ answers: sent.answers, updatedAt: Date.now() })
      .where(eq(responses.id, responseId))
      .run();
    recordAct(transaction, responseId, 'reopen');
    return true;
  });
}

/** They change nothing after all. */
export async function keepSubmission(store: Store, responseId: string): Promise<void> {
  write(store, (transaction) => {
    if (closeReopening(transaction, responseId)) recordAct(transaction, responseId, 'keep');
  });
}

export function isReopened(transaction: Transaction, responseId: string): boolean {
  const row = transaction
    .select({ at: responseReopenings.at })
    .from(responseReopenings)
    .where(eq(responseReopenings.responseId, responseId))
    .get();
  return row !== undefined;
}

/** Sent again under its key, what its author took back is not kept anew. */
export function isTakenBack(transaction: Transaction, submissionId: string): boolean {
  const row = transaction
    .select({ at: submissionWithdrawals.at })
    .from(submissionWithdrawals)
    .where(
      and(
        eq(submissionWithdrawals.submissionId, submissionId),
        isNull(submissionWithdrawals.replacedBy),
      ),
    )
    .get();
  return row !== undefined;
}

/** @returns whether it was open. */
export function closeReopening(transaction: Transaction, responseId: string): boolean {
  const { changes } = transaction
    .delete(responseReopenings)
    .where(eq(responseReopenings.responseId, responseId))
    .run();
  return changes > 0;
}

/**
 * Puts a submission in the place of another. Words that are the same, under the same question and the same terms, go
 * on as they are, with the evidence that rests on them; the others leave the corpus, and their findings go to review.
 */
export function replaceSubmission(
  transaction: Transaction,
  replaced: { readonly id: string; readonly responseId: string },
  by: { readonly id: string; readonly words: readonly NewContribution[] },
): void {
  transaction
    .insert(submissionWithdrawals)
    .values({ submissionId: replaced.id, replacedBy: by.id, reason: '', at: Date.now() })
    .run();
  const held = wordsOf(transaction, replaced.responseId);
  const isSame = (one: Said, other: Said) =>
    one.locator === other.locator && one.text === other.text && one.consent === other.consent;
  const gone = held.filter((one) => !by.words.some((word) => isSame(one, word)));
  const fresh = by.words.filter((word) => !held.some((one) => isSame(one, word)));
  leave(transaction, gone, 'submission.replaced');
  insertContributions(transaction, fresh);
  closeReopening(transaction, replaced.responseId);
}

type Said = Pick<NewContribution, 'locator' | 'text' | 'consent'>;

export interface Withdrawal {
  readonly receipt: string;
  readonly at: number;
  /** SHA-256 of the files that were given, which nothing holds any more. */
  readonly files: readonly string[];
}

/**
 * Takes a response back: its answers are erased, its words leave the corpus, and the findings that rest on them go to
 * review. What is left says that something was received and taken back, and when. @returns undefined when there is
 * nothing to take back.
 */
export async function withdrawResponse(
  store: Store,
  responseId: string,
  reason: string,
): Promise<Withdrawal | undefined> {
  return write(store, (transaction) => {
    const sent = findStanding(transaction, responseId);
    if (!sent) return undefined;
    const withdrawal = { receipt: newReceipt(), at: Date.now() };
    transaction
      .insert(submissionWithdrawals)
      .values({ submissionId: sent.id, reason, ...withdrawal })
      .run();
    leave(transaction, wordsOf(transaction, responseId), 'submission.withdrawn');
    eraseAnswers(transaction, responseId);
    closeReopening(transaction, responseId);
    recordAct(transaction, responseId, 'withdraw');
    return { ...withdrawal, files: dropFiles(transaction, responseId) };
  });
}

/** The last time a response was taken back; undefined while one stands, or where none ever was. */
export async function findWithdrawal({ database }: Store, responseId: string) {
  const rows = database
    .select({ receipt: submissionWithdrawals.receipt, at: submissionWithdrawals.at })
    .from(submissionWithdrawals)
    .innerJoin(submissions, eq(submissions.id, submissionWithdrawals.submissionId))
    .where(and(eq(submissions.responseId, responseId), isNotNull(submissionWithdrawals.receipt)))
    .orderBy(submissionWithdrawals.at)
    .all();
  return rows.at(-1);
}

/** What the number of a withdrawal stands for. */
export async function findWithdrawalReceipt({ database }: Store, receipt: string) {
  return database
    .select({
      receipt: submissionWithdrawals.receipt,
      at: submissionWithdrawals.at,
      survey: surveys.title,
    })
    .from(submissionWithdrawals)
    .innerJoin(submissions, eq(submissions.id, submissionWithdrawals.submissionId))
    .innerJoin(responses, eq(responses.id, submissions.responseId))
    .innerJoin(surveys, eq(surveys.id, responses.surveyId))
    .where(eq(submissionWithdrawals.receipt, receipt))
    .get();
}

/** Responses of a survey that were taken back, latest first: when and why, never what they said. */
export async function listWithdrawals({ database }: Store, surveyId: string) {
  return database
    .select({
      responseId: responses.id,
      submittedAt: submissions.submittedAt,
      withdrawnAt: submissionWithdrawals.at,
      reason: submissionWithdrawals.reason,
    })
    .from(submissionWithdrawals)
    .innerJoin(submissions, eq(submissions.id, submissionWithdrawals.submissionId))
    .innerJoin(responses, eq(responses.id, submissions.responseId))
    .where(and(eq(responses.surveyId, surveyId), isNull(submissionWithdrawals.replacedBy)))
    .orderBy(submissionWithdrawals.at, submissionWithdrawals.submissionId)
    .all()
    .toReversed();
}

/** What was sent before and replaced since, of one response: when, not what. */
export async function listReplaced({ database }: Store, responseId: string) {
  return database
    .select({ submittedAt: submissions.submittedAt, replacedAt: submissionWithdrawals.at })
    .from(submissionWithdrawals)
    .innerJoin(submissions, eq(submissions.id, submissionWithdrawals.submissionId))
    .where(and(eq(submissions.responseId, responseId), isNotNull(submissionWithdrawals.replacedBy)))
    .orderBy(submissions.submittedAt)
    .all();
}

function findStanding(transaction: Transaction, responseId: string) {
  return transaction
    .select()
    .from(submissions)
    .where(and(eq(submissions.responseId, responseId), standing))
    .get();
}

function wordsOf(transaction: Transaction, responseId: string) {
  return transaction
    .select({
      id: contributions.id,
      locator: contributions.locator,
      text: contributions.text,
      consent: contributions.consent,
    })
    .from(contributions)
    .leftJoin(contributionWithdrawals, eq(contributionWithdrawals.contributionId, contributions.id))
    .where(
      and(
        eq(contributions.sourceKind, 'submission'),
        eq(contributions.sourceId, responseId),
        isNull(contributionWithdrawals.contributionId),
      ),
    )
    .all();
}

function leave(
  transaction: Transaction,
  words: readonly { readonly id: string }[],
  reason: string,
): void {
  const ids = words.map(({ id }) => id);
  withdrawContributions(transaction, ids, { withdrawnBy: null, reason });
}

/** Every version that was ever received, and the draft. A hash of answers would still let some be guessed. */
function eraseAnswers(transaction: Transaction, responseId: string): void {
  const sent = transaction
    .select({ id: submissions.id })
    .from(submissions)
    .where(eq(submissions.responseId, responseId))
    .all();
  for (const { id } of sent)
    transaction
      .update(submissions)
      .set({ answers: {}, answersHash: hashOf(newId()) })
      .where(eq(submissions.id, id))
      .run();
  forgetSpeaker(transaction, responseId);
  transaction.delete(draftRivals).where(eq(draftRivals.responseId, responseId)).run();
  transaction.delete(responseCarries).where(eq(responseCarries.responseId, responseId)).run();
  transaction
    .update(responses)
    .set({ answers: {}, updatedAt: Date.now() })
    .where(eq(responses.id, responseId))
    .run();
}

/** Of a person whom only these answers made known, the answers' part goes: their function, their town. */
function forgetSpeaker(transaction: Transaction, responseId: string): void {
  const row = transaction
    .select({ stakeholderId: responses.stakeholderId, invitationId: responses.invitationId })
    .from(responses)
    .where(eq(responses.id, responseId))
    .get();
  if (!row?.stakeholderId || row.invitationId) return;
  transaction
    .update(stakeholders)
    .set({ function: '', organisation: '', communeCode: null, departmentCode: null })
    .where(eq(stakeholders.id, row.stakeholderId))
    .run();
}

/** @returns the hashes of files that nothing else holds. */
function dropFiles(transaction: Transaction, responseId: string): string[] {
  const given = transaction
    .delete(answerFiles)
    .where(eq(answerFiles.responseId, responseId))
    .returning({ sha256: answerFiles.sha256 })
    .all()
    .map(({ sha256 }) => sha256);
  const held = transaction
    .select({ sha256: answerFiles.sha256 })
    .from(answerFiles)
    .where(inArray(answerFiles.sha256, given))
    .all();
  const imported = transaction
    .select({ sha256: documents.sha256 })
    .from(documents)
    .where(inArray(documents.sha256, given))
    .all();
  const kept = new Set([...held, ...imported].map(({ sha256 }) => sha256));
  return [...new Set(given)].filter((sha256) => !kept.has(sha256));
}

function recordAct(transaction: Transaction, responseId: string, act: string): void {
  const survey = transaction
    .select({ id: surveys.id, missionId: surveys.missionId })
    .from(responses)
    .innerJoin(surveys, eq(surveys.id, responses.surveyId))
    .where(eq(responses.id, responseId))
    .get();
  recordEvent(transaction, {
    missionId: survey?.missionId ?? null,
    action: `submission.${act}`,
    subjectKind: 'response',
    subjectId: responseId,
    detail: { survey: survey?.id },
  });
}
