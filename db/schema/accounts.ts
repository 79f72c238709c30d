/** Those who sign in, and how. */
import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import { account, at, id } from './columns.ts';

export const ACCOUNT_ROLES = ['administrator', 'consultant', 'interviewer'] as const;
export const MEMBER_ROLES = ['consultant', 'interviewer'] as const;

export const accounts = sqliteTable('accounts', {
  id: id(),
  email: text('email').notNull().unique(),
  name: text('name').notNull(),
  role: text('role', { enum: ACCOUNT_ROLES }).notNull(),
  passwordHash: text('password_hash').notNull(),
  createdAt: at('created_at'),
});

export const suspensions = sqliteTable('suspensions', {
  accountId: text('account_id')
    .primaryKey()
    .references(() => accounts.id),
  suspendedBy: account('suspended_by'),
  at: at('at'),
});

export const sessions = sqliteTable(
  'sessions',
  {
    tokenHash: text('token_hash').primaryKey(),
    accountId: account('account_id'),
    data: text('data').notNull(),
    expiresAt: at('expires_at'),
  },
  (table) => [
    index('sessions_by_account').on(table.accountId),
    index('sessions_by_expiry').on(table.expiresAt),
  ],
);

/** One-time links: the first set-up, an invitation to choose a password, a demonstration's sign-in. */
export const ACCESS_PURPOSES = ['setup', 'password', 'demonstration'] as const;

export const accessLinks = sqliteTable('access_links', {
  tokenHash: text('token_hash').primaryKey(),
  purpose: text('purpose', { enum: ACCESS_PURPOSES }).notNull(),
  accountId: account('account_id'),
  createdAt: at('created_at'),
  expiresAt: at('expires_at'),
  usedAt: integer('used_at'),
});
