import { eq, inArray } from 'drizzle-orm';
import type { Store, Transaction } from '../open.ts';
import { accounts } from '../schema/accounts.ts';
import { type FINDING_STATUSES, findingStatuses } from '../schema/findings.ts';

/** What queries read through: the store itself, or the transaction under way. */
export type Reader = Pick<Transaction, 'select' | 'selectDistinct'>;

export type FindingStatus = (typeof FINDING_STATUSES)[number];

export interface NewStatus {
  readonly findingId: string;
  readonly status: FindingStatus;
  /** What the person wrote, or codes of ours (« finding.edited ») that a screen words. */
  readonly reason: string;
  /** Null: the platform itself. */
  readonly setBy: string | null;
}

export function addStatus(transaction: Transaction, status: NewStatus): number {
  const { lastInsertRowid } = transaction
    .insert(findingStatuses)
    .values({ ...status, at: Date.now() })
    .run();
  return Number(lastInsertRowid);
}

/** Every status that a finding went through, first one first. */
export async function listStatuses(store: Store, findingId: string) {
  return selectStatuses(store.database, [findingId]);
}

/** The status that stands is the last row of a finding. */
export function selectStatuses(reader: Reader, findingIds: readonly string[]) {
  return reader
    .select({
      id: findingStatuses.id,
      findingId: findingStatuses.findingId,
      status: findingStatuses.status,
      reason: findingStatuses.reason,
      setBy: findingStatuses.setBy,
      setByName: accounts.name,
      at: findingStatuses.at,
    })
    .from(findingStatuses)
    .leftJoin(accounts, eq(accounts.id, findingStatuses.setBy))
    .where(inArray(findingStatuses.findingId, [...findingIds]))
    .orderBy(findingStatuses.id)
    .all();
}
