/** Questionnaires, those who are invited to answer, and what they answer. */
import { index, integer, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';
import { at, id } from './columns.ts';
import { mission, stakeholders } from './missions.ts';

export const surveys = sqliteTable('surveys', {
  id: id(),
  missionId: mission(),
  slug: text('slug').notNull().unique(),
  title: text('title').notNull(),
  /** Whether anyone who knows the address may answer, without a personal link. */
  isOpen: integer('is_open', { mode: 'boolean' }).notNull(),
  /** Whether nothing may lead from a response to who gave it; chosen before anyone answers. */
  isAnonymous: integer('is_anonymous', { mode: 'boolean' }).notNull().default(false),
  opensAt: at('opens_at'),
  /** From then on nobody begins any more; null: no end. */
  closesAt: integer('closes_at'),
  /** Until when those who began may still finish; null: no longer than others. */
  finishesAt: integer('finishes_at'),
  createdAt: at('created_at'),
});

/** One version of a survey's questionnaire, frozen by its publication. */
export const questionnaires = sqliteTable(
  'questionnaires',
  {
    id: id(),
    surveyId: text('survey_id')
      .notNull()
      .references(() => surveys.id),
    version: integer('version').notNull(),
    definition: text('definition', { mode: 'json' }).$type<unknown>().notNull(),
    publishedAt: integer('published_at'),
  },
  (table) => [uniqueIndex('questionnaires_by_version').on(table.surveyId, table.version)],
);

export const invitations = sqliteTable(
  'invitations',
  {
    id: id(),
    surveyId: text('survey_id')
      .notNull()
      .references(() => surveys.id),
    stakeholderId: text('stakeholder_id').references(() => stakeholders.id),
    tokenHash: text('token_hash').notNull().unique(),
    /** Of the short code that is typed by hand; it is derived from the token. Null: made before codes were. */
    codeHash: text('code_hash').unique(),
    createdAt: at('created_at'),
    revokedAt: integer('revoked_at'),
  },
  (table) => [index('invitations_by_survey').on(table.surveyId)],
);

/** What a respondent is writing: a draft, until a submission stands beside it. */
export const responses = sqliteTable(
  'responses',
  {
    id: id(),
    surveyId: text('survey_id')
      .notNull()
      .references(() => surveys.id),
    questionnaireId: text('questionnaire_id')
      .notNull()
      .references(() => questionnaires.id),
    invitationId: text('invitation_id').references(() => invitations.id),
    stakeholderId: text('stakeholder_id').references(() => stakeholders.id),
    answers: text('answers', { mode: 'json' }).$type<Record<string, unknown>>().notNull(),
    /** Of an anonymous response, all that is known of who gave it: groups large enough to hide in. */
    strata: text('strata', { mode: 'json' }).$type<Readonly<Record<string, string>>>(),
    /** In which order this respondent saw what the questionnaire shuffles: question or « sections » → ids. */
    orders: text('orders', { mode: 'json' }).$type<Readonly<Record<string, readonly string[]>>>(),
    revision: integer('revision').notNull(),
    startedAt: at('started_at'),
    updatedAt: at('updated_at'),
  },
  (table) => [
    index('responses_by_survey').on(table.surveyId),
    uniqueIndex('responses_by_invitation').on(table.invitationId),
  ],
);

/** An answer that was sent: never changed. The same key with other words is kept too, as a conflict. */
export const submissions = sqliteTable(
  'submissions',
  {
    id: id(),
    responseId: text('response_id')
      .notNull()
      .references(() => responses.id),
    key: text('key').notNull(),
    receipt: text('receipt').notNull().unique(),
    answers: text('answers', { mode: 'json' }).$type<Record<string, unknown>>().notNull(),
    answersHash: text('answers_hash').notNull(),
    isConflict: integer('is_conflict', { mode: 'boolean' }).notNull(),
    submittedAt: at('submitted_at'),
  },
  (table) => [
    uniqueIndex('submissions_by_key').on(table.key, table.answersHash),
    index('submissions_by_response').on(table.responseId),
  ],
);
