/** Interviews with their notes, and imported documents. */
import { index, integer, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';
import { account, at, id } from './columns.ts';
import { mission, stakeholders } from './missions.ts';

export const CONSENTS = ['by-name', 'by-function', 'internal'] as const;
export const TRACES = ['recorded', 'during', 'after'] as const;
export const ASKED = ['spontaneous', 'prompted', 'not-asked'] as const;
export const SPAN_KINDS = ['verbatim', 'reformulation', 'observation'] as const;

export const interviews = sqliteTable(
  'interviews',
  {
    id: id(),
    missionId: mission(),
    stakeholderId: text('stakeholder_id')
      .notNull()
      .references(() => stakeholders.id),
    guide: text('guide').notNull(),
    interviewerId: account('interviewer_id'),
    /** Calendar day, "2020-01-14". */
    heldOn: text('held_on').notNull(),
    place: text('place').notNull(),
    consent: text('consent', { enum: CONSENTS }).notNull(),
    trace: text('trace', { enum: TRACES }).notNull(),
    createdAt: at('created_at'),
  },
  (table) => [index('interviews_by_mission').on(table.missionId)],
);

/** What was noted under one question of the guide. Its words are contributions, one a span. */
export const fieldNotes = sqliteTable(
  'field_notes',
  {
    id: id(),
    interviewId: text('interview_id')
      .notNull()
      .references(() => interviews.id),
    questionId: text('question_id').notNull(),
    asked: text('asked', { enum: ASKED }).notNull(),
    isInsufficient: integer('is_insufficient', { mode: 'boolean' }).notNull(),
    /** Grows with each save: two people writing the same note get a 409, not a lost edit. */
    revision: integer('revision').notNull(),
    updatedBy: account('updated_by'),
    updatedAt: at('updated_at'),
  },
  (table) => [uniqueIndex('field_notes_by_question').on(table.interviewId, table.questionId)],
);

export const DOCUMENT_KINDS = ['return', 'transcript', 'other'] as const;

export const documents = sqliteTable(
  'documents',
  {
    id: id(),
    missionId: mission(),
    kind: text('kind', { enum: DOCUMENT_KINDS }).notNull(),
    title: text('title').notNull(),
    fileName: text('file_name').notNull(),
    format: text('format').notNull(),
    /** Of the original's bytes, kept at originals/<sha256> beside the store. */
    sha256: text('sha256').notNull(),
    size: integer('size').notNull(),
    stakeholderId: text('stakeholder_id').references(() => stakeholders.id),
    territoryCode: text('territory_code'),
    /** Calendar day that the document bears. */
    dated: text('dated'),
    consent: text('consent', { enum: CONSENTS }).notNull(),
    importedBy: account('imported_by'),
    importedAt: at('imported_at'),
  },
  (table) => [index('documents_by_mission').on(table.missionId, table.sha256)],
);

export const documentWithdrawals = sqliteTable('document_withdrawals', {
  documentId: text('document_id')
    .primaryKey()
    .references(() => documents.id),
  withdrawnBy: account('withdrawn_by'),
  reason: text('reason').notNull(),
  at: at('at'),
});
