/** Findings, their versions, statuses and evidence. */
import { index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import { themes } from './analysis.ts';
import { account, at, id } from './columns.ts';
import { segments } from './contributions.ts';
import { mission } from './missions.ts';

export const findings = sqliteTable(
  'findings',
  {
    id: id(),
    missionId: mission(),
    themeId: text('theme_id')
      .notNull()
      .references(() => themes.id),
    title: text('title').notNull(),
    body: text('body').notNull(),
    /** Where it holds, in words. */
    validity: text('validity').notNull(),
    revision: integer('revision').notNull(),
    /** Who wrote it last; null: drafted by the analysis, and by nobody yet. */
    authorId: account('author_id'),
    createdAt: at('created_at'),
    updatedAt: at('updated_at'),
  },
  (table) => [index('findings_by_mission').on(table.missionId)],
);

/** What a finding said at each revision, from its draft on: an edit loses nothing, and can be shown. */
export const findingVersions = sqliteTable(
  'finding_versions',
  {
    findingId: text('finding_id')
      .notNull()
      .references(() => findings.id),
    revision: integer('revision').notNull(),
    title: text('title').notNull(),
    body: text('body').notNull(),
    validity: text('validity').notNull(),
    writtenBy: account('written_by'),
    at: at('at'),
  },
  (table) => [primaryKey({ columns: [table.findingId, table.revision] })],
);

export const FINDING_STATUSES = [
  'draft',
  'proposed',
  'in-review',
  'validated',
  'returned',
  'published',
  'rejected',
  'to-review',
] as const;

export const findingStatuses = sqliteTable(
  'finding_statuses',
  {
    id: integer('id').primaryKey(),
    findingId: text('finding_id')
      .notNull()
      .references(() => findings.id),
    status: text('status', { enum: FINDING_STATUSES }).notNull(),
    reason: text('reason').notNull(),
    setBy: account('set_by'),
    at: at('at'),
  },
  (table) => [index('finding_statuses_by_finding').on(table.findingId, table.id)],
);

export const EVIDENCE_ROLES = ['supports', 'contradicts', 'qualifies', 'illustrates'] as const;

export const evidence = sqliteTable(
  'evidence',
  {
    id: id(),
    findingId: text('finding_id')
      .notNull()
      .references(() => findings.id),
    segmentId: text('segment_id')
      .notNull()
      .references(() => segments.id),
    role: text('role', { enum: EVIDENCE_ROLES }).notNull(),
    /** The words as they stood when attached: compared with the source at each reading. */
    quote: text('quote').notNull(),
    addedBy: account('added_by'),
    addedAt: at('added_at'),
  },
  (table) => [
    index('evidence_by_finding').on(table.findingId, table.segmentId),
    index('evidence_of_segment').on(table.segmentId),
  ],
);

export const evidenceRemovals = sqliteTable('evidence_removals', {
  evidenceId: text('evidence_id')
    .primaryKey()
    .references(() => evidence.id),
  removedBy: account('removed_by'),
  reason: text('reason').notNull(),
  at: at('at'),
});

/** « Contre-voix recherchées le …, aucune trouvée » needs someone who searched, and for what. */
export const counterSearches = sqliteTable('counter_searches', {
  id: id(),
  findingId: text('finding_id')
    .notNull()
    .references(() => findings.id),
  query: text('query').notNull(),
  found: integer('found').notNull(),
  searchedBy: account('searched_by'),
  at: at('at'),
});
