/** Responses that were gathered by another tool, and brought in together. */
import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import { account, at, id } from './columns.ts';
import { CONSENTS } from './sources.ts';
import { responses, surveys } from './surveys.ts';

/** A file of responses. Nothing of it counts before it is finished, nor after it is undone. */
export const responseImports = sqliteTable(
  'response_imports',
  {
    id: id(),
    surveyId: text('survey_id')
      .notNull()
      .references(() => surveys.id),
    /** The tool that wrote the file: "limesurvey", "google-forms"… */
    platform: text('platform').notNull(),
    fileName: text('file_name').notNull(),
    /** Hash of the original bytes, kept at originals/<sha256> beside the store. */
    sha256: text('sha256').notNull(),
    size: integer('size').notNull(),
    /** What may be done with the words of those whose answers do not say it. */
    consent: text('consent', { enum: CONSENTS }).notNull(),
    /** Which column answers what, and which of its values stand for which choices. */
    mapping: text('mapping', { mode: 'json' }).$type<unknown>().notNull(),
    responses: integer('responses').notNull(),
    importedBy: account('imported_by'),
    startedAt: at('started_at'),
    finishedAt: integer('finished_at'),
    undoneBy: account('undone_by'),
    undoneAt: integer('undone_at'),
  },
  (table) => [index('response_imports_by_survey').on(table.surveyId, table.startedAt)],
);

export const importedResponses = sqliteTable(
  'imported_responses',
  {
    responseId: text('response_id')
      .primaryKey()
      .references(() => responses.id),
    importId: text('import_id')
      .notNull()
      .references(() => responseImports.id),
    /** Line of the file, its header included. */
    line: integer('line').notNull(),
  },
  (table) => [index('imported_responses_by_import').on(table.importId)],
);
