import { and, eq } from 'drizzle-orm';
import { hashOf, newId, newReceipt } from '../ids.ts';
import { type Store, type Transaction, write } from '../open.ts';
import { draftRivals, paperEntries, responseReopenings } from '../schema/answering.ts';
import { stakeholders, territories } from '../schema/missions.ts';
import { questionnaires, responses, submissions, surveys } from '../schema/surveys.ts';
import { writeTogether } from '../write-together.ts';
import { insertContributions, type NewContribution } from './contributions.ts';
import { recordEvent } from './events.ts';
import { addReceipt } from './mailings.ts';
import { addStakeholder, type StakeholderCategory } from './stakeholders.ts';
import { standing, standingOfResponse } from './standing-submissions.ts';
import {
  closeReopening,
  isReopened,
  isTakenBack,
  replaceSubmission,
} from './submission-withdrawals.ts';

export type Response = typeof responses.$inferSelect;
export type Submission = typeof submissions.$inferSelect;

export interface NewResponse {
  readonly surveyId: string;
  readonly questionnaireId: string;
  readonly invitation?: { readonly id: string; readonly stakeholderId: string | null };
}

/** Begins a response; an invitation that was opened before, on another device, finds the same one again. */
export async function insertResponse(store: Store, response: NewResponse): Promise<string> {
  return write(store, (transaction) => {
    const held = response.invitation && findByInvitation(transaction, response.invitation.id);
    return held ?? addResponse(transaction, response);
  });
}

/** A response with its survey and its questionnaire, what was sent of it, and whether it is being changed. */
export async function findResponse(store: Store, id: string) {
  const row = store.database
    .select()
    .from(responses)
    .innerJoin(surveys, eq(surveys.id, responses.surveyId))
    .innerJoin(questionnaires, eq(questionnaires.id, responses.questionnaireId))
    .leftJoin(submissions, standingOfResponse)
    .leftJoin(responseReopenings, eq(responseReopenings.responseId, responses.id))
    .where(eq(responses.id, id))
    .get();
  return (
    row && {
      response: row.responses,
      survey: row.surveys,
      questionnaire: row.questionnaires,
      submission: row.submissions,
      isReopened: row.response_reopenings !== null,
    }
  );
}

/** What someone is writing, as it stands after they read it at a revision. */
export interface WrittenDraft {
  readonly id: string;
  /** The revision that was read: another device may have written since. */
  readonly revision: number;
  readonly answers: Readonly<Record<string, unknown>>;
  /** Other versions to keep beside the answers, by question; null where one was chosen. */
  readonly rivals?: Readonly<Record<string, Rival['fields'] | null>>;
}

/**
 * Saves what is being written. Nothing is changed when the response was sent and left so (`sent`), nor when it was
 * written since it was read (`moved`): who asks reads again.
 */
export async function updateDraft(
  store: Store,
  { id, revision, answers, rivals = {} }: WrittenDraft,
): Promise<'saved' | 'sent' | 'moved'> {
  return writeTogether(store, (transaction) => {
    if (findSent(transaction, id) && !isReopened(transaction, id)) return 'sent';
    const { changes } = transaction
      .update(responses)
      .set({ answers, revision: revision + 1, updatedAt: Date.now() })
      .where(and(eq(responses.id, id), eq(responses.revision, revision)))
      .run();
    if (changes === 0) return 'moved';
    for (const [question, fields] of Object.entries(rivals))
      keepRival(transaction, { responseId: id, question, fields });
    return 'saved';
  });
}

export type Rival = typeof draftRivals.$inferSelect;

/** What another device wrote meanwhile, question by question. */
export async function listRivals({ database }: Store, responseId: string): Promise<Rival[]> {
  return database.select().from(draftRivals).where(eq(draftRivals.responseId, responseId)).all();
}

function keepRival(
  transaction: Transaction,
  {
    fields,
    ...place
  }: Pick<Rival, 'responseId' | 'question'> & { readonly fields: Rival['fields'] | null },
): void {
  if (fields === null) {
    const { responseId, question } = place;
    transaction
      .delete(draftRivals)
      .where(and(eq(draftRivals.responseId, responseId), eq(draftRivals.question, question)))
      .run();
    return;
  }
  const at = Date.now();
  transaction
    .insert(draftRivals)
    .values({ ...place, fields, at })
    .onConflictDoUpdate({
      target: [draftRivals.responseId, draftRivals.question],
      set: { fields, at },
    })
    .run();
}

export interface NewSubmission {
  /** Absent: the response is begun and sent in one go. */
  readonly responseId?: string;
  readonly surveyId: string;
  readonly questionnaireId: string;
  readonly missionId: string;
  /** UUID made by whoever sends: the same key with the same answers is the same submission. */
  readonly key: string;
  readonly answers: Readonly<Record<string, unknown>>;
  readonly respondent: {
    readonly communeCode: string | null;
    readonly function: string | null;
    readonly category: StakeholderCategory | null;
    readonly consent: NewContribution['consent'];
  };
  readonly openAnswers: readonly { readonly question: string; readonly text: string }[];
  /** Whose personal link the answers would have come by, where a sheet of paper came instead. */
  readonly invitation?: NewResponse['invitation'];
  /** In which order they saw what the questionnaire shuffles. */
  readonly orders?: NonNullable<Response['orders']>;
  /** Answers that someone of the staff typed from a sheet of paper. */
  readonly paper?: Pick<PaperEntry, 'enteredBy' | 'consent' | 'reference'>;
}

export type Sent = {
  /** `replayed`: these very answers were received before; `conflict`: others were, and both are kept. */
  readonly outcome: 'received' | 'replayed' | 'conflict';
  readonly submission: Submission;
};

/** Receives answers for good, with the contributions that they hold: all of it is on disk when this returns. */
export async function insertSubmission(store: Store, sent: NewSubmission): Promise<Sent> {
  const answersHash = hashOf(JSON.stringify(sent.answers));
  return writeTogether(store, (transaction): Sent => {
    const known = findByKey(transaction, sent);
    const before = findSent(transaction, sent.responseId);
    const isChange = before !== undefined && isReopened(transaction, before.responseId);
    const held = known ?? before;
    if (held && (held.answersHash === answersHash || isTakenBack(transaction, held.id))) {
      closeReopening(transaction, held.responseId);
      return { outcome: 'replayed', submission: held };
    }
    if (held && (known || !isChange))
      return keepConflict(transaction, sent, held.responseId, answersHash);
    const responseId = sent.responseId ?? addResponse(transaction, sent);
    const submission = addSubmission(transaction, sent, responseId, answersHash, false);
    const stakeholderId = speakerOf(transaction, sent, responseId);
    const words = contributionsOf(sent, responseId, stakeholderId);
    if (before) replaceSubmission(transaction, before, { id: submission.id, words });
    else insertContributions(transaction, words);
    if (sent.orders) keepOrders(transaction, responseId, sent.orders);
    if (sent.paper) keepPaper(transaction, responseId, sent.paper);
    recordEvent(transaction, {
      missionId: sent.missionId,
      accountId: sent.paper?.enteredBy ?? null,
      action: before ? 'submission.replace' : 'submission.create',
      subjectKind: 'response',
      subjectId: responseId,
      detail: { survey: sent.surveyId, ...(sent.paper && { source: 'paper' }) },
    });
    if (!before) addReceipt(transaction, { surveyId: sent.surveyId, responseId });
    return { outcome: 'received', submission };
  });
}

export type PaperEntry = typeof paperEntries.$inferSelect;

function keepOrders(
  transaction: Transaction,
  responseId: string,
  orders: NonNullable<Response['orders']>,
): void {
  transaction.update(responses).set({ orders }).where(eq(responses.id, responseId)).run();
}

function keepPaper(
  transaction: Transaction,
  responseId: string,
  paper: NonNullable<NewSubmission['paper']>,
): void {
  const at = Date.now();
  transaction
    .insert(paperEntries)
    .values({ responseId, ...paper, at })
    .onConflictDoUpdate({ target: paperEntries.responseId, set: { ...paper, at } })
    .run();
}

/** What a receipt's number stands for: when it was received, for which survey. Nothing of the answers. */
export async function findReceipt(store: Store, receipt: string) {
  return store.database
    .select({
      receipt: submissions.receipt,
      submittedAt: submissions.submittedAt,
      survey: surveys.title,
    })
    .from(submissions)
    .innerJoin(responses, eq(responses.id, submissions.responseId))
    .innerJoin(surveys, eq(surveys.id, responses.surveyId))
    .where(and(eq(submissions.receipt, receipt), standing))
    .get();
}

function findByInvitation(transaction: Transaction, invitationId: string): string | undefined {
  return transaction
    .select({ id: responses.id })
    .from(responses)
    .where(eq(responses.invitationId, invitationId))
    .get()?.id;
}

function addResponse(
  transaction: Transaction,
  { surveyId, questionnaireId, invitation }: NewResponse,
): string {
  const id = newId();
  const startedAt = Date.now();
  transaction
    .insert(responses)
    .values({
      id,
      surveyId,
      questionnaireId,
      invitationId: invitation?.id ?? null,
      stakeholderId: invitation?.stakeholderId ?? null,
      answers: {},
      revision: 0,
      startedAt,
      updatedAt: startedAt,
    })
    .run();
  return id;
}

/** Keys are unguessable, yet one is only ever looked for within its own survey. */
function findByKey(
  transaction: Transaction,
  { key, surveyId }: NewSubmission,
): Submission | undefined {
  return transaction
    .select({ submission: submissions })
    .from(submissions)
    .innerJoin(responses, eq(responses.id, submissions.responseId))
    .where(
      and(
        eq(submissions.key, key),
        eq(submissions.isConflict, false),
        eq(responses.surveyId, surveyId),
      ),
    )
    .get()?.submission;
}

function findSent(
  transaction: Transaction,
  responseId: string | undefined,
): Submission | undefined {
  if (responseId === undefined) return undefined;
  return transaction
    .select()
    .from(submissions)
    .where(and(eq(submissions.responseId, responseId), standing))
    .get();
}

/** Other answers under a key that was received: kept beside the first, once, for staff to compare. */
function keepConflict(
  transaction: Transaction,
  sent: NewSubmission,
  responseId: string,
  answersHash: string,
): Sent {
  const held = transaction
    .select()
    .from(submissions)
    .where(and(eq(submissions.key, sent.key), eq(submissions.answersHash, answersHash)))
    .get();
  const submission = held ?? addSubmission(transaction, sent, responseId, answersHash, true);
  return { outcome: 'conflict', submission };
}

function addSubmission(
  transaction: Transaction,
  { key, answers }: NewSubmission,
  responseId: string,
  answersHash: string,
  isConflict: boolean,
): Submission {
  const submission = {
    id: newId(),
    responseId,
    key,
    receipt: newReceipt(),
    answers,
    answersHash,
    isConflict,
    submittedAt: Date.now(),
  };
  transaction.insert(submissions).values(submission).run();
  return submission;
}

/** The person invited, or else one made from what the answers say of who speaks, who may say it otherwise later. */
function speakerOf(
  transaction: Transaction,
  { missionId, respondent }: NewSubmission,
  responseId: string,
): string | null {
  const known = transaction
    .select({ id: responses.stakeholderId, invitationId: responses.invitationId })
    .from(responses)
    .where(eq(responses.id, responseId))
    .get();
  const { category } = respondent;
  if (known?.invitationId || category === null) return known?.id ?? null;
  const commune = communeOf(transaction, respondent.communeCode);
  const speaker = {
    function: respondent.function ?? '',
    category,
    organisation: commune?.name ?? '',
    communeCode: commune?.code ?? null,
    departmentCode: commune?.departmentCode ?? null,
    regionCode: commune?.regionCode ?? null,
  };
  if (known?.id) {
    transaction.update(stakeholders).set(speaker).where(eq(stakeholders.id, known.id)).run();
    return known.id;
  }
  const id = addStakeholder(transaction, { missionId, name: null, ...speaker }, null);
  transaction
    .update(responses)
    .set({ stakeholderId: id })
    .where(eq(responses.id, responseId))
    .run();
  return id;
}

function communeOf(transaction: Transaction, code: string | null) {
  if (code === null) return undefined;
  return transaction.select().from(territories).where(eq(territories.code, code)).get();
}

function contributionsOf(
  { missionId, openAnswers, respondent }: NewSubmission,
  responseId: string,
  stakeholderId: string | null,
): NewContribution[] {
  return openAnswers.map(({ question, text }, position) => ({
    missionId,
    family: 'survey',
    sourceKind: 'submission',
    sourceId: responseId,
    locator: question,
    position,
    kind: 'verbatim',
    text,
    stakeholderId,
    consent: respondent.consent,
  }));
}
