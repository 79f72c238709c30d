/** What was said: contributions, and the spans that are cut in them. */
import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import { account, at, id } from './columns.ts';
import { mission, stakeholders } from './missions.ts';
import { CONSENTS, SPAN_KINDS } from './sources.ts';

export const FAMILIES = ['survey', 'interview', 'return', 'document'] as const;
export const SOURCE_KINDS = ['submission', 'interview', 'document'] as const;

/** Any text from a stakeholder. Its words never change: an edit withdraws it and adds another. */
export const contributions = sqliteTable(
  'contributions',
  {
    id: id(),
    missionId: mission(),
    family: text('family', { enum: FAMILIES }).notNull(),
    sourceKind: text('source_kind', { enum: SOURCE_KINDS }).notNull(),
    /** The response, interview or document that it comes from. */
    sourceId: text('source_id').notNull(),
    /** Where in its source: a question id, a rubric, a paragraph's number. */
    locator: text('locator').notNull(),
    position: integer('position').notNull(),
    kind: text('kind', { enum: SPAN_KINDS }).notNull(),
    text: text('text').notNull(),
    /** SHA-256 of the text, hexadecimal. */
    hash: text('hash').notNull(),
    stakeholderId: text('stakeholder_id').references(() => stakeholders.id),
    consent: text('consent', { enum: CONSENTS }).notNull(),
    createdAt: at('created_at'),
  },
  (table) => [
    index('contributions_by_mission').on(table.missionId),
    index('contributions_by_source').on(table.sourceKind, table.sourceId, table.position),
  ],
);

export const contributionWithdrawals = sqliteTable('contribution_withdrawals', {
  contributionId: text('contribution_id')
    .primaryKey()
    .references(() => contributions.id),
  withdrawnBy: account('withdrawn_by'),
  reason: text('reason').notNull(),
  at: at('at'),
});

/** A span of a contribution, whoever cut it: "<contribution>#<start>-<end>", UTF-16 offsets. */
export const segments = sqliteTable(
  'segments',
  {
    id: id(),
    contributionId: text('contribution_id')
      .notNull()
      .references(() => contributions.id),
    start: integer('start').notNull(),
    end: integer('end').notNull(),
    hash: text('hash').notNull(),
  },
  (table) => [index('segments_by_contribution').on(table.contributionId, table.start)],
);
