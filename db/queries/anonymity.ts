import { randomBytes, randomUUID } from 'node:crypto';
import { and, eq, isNull, sql } from 'drizzle-orm';
import { hashOf, newId, newReceipt } from '../ids.ts';
import { type Store, type Transaction, write } from '../open.ts';
import { anonymousReceipts, participations, sealedDrafts } from '../schema/answering.ts';
import { contributions } from '../schema/contributions.ts';
import { settings } from '../schema/house.ts';
import { stakeholders } from '../schema/missions.ts';
import { invitations, responses, submissions, surveys } from '../schema/surveys.ts';
import { recordEvent } from './events.ts';
import type { NewSubmission } from './responses.ts';
import { findSetting } from './settings.ts';
import type { SurveyAct } from './surveys.ts';

/**
 * Anonymous surveys. Nothing leads from a response to an invitation: no shared id, time, order nor row. An
 * invitation only knows that someone answered; a response only knows of groups large enough to hide in. Rows that
 * would otherwise lie in their order of arrival are given a place at random, and their times say when the survey
 * opened, for all of them.
 */

/** No group smaller than this is told of a response. */
export const ANONYMOUS_GROUP_MIN = 11;

export const STRATA = ['category', 'regionCode'] as const;
export type Stratum = (typeof STRATA)[number];

export type AnonymityOutcome = 'changed' | 'unchanged' | 'answered';

/** Chooses whether a survey is anonymous, and which groups its responses bear; refused once anyone began to answer. */
export async function updateAnonymity(
  store: Store,
  {
    survey,
    by,
    isAnonymous,
    strata,
  }: SurveyAct & { readonly isAnonymous: boolean; readonly strata: readonly Stratum[] },
): Promise<AnonymityOutcome> {
  return write(store, (transaction): AnonymityOutcome => {
    if (isBegun(transaction, survey.id)) return 'answered';
    const key = strataKey(survey.id);
    const value = STRATA.filter((stratum) => strata.includes(stratum)).join(',');
    const held = transaction.select().from(settings).where(eq(settings.key, key)).get()?.value;
    if (survey.isAnonymous === isAnonymous && (held ?? '') === value) return 'unchanged';
    transaction.update(surveys).set({ isAnonymous }).where(eq(surveys.id, survey.id)).run();
    transaction
      .insert(settings)
      .values({ key, value })
      .onConflictDoUpdate({ target: settings.key, set: { value } })
      .run();
    recordEvent(transaction, {
      missionId: survey.missionId,
      accountId: by,
      action: isAnonymous ? 'survey.anonymise' : 'survey.name',
      subjectKind: 'survey',
      subjectId: survey.id,
      detail: { strata: value },
    });
    return 'changed';
  });
}

/** Whether anyone began to answer: from then on nothing of it can change. */
export async function isAnonymitySettled(store: Store, surveyId: string): Promise<boolean> {
  return isBegun(store.database, surveyId);
}

/** The groups that responses of the survey are said to bear, where they are large enough. */
export async function listDeclaredStrata(store: Store, surveyId: string): Promise<Stratum[]> {
  const value = (await findSetting(store, strataKey(surveyId))) ?? '';
  return STRATA.filter((stratum) => value.split(',').includes(stratum));
}

const strataKey = (surveyId: string) => `anonymity.strata.${surveyId}`;

function isBegun(reader: Pick<Transaction, 'select'>, surveyId: string): boolean {
  const found = [
    reader.select({ id: responses.id }).from(responses).where(eq(responses.surveyId, surveyId)),
    reader
      .select({ id: sealedDrafts.id })
      .from(sealedDrafts)
      .where(eq(sealedDrafts.surveyId, surveyId)),
    reader
      .select({ id: anonymousReceipts.receiptHash })
      .from(anonymousReceipts)
      .where(eq(anonymousReceipts.surveyId, surveyId)),
  ];
  return found.some((query) => query.limit(1).get() !== undefined);
}

/** A draft that only its author's browser can open. */
export async function saveSealedDraft(
  store: Store,
  draft: typeof sealedDrafts.$inferInsert,
): Promise<void> {
  write(store, (transaction) => {
    transaction
      .insert(sealedDrafts)
      .values(draft)
      .onConflictDoUpdate({ target: sealedDrafts.id, set: { sealed: draft.sealed } })
      .run();
  });
}

export async function findSealedDraft({ database }: Store, id: string) {
  return database.select().from(sealedDrafts).where(eq(sealedDrafts.id, id)).get();
}

/** Whether someone invited has answered an anonymous survey. */
export async function hasParticipated({ database }: Store, invitationId: string): Promise<boolean> {
  return findParticipation(database, invitationId);
}

export interface AnonymousSubmission
  extends Pick<
    NewSubmission,
    'surveyId' | 'questionnaireId' | 'missionId' | 'answers' | 'openAnswers' | 'orders'
  > {
  readonly consent: NewSubmission['respondent']['consent'];
  readonly invitationId: string | null;
  /** What the respondent holds; made from a key that dies here, so that a form sent twice is one response. */
  readonly receipt: string;
  readonly draftId: string | null;
}

/**
 * Receives answers for good, from nobody: all is on disk when this returns, and the log of what was written together
 * is emptied. `known`: this very form was received before; `answered`: the link was used, or taken back.
 */
export async function insertAnonymousSubmission(
  store: Store,
  sent: AnonymousSubmission,
): Promise<'received' | 'known' | 'answered'> {
  const outcome = write(store, (transaction) => {
    const receiptHash = hashOf(sent.receipt);
    if (isKnownReceipt(transaction, receiptHash)) return 'known';
    const strata = strataOf(transaction, sent);
    if (sent.invitationId !== null && !takePart(transaction, sent.invitationId)) return 'answered';
    transaction.insert(anonymousReceipts).values({ receiptHash, surveyId: sent.surveyId }).run();
    insertUnnamed(transaction, sent, strata);
    if (sent.draftId !== null)
      transaction.delete(sealedDrafts).where(eq(sealedDrafts.id, sent.draftId)).run();
    return 'received';
  });
  // What one commit wrote lies side by side in the write-ahead log until it is emptied.
  if (outcome === 'received') store.sqlite.pragma('wal_checkpoint(TRUNCATE)');
  return outcome;
}

/** A number given by an anonymous survey: which one, and nothing else. */
export async function findAnonymousReceipt({ database }: Store, receipt: string) {
  return database
    .select({ survey: surveys.title })
    .from(anonymousReceipts)
    .innerJoin(surveys, eq(surveys.id, anonymousReceipts.surveyId))
    .where(eq(anonymousReceipts.receiptHash, hashOf(receipt)))
    .get();
}

function isKnownReceipt(transaction: Transaction, receiptHash: string): boolean {
  const row = transaction
    .select()
    .from(anonymousReceipts)
    .where(eq(anonymousReceipts.receiptHash, receiptHash))
    .get();
  return row !== undefined;
}

function findParticipation(reader: Pick<Transaction, 'select'>, invitationId: string): boolean {
  const row = reader
    .select()
    .from(participations)
    .where(eq(participations.invitationId, invitationId))
    .get();
  return row !== undefined;
}

/** @returns false where the link was used already, or taken back meanwhile. */
function takePart(transaction: Transaction, invitationId: string): boolean {
  const isGood = transaction
    .select({ id: invitations.id })
    .from(invitations)
    .where(and(eq(invitations.id, invitationId), isNull(invitations.revokedAt)))
    .get();
  if (!isGood || findParticipation(transaction, invitationId)) return false;
  transaction.insert(participations).values({ invitationId }).run();
  return true;
}

type Strata = Readonly<Partial<Record<Stratum, string>>>;

/**
 * What a response may bear of who was invited: the declared groups, if every one of them that anyone invited belongs
 * to is large enough. One small group takes the level away from everybody: were it taken away from its members alone,
 * its absence would tell them.
 */
function strataOf(
  transaction: Transaction,
  { surveyId, invitationId }: AnonymousSubmission,
): Strata {
  if (invitationId === null) return {};
  const key = strataKey(surveyId);
  const declared = transaction.select().from(settings).where(eq(settings.key, key)).get()?.value;
  const invited = transaction
    .select({
      invitationId: invitations.id,
      category: stakeholders.category,
      regionCode: stakeholders.regionCode,
    })
    .from(invitations)
    .leftJoin(stakeholders, eq(stakeholders.id, invitations.stakeholderId))
    .where(and(eq(invitations.surveyId, surveyId), isNull(invitations.revokedAt)))
    .all();
  const own = invited.find((each) => each.invitationId === invitationId);
  const kept = safeLevel(
    invited,
    STRATA.filter((stratum) => (declared ?? '').split(',').includes(stratum)),
  );
  return Object.fromEntries(kept.flatMap((stratum) => [[stratum, own?.[stratum] ?? '']]));
}

/** The most of the declared groups, first ones first, whose every cell is large enough. */
export function safeLevel(
  people: readonly Readonly<Record<Stratum, string | null>>[],
  declared: readonly Stratum[],
  min = ANONYMOUS_GROUP_MIN,
): readonly Stratum[] {
  if (declared.length === 0) return [];
  const cells = Map.groupBy(people, (person) => declared.map((each) => person[each]).join('|'));
  const isSafe = [...cells.values()].every((cell) => cell.length >= min);
  return isSafe ? declared : safeLevel(people, declared.slice(0, -1), min);
}

function insertUnnamed(transaction: Transaction, sent: AnonymousSubmission, strata: Strata): void {
  const { opensAt: at = 0 } =
    transaction
      .select({ opensAt: surveys.opensAt })
      .from(surveys)
      .where(eq(surveys.id, sent.surveyId))
      .get() ?? {};
  const stakeholderId = addUnnamed(transaction, sent, strata, at);
  const responseId = newId();
  scatter(transaction, 'responses', responseId, () =>
    transaction
      .insert(responses)
      .values({
        id: responseId,
        surveyId: sent.surveyId,
        questionnaireId: sent.questionnaireId,
        stakeholderId,
        answers: {},
        orders: sent.orders ?? null,
        strata: strata as Readonly<Record<string, string>>, // absent where not said
        revision: 0,
        startedAt: at,
        updatedAt: at,
      })
      .run(),
  );
  const submissionId = newId();
  scatter(transaction, 'submissions', submissionId, () =>
    transaction
      .insert(submissions)
      .values({
        id: submissionId,
        responseId,
        // Neither is the one that the respondent holds.
        ...{ key: randomUUID(), receipt: newReceipt() },
        answers: sent.answers,
        answersHash: hashOf(newId()),
        isConflict: false,
        submittedAt: at,
      })
      .run(),
  );
  for (const [position, { question, text }] of sent.openAnswers.entries()) {
    const id = newId();
    scatter(transaction, 'contributions', id, () =>
      transaction
        .insert(contributions)
        .values({
          ...{ id, missionId: sent.missionId, family: 'survey', sourceKind: 'submission' },
          ...{ sourceId: responseId, locator: question, position, kind: 'verbatim' },
          ...{ text, hash: hashOf(text), stakeholderId, consent: sent.consent, createdAt: at },
        })
        .run(),
    );
    scatterSearched(transaction, id);
  }
}

/** Someone of whom nothing is known but a group: speakers are counted, and this one is one. */
function addUnnamed(
  transaction: Transaction,
  { missionId }: AnonymousSubmission,
  { category, regionCode }: Strata,
  createdAt: number,
): string | null {
  if (!category) return null;
  const id = newId();
  scatter(transaction, 'stakeholders', id, () =>
    transaction
      .insert(stakeholders)
      .values({
        ...{ id, missionId, function: '', organisation: '', createdAt },
        category: category as (typeof stakeholders.$inferInsert)['category'], // read from such a row
        regionCode: regionCode || null,
      })
      .run(),
  );
  return id;
}

/** Rows are numbered as they come: this one takes a number at random, far from all others. */
function scatter(
  transaction: Transaction,
  table: 'responses' | 'submissions' | 'contributions' | 'stakeholders',
  id: string,
  insert: () => unknown,
): void {
  insert();
  transaction.run(sql`UPDATE ${sql.identifier(table)} SET rowid = ${randomRow()} WHERE id = ${id}`);
}

/** The search index numbers its own rows, and the newest is the last. */
function scatterSearched(transaction: Transaction, contributionId: string): void {
  const last = transaction.get<{ rowid: number; text: string }>(
    sql`SELECT rowid, text FROM contributions_search ORDER BY rowid DESC LIMIT 1`,
  );
  transaction.run(sql`DELETE FROM contributions_search WHERE rowid = ${last?.rowid}`);
  transaction.run(
    sql`INSERT INTO contributions_search (rowid, text, contribution_id)
        VALUES (${randomRow()}, ${last?.text}, ${contributionId})`,
  );
}

/** Far below 2^53, so that rows to come still find a number above the highest. */
const randomRow = (): number => randomBytes(6).readUIntBE(0, 6);
