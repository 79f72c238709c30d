/** Other programs: those that a mission tells of its events, and those that speak for an account. */
import { index, integer, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';
import { accounts } from './accounts.ts';
import { account, at, id } from './columns.ts';
import { mission, missions } from './missions.ts';

export const webhooks = sqliteTable(
  'webhooks',
  {
    id: id(),
    missionId: mission(),
    url: text('url').notNull(),
    events: text('events', { mode: 'json' }).$type<readonly string[]>().notNull(),
    /** Makes the secret, with a key kept outside the store. */
    seed: text('seed').notNull(),
    /** Whether what is told may name people and carry their words. */
    isPersonal: integer('is_personal', { mode: 'boolean' }).notNull(),
    createdBy: account('created_by'),
    createdAt: at('created_at'),
    revokedAt: integer('revoked_at'),
  },
  (table) => [index('webhooks_by_mission').on(table.missionId)],
);

export const webhookDeliveries = sqliteTable(
  'webhook_deliveries',
  {
    id: id(),
    webhookId: text('webhook_id')
      .notNull()
      .references(() => webhooks.id),
    event: text('event').notNull(),
    subjectId: text('subject_id').notNull(),
    detail: text('detail', { mode: 'json' }).$type<Record<string, unknown>>().notNull(),
    /** What happens once is told once, whoever notices it. */
    occurrence: text('occurrence').notNull(),
    occurredAt: at('occurred_at'),
    /** When to try next; null once it was told, or given up. */
    dueAt: integer('due_at'),
    leasedUntil: integer('leased_until'),
  },
  (table) => [
    index('webhook_deliveries_by_due').on(table.dueAt),
    uniqueIndex('webhook_deliveries_by_occurrence').on(table.webhookId, table.occurrence),
  ],
);

export const webhookAttempts = sqliteTable(
  'webhook_attempts',
  {
    id: integer('id').primaryKey(),
    deliveryId: text('delivery_id')
      .notNull()
      .references(() => webhookDeliveries.id),
    startedAt: at('started_at'),
    endedAt: at('ended_at'),
    /** HTTP status of the answer; null when there was none. */
    status: integer('status'),
    /** Why there was none, by its code. */
    fault: text('fault'),
  },
  (table) => [index('webhook_attempts_by_delivery').on(table.deliveryId)],
);

/** What lets a program speak for an account: its hash alone is kept. */
export const apiTokens = sqliteTable(
  'api_tokens',
  {
    id: id(),
    accountId: text('account_id')
      .notNull()
      .references(() => accounts.id),
    name: text('name').notNull(),
    scopes: text('scopes', { mode: 'json' }).$type<readonly string[]>().notNull(),
    /** Null: every mission of the account. */
    missionId: text('mission_id').references(() => missions.id),
    tokenHash: text('token_hash').notNull().unique(),
    createdAt: at('created_at'),
    expiresAt: integer('expires_at'),
    revokedAt: integer('revoked_at'),
    lastUsedAt: integer('last_used_at'),
  },
  (table) => [index('api_tokens_by_account').on(table.accountId)],
);
