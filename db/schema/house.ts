/** What the house keeps of itself: its settings, and its journal. */
import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import { at } from './columns.ts';

export const settings = sqliteTable('settings', {
  key: text('key').primaryKey(),
  value: text('value').notNull(),
});

/** Append-only, held by triggers: who did what, when, on what. */
export const events = sqliteTable(
  'events',
  {
    id: integer('id').primaryKey(),
    at: at('at'),
    missionId: text('mission_id'),
    accountId: text('account_id'),
    action: text('action').notNull(),
    subjectKind: text('subject_kind').notNull(),
    subjectId: text('subject_id').notNull(),
    detail: text('detail', { mode: 'json' }).$type<Record<string, unknown>>().notNull(),
  },
  (table) => [
    index('events_by_subject').on(table.subjectKind, table.subjectId),
    index('events_by_mission').on(table.missionId, table.id),
  ],
);
