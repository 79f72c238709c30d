import { and, eq, gt, isNull } from 'drizzle-orm';
import { hashOf, newToken } from '../ids.ts';
import { type Store, write } from '../open.ts';
import { type ACCESS_PURPOSES, accessLinks } from '../schema/accounts.ts';

export type AccessPurpose = (typeof ACCESS_PURPOSES)[number];

export interface NewAccessLink {
  readonly purpose: AccessPurpose;
  readonly accountId?: string | null;
  /** Milliseconds. */
  readonly validFor: number;
}

/** @returns the token to put in the link: it can't be read again. */
export async function insertAccessLink(store: Store, link: NewAccessLink): Promise<string> {
  const token = newToken();
  const createdAt = Date.now();
  write(store, (transaction) => {
    transaction
      .insert(accessLinks)
      .values({
        tokenHash: hashOf(token),
        purpose: link.purpose,
        accountId: link.accountId ?? null,
        createdAt,
        expiresAt: createdAt + link.validFor,
        usedAt: null,
      })
      .run();
  });
  return token;
}

/** The link of this token while it still opens something. Looking consumes nothing. */
export async function findAccessLink(store: Store, purpose: AccessPurpose, token: string) {
  return store.database.select().from(accessLinks).where(usable(purpose, token)).get();
}

/** Consumes the link. @returns it, or undefined when it is unknown, expired or already used. */
export async function consumeAccessLink(store: Store, purpose: AccessPurpose, token: string) {
  return write(store, (transaction) =>
    transaction
      .update(accessLinks)
      .set({ usedAt: Date.now() })
      .where(usable(purpose, token))
      .returning()
      .get(),
  );
}

const usable = (purpose: AccessPurpose, token: string) =>
  and(
    eq(accessLinks.tokenHash, hashOf(token)),
    eq(accessLinks.purpose, purpose),
    isNull(accessLinks.usedAt),
    gt(accessLinks.expiresAt, Date.now()),
  );
