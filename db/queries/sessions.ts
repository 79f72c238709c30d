import { eq, lt } from 'drizzle-orm';
import { hashOf } from '../ids.ts';
import { type Store, write } from '../open.ts';
import { sessions } from '../schema/accounts.ts';

export interface StoredSession {
  readonly accountId: string | null;
  readonly data: string;
  readonly expiresAt: number;
}

/** The session of this cookie value, unless it has expired. Only a hash of the value is stored. */
export async function findSession(store: Store, token: string): Promise<StoredSession | undefined> {
  const row = store.database
    .select()
    .from(sessions)
    .where(eq(sessions.tokenHash, hashOf(token)))
    .get();
  return row && row.expiresAt > Date.now() ? row : undefined;
}

export async function saveSession(store: Store, token: string, session: StoredSession) {
  write(store, (transaction) => {
    transaction
      .insert(sessions)
      .values({ tokenHash: hashOf(token), ...session })
      .onConflictDoUpdate({ target: sessions.tokenHash, set: session })
      .run();
  });
}

export async function deleteSession(store: Store, token: string) {
  write(store, (transaction) => {
    transaction
      .delete(sessions)
      .where(eq(sessions.tokenHash, hashOf(token)))
      .run();
  });
}

export async function deleteExpiredSessions(store: Store) {
  write(store, (transaction) => {
    transaction.delete(sessions).where(lt(sessions.expiresAt, Date.now())).run();
  });
}
