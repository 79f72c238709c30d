import { and, eq, isNotNull, isNull, lte, or, sql } from 'drizzle-orm';
import { newId } from '../ids.ts';
import { type Store, type Transaction, write } from '../open.ts';
import { missions } from '../schema/missions.ts';
import { surveys } from '../schema/surveys.ts';
import { webhookAttempts, webhookDeliveries, webhooks } from '../schema/webhooks.ts';
import type { NewEvent } from './events.ts';

/** What other programs may hear of, by the act of the journal that makes it happen. */
const HAPPENINGS = {
  'submission.create': 'response.submitted',
  'submission.replace': 'response.replaced',
  'submission.withdraw': 'response.withdrawn',
  'survey.publish': 'survey.published',
  'survey.republish': 'survey.published',
  'survey.close': 'survey.closed',
  'survey.reopen': 'survey.reopened',
  'run.finish': 'run.finished',
  'run.failed': 'run.failed',
  'finding.validate': 'finding.validated',
  'finding.publish': 'finding.published',
} as const;

export type WebhookEvent = (typeof HAPPENINGS)[keyof typeof HAPPENINGS];
export const WEBHOOK_EVENTS: readonly WebhookEvent[] = [...new Set(Object.values(HAPPENINGS))];

const isHappening = (action: string): action is keyof typeof HAPPENINGS =>
  Object.hasOwn(HAPPENINGS, action);

/**
 * Puts in the queue what the mission's webhooks are to be told of an act, in the transaction of the act. What an
 * anonymous survey receives is told to nobody: the hour would say who answered.
 */
export function addDeliveries(transaction: Transaction, eventId: number, event: NewEvent): void {
  const { action, missionId, subjectId, detail = {} } = event;
  if (!missionId || !isHappening(action)) return;
  const listening = transaction
    .select()
    .from(webhooks)
    .where(and(eq(webhooks.missionId, missionId), isNull(webhooks.revokedAt)))
    .all();
  if (listening.length === 0) return;
  const name = HAPPENINGS[action];
  if (name.startsWith('response.') && isOfAnonymous(transaction, detail.survey)) return;
  const occurrence =
    name === 'survey.closed' ? closingOf(transaction, subjectId) : `${name}/${eventId}`;
  const now = Date.now();
  for (const { id: webhookId, events } of listening)
    if (events.includes(name))
      insertDelivery(transaction, {
        webhookId,
        event: name,
        subjectId,
        detail,
        occurrence,
        occurredAt: event.at ?? now,
        dueAt: now,
      });
}

function insertDelivery(
  transaction: Transaction,
  delivery: Omit<typeof webhookDeliveries.$inferInsert, 'id'>,
): string {
  const id = newId();
  transaction
    .insert(webhookDeliveries)
    .values({ ...delivery, id })
    .onConflictDoNothing()
    .run();
  return id;
}

function isOfAnonymous(transaction: Transaction, surveyId: unknown): boolean {
  if (typeof surveyId !== 'string') return false;
  const survey = transaction.select().from(surveys).where(eq(surveys.id, surveyId)).get();
  return survey?.isAnonymous ?? false;
}

/** A survey that somebody closes and one that closes at its hour are told alike, once. */
function closingOf(transaction: Transaction, surveyId: string): string {
  const survey = transaction.select().from(surveys).where(eq(surveys.id, surveyId)).get();
  return `survey.closed/${surveyId}/${survey?.closesAt ?? ''}`;
}

/** Surveys whose hour has come, that no act closed: told to the webhooks that were there before. */
export async function addTimedClosings(store: Store, now: number): Promise<void> {
  const due = store.database
    .select({ webhook: webhooks, survey: surveys })
    .from(webhooks)
    .innerJoin(surveys, eq(surveys.missionId, webhooks.missionId))
    .where(
      and(
        isNull(webhooks.revokedAt),
        lte(surveys.closesAt, now),
        sql`${surveys.closesAt} > ${webhooks.createdAt}`,
        sql`not exists (select 1 from ${webhookDeliveries} where ${webhookDeliveries.webhookId} = ${webhooks.id}
          and ${webhookDeliveries.occurrence} = 'survey.closed/' || ${surveys.id} || '/' || ${surveys.closesAt})`,
      ),
    )
    .all()
    .filter(({ webhook }) => webhook.events.includes('survey.closed'));
  if (due.length === 0) return;
  write(store, (transaction) => {
    for (const { webhook, survey } of due)
      insertDelivery(transaction, {
        webhookId: webhook.id,
        event: 'survey.closed',
        subjectId: survey.id,
        detail: {},
        occurrence: `survey.closed/${survey.id}/${survey.closesAt}`,
        occurredAt: survey.closesAt ?? now,
        dueAt: now,
      });
  });
}

/** Asks a webhook to be told something now, to see whether it listens. */
export async function insertTrialDelivery(store: Store, webhookId: string): Promise<string> {
  const now = Date.now();
  return write(store, (transaction) =>
    insertDelivery(transaction, {
      webhookId,
      event: 'webhook.trial',
      subjectId: webhookId,
      detail: {},
      occurrence: `webhook.trial/${newId()}`,
      occurredAt: now,
      dueAt: now,
    }),
  );
}

export type ClaimedDelivery = Awaited<ReturnType<typeof claimDeliveries>>[number];

/** Takes what is due, one delivery a webhook at most, and holds it for `leaseFor`. */
export async function claimDeliveries(
  store: Store,
  {
    now,
    leaseFor,
    limit,
  }: { readonly now: number; readonly leaseFor: number; readonly limit: number },
) {
  if (!findDue(store.database, now).limit(1).get()) return [];
  return write(store, (transaction) => {
    const first = new Map(
      findDue(transaction, now)
        .limit(500)
        .all()
        .reverse()
        .map((row) => [row.webhook.id, row]),
    );
    const taken = [...first.values()].slice(0, limit);
    return taken.map((row) => {
      transaction
        .update(webhookDeliveries)
        .set({ leasedUntil: now + leaseFor })
        .where(eq(webhookDeliveries.id, row.delivery.id))
        .run();
      const { attempts } = transaction
        .select({ attempts: sql<number>`count(*)` })
        .from(webhookAttempts)
        .where(eq(webhookAttempts.deliveryId, row.delivery.id))
        .get() ?? { attempts: 0 };
      return { ...row, attempts };
    });
  });
}

const findDue = (database: Pick<Transaction, 'select'>, now: number) =>
  database
    .select({ delivery: webhookDeliveries, webhook: webhooks, mission: missions })
    .from(webhookDeliveries)
    .innerJoin(webhooks, eq(webhooks.id, webhookDeliveries.webhookId))
    .innerJoin(missions, eq(missions.id, webhooks.missionId))
    .where(
      and(
        lte(webhookDeliveries.dueAt, now),
        isNull(webhooks.revokedAt),
        or(isNull(webhookDeliveries.leasedUntil), lte(webhookDeliveries.leasedUntil, now)),
      ),
    )
    .orderBy(webhookDeliveries.dueAt, webhookDeliveries.id)
    .$dynamic();

/** Keeps what came of an attempt; `dueAt` null: it was told, or is given up. */
export async function endDeliveryAttempt(
  store: Store,
  deliveryId: string,
  attempt: Omit<typeof webhookAttempts.$inferInsert, 'id' | 'deliveryId'>,
  dueAt: number | null,
): Promise<void> {
  write(store, (transaction) => {
    transaction
      .insert(webhookAttempts)
      .values({ ...attempt, deliveryId })
      .run();
    transaction
      .update(webhookDeliveries)
      .set({ dueAt, leasedUntil: null })
      .where(eq(webhookDeliveries.id, deliveryId))
      .run();
  });
}

/** Makes a delivery due at once, whatever came of it before. @returns false for another webhook's. */
export async function repeatDelivery(store: Store, webhookId: string, id: string) {
  return write(store, (transaction) => {
    const { changes } = transaction
      .update(webhookDeliveries)
      .set({ dueAt: Date.now(), leasedUntil: null })
      .where(and(eq(webhookDeliveries.id, id), eq(webhookDeliveries.webhookId, webhookId)))
      .run();
    return changes > 0;
  });
}

/** What a webhook was told, latest first, with what came of the last attempt. */
export async function listDeliveries(
  store: Store,
  webhookId: string,
  page: { readonly limit: number; readonly offset: number },
) {
  // Written out: columns of a query on one table lose its name, and these would be the attempts' own.
  const last = (column: string) =>
    sql`(select ${sql.identifier(column)} from ${webhookAttempts}
      where delivery_id = webhook_deliveries.id order by webhook_attempts.id desc limit 1)`;
  return store.database
    .select({
      id: webhookDeliveries.id,
      event: webhookDeliveries.event,
      occurredAt: webhookDeliveries.occurredAt,
      dueAt: webhookDeliveries.dueAt,
      attempts: sql<number>`(select count(*) from ${webhookAttempts}
        where delivery_id = webhook_deliveries.id)`,
      status: sql<number | null>`${last('status')}`,
      fault: sql<string | null>`${last('fault')}`,
      endedAt: sql<number | null>`${last('ended_at')}`,
    })
    .from(webhookDeliveries)
    .where(eq(webhookDeliveries.webhookId, webhookId))
    .orderBy(sql`${webhookDeliveries.occurredAt} desc`, webhookDeliveries.id)
    .limit(page.limit)
    .offset(page.offset)
    .all();
}

/** How many deliveries of each webhook wait, and how many were given up. */
export async function countDeliveries({ database }: Store, missionId: string) {
  const rows = database
    .select({
      webhookId: webhookDeliveries.webhookId,
      total: sql<number>`count(*)`,
      waiting: sql<number>`count(${webhookDeliveries.dueAt})`,
    })
    .from(webhookDeliveries)
    .innerJoin(webhooks, eq(webhooks.id, webhookDeliveries.webhookId))
    .where(and(eq(webhooks.missionId, missionId), isNotNull(webhooks.id)))
    .groupBy(webhookDeliveries.webhookId)
    .all();
  return new Map(rows.map(({ webhookId, ...counts }) => [webhookId, counts]));
}
