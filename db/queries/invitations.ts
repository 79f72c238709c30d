import { and, eq, inArray, isNull, or, sql } from 'drizzle-orm';
import { chunks } from '../chunks.ts';
import { codeFrom, readCode } from '../codes.ts';
import { derivedToken, hashOf, newId, newToken } from '../ids.ts';
import { type Store, type Transaction, write } from '../open.ts';
import { participations } from '../schema/answering.ts';
import { mailLinks } from '../schema/mails.ts';
import { identities, stakeholders } from '../schema/missions.ts';
import { invitations, responses, submissions, surveys } from '../schema/surveys.ts';
import { type NewEvent, recordEvent, recordEvents } from './events.ts';
import { participationOfInvitation, standingInvitation } from './standing-invitations.ts';
import { standingOfResponse } from './standing-submissions.ts';
import type { SurveyAct } from './surveys.ts';

export type Invitation = typeof invitations.$inferSelect;

/** Invites someone, known or not, to one survey. @returns the token to put in the link: it can't be read again. */
export async function insertInvitation(
  store: Store,
  invitation: { readonly surveyId: string; readonly stakeholderId: string | null },
): Promise<string> {
  const token = newToken();
  write(store, (transaction) => addInvitation(transaction, { ...invitation, token }));
  return token;
}

/** The invitation of this token with its survey, unless it was revoked. Looking consumes nothing. */
export async function findInvitation(store: Store, token: string) {
  const row = store.database
    .select()
    .from(invitations)
    .innerJoin(surveys, eq(surveys.id, invitations.surveyId))
    .where(and(openedBy(token), isNull(invitations.revokedAt)))
    .get();
  return row && { invitation: row.invitations, survey: row.surveys };
}

/** By the link that was handed over, by its code typed by hand, or by a link that went by mail. */
const openedBy = (token: string) =>
  or(
    eq(invitations.tokenHash, hashOf(token)),
    eq(invitations.codeHash, codeHashOf(token)),
    sql`${invitations.id} = (select ${mailLinks.invitationId} from ${mailLinks}
      where ${mailLinks.tokenHash} = ${hashOf(token)})`,
  );

/** Whether someone began to answer by this invitation. */
export async function isBegun({ database }: Store, invitationId: string): Promise<boolean> {
  const begun = database
    .select({ id: responses.id })
    .from(responses)
    .where(eq(responses.invitationId, invitationId))
    .get();
  return begun !== undefined;
}

/** Of a code as it was typed; what can't be one is nobody's. */
function codeHashOf(typed: string): string {
  const read = readCode(typed);
  return 'code' in read ? hashOf(read.code) : '';
}

/** An invitation whose link can still be handed over. */
export interface Handed {
  readonly invitationId: string;
  readonly token: string;
}

/**
 * Invites several stakeholders of the survey's mission at once; those who hold a link already keep it.
 * Tokens derive from `key`, made with the form and stored nowhere: a form sent twice hands over the same
 * links, instead of links that nobody saw. @returns the links that this key made, still good.
 */
export async function insertInvitations(
  store: Store,
  {
    survey,
    by,
    key,
    stakeholderIds,
  }: SurveyAct & { readonly key: string; readonly stakeholderIds: readonly string[] },
): Promise<Handed[]> {
  return write(store, (transaction) => {
    const people = transaction
      .select({ id: stakeholders.id })
      .from(stakeholders)
      .where(
        and(
          eq(stakeholders.missionId, survey.missionId),
          inArray(stakeholders.id, [...stakeholderIds]),
        ),
      )
      .orderBy(stakeholders.organisation, stakeholders.function, stakeholders.id)
      .all();
    const tokens = new Map(people.map(({ id }) => [id, derivedToken(key, `${survey.id}/${id}`)]));
    const held = liveBy(transaction, survey.id);
    const taken = takenAmong(transaction, [...tokens.values()].map(hashOf));
    const handed = [...tokens].flatMap(([stakeholderId, token]) => {
      const before = held.get(stakeholderId);
      if (before)
        return before.tokenHash === hashOf(token) ? { ...before, token, isNew: false } : [];
      // Made before by this very form, and revoked since: it opens nothing any more.
      return taken.has(hashOf(token)) ? [] : { id: newId(), stakeholderId, token, isNew: true };
    });
    const made = handed.filter(({ isNew }) => isNew);
    for (const some of chunks(made))
      transaction
        .insert(invitations)
        .values(some.map(({ isNew: _, ...row }) => invitationRow({ ...row, surveyId: survey.id })))
        .run();
    recordEvents(
      transaction,
      made.map(({ id }) => actEvent({ survey, by }, 'create', id)),
    );
    return handed.map(({ id: invitationId, token }) => ({ invitationId, token }));
  });
}

/** Good links of a survey, by who holds them. */
function liveBy(transaction: Transaction, surveyId: string) {
  const rows = transaction
    .select()
    .from(invitations)
    .where(and(eq(invitations.surveyId, surveyId), isNull(invitations.revokedAt)))
    .all();
  return new Map(rows.map((row) => [row.stakeholderId, row]));
}

function takenAmong(transaction: Transaction, hashes: readonly string[]): ReadonlySet<string> {
  const rows = chunks(hashes).flatMap((some) =>
    transaction
      .select({ tokenHash: invitations.tokenHash })
      .from(invitations)
      .where(inArray(invitations.tokenHash, some))
      .all(),
  );
  return new Set(rows.map(({ tokenHash }) => tokenHash));
}

/** `renewed` with its link; or why there is none: the link was revoked, or the answers were sent. */
export type Renewal =
  | ({ readonly outcome: 'renewed' } & Handed)
  | { readonly outcome: 'unknown' | 'revoked' | 'answered' };

/** Gives someone another link; the old one opens nothing more, and what was begun with it goes on with the new. */
export async function renewInvitation(
  store: Store,
  {
    survey,
    by,
    key,
    invitationId,
  }: SurveyAct & { readonly key: string; readonly invitationId: string },
): Promise<Renewal> {
  return write(store, (transaction): Renewal => {
    const old = findOwn(transaction, survey.id, invitationId);
    if (!old) return { outcome: 'unknown' };
    const token = derivedToken(key, `${survey.id}/${invitationId}`);
    const before = findByToken(transaction, token);
    if (before) return { outcome: 'renewed', invitationId: before.id, token };
    if (old.revokedAt !== null) return { outcome: 'revoked' };
    if (isAnswered(transaction, old.id)) return { outcome: 'answered' };
    const { stakeholderId } = old;
    revoke(transaction, old.id);
    const id = addInvitation(transaction, { surveyId: survey.id, stakeholderId, token });
    transaction
      .update(responses)
      .set({ invitationId: id })
      .where(eq(responses.invitationId, old.id))
      .run();
    recordAct(transaction, { survey, by }, 'renew', id, { replaces: old.id });
    return { outcome: 'renewed', invitationId: id, token };
  });
}

/** Takes a link back. @returns false when there is no such link in this survey, or no longer. */
export async function revokeInvitation(
  store: Store,
  { survey, by, invitationId }: SurveyAct & { readonly invitationId: string },
): Promise<boolean> {
  return write(store, (transaction) => {
    const held = findOwn(transaction, survey.id, invitationId);
    if (!held || held.revokedAt !== null) return false;
    revoke(transaction, held.id);
    recordAct(transaction, { survey, by }, 'revoke', held.id);
    return true;
  });
}

/** The links of a survey that are good, or that brought an answer; with who holds each, and where they stand. */
export async function listInvitations({ database }: Store, surveyId: string) {
  return database
    .select({
      id: invitations.id,
      createdAt: invitations.createdAt,
      revokedAt: invitations.revokedAt,
      stakeholder: stakeholders,
      name: identities.name,
      email: identities.email,
      address: identities.address,
      startedAt: responses.startedAt,
      submittedAt: submissions.submittedAt,
      /** Answered an anonymous survey: nobody knows when, nor what. */
      participation: participations.invitationId,
    })
    .from(invitations)
    .leftJoin(stakeholders, eq(stakeholders.id, invitations.stakeholderId))
    .leftJoin(identities, eq(identities.stakeholderId, stakeholders.id))
    .leftJoin(responses, eq(responses.invitationId, invitations.id))
    .leftJoin(submissions, standingOfResponse)
    .leftJoin(participations, participationOfInvitation)
    .where(and(eq(invitations.surveyId, surveyId), standingInvitation))
    .orderBy(stakeholders.organisation, stakeholders.function, invitations.id)
    .all();
}

export type ListedInvitation = Awaited<ReturnType<typeof listInvitations>>[number];

/** Which good invitation of the survey each token opens; tokens that open none are left out. */
export async function listInvitationsByToken(
  store: Store,
  surveyId: string,
  tokens: readonly string[],
): Promise<Handed[]> {
  const byHash = new Map(tokens.map((token) => [hashOf(token), token]));
  const found = store.database
    .select({ id: invitations.id, tokenHash: invitations.tokenHash })
    .from(invitations)
    .where(
      and(
        eq(invitations.surveyId, surveyId),
        inArray(invitations.tokenHash, [...byHash.keys()]),
        isNull(invitations.revokedAt),
      ),
    )
    .all();
  return found.map(({ id, tokenHash }) => ({
    invitationId: id,
    token: byHash.get(tokenHash) ?? '',
  }));
}

/** Within the transaction of a wider act. */
export function addInvitation(
  transaction: Transaction,
  {
    token,
    ...row
  }: {
    readonly surveyId: string;
    readonly stakeholderId: string | null;
    readonly token: string;
  },
): string {
  const id = newId();
  transaction
    .insert(invitations)
    .values(invitationRow({ ...row, id, token }))
    .run();
  return id;
}

const invitationRow = ({
  token,
  ...row
}: {
  readonly id: string;
  readonly surveyId: string;
  readonly stakeholderId: string | null;
  readonly token: string;
}) => ({
  ...row,
  tokenHash: hashOf(token),
  codeHash: hashOf(codeFrom(token)),
  createdAt: Date.now(),
});

/**
 * The draft takes another id: a browser that opened it through this link knows it by the old one, and so
 * reaches it no more. Answers that were sent keep theirs, which contributions and receipts cite.
 */
function revoke(transaction: Transaction, invitationId: string): void {
  transaction
    .update(invitations)
    .set({ revokedAt: Date.now() })
    .where(eq(invitations.id, invitationId))
    .run();
  if (isAnswered(transaction, invitationId)) return;
  transaction
    .update(responses)
    .set({ id: newId() })
    .where(eq(responses.invitationId, invitationId))
    .run();
}

function recordAct(
  transaction: Transaction,
  act: SurveyAct,
  verb: string,
  invitationId: string,
  detail: Record<string, unknown> = {},
): void {
  recordEvent(transaction, actEvent(act, verb, invitationId, detail));
}

const actEvent = (
  { survey, by }: SurveyAct,
  verb: string,
  invitationId: string,
  detail: Record<string, unknown> = {},
): NewEvent => ({
  missionId: survey.missionId,
  accountId: by,
  action: `invitation.${verb}`,
  subjectKind: 'invitation',
  subjectId: invitationId,
  detail: { survey: survey.id, ...detail },
});

function findOwn(transaction: Transaction, surveyId: string, id: string) {
  return transaction
    .select()
    .from(invitations)
    .where(and(eq(invitations.surveyId, surveyId), eq(invitations.id, id)))
    .get();
}

function findByToken(transaction: Transaction, token: string) {
  return transaction
    .select()
    .from(invitations)
    .where(and(eq(invitations.tokenHash, hashOf(token)), isNull(invitations.revokedAt)))
    .get();
}

function isAnswered(transaction: Transaction, invitationId: string): boolean {
  const sent = transaction
    .select({ id: submissions.id })
    .from(responses)
    .innerJoin(submissions, eq(submissions.responseId, responses.id))
    .where(eq(responses.invitationId, invitationId))
    .get();
  const part = transaction
    .select()
    .from(participations)
    .where(eq(participations.invitationId, invitationId))
    .get();
  return sent !== undefined || part !== undefined;
}
