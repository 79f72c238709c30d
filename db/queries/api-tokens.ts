import { and, desc, eq, gt, isNull, lt, or } from 'drizzle-orm';
import { hashOf, newId, newToken } from '../ids.ts';
import { type Store, write } from '../open.ts';
import { missions } from '../schema/missions.ts';
import { apiTokens } from '../schema/webhooks.ts';
import { recordEvent } from './events.ts';

export type ApiToken = typeof apiTokens.$inferSelect;

/** Makes a token known at sight: by its owner, and by programs that look for secrets left in code. */
const PREFIX = 'cst_';
/** The date of last use is a hint: one write a minute is enough. */
const LAST_USE_STEP_MS = 60_000;

export interface NewApiToken {
  readonly accountId: string;
  readonly name: string;
  readonly scopes: readonly string[];
  readonly missionId: string | null;
  readonly expiresAt: number | null;
}

/** @returns the token itself: it can't be read again. */
export async function insertApiToken(store: Store, token: NewApiToken): Promise<string> {
  const secret = PREFIX + newToken();
  write(store, (transaction) => {
    const id = newId();
    transaction
      .insert(apiTokens)
      .values({ ...token, id, tokenHash: hashOf(secret), createdAt: Date.now() })
      .run();
    recordEvent(transaction, {
      missionId: token.missionId,
      accountId: token.accountId,
      action: 'apiToken.create',
      subjectKind: 'apiToken',
      subjectId: id,
      detail: { scopes: token.scopes },
    });
  });
  return secret;
}

/** The tokens of an account that were not taken back, latest first. */
export async function listApiTokens(store: Store, accountId: string) {
  return store.database
    .select({ token: apiTokens, mission: missions.title })
    .from(apiTokens)
    .leftJoin(missions, eq(missions.id, apiTokens.missionId))
    .where(and(eq(apiTokens.accountId, accountId), isNull(apiTokens.revokedAt)))
    .orderBy(desc(apiTokens.createdAt), apiTokens.id)
    .all();
}

/** Takes a token back: it opens nothing more. @returns false for who has no such token. */
export async function revokeApiToken(
  store: Store,
  { accountId, id }: { readonly accountId: string; readonly id: string },
): Promise<boolean> {
  return write(store, (transaction) => {
    const { changes } = transaction
      .update(apiTokens)
      .set({ revokedAt: Date.now() })
      .where(
        and(eq(apiTokens.id, id), eq(apiTokens.accountId, accountId), isNull(apiTokens.revokedAt)),
      )
      .run();
    if (changes === 0) return false;
    recordEvent(transaction, {
      accountId,
      action: 'apiToken.revoke',
      subjectKind: 'apiToken',
      subjectId: id,
    });
    return true;
  });
}

/** The token while it is good; notes, now and then, that it serves. */
export async function useApiToken(store: Store, secret: string): Promise<ApiToken | undefined> {
  const now = Date.now();
  const token = store.database
    .select()
    .from(apiTokens)
    .where(
      and(
        eq(apiTokens.tokenHash, hashOf(secret)),
        isNull(apiTokens.revokedAt),
        or(isNull(apiTokens.expiresAt), gt(apiTokens.expiresAt, now)),
      ),
    )
    .get();
  if (token && (token.lastUsedAt ?? 0) < now - LAST_USE_STEP_MS) noteUse(store, token.id, now);
  return token;
}

function noteUse(store: Store, id: string, now: number): void {
  const isStale = or(
    isNull(apiTokens.lastUsedAt),
    lt(apiTokens.lastUsedAt, now - LAST_USE_STEP_MS),
  );
  store.database
    .update(apiTokens)
    .set({ lastUsedAt: now })
    .where(and(eq(apiTokens.id, id), isStale))
    .run();
}
