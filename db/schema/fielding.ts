/** How a survey is taken to the field: its sampling plan, who is asked and where that list came from. */
import { index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import { account, at, id } from './columns.ts';
import { stakeholders, territories } from './missions.ts';
import { surveys } from './surveys.ts';

/** Each plan that was decided; the last one holds. */
export const samplingPlans = sqliteTable(
  'sampling_plans',
  {
    id: id(),
    surveyId: text('survey_id')
      .notNull()
      .references(() => surveys.id),
    plan: text('plan', { mode: 'json' }).$type<unknown>().notNull(),
    decidedBy: account('decided_by'),
    decidedAt: at('decided_at'),
  },
  (table) => [index('sampling_plans_by_survey').on(table.surveyId)],
);

export const AUDIENCE_SOURCES = ['file', 'territories'] as const;

/** People who joined the audience of a survey together: read from a file, or drawn from the territories. */
export const audienceImports = sqliteTable(
  'audience_imports',
  {
    id: id(),
    surveyId: text('survey_id')
      .notNull()
      .references(() => surveys.id),
    source: text('source', { enum: AUDIENCE_SOURCES }).notNull(),
    /** Name of the file, or the filters in words. */
    title: text('title').notNull(),
    /** What it was made with: columns or filters, seed, counts. No personal data. */
    detail: text('detail', { mode: 'json' }).$type<Record<string, unknown>>().notNull(),
    importedBy: account('imported_by'),
    importedAt: at('imported_at'),
    undoneBy: account('undone_by'),
    undoneAt: integer('undone_at'),
  },
  (table) => [index('audience_imports_by_survey').on(table.surveyId)],
);

export const audienceMembers = sqliteTable(
  'audience_members',
  {
    importId: text('import_id')
      .notNull()
      .references(() => audienceImports.id),
    stakeholderId: text('stakeholder_id')
      .notNull()
      .references(() => stakeholders.id),
    /** Whether the import added the person, who was unknown to the mission before. */
    isNew: integer('is_new', { mode: 'boolean' }).notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.importId, table.stakeholderId] }),
    index('audience_members_by_stakeholder').on(table.stakeholderId),
  ],
);

/** A list of communes that somebody else publishes (« Petites villes de demain »), as it was read. */
export const territoryImports = sqliteTable('territory_imports', {
  id: id(),
  /** Short name of the programme: "PVD". */
  programme: text('programme').notNull(),
  source: text('source').notNull(),
  vintage: text('vintage').notNull(),
  fileName: text('file_name').notNull(),
  sha256: text('sha256').notNull(),
  /** Lines read, communes recognised, codes unknown with their lines. */
  report: text('report', { mode: 'json' }).$type<Record<string, unknown>>().notNull(),
  importedBy: account('imported_by'),
  importedAt: at('imported_at'),
});

/** Which communes are in a programme. */
export const territoryProgrammes = sqliteTable(
  'territory_programmes',
  {
    territoryCode: text('territory_code')
      .notNull()
      .references(() => territories.code),
    programme: text('programme').notNull(),
    /** Null for the fictional communes of a demonstration, which no list names. */
    importId: text('import_id').references(() => territoryImports.id),
    /** Day of the convention, "2021-05-28", where the list gives it. */
    signedOn: text('signed_on'),
  },
  (table) => [
    primaryKey({ columns: [table.territoryCode, table.programme] }),
    index('territory_programmes_by_programme').on(table.programme),
  ],
);
