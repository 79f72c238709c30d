/** Runs, the themes that they find, and what people make of them. */
import {
  type AnySQLiteColumn,
  index,
  integer,
  primaryKey,
  sqliteTable,
  text,
  uniqueIndex,
} from 'drizzle-orm/sqlite-core';
import type { Dictionary } from '../../analysis/dictionary.ts';
import { account, at, id } from './columns.ts';
import { segments } from './contributions.ts';
import { mission } from './missions.ts';
import { themeMerges } from './theme-merges.ts';

export const runs = sqliteTable(
  'runs',
  {
    id: id(),
    missionId: mission(),
    settings: text('settings', { mode: 'json' }).$type<Record<string, unknown>>().notNull(),
    requestedBy: account('requested_by'),
    requestedAt: at('requested_at'),
    /** The lease of the process that works on it; a lease that ran out means that it died. */
    leasedUntil: integer('leased_until'),
  },
  (table) => [index('runs_by_mission').on(table.missionId, table.requestedAt)],
);

export const RUN_OUTCOMES = ['finished', 'failed', 'cancelled'] as const;

export const runOutcomes = sqliteTable('run_outcomes', {
  runId: text('run_id')
    .primaryKey()
    .references(() => runs.id),
  outcome: text('outcome', { enum: RUN_OUTCOMES }).notNull(),
  /** What the analysis says of itself, units apart: run, tree, themes, leftOut. */
  report: text('report', { mode: 'json' }).$type<unknown>(),
  message: text('message'),
  at: at('at'),
});

export const themes = sqliteTable(
  'themes',
  {
    id: id(),
    missionId: mission(),
    runId: text('run_id')
      .notNull()
      .references(() => runs.id),
    /** Number of the class in its run, from 1. */
    number: integer('number').notNull(),
    proposedName: text('proposed_name').notNull(),
    /** The reviewed theme that it continues, from an earlier run. */
    continuesId: text('continues_id').references((): AnySQLiteColumn => themes.id),
  },
  (table) => [uniqueIndex('themes_by_number').on(table.runId, table.number)],
);

export const themeRenamings = sqliteTable('theme_renamings', {
  id: id(),
  themeId: text('theme_id')
    .notNull()
    .references(() => themes.id),
  name: text('name').notNull(),
  renamedBy: account('renamed_by'),
  at: at('at'),
});

/** A mission's own words, version after version: a change adds a row, and runs say which they read with. */
export const dictionaries = sqliteTable(
  'dictionaries',
  {
    id: id(),
    missionId: mission(),
    /** From 1; the last one is in force. */
    version: integer('version').notNull(),
    words: text('words', { mode: 'json' }).$type<Dictionary>().notNull(),
    savedBy: account('saved_by'),
    at: at('at'),
  },
  (table) => [uniqueIndex('dictionaries_by_version').on(table.missionId, table.version)],
);

export const CONTINUITY_DECISIONS = ['accepted', 'declined'] as const;

/** Whether a finished analysis takes the place of the one shown. The last row of a run stands. */
export const continuities = sqliteTable(
  'continuities',
  {
    id: integer('id').primaryKey(),
    missionId: mission(),
    runId: text('run_id')
      .notNull()
      .references(() => runs.id),
    /** The analysis shown until then, which it was compared with; null: there was none. */
    previousRunId: text('previous_run_id').references(() => runs.id),
    decision: text('decision', { enum: CONTINUITY_DECISIONS }).notNull(),
    /** Null: the platform itself, where nobody had reviewed anything. */
    decidedBy: account('decided_by'),
    at: at('at'),
  },
  (table) => [
    index('continuities_by_mission').on(table.missionId, table.id),
    index('continuities_by_run').on(table.runId, table.id),
  ],
);

export const STANCES = ['for', 'against', 'mixed'] as const;

/** Segment × theme, by the analysis (no account) or by a person. */
export const codings = sqliteTable(
  'codings',
  {
    segmentId: text('segment_id')
      .notNull()
      .references(() => segments.id),
    themeId: text('theme_id')
      .notNull()
      .references(() => themes.id),
    codedBy: account('coded_by'),
    stance: text('stance', { enum: STANCES }),
    at: at('at'),
    /** The merge of themes that it came with; it goes when the merge is undone. */
    mergeId: text('merge_id').references((): AnySQLiteColumn => themeMerges.id),
  },
  (table) => [
    primaryKey({ columns: [table.themeId, table.segmentId] }),
    index('codings_by_segment').on(table.segmentId),
  ],
);
