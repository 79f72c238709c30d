import { and, asc, desc, eq, exists, isNotNull, isNull, lte, type SQL, sql } from 'drizzle-orm';
import { derivedToken, hashOf } from '../ids.ts';
import { type Store, type Transaction, write } from '../open.ts';
import { participations } from '../schema/answering.ts';
import {
  type MAIL_KINDS,
  type MAIL_OUTCOMES,
  mailAttempts,
  mailings,
  mailLinks,
  mailOptOuts,
  mailOutcomes,
  mails,
} from '../schema/mails.ts';
import { identities, missions, stakeholders, territories } from '../schema/missions.ts';
import { invitations, responses, submissions, surveys } from '../schema/surveys.ts';

export type MailKind = (typeof MAIL_KINDS)[number];
export type MailOutcome = (typeof MAIL_OUTCOMES)[number];
/** Why a mail was not sent after all: decided again at the very moment of sending. */
export type SkipReason =
  | 'answered'
  | 'revoked'
  | 'closed'
  | 'opted-out'
  | 'bounced'
  | 'cancelled'
  | 'erased';

/** What a mail is written from: its words, and whom it speaks to. */
export interface MailParts {
  readonly id: string;
  readonly kind: MailKind;
  readonly isTrial: boolean;
  readonly subject: string;
  readonly body: string;
  readonly address: string;
  /** Opens the invitation; null for a trial, and once its seed was erased. */
  readonly token: string | null;
  readonly person: {
    readonly name: string | null;
    readonly function: string;
    readonly organisation: string;
    readonly commune: string | null;
  };
  readonly receipt: string | null;
  readonly survey: typeof surveys.$inferSelect;
  readonly mission: { readonly title: string; readonly client: string };
}

export interface ClaimedMail extends MailParts {
  readonly attemptId: number;
  readonly attempts: number;
  readonly firstAttemptAt: number;
}

/** Whether anything is to be sent now: nobody connects to a server for nothing. */
export async function hasDueMail(store: Store, now: number): Promise<boolean> {
  return findDue(store.database, now) !== undefined;
}

/**
 * Takes the next mail to send, and opens an attempt on it: two senders never hold the same one. Mails that
 * are no longer to be sent are skipped on the way, with the reason.
 */
export async function claimMail(
  store: Store,
  { now, leaseFor, key }: { readonly now: number; readonly leaseFor: number; readonly key: string },
): Promise<ClaimedMail | undefined> {
  return write(store, (transaction) => {
    const due = nextDue(transaction, now);
    if (!due) return undefined;
    const earlier = transaction
      .select({ startedAt: mailAttempts.startedAt })
      .from(mailAttempts)
      .where(eq(mailAttempts.mailId, due.id))
      .orderBy(mailAttempts.id)
      .all();
    const { id: attemptId } = transaction
      .insert(mailAttempts)
      .values({ mailId: due.id, startedAt: now, leasedUntil: now + leaseFor })
      .returning({ id: mailAttempts.id })
      .get();
    const parts = partsOf(transaction, due.id, key);
    openLink(transaction, due, parts.token, now);
    return {
      ...parts,
      attemptId,
      attempts: earlier.length + 1,
      firstAttemptAt: earlier[0]?.startedAt ?? now,
    };
  });
}

/** Where no server is configured: the next mail goes to the local outbox. @returns false when none is left. */
export async function keepNextMail(
  store: Store,
  { now, key }: { readonly now: number; readonly key: string },
): Promise<boolean> {
  return write(store, (transaction) => {
    const due = nextDue(transaction, now);
    if (!due) return false;
    openLink(transaction, due, due.seed === null ? null : derivedToken(key, due.seed), now);
    // The seed stays: without it the mail could not be read with its link.
    settle(transaction, due.id, { outcome: 'kept', at: now });
    return true;
  });
}

/** From now on the server may have taken the mail, whatever happens to this process. */
export async function markTransmitted(store: Store, attemptId: number): Promise<void> {
  write(store, (transaction) => {
    transaction
      .update(mailAttempts)
      .set({ transmittedAt: Date.now() })
      .where(eq(mailAttempts.id, attemptId))
      .run();
  });
}

interface Ending {
  readonly mailId: string;
  readonly attemptId: number;
  readonly reply: string;
  readonly now: number;
}

/** Closes an attempt for good; what could make the link again is erased. */
export async function settleMail(
  store: Store,
  { outcome, ...ending }: Ending & { readonly outcome: MailOutcome },
): Promise<void> {
  write(store, (transaction) => {
    endAttempt(transaction, ending);
    settle(transaction, ending.mailId, { outcome, at: ending.now });
    eraseSeed(transaction, ending.mailId);
  });
}

/** Closes an attempt that may be made again, at `dueAt`. */
export async function deferMail(
  store: Store,
  { dueAt, ...ending }: Ending & { readonly dueAt: number },
): Promise<void> {
  write(store, (transaction) => {
    endAttempt(transaction, ending);
    transaction.update(mails).set({ dueAt }).where(eq(mails.id, ending.mailId)).run();
  });
}

/**
 * Attempts that a dead process left open. Where no word of the mail had left, it is due again; otherwise
 * nobody can know whether the server took it, and nothing sends it again by itself.
 */
export async function closeAbandonedAttempts(store: Store, now: number): Promise<void> {
  if (!store.database.select().from(mailAttempts).where(abandoned(now)).limit(1).get()) return;
  write(store, (transaction) => {
    for (const attempt of transaction.select().from(mailAttempts).where(abandoned(now)).all()) {
      const { id: attemptId, mailId, transmittedAt } = attempt;
      endAttempt(transaction, { attemptId, reply: '', now });
      if (transmittedAt === null) continue;
      settle(transaction, mailId, { outcome: 'uncertain', at: now });
      eraseSeed(transaction, mailId);
    }
  });
}

const abandoned = (now: number) =>
  and(isNull(mailAttempts.endedAt), lte(mailAttempts.leasedUntil, now));

/** A mail of the local outbox as it would be received; undefined once it was taken out of it. */
export async function findKeptMail(
  store: Store,
  { missionId, id, key }: { readonly missionId: string; readonly id: string; readonly key: string },
) {
  const row = store.database
    .select({ mail: mails, at: mailOutcomes.at })
    .from(mails)
    .innerJoin(mailings, eq(mailings.id, mails.mailingId))
    .innerJoin(mailOutcomes, eq(mailOutcomes.mailId, mails.id))
    .where(and(eq(mails.id, id), eq(mailings.missionId, missionId), inOutbox))
    .get();
  if (!row) return undefined;
  const parts = partsOf(store.database, id, key);
  // After a restoration the key is another: the link that is shown must open all the same.
  if (parts.token !== null && !isOpened(store.database, parts.token))
    write(store, (transaction) => openLink(transaction, row.mail, parts.token, Date.now()));
  return { ...parts, keptAt: row.at };
}

export const inOutbox = and(eq(mailOutcomes.outcome, 'kept'), isNotNull(mails.seed));

/** Who a mail was written to, from the link that asks not to write any more. */
export async function findRecipient(store: Store, mailId: string) {
  return store.database
    .select({
      address: mails.address,
      missionId: mailings.missionId,
      mission: missions.title,
      isTrial: mailings.isTrial,
    })
    .from(mails)
    .innerJoin(mailings, eq(mailings.id, mails.mailingId))
    .innerJoin(missions, eq(missions.id, mailings.missionId))
    .where(eq(mails.id, mailId))
    .get();
}

/** Keeps that this address wants no more mails of this mission; asked again, the first time stands. */
export async function insertOptOut(
  store: Store,
  optOut: Pick<typeof mailOptOuts.$inferInsert, 'missionId' | 'address' | 'way'>,
): Promise<void> {
  write(store, (transaction) => {
    transaction
      .insert(mailOptOuts)
      .values({ ...optOut, address: sameAddress(optOut.address), at: Date.now() })
      .onConflictDoNothing()
      .run();
  });
}

/** Changes its mind: the mission may write again. */
export async function deleteOptOut(
  store: Store,
  { missionId, address }: { readonly missionId: string; readonly address: string },
): Promise<void> {
  write(store, (transaction) => {
    transaction.delete(mailOptOuts).where(optedOut(missionId, address)).run();
  });
}

export async function hasOptedOut(store: Store, missionId: string, address: string) {
  return isOptedOut(store.database, missionId, address);
}

/** Two spellings of one address are one: the case is no part of it in practice. */
export const sameAddress = (address: string): string => address.trim().toLowerCase();

/** Takes what would make the links again out of the mails that were kept. */
export async function emptyOutbox(store: Store, missionId: string): Promise<number> {
  return write(store, (transaction) => {
    const kept = transaction
      .select({ id: mails.id })
      .from(mails)
      .innerJoin(mailings, eq(mailings.id, mails.mailingId))
      .innerJoin(mailOutcomes, eq(mailOutcomes.mailId, mails.id))
      .where(and(eq(mailings.missionId, missionId), inOutbox))
      .all();
    for (const { id } of kept) eraseSeed(transaction, id);
    return kept.length;
  });
}

type Reader = Pick<Transaction, 'select'>;

function findDue(database: Reader, now: number) {
  return (
    database
      .select({ mail: mails, mailing: mailings })
      .from(mails)
      .innerJoin(mailings, eq(mailings.id, mails.mailingId))
      .where(
        and(
          lte(mails.dueAt, now),
          isNull(mailings.pausedAt),
          sql`not exists (select 1 from ${mailAttempts} open
        where open.mail_id = ${mails.id} and open.ended_at is null)`,
        ),
      )
      // A receipt is awaited by somebody who has just answered.
      .orderBy(sql`${mails.responseId} is null`, asc(mails.dueAt), asc(mails.id))
      .limit(1)
      .get()
  );
}

/** The next mail that is still to be sent; those before it that are not any more are settled. */
function nextDue(transaction: Transaction, now: number) {
  for (;;) {
    const due = findDue(transaction, now);
    if (!due) return undefined;
    const reason = whyNotToSend(transaction, due, now);
    if (reason === undefined) return due.mail;
    settle(transaction, due.mail.id, { outcome: 'skipped', reason, at: now });
    eraseSeed(transaction, due.mail.id);
  }
}

function whyNotToSend(
  transaction: Transaction,
  { mail, mailing }: NonNullable<ReturnType<typeof findDue>>,
  now: number,
): SkipReason | undefined {
  if (mailing.cancelledAt !== null) return 'cancelled';
  if (mailing.isTrial) return undefined;
  if (mail.address === '') return 'erased';
  if (isOptedOut(transaction, mailing.missionId, mail.address)) return 'opted-out';
  if (hasBounced(transaction, mailing.missionId, mail.address)) return 'bounced';
  if (mailing.kind === 'receipt') return undefined;
  const survey = transaction.select().from(surveys).where(eq(surveys.id, mailing.surveyId)).get();
  if (survey && survey.closesAt !== null && survey.closesAt <= now) return 'closed';
  const { invitationId } = mail;
  if (invitationId === null || isRevoked(transaction, invitationId)) return 'revoked';
  return hasAnswered(transaction, mailing.surveyId, mail) ? 'answered' : undefined;
}

const isRevoked = (database: Reader, invitationId: string) =>
  database
    .select({ id: invitations.id })
    .from(invitations)
    .where(and(eq(invitations.id, invitationId), isNull(invitations.revokedAt)))
    .get() === undefined;

const optedOut = (missionId: string, address: string) =>
  and(eq(mailOptOuts.missionId, missionId), eq(mailOptOuts.address, sameAddress(address)));

const isOptedOut = (database: Reader, missionId: string, address: string) =>
  database.select().from(mailOptOuts).where(optedOut(missionId, address)).get() !== undefined;

const hasBounced = (database: Reader, missionId: string, address: string) =>
  database
    .select({ id: mails.id })
    .from(mails)
    .innerJoin(mailings, eq(mailings.id, mails.mailingId))
    .innerJoin(mailOutcomes, eq(mailOutcomes.mailId, mails.id))
    .where(
      and(
        eq(mails.address, address),
        eq(mailings.missionId, missionId),
        eq(mailOutcomes.outcome, 'bounced'),
      ),
    )
    .limit(1)
    .get() !== undefined;

/**
 * Whether someone has sent answers, by this invitation or otherwise: answers that were taken back count too,
 * since nobody is to be reminded of what they have just withdrawn.
 */
function hasAnswered(
  database: Reader,
  surveyId: string,
  {
    invitationId,
    stakeholderId,
  }: Pick<typeof mails.$inferSelect, 'invitationId' | 'stakeholderId'>,
): boolean {
  const heard = (who: SQL | undefined) =>
    database
      .select({ id: responses.id })
      .from(responses)
      .where(
        and(
          eq(responses.surveyId, surveyId),
          who,
          exists(
            database
              .select({ one: sql`1` })
              .from(submissions)
              .where(eq(submissions.responseId, responses.id)),
          ),
        ),
      )
      .limit(1)
      .get() !== undefined;
  const isMarked =
    invitationId !== null &&
    database
      .select()
      .from(participations)
      .where(eq(participations.invitationId, invitationId))
      .get() !== undefined;
  return (
    isMarked ||
    (invitationId !== null && heard(eq(responses.invitationId, invitationId))) ||
    (stakeholderId !== null && heard(eq(responses.stakeholderId, stakeholderId)))
  );
}

/** The link works before the mail leaves: only the hash of its token is kept. */
function openLink(
  transaction: Transaction,
  { id: mailId, invitationId }: typeof mails.$inferSelect,
  token: string | null,
  createdAt: number,
): void {
  if (invitationId === null || token === null) return;
  transaction
    .insert(mailLinks)
    .values({ tokenHash: hashOf(token), mailId, invitationId, createdAt })
    .onConflictDoNothing()
    .run();
}

const isOpened = (database: Reader, token: string) =>
  database
    .select()
    .from(mailLinks)
    .where(eq(mailLinks.tokenHash, hashOf(token)))
    .get() !== undefined;

function endAttempt(
  transaction: Transaction,
  { attemptId, reply, now }: Pick<Ending, 'attemptId' | 'reply' | 'now'>,
): void {
  transaction
    .update(mailAttempts)
    .set({ endedAt: now, reply })
    .where(and(eq(mailAttempts.id, attemptId), isNull(mailAttempts.endedAt)))
    .run();
}

function settle(
  transaction: Transaction,
  mailId: string,
  outcome: Omit<typeof mailOutcomes.$inferInsert, 'mailId'>,
): void {
  transaction
    .insert(mailOutcomes)
    .values({ ...outcome, mailId })
    .onConflictDoNothing()
    .run();
  transaction.update(mails).set({ dueAt: null }).where(eq(mails.id, mailId)).run();
}

const eraseSeed = (transaction: Transaction, mailId: string) =>
  transaction.update(mails).set({ seed: null }).where(eq(mails.id, mailId)).run();

function partsOf(database: Reader, mailId: string, key: string): MailParts {
  const row = database
    .select({
      mail: mails,
      mailing: mailings,
      survey: surveys,
      mission: missions,
      stakeholder: stakeholders,
      name: identities.name,
      commune: territories.name,
    })
    .from(mails)
    .innerJoin(mailings, eq(mailings.id, mails.mailingId))
    .innerJoin(surveys, eq(surveys.id, mailings.surveyId))
    .innerJoin(missions, eq(missions.id, mailings.missionId))
    .leftJoin(stakeholders, eq(stakeholders.id, mails.stakeholderId))
    .leftJoin(identities, eq(identities.stakeholderId, stakeholders.id))
    .leftJoin(territories, eq(territories.code, stakeholders.communeCode))
    .where(eq(mails.id, mailId))
    .get();
  if (!row) throw new Error(`no mail ${mailId}`);
  const { mail, mailing, survey, mission, stakeholder, name, commune } = row;
  return {
    id: mail.id,
    kind: mailing.kind,
    isTrial: mailing.isTrial,
    subject: mailing.subject,
    body: mailing.body,
    address: mail.address,
    token: mail.seed !== null && mail.invitationId !== null ? derivedToken(key, mail.seed) : null,
    person: {
      name: name || null,
      function: stakeholder?.function ?? '',
      organisation: stakeholder?.organisation ?? '',
      commune,
    },
    receipt: mail.responseId === null ? null : receiptOf(database, mail.responseId),
    survey,
    mission: { title: mission.title, client: mission.client },
  };
}

const receiptOf = (database: Reader, responseId: string) =>
  database
    .select({ receipt: submissions.receipt })
    .from(submissions)
    .where(and(eq(submissions.responseId, responseId), eq(submissions.isConflict, false)))
    .orderBy(desc(submissions.submittedAt), desc(submissions.id))
    .limit(1)
    .get()?.receipt ?? null;
