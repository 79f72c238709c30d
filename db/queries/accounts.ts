import { and, eq, isNull, sql } from 'drizzle-orm';
import { newId } from '../ids.ts';
import { type Store, write } from '../open.ts';
import { type ACCOUNT_ROLES, accounts, sessions, suspensions } from '../schema/accounts.ts';
import { recordEvent } from './events.ts';

export type AccountRole = (typeof ACCOUNT_ROLES)[number];
export type Account = Awaited<ReturnType<typeof findAccount>> & object;

export interface NewAccount {
  readonly email: string;
  readonly name: string;
  readonly role: AccountRole;
  /** Argon2id, in PHC form. */
  readonly passwordHash: string;
  readonly createdBy?: string | null;
}

const columns = {
  id: accounts.id,
  email: accounts.email,
  name: accounts.name,
  role: accounts.role,
  createdAt: accounts.createdAt,
};

export async function countAccounts(store: Store): Promise<number> {
  return store.database.$count(accounts);
}

export async function listAccounts(store: Store) {
  return store.database
    .select({ ...columns, suspendedAt: suspensions.at })
    .from(accounts)
    .leftJoin(suspensions, eq(suspensions.accountId, accounts.id))
    .orderBy(accounts.name)
    .all();
}

/** An account that may sign in: suspended ones are not found. */
export async function findAccount(store: Store, id: string) {
  return store.database
    .select(columns)
    .from(accounts)
    .leftJoin(suspensions, eq(suspensions.accountId, accounts.id))
    .where(and(eq(accounts.id, id), isNull(suspensions.accountId)))
    .get();
}

export async function findCredentials(store: Store, email: string) {
  return store.database
    .select({ id: accounts.id, passwordHash: accounts.passwordHash })
    .from(accounts)
    .leftJoin(suspensions, eq(suspensions.accountId, accounts.id))
    .where(and(eq(accounts.email, normaliseEmail(email)), isNull(suspensions.accountId)))
    .get();
}

/** @returns the new id, or undefined when the address already has an account. */
export async function insertAccount(store: Store, account: NewAccount) {
  return write(store, (transaction) => {
    const id = newId();
    const added = transaction
      .insert(accounts)
      .values({ ...account, id, email: normaliseEmail(account.email), createdAt: Date.now() })
      .onConflictDoNothing()
      .run();
    if (added.changes === 0) return undefined;
    recordEvent(transaction, {
      accountId: account.createdBy,
      action: 'account.create',
      subjectKind: 'account',
      subjectId: id,
      detail: { role: account.role },
    });
    return id;
  });
}

/** Changes the password and ends every session of the account. */
export async function updatePassword(store: Store, id: string, passwordHash: string) {
  write(store, (transaction) => {
    transaction.update(accounts).set({ passwordHash }).where(eq(accounts.id, id)).run();
    transaction.delete(sessions).where(eq(sessions.accountId, id)).run();
    recordEvent(transaction, {
      accountId: id,
      action: 'password.update',
      subjectKind: 'account',
      subjectId: id,
    });
  });
}

/** Suspends the account and ends its sessions at once. */
export async function suspendAccount(store: Store, id: string, suspendedBy: string) {
  write(store, (transaction) => {
    transaction
      .insert(suspensions)
      .values({ accountId: id, suspendedBy, at: Date.now() })
      .onConflictDoNothing()
      .run();
    transaction.delete(sessions).where(eq(sessions.accountId, id)).run();
    recordEvent(transaction, {
      accountId: suspendedBy,
      action: 'account.suspend',
      subjectKind: 'account',
      subjectId: id,
    });
  });
}

export async function restoreAccount(store: Store, id: string, restoredBy: string) {
  write(store, (transaction) => {
    transaction.delete(suspensions).where(eq(suspensions.accountId, id)).run();
    recordEvent(transaction, {
      accountId: restoredBy,
      action: 'account.restore',
      subjectKind: 'account',
      subjectId: id,
    });
  });
}

export async function countAdministrators(store: Store): Promise<number> {
  const row = store.database
    .select({ count: sql<number>`count(*)` })
    .from(accounts)
    .leftJoin(suspensions, eq(suspensions.accountId, accounts.id))
    .where(and(eq(accounts.role, 'administrator'), isNull(suspensions.accountId)))
    .get();
  return row?.count ?? 0;
}

const normaliseEmail = (email: string) => email.trim().normalize('NFC').toLowerCase();
