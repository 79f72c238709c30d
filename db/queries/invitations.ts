import { and, eq, isNull } from 'drizzle-orm';
import { hashOf, newId, newToken } from '../ids.ts';
import { type Store, write } from '../open.ts';
import { invitations, surveys } from '../schema.ts';

/** Invites someone, known or not, to one survey. @returns the token to put in the link: it can't be read again. */
export async function insertInvitation(
  store: Store,
  invitation: { readonly surveyId: string; readonly stakeholderId: string | null },
): Promise<string> {
  const token = newToken();
  write(store, (transaction) => {
    transaction
      .insert(invitations)
      .values({ ...invitation, id: newId(), tokenHash: hashOf(token), createdAt: Date.now() })
      .run();
  });
  return token;
}

/** The invitation of this token with its survey, unless it was revoked. Looking consumes nothing. */
export async function findInvitation(store: Store, token: string) {
  const row = store.database
    .select()
    .from(invitations)
    .innerJoin(surveys, eq(surveys.id, invitations.surveyId))
    .where(and(eq(invitations.tokenHash, hashOf(token)), isNull(invitations.revokedAt)))
    .get();
  return row && { invitation: row.invitations, survey: row.surveys };
}
