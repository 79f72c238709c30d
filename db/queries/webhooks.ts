import { and, desc, eq, isNull } from 'drizzle-orm';
import { newToken } from '../ids.ts';
import { type Store, type Transaction, write } from '../open.ts';
import { webhooks } from '../schema/webhooks.ts';
import { recordEvent } from './events.ts';

export type Webhook = typeof webhooks.$inferSelect;

interface WebhookAct {
  readonly missionId: string;
  readonly by: string;
}

/**
 * Tells another program of a mission's events from now on. The id comes with the form: sent twice, it is one.
 * @returns undefined for an id that is taken: its secret is not shown again.
 */
export async function insertWebhook(
  store: Store,
  { missionId, by, ...webhook }: WebhookAct & Pick<Webhook, 'id' | 'url' | 'events' | 'isPersonal'>,
): Promise<Webhook | undefined> {
  return write(store, (transaction) => {
    const held = transaction.select().from(webhooks).where(eq(webhooks.id, webhook.id)).get();
    if (held) return undefined;
    const row = transaction
      .insert(webhooks)
      .values({ ...webhook, missionId, seed: newToken(), createdBy: by, createdAt: Date.now() })
      .returning()
      .get();
    record(transaction, { missionId, by }, 'webhook.create', row.id);
    return row;
  });
}

/** The mission's webhooks that were not taken away, latest first. */
export async function listWebhooks(store: Store, missionId: string): Promise<Webhook[]> {
  return store.database
    .select()
    .from(webhooks)
    .where(and(eq(webhooks.missionId, missionId), isNull(webhooks.revokedAt)))
    .orderBy(desc(webhooks.createdAt), webhooks.id)
    .all();
}

export async function findWebhook(store: Store, missionId: string, id: string) {
  return store.database.select().from(webhooks).where(live(missionId, id)).get();
}

/** Gives a webhook another secret: the old one signs nothing more. */
export async function renewWebhook(
  store: Store,
  { id, missionId, by }: WebhookAct & { readonly id: string },
): Promise<Webhook | undefined> {
  return write(store, (transaction) => {
    const row = transaction
      .update(webhooks)
      .set({ seed: newToken() })
      .where(live(missionId, id))
      .returning()
      .get();
    if (row) record(transaction, { missionId, by }, 'webhook.renew', id);
    return row;
  });
}

/** Tells it nothing more; what it was told stays in the log. */
export async function revokeWebhook(
  store: Store,
  { id, missionId, by }: WebhookAct & { readonly id: string },
): Promise<void> {
  write(store, (transaction) => {
    const { changes } = transaction
      .update(webhooks)
      .set({ revokedAt: Date.now() })
      .where(live(missionId, id))
      .run();
    if (changes > 0) record(transaction, { missionId, by }, 'webhook.revoke', id);
  });
}

const live = (missionId: string, id: string) =>
  and(eq(webhooks.missionId, missionId), eq(webhooks.id, id), isNull(webhooks.revokedAt));

function record(
  transaction: Transaction,
  { missionId, by }: WebhookAct,
  action: string,
  subjectId: string,
): void {
  recordEvent(transaction, {
    missionId,
    accountId: by,
    action,
    subjectKind: 'webhook',
    subjectId,
  });
}
