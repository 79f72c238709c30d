import { and, desc, eq, inArray, isNotNull, isNull, or, sql } from 'drizzle-orm';
import { newId, newToken } from '../ids.ts';
import { type Store, type Transaction, write } from '../open.ts';
import { participations } from '../schema/answering.ts';
import {
  type MAIL_DECISIONS,
  mailAttempts,
  mailDecisions,
  mailings,
  mailOptOuts,
  mailOutcomes,
  mails,
  mailTemplates,
} from '../schema/mails.ts';
import { identities, stakeholders } from '../schema/missions.ts';
import { invitations, responses, submissions, surveys } from '../schema/surveys.ts';
import { recordEvent } from './events.ts';
import { addInvitation } from './invitations.ts';
import { inOutbox, type MailKind, type MailOutcome, sameAddress } from './mails.ts';
import type { Stakeholder } from './stakeholders.ts';
import { participationOfInvitation } from './standing-invitations.ts';
import type { Survey, SurveyAct } from './surveys.ts';

export type Mailing = typeof mailings.$inferSelect;
export type MailTemplate = typeof mailTemplates.$inferSelect;
export type MailDecision = (typeof MAIL_DECISIONS)[number];

/** The words in force for a kind of mail, if the survey has words of its own. */
export async function findMailTemplate(
  store: Store,
  surveyId: string,
  kind: MailKind,
): Promise<MailTemplate | undefined> {
  return templateOf(store.database, surveyId, kind);
}

function templateOf(database: Pick<Transaction, 'select'>, surveyId: string, kind: MailKind) {
  return database
    .select()
    .from(mailTemplates)
    .where(and(eq(mailTemplates.surveyId, surveyId), eq(mailTemplates.kind, kind)))
    .orderBy(desc(mailTemplates.id))
    .limit(1)
    .get();
}

/** Keeps new words for a kind of mail; mails decided before keep theirs. */
export async function insertMailTemplate(
  store: Store,
  {
    survey,
    by,
    ...words
  }: SurveyAct & Pick<MailTemplate, 'kind' | 'subject' | 'body' | 'isAutomatic'>,
): Promise<void> {
  write(store, (transaction) => {
    transaction
      .insert(mailTemplates)
      .values({ ...words, surveyId: survey.id, savedBy: by, at: Date.now() })
      .run();
    recordMailEvent(transaction, { survey, by }, 'mailTemplate.save', { kind: words.kind });
  });
}

/** Someone of the mission, and all that decides whether a mail may be written to them. */
export interface AudienceMember {
  readonly stakeholder: Stakeholder;
  readonly name: string | null;
  readonly email: string | null;
  readonly invitationId: string | null;
  readonly isAnswered: boolean;
  readonly isOptedOut: boolean;
  readonly hasBounced: boolean;
  /** A mail that carries the link left, is about to, or lies in the local outbox. */
  readonly isInvitedByMail: boolean;
  /** A mail is waiting to leave. */
  readonly isAwaiting: boolean;
  readonly lastWrittenAt: number | null;
}

/** Everyone of the mission, as the mails of one survey see them. */
export async function listAudience(store: Store, survey: Survey): Promise<AudienceMember[]> {
  return audienceOf(store.database, survey);
}

/** How a mail ended tells whether its words reached someone. */
const REACHING: readonly (MailOutcome | null)[] = [null, 'sent', 'kept', 'uncertain'];

function audienceOf(database: Pick<Transaction, 'select'>, survey: Survey): AudienceMember[] {
  const people = database
    .select({ stakeholder: stakeholders, name: identities.name, email: identities.email })
    .from(stakeholders)
    .leftJoin(identities, eq(identities.stakeholderId, stakeholders.id))
    .where(eq(stakeholders.missionId, survey.missionId))
    .orderBy(stakeholders.organisation, stakeholders.function, stakeholders.id)
    .all();
  const invited = database
    .select({
      stakeholderId: invitations.stakeholderId,
      id: invitations.id,
      participation: participations.invitationId,
    })
    .from(invitations)
    .leftJoin(participations, participationOfInvitation)
    .where(
      and(
        eq(invitations.surveyId, survey.id),
        or(isNull(invitations.revokedAt), isNotNull(participations.invitationId)),
      ),
    )
    .all();
  const heard = database
    .select({ stakeholderId: responses.stakeholderId, invited: invitations.stakeholderId })
    .from(responses)
    .innerJoin(submissions, eq(submissions.responseId, responses.id))
    .leftJoin(invitations, eq(invitations.id, responses.invitationId))
    .where(eq(responses.surveyId, survey.id))
    .all();
  const written = database
    .select({
      stakeholderId: mails.stakeholderId,
      kind: mailings.kind,
      surveyId: mailings.surveyId,
      outcome: mailOutcomes.outcome,
      address: mails.address,
      createdAt: mails.createdAt,
      endedAt: mailOutcomes.at,
    })
    .from(mails)
    .innerJoin(mailings, eq(mailings.id, mails.mailingId))
    .leftJoin(mailOutcomes, eq(mailOutcomes.mailId, mails.id))
    .where(and(eq(mailings.missionId, survey.missionId), eq(mailings.isTrial, false)))
    .all();
  const optOuts = database
    .select({ address: mailOptOuts.address })
    .from(mailOptOuts)
    .where(eq(mailOptOuts.missionId, survey.missionId))
    .all();

  const linkOf = new Map(invited.map(({ stakeholderId, id }) => [stakeholderId, id]));
  const answered = new Set([
    ...invited.flatMap(({ stakeholderId, participation }) => (participation ? stakeholderId : [])),
    ...heard.flatMap(({ stakeholderId, invited: by }) => [stakeholderId, by]),
  ]);
  const refused = new Set(optOuts.map(({ address }) => address));
  const bounced = new Set(
    written.flatMap(({ outcome, address }) => (outcome === 'bounced' ? address : [])),
  );
  const ofSurvey = written.filter(
    ({ surveyId, outcome }) => surveyId === survey.id && REACHING.includes(outcome),
  );
  const mailsOf = Map.groupBy(ofSurvey, ({ stakeholderId }) => stakeholderId);
  return people.map(({ stakeholder, name, email }) => {
    const own = mailsOf.get(stakeholder.id) ?? [];
    const ended = own.flatMap(({ outcome, endedAt }) => (outcome === null ? [] : (endedAt ?? [])));
    return {
      stakeholder,
      name: name || null,
      email: email?.trim() || null,
      invitationId: linkOf.get(stakeholder.id) ?? null,
      isAnswered: answered.has(stakeholder.id),
      isOptedOut: email !== null && refused.has(sameAddress(email)),
      hasBounced: email !== null && bounced.has(email.trim()),
      isInvitedByMail: own.some(({ kind }) => kind !== 'receipt'),
      isAwaiting: own.some(({ outcome }) => outcome === null),
      lastWrittenAt: ended.length > 0 ? Math.max(...ended) : null,
    };
  });
}

export interface NewMailing {
  /** Made with the form: the same form sent twice is one mailing. */
  readonly id: string;
  readonly kind: MailKind;
  readonly subject: string;
  readonly body: string;
  /** Whom to write to, of those whom `isRecipient` still allows. */
  readonly stakeholderIds: readonly string[];
  readonly isRecipient: (member: AudienceMember) => boolean;
}

/** A dozen milliseconds of work between two breaths. */
const CHUNK = 50;

/**
 * Decides to write to several people: one mail each, all of them in the queue when this returns. Who has no
 * link gets one first, that nobody sees: the mail makes its own when it leaves. @returns how many will be written to.
 */
export async function insertMailing(
  store: Store,
  { survey, by, ...mailing }: SurveyAct & NewMailing,
): Promise<number> {
  const wanted = new Set(mailing.stakeholderIds);
  const isRecipient = (member: AudienceMember) =>
    wanted.has(member.stakeholder.id) && mailing.isRecipient(member);
  await inviteThose(store, { survey, by }, isRecipient);
  return write(store, (transaction) => {
    const held = transaction.select().from(mailings).where(eq(mailings.id, mailing.id)).get();
    if (held) return held.surveyId === survey.id ? countMails(transaction, held.id) : 0;
    const recipients = audienceOf(transaction, survey).filter(isRecipient);
    if (recipients.length === 0) return 0;
    const { id, kind, subject, body } = mailing;
    addMailing(transaction, { survey, by }, { id, kind, subject, body, isTrial: false });
    const rows = recipients.map(({ stakeholder, email, invitationId }) =>
      mailRow({
        mailingId: id,
        address: email ?? '',
        stakeholderId: stakeholder.id,
        invitationId: invitationId ?? inviteUnseen(transaction, { survey, by }, stakeholder.id),
      }),
    );
    for (let first = 0; first < rows.length; first += CHUNK)
      transaction
        .insert(mails)
        .values(rows.slice(first, first + CHUNK))
        .run();
    const detail = { kind, count: recipients.length, mailing: id };
    recordMailEvent(transaction, { survey, by }, 'mailing.create', detail);
    return recipients.length;
  });
}

/** A few at a time, so that other requests pass in between: a link that nobody holds does no harm. */
async function inviteThose(
  store: Store,
  act: SurveyAct,
  isRecipient: (member: AudienceMember) => boolean,
): Promise<void> {
  const uninvited = audienceOf(store.database, act.survey).filter(
    (member) => member.invitationId === null && isRecipient(member),
  );
  for (let first = 0; first < uninvited.length; first += CHUNK) {
    const chunk = uninvited.slice(first, first + CHUNK);
    write(store, (transaction) => {
      for (const { stakeholder } of chunk)
        if (!isInvited(transaction, act.survey.id, stakeholder.id))
          inviteUnseen(transaction, act, stakeholder.id);
    });
    await new Promise(setImmediate);
  }
}

const isInvited = (transaction: Transaction, surveyId: string, stakeholderId: string) =>
  transaction
    .select({ id: invitations.id })
    .from(invitations)
    .where(
      and(
        eq(invitations.surveyId, surveyId),
        eq(invitations.stakeholderId, stakeholderId),
        isNull(invitations.revokedAt),
      ),
    )
    .get() !== undefined;

/** One mail to who asks for it, written as to `stakeholderId`. @returns the id of its mailing. */
export async function insertTrial(
  store: Store,
  {
    survey,
    by,
    address,
    stakeholderId,
    ...words
  }: SurveyAct &
    Pick<NewMailing, 'kind' | 'subject' | 'body'> & {
      readonly address: string;
      readonly stakeholderId: string | null;
    },
): Promise<string> {
  return write(store, (transaction) => {
    const id = newId();
    addMailing(transaction, { survey, by }, { ...words, id, isTrial: true });
    addMail(transaction, { mailingId: id, address, stakeholderId, invitationId: null });
    return id;
  });
}

/**
 * Puts a receipt in the queue, in the transaction that receives the answers: only where the survey sends
 * them, to someone who was invited and has an address. Never in an anonymous survey, where the hour of a mail
 * would say who answered when.
 */
export function addReceipt(
  transaction: Transaction,
  { surveyId, responseId }: { readonly surveyId: string; readonly responseId: string },
): void {
  const template = templateOf(transaction, surveyId, 'receipt');
  if (!template?.isAutomatic) return;
  const found = transaction
    .select({ survey: surveys, invitation: invitations, email: identities.email })
    .from(responses)
    .innerJoin(surveys, eq(surveys.id, responses.surveyId))
    .innerJoin(invitations, eq(invitations.id, responses.invitationId))
    .innerJoin(identities, eq(identities.stakeholderId, invitations.stakeholderId))
    .where(and(eq(responses.id, responseId), eq(surveys.isAnonymous, false)))
    .get();
  if (!found?.email) return;
  const mailingId = `receipt-${template.id}`;
  const held = transaction.select().from(mailings).where(eq(mailings.id, mailingId)).get();
  if (!held) {
    const { subject, body } = template;
    const act = { survey: found.survey, by: template.savedBy };
    addMailing(transaction, act, { id: mailingId, kind: 'receipt', subject, body, isTrial: false });
  }
  addMail(transaction, {
    mailingId,
    address: found.email.trim(),
    stakeholderId: found.invitation.stakeholderId,
    invitationId: found.invitation.id,
    responseId,
  });
}

function addMailing(
  transaction: Transaction,
  { survey, by }: { readonly survey: Survey; readonly by: string | null },
  words: Pick<Mailing, 'id' | 'kind' | 'subject' | 'body' | 'isTrial'>,
): void {
  transaction
    .insert(mailings)
    .values({
      ...words,
      missionId: survey.missionId,
      surveyId: survey.id,
      createdBy: by,
      createdAt: Date.now(),
    })
    .run();
}

type NewMail = Pick<
  typeof mails.$inferInsert,
  'mailingId' | 'address' | 'stakeholderId' | 'invitationId' | 'responseId'
>;

const addMail = (transaction: Transaction, mail: NewMail) =>
  transaction.insert(mails).values(mailRow(mail)).run();

/** Due at once, with what will make its link. */
function mailRow(mail: NewMail): typeof mails.$inferInsert {
  const now = Date.now();
  return { ...mail, id: newId(), seed: newToken(), createdAt: now, dueAt: now };
}

/** An invitation whose own link nobody ever holds. */
function inviteUnseen(transaction: Transaction, act: SurveyAct, stakeholderId: string): string {
  const { survey, by } = act;
  const token = newToken();
  const id = addInvitation(transaction, { surveyId: survey.id, stakeholderId, token });
  recordEvent(transaction, {
    missionId: survey.missionId,
    accountId: by,
    action: 'invitation.create',
    subjectKind: 'invitation',
    subjectId: id,
    detail: { survey: survey.id },
  });
  return id;
}

const countMails = (transaction: Transaction, mailingId: string) =>
  transaction
    .select({ count: sql<number>`count(*)` })
    .from(mails)
    .where(eq(mails.mailingId, mailingId))
    .get()?.count ?? 0;

function recordMailEvent(
  transaction: Transaction,
  { survey, by }: { readonly survey: Survey; readonly by: string | null },
  action: string,
  detail: Record<string, unknown>,
): void {
  recordEvent(transaction, {
    missionId: survey.missionId,
    accountId: by,
    action,
    subjectKind: 'survey',
    subjectId: survey.id,
    detail,
  });
}

/** Where each mail of a mailing stands: an outcome, or `waiting`. */
export type MailState = MailOutcome | 'waiting' | 'settled';
export type MailCounts = Readonly<Partial<Record<MailState, number>>>;

/** A mail whose outcome was uncertain is settled once a person decided. */
const stateColumn = sql<MailState>`case
  when ${mailOutcomes.outcome} = 'uncertain' and ${mailDecisions.mailId} is not null then 'settled'
  else coalesce(${mailOutcomes.outcome}, 'waiting') end`;

/** The mailings of a survey, latest first, each with how many of its mails stand where. */
export async function listMailings(store: Store, surveyId: string) {
  const rows = store.database
    .select()
    .from(mailings)
    .where(and(eq(mailings.surveyId, surveyId), eq(mailings.isTrial, false)))
    .orderBy(desc(mailings.createdAt), desc(mailings.id))
    .all();
  const counts = countStates(
    store,
    rows.map(({ id }) => id),
  );
  return rows.map((mailing) => ({ mailing, counts: counts.get(mailing.id) ?? {} }));
}

function countStates({ database }: Store, ids: readonly string[]): Map<string, MailCounts> {
  const rows = database
    .select({ mailingId: mails.mailingId, state: stateColumn, count: sql<number>`count(*)` })
    .from(mails)
    .leftJoin(mailOutcomes, eq(mailOutcomes.mailId, mails.id))
    .leftJoin(mailDecisions, eq(mailDecisions.mailId, mails.id))
    .where(inArray(mails.mailingId, [...ids]))
    .groupBy(mails.mailingId, stateColumn)
    .all();
  return new Map(
    [...Map.groupBy(rows, ({ mailingId }) => mailingId)].map(([id, states]) => [
      id,
      Object.fromEntries(states.map(({ state, count }) => [state, count])),
    ]),
  );
}

export async function findMailing(store: Store, surveyId: string, id: string) {
  const mailing = store.database
    .select()
    .from(mailings)
    .where(and(eq(mailings.surveyId, surveyId), eq(mailings.id, id)))
    .get();
  return mailing && { mailing, counts: countStates(store, [id]).get(id) ?? {} };
}

const lastReply = sql<string | null>`(select ${mailAttempts.reply} from ${mailAttempts}
  where ${mailAttempts.mailId} = ${mails.id} and ${mailAttempts.endedAt} is not null
  order by ${mailAttempts.id} desc limit 1)`;
const attemptCount = sql<number>`(select count(*) from ${mailAttempts}
  where ${mailAttempts.mailId} = ${mails.id})`;

/** The mails of a survey, latest first, with who each is for and how it ended. */
export async function listMails(
  store: Store,
  surveyId: string,
  {
    mailingId,
    state,
    ...page
  }: {
    readonly mailingId?: string;
    readonly state?: MailState;
    readonly limit: number;
    readonly offset: number;
  },
) {
  return store.database
    .select({
      id: mails.id,
      kind: mailings.kind,
      mailingId: mails.mailingId,
      address: mails.address,
      name: identities.name,
      stakeholder: stakeholders,
      createdAt: mails.createdAt,
      dueAt: mails.dueAt,
      state: stateColumn,
      reason: mailOutcomes.reason,
      endedAt: mailOutcomes.at,
      decision: mailDecisions.decision,
      isReadable: sql<number>`${inOutbox}`,
      reply: lastReply,
      attempts: attemptCount,
    })
    .from(mails)
    .innerJoin(mailings, eq(mailings.id, mails.mailingId))
    .leftJoin(mailOutcomes, eq(mailOutcomes.mailId, mails.id))
    .leftJoin(mailDecisions, eq(mailDecisions.mailId, mails.id))
    .leftJoin(stakeholders, eq(stakeholders.id, mails.stakeholderId))
    .leftJoin(identities, eq(identities.stakeholderId, mails.stakeholderId))
    .where(
      and(
        eq(mailings.surveyId, surveyId),
        eq(mailings.isTrial, false),
        mailingId === undefined ? undefined : eq(mails.mailingId, mailingId),
        state === undefined ? undefined : eq(stateColumn, state),
      ),
    )
    .orderBy(desc(mails.createdAt), identities.name, mails.id)
    .limit(page.limit)
    .offset(page.offset)
    .all();
}

/** Mails of the local outbox, latest first. */
export async function listKeptMails(store: Store, missionId: string) {
  return store.database
    .select({
      id: mails.id,
      kind: mailings.kind,
      isTrial: mailings.isTrial,
      surveyId: mailings.surveyId,
      survey: surveys.title,
      subject: mailings.subject,
      address: mails.address,
      name: identities.name,
      at: mailOutcomes.at,
    })
    .from(mails)
    .innerJoin(mailings, eq(mailings.id, mails.mailingId))
    .innerJoin(surveys, eq(surveys.id, mailings.surveyId))
    .innerJoin(mailOutcomes, eq(mailOutcomes.mailId, mails.id))
    .leftJoin(identities, eq(identities.stakeholderId, mails.stakeholderId))
    .where(and(eq(mailings.missionId, missionId), inOutbox))
    .orderBy(desc(mailOutcomes.at), mails.id)
    .all();
}

/** Addresses that asked this mission to write no more, latest first. */
export async function listOptOuts(store: Store, missionId: string) {
  return store.database
    .select()
    .from(mailOptOuts)
    .where(eq(mailOptOuts.missionId, missionId))
    .orderBy(desc(mailOptOuts.at))
    .all();
}

/** Holds a mailing back, or lets it go on; said twice, it is done once. */
export async function pauseMailing(
  store: Store,
  { survey, by, id, isPaused }: SurveyAct & { readonly id: string; readonly isPaused: boolean },
): Promise<void> {
  write(store, (transaction) => {
    const { changes } = transaction
      .update(mailings)
      .set({ pausedAt: isPaused ? Date.now() : null })
      .where(
        and(
          own(survey, id),
          isNull(mailings.cancelledAt),
          isPaused ? isNull(mailings.pausedAt) : isNotNull(mailings.pausedAt),
        ),
      )
      .run();
    const action = isPaused ? 'mailing.pause' : 'mailing.resume';
    if (changes > 0) recordMailEvent(transaction, { survey, by }, action, { mailing: id });
  });
}

/** Stops a mailing for good: what has not left will not. What is leaving at this moment goes on. */
export async function cancelMailing(
  store: Store,
  { survey, by, id }: SurveyAct & { readonly id: string },
): Promise<void> {
  write(store, (transaction) => {
    const now = Date.now();
    const { changes } = transaction
      .update(mailings)
      .set({ cancelledAt: now, pausedAt: null })
      .where(and(own(survey, id), isNull(mailings.cancelledAt)))
      .run();
    if (changes === 0) return;
    const waiting = transaction
      .select({ id: mails.id })
      .from(mails)
      .where(
        and(
          eq(mails.mailingId, id),
          isNotNull(mails.dueAt),
          sql`not exists (select 1 from ${mailAttempts} open
            where open.mail_id = ${mails.id} and open.ended_at is null)`,
        ),
      )
      .all();
    for (const { id: mailId } of waiting) {
      const outcome = { mailId, outcome: 'skipped', reason: 'cancelled', at: now } as const;
      transaction.insert(mailOutcomes).values(outcome).onConflictDoNothing().run();
      transaction.update(mails).set({ dueAt: null, seed: null }).where(eq(mails.id, mailId)).run();
    }
    recordMailEvent(transaction, { survey, by }, 'mailing.cancel', { mailing: id });
  });
}

const own = (survey: Survey, id: string) =>
  and(eq(mailings.id, id), eq(mailings.surveyId, survey.id));

/**
 * A person says what became of a mail whose outcome nobody knows; « again » writes it once more, as another
 * mail. @returns false where there was nothing to decide, or somebody decided already.
 */
export async function decideMail(
  store: Store,
  {
    survey,
    by,
    mailId,
    decision,
  }: SurveyAct & {
    readonly mailId: string;
    readonly decision: MailDecision;
  },
): Promise<boolean> {
  return write(store, (transaction) => {
    const mail = transaction
      .select({ mail: mails })
      .from(mails)
      .innerJoin(mailings, eq(mailings.id, mails.mailingId))
      .innerJoin(mailOutcomes, eq(mailOutcomes.mailId, mails.id))
      .where(
        and(
          eq(mails.id, mailId),
          eq(mailings.surveyId, survey.id),
          eq(mailOutcomes.outcome, 'uncertain'),
        ),
      )
      .get()?.mail;
    if (!mail) return false;
    const { changes } = transaction
      .insert(mailDecisions)
      .values({ mailId, decision, decidedBy: by, at: Date.now() })
      .onConflictDoNothing()
      .run();
    if (changes === 0) return false;
    const { mailingId, address, stakeholderId, invitationId, responseId } = mail;
    if (decision === 'again')
      addMail(transaction, { mailingId, address, stakeholderId, invitationId, responseId });
    recordMailEvent(transaction, { survey, by }, 'mail.decide', { mail: mailId, decision });
    return true;
  });
}
