/** Themes that people gathered into one, and took apart again. */
import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import { themes } from './analysis.ts';
import { account, at, id } from './columns.ts';
import { mission } from './missions.ts';

/** One theme takes in another of its run: what the other holds is coded in the first too, and the other is shown no more. */
export const themeMerges = sqliteTable(
  'theme_merges',
  {
    id: id(),
    missionId: mission(),
    absorbedId: text('absorbed_id')
      .notNull()
      .references(() => themes.id),
    intoId: text('into_id')
      .notNull()
      .references(() => themes.id),
    mergedBy: account('merged_by'),
    at: at('at'),
  },
  (table) => [index('theme_merges_by_mission').on(table.missionId)],
);

/** The merge no longer stands. */
export const themeMergeUndoings = sqliteTable('theme_merge_undoings', {
  mergeId: text('merge_id')
    .primaryKey()
    .references(() => themeMerges.id),
  undoneBy: account('undone_by'),
  at: at('at'),
});

/** What tells a theme from the others once people changed what it holds; the last row stands. */
export const themeDescriptions = sqliteTable(
  'theme_descriptions',
  {
    id: integer('id').primaryKey(),
    themeId: text('theme_id')
      .notNull()
      .references(() => themes.id),
    description: text('description', { mode: 'json' }).$type<unknown>().notNull(),
    at: at('at'),
  },
  (table) => [index('theme_descriptions_by_theme').on(table.themeId, table.id)],
);
