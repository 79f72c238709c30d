/** Mails of a survey: what is written to whom, each attempt at sending it, and how it ended. */
import { index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import { account, at, id } from './columns.ts';
import { mission, stakeholders } from './missions.ts';
import { invitations, responses, surveys } from './surveys.ts';

export const MAIL_KINDS = ['invitation', 'reminder', 'closing', 'receipt'] as const;

/** The words of a survey's mails, version after version: the last row of a kind stands. */
export const mailTemplates = sqliteTable(
  'mail_templates',
  {
    id: integer('id').primaryKey(),
    surveyId: text('survey_id')
      .notNull()
      .references(() => surveys.id),
    kind: text('kind', { enum: MAIL_KINDS }).notNull(),
    subject: text('subject').notNull(),
    body: text('body').notNull(),
    /** Whether mails of this kind leave by themselves: receipts alone do. */
    isAutomatic: integer('is_automatic', { mode: 'boolean' }).notNull(),
    savedBy: account('saved_by'),
    at: at('at'),
  },
  (table) => [index('mail_templates_by_kind').on(table.surveyId, table.kind, table.id)],
);

/** One decision to write to many: its words are frozen, its mails leave one by one. */
export const mailings = sqliteTable(
  'mailings',
  {
    id: id(),
    missionId: mission(),
    surveyId: text('survey_id')
      .notNull()
      .references(() => surveys.id),
    kind: text('kind', { enum: MAIL_KINDS }).notNull(),
    subject: text('subject').notNull(),
    body: text('body').notNull(),
    /** A trial goes to who asked for it, and its link opens nothing. */
    isTrial: integer('is_trial', { mode: 'boolean' }).notNull(),
    createdBy: account('created_by'),
    createdAt: at('created_at'),
    pausedAt: integer('paused_at'),
    cancelledAt: integer('cancelled_at'),
  },
  (table) => [index('mailings_by_survey').on(table.surveyId, table.createdAt)],
);

export const mails = sqliteTable(
  'mails',
  {
    id: id(),
    mailingId: text('mailing_id')
      .notNull()
      .references(() => mailings.id),
    address: text('address').notNull(),
    stakeholderId: text('stakeholder_id').references(() => stakeholders.id),
    invitationId: text('invitation_id').references(() => invitations.id),
    /** Of a receipt: the response that it acknowledges. */
    responseId: text('response_id').references(() => responses.id),
    /** Makes the token of the link, with a key kept outside the store; erased once the mail has left. */
    seed: text('seed'),
    createdAt: at('created_at'),
    /** When to try next; null once nothing more is to be tried. */
    dueAt: integer('due_at'),
  },
  (table) => [
    index('mails_by_mailing').on(table.mailingId),
    index('mails_by_due').on(table.dueAt),
    index('mails_by_address').on(table.address),
    index('mails_by_invitation').on(table.invitationId),
  ],
);

/** Written before anything is said to the server, and closed by its answer. */
export const mailAttempts = sqliteTable(
  'mail_attempts',
  {
    id: integer('id').primaryKey(),
    mailId: text('mail_id')
      .notNull()
      .references(() => mails.id),
    startedAt: at('started_at'),
    /** An attempt still open after this belongs to a process that died. */
    leasedUntil: at('leased_until'),
    /** When the words themselves began to leave: from then on, the server may have taken them. */
    transmittedAt: integer('transmitted_at'),
    endedAt: integer('ended_at'),
    /** What the server answered, or what went wrong. */
    reply: text('reply'),
  },
  (table) => [index('mail_attempts_by_mail').on(table.mailId)],
);

export const MAIL_OUTCOMES = [
  'sent',
  'kept',
  'bounced',
  'refused',
  'expired',
  'skipped',
  'uncertain',
] as const;

export const mailOutcomes = sqliteTable('mail_outcomes', {
  mailId: text('mail_id')
    .primaryKey()
    .references(() => mails.id),
  outcome: text('outcome', { enum: MAIL_OUTCOMES }).notNull(),
  /** Of a mail that was skipped: why, by its code. */
  reason: text('reason'),
  at: at('at'),
});

export const MAIL_DECISIONS = ['received', 'again'] as const;

/** What a person decided of a mail whose outcome nobody knows. */
export const mailDecisions = sqliteTable('mail_decisions', {
  mailId: text('mail_id')
    .primaryKey()
    .references(() => mails.id),
  decision: text('decision', { enum: MAIL_DECISIONS }).notNull(),
  decidedBy: account('decided_by'),
  at: at('at'),
});

/** Personal links that went by mail: they open the same invitation as the one that was handed over. */
export const mailLinks = sqliteTable(
  'mail_links',
  {
    tokenHash: text('token_hash').primaryKey(),
    mailId: text('mail_id')
      .notNull()
      .references(() => mails.id),
    invitationId: text('invitation_id')
      .notNull()
      .references(() => invitations.id),
    createdAt: at('created_at'),
  },
  (table) => [index('mail_links_by_invitation').on(table.invitationId)],
);

export const OPT_OUT_WAYS = ['page', 'one-click'] as const;

/** Addresses that asked a mission not to write any more. */
export const mailOptOuts = sqliteTable(
  'mail_opt_outs',
  {
    missionId: mission(),
    address: text('address').notNull(),
    way: text('way', { enum: OPT_OUT_WAYS }).notNull(),
    at: at('at'),
  },
  (table) => [primaryKey({ columns: [table.missionId, table.address] })],
);
