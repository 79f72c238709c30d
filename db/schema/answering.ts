/** What becomes of a response: taken up again, taken back, typed from paper, given without a name. */
import { index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import { account, at, id } from './columns.ts';
import { invitations, responses, submissions, surveys } from './surveys.ts';

const response = () =>
  text('response_id')
    .notNull()
    // A draft takes another id when its link is taken back.
    .references(() => responses.id, { onUpdate: 'cascade' });

/** A submission that counts no more: another stands in its place, or its author took it back. */
export const submissionWithdrawals = sqliteTable('submission_withdrawals', {
  submissionId: text('submission_id')
    .primaryKey()
    .references(() => submissions.id),
  /** Null: it was taken back. */
  replacedBy: text('replaced_by').references(() => submissions.id),
  /** Of a withdrawal, what its author holds to prove it. */
  receipt: text('receipt'),
  reason: text('reason').notNull(),
  at: at('at'),
});

/** A response that its author is changing after sending it; what was sent counts until they send again. */
export const responseReopenings = sqliteTable('response_reopenings', {
  responseId: response().primaryKey(),
  at: at('at'),
});

/** What another device wrote under a question meanwhile, until its author says which version stands. */
export const draftRivals = sqliteTable(
  'draft_rivals',
  {
    responseId: response(),
    question: text('question').notNull(),
    fields: text('fields', { mode: 'json' })
      .$type<Readonly<Record<string, readonly string[]>>>()
      .notNull(),
    at: at('at'),
  },
  (table) => [primaryKey({ columns: [table.responseId, table.question] })],
);

/** Answers that came on paper: who typed them, when, and how consent was given. */
export const paperEntries = sqliteTable('paper_entries', {
  responseId: response().primaryKey(),
  enteredBy: account('entered_by').notNull(),
  /** How the paper shows that the person agrees: « signée », « orale »… */
  consent: text('consent').notNull(),
  /** What is written on the sheet to find it again. */
  reference: text('reference').notNull(),
  at: at('at'),
});

/** The same sheet typed a second time, by someone who did not see the first: where the two differ. */
export const paperChecks = sqliteTable('paper_checks', {
  responseId: response().primaryKey(),
  checkedBy: account('checked_by').notNull(),
  differences: text('differences', { mode: 'json' }).$type<readonly string[]>().notNull(),
  at: at('at'),
});

/** A file given as an answer: its bytes lie beside the store, under their hash. */
export const answerFiles = sqliteTable(
  'answer_files',
  {
    id: id(),
    responseId: response(),
    /** Field of the form that it answers. */
    field: text('field').notNull(),
    fileName: text('file_name').notNull(),
    mediaType: text('media_type').notNull(),
    sha256: text('sha256').notNull(),
    size: integer('size').notNull(),
    at: at('at'),
  },
  (table) => [
    index('answer_files_by_response').on(table.responseId),
    index('answer_files_by_hash').on(table.sha256),
  ],
);

/*
 * Anonymous surveys. The tables below are stored in the order of their random keys (WITHOUT ROWID, in the
 * migration): nothing in them says what came first, and none points to another.
 */

/** Someone invited who has answered: that and nothing else. */
export const participations = sqliteTable('participations', {
  invitationId: text('invitation_id')
    .primaryKey()
    .references(() => invitations.id),
});

/** A draft that only its author's browser can read: the key never reaches the disk, and goes when it is sent. */
export const sealedDrafts = sqliteTable('sealed_drafts', {
  id: text('id').primaryKey(),
  surveyId: text('survey_id')
    .notNull()
    .references(() => surveys.id),
  sealed: text('sealed').notNull(),
});

/** Receipts that were given, by their hash: whoever holds one can check it, and it leads to no answers. */
export const anonymousReceipts = sqliteTable('anonymous_receipts', {
  receiptHash: text('receipt_hash').primaryKey(),
  surveyId: text('survey_id')
    .notNull()
    .references(() => surveys.id),
});
