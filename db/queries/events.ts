import { and, desc, eq, inArray } from 'drizzle-orm';
import { chunks } from '../chunks.ts';
import type { Store, Transaction } from '../open.ts';
import { accounts } from '../schema/accounts.ts';
import { events } from '../schema/house.ts';
import { addDeliveries } from './webhook-deliveries.ts';

export interface NewEvent {
  readonly missionId?: string | null;
  /** Null: the platform itself, or a respondent. */
  readonly accountId?: string | null;
  /** A verb and its noun, "finding.reject". */
  readonly action: string;
  readonly subjectKind: string;
  readonly subjectId: string;
  readonly detail?: Record<string, unknown>;
  /** Epoch milliseconds; now when absent. */
  readonly at?: number;
}

/** Writes one row of the journal, inside the transaction of the act that it tells. */
export function recordEvent(transaction: Transaction, event: NewEvent): void {
  recordEvents(transaction, [event]);
}

/** The same for acts done together. */
export function recordEvents(transaction: Transaction, acts: readonly NewEvent[]): void {
  for (const some of chunks(acts)) {
    // Not RETURNING: a full disk would undo that statement alone, and no longer the whole shared commit.
    const { lastInsertRowid } = transaction
      .insert(events)
      .values(
        some.map((event) => ({
          at: event.at ?? Date.now(),
          missionId: event.missionId ?? null,
          accountId: event.accountId ?? null,
          action: event.action,
          subjectKind: event.subjectKind,
          subjectId: event.subjectId,
          detail: event.detail ?? {},
        })),
      )
      .run();
    // Rows of one insertion follow each other: nobody else writes meanwhile, and nothing of this table is ever taken away.
    const first = Number(lastInsertRowid) - some.length + 1;
    for (const [rank, event] of some.entries()) addDeliveries(transaction, first + rank, event);
  }
}

const columns = {
  id: events.id,
  at: events.at,
  action: events.action,
  subjectKind: events.subjectKind,
  subjectId: events.subjectId,
  detail: events.detail,
  accountName: accounts.name,
};

/** History of some subjects of one kind, oldest first, with the name of who acted. */
export async function listEventsOf(store: Store, subjectKind: string, ids: readonly string[]) {
  return store.database
    .select(columns)
    .from(events)
    .leftJoin(accounts, eq(accounts.id, events.accountId))
    .where(and(eq(events.subjectKind, subjectKind), inArray(events.subjectId, [...ids])))
    .orderBy(events.id)
    .all();
}

/** The mission's journal, newest first. */
export async function listEvents(store: Store, missionId: string, page: Page) {
  return store.database
    .select(columns)
    .from(events)
    .leftJoin(accounts, eq(accounts.id, events.accountId))
    .where(eq(events.missionId, missionId))
    .orderBy(desc(events.id))
    .limit(page.limit)
    .offset(page.offset)
    .all();
}

export interface Page {
  readonly limit: number;
  readonly offset: number;
}
