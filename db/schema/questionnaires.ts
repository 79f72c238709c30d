/** Questionnaires while they are written: every state that a draft went through, who published which, what was carried over. */
import { index, integer, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';
import { account, at, id } from './columns.ts';
import { mission } from './missions.ts';
import { questionnaires, responses, surveys } from './surveys.ts';

/**
 * Append-only. What a survey's questionnaire says now is the content of its latest row: its own definition, or that of the
 * row that an undoing, a redoing or a giving up went back to.
 */
export const questionnaireRevisions = sqliteTable(
  'questionnaire_revisions',
  {
    id: id(),
    surveyId: text('survey_id')
      .notNull()
      .references(() => surveys.id),
    /** 1, 2, 3 … in each survey. */
    number: integer('number').notNull(),
    kind: text('kind', { enum: ['start', 'edit', 'undo', 'redo', 'abandon'] }).notNull(),
    /** Number of the revision that holds the definition: its own, unless it went back to another. */
    content: integer('content').notNull(),
    /** The operation, for the history: `change-question`. */
    act: text('act').notNull(),
    /** What was edited: label of a question, title of a section. */
    subject: text('subject').notNull(),
    /** Null where the content is another revision's. */
    definition: text('definition', { mode: 'json' }).$type<unknown>(),
    editedBy: account('edited_by'),
    at: at('at'),
  },
  (table) => [uniqueIndex('questionnaire_revisions_by_number').on(table.surveyId, table.number)],
);

/** Which revision a published version froze, and by whom. */
export const questionnairePublications = sqliteTable('questionnaire_publications', {
  questionnaireId: text('questionnaire_id')
    .primaryKey()
    .references(() => questionnaires.id),
  revision: integer('revision').notNull(),
  publishedBy: account('published_by'),
});

/** A file that was sent and read, until someone makes a survey of it or a day has passed. */
export const questionnaireUploads = sqliteTable('questionnaire_uploads', {
  id: id(),
  missionId: mission(),
  name: text('name').notNull(),
  definition: text('definition', { mode: 'json' }).$type<unknown>(),
  problems: text('problems', { mode: 'json' }).$type<unknown>().notNull(),
  sentBy: account('sent_by'),
  at: at('at'),
});

/** A response in progress that went from one version to another, with what it said before. */
export const responseCarries = sqliteTable(
  'response_carries',
  {
    id: id(),
    responseId: text('response_id')
      .notNull()
      .references(() => responses.id),
    fromId: text('from_id')
      .notNull()
      .references(() => questionnaires.id),
    toId: text('to_id')
      .notNull()
      .references(() => questionnaires.id),
    /** The answers as they were, to the letter. */
    before: text('before', { mode: 'json' }).$type<Record<string, unknown>>().notNull(),
    /** Ids of the questions to answer again. */
    toReview: text('to_review', { mode: 'json' }).$type<readonly string[]>().notNull(),
    at: at('at'),
  },
  (table) => [index('response_carries_by_response').on(table.responseId)],
);
