import { and, eq, inArray, isNull, sql } from 'drizzle-orm';
import { hashOf, newId } from '../ids.ts';
import type { Store, Transaction } from '../open.ts';
import {
  contributions,
  contributionWithdrawals,
  type FAMILIES,
  type SOURCE_KINDS,
} from '../schema/contributions.ts';
import { stakeholders } from '../schema/missions.ts';
import type { SPAN_KINDS } from '../schema/sources.ts';
import { questionFindingsOn } from './finding-withdrawals.ts';

export type Contribution = typeof contributions.$inferSelect;
export type Family = (typeof FAMILIES)[number];
export type SourceKind = (typeof SOURCE_KINDS)[number];
export type SpanKind = (typeof SPAN_KINDS)[number];

export type NewContribution = Omit<Contribution, 'id' | 'hash' | 'createdAt'> & {
  readonly id?: string;
  readonly createdAt?: number;
};

/** Stores what was said, to the letter, inside the transaction of whoever brings it. @returns the ids. */
export function insertContributions(
  transaction: Transaction,
  items: readonly NewContribution[],
): string[] {
  return items.map((item) => {
    const id = item.id ?? newId();
    transaction
      .insert(contributions)
      .values({ ...item, id, hash: hashOf(item.text), createdAt: item.createdAt ?? Date.now() })
      .run();
    return id;
  });
}

/**
 * Takes contributions out of the corpus by a row each; their words stay behind what cites them, and settled findings that
 * rest on them go to review in the same transaction.
 */
export function withdrawContributions(
  transaction: Transaction,
  ids: readonly string[],
  withdrawal: { readonly withdrawnBy: string | null; readonly reason: string },
): void {
  for (const contributionId of ids)
    transaction
      .insert(contributionWithdrawals)
      .values({ contributionId, ...withdrawal, at: Date.now() })
      .onConflictDoNothing()
      .run();
  questionFindingsOn(transaction, ids);
}

const notWithdrawn = isNull(contributionWithdrawals.contributionId);

/** What one source says now, in its own order: withdrawn words left out. */
export async function listContributionsOfSource(
  store: Store,
  sourceKind: SourceKind,
  sourceId: string,
) {
  return store.database
    .select()
    .from(contributions)
    .leftJoin(contributionWithdrawals, eq(contributionWithdrawals.contributionId, contributions.id))
    .where(
      and(
        eq(contributions.sourceKind, sourceKind),
        eq(contributions.sourceId, sourceId),
        notWithdrawn,
      ),
    )
    .orderBy(contributions.position, contributions.id)
    .all()
    .map((row) => row.contributions);
}

/** One contribution of the mission with who speaks; withdrawn ones too, and said to be. */
export async function findContribution(store: Store, missionId: string, id: string) {
  const row = store.database
    .select()
    .from(contributions)
    .leftJoin(stakeholders, eq(stakeholders.id, contributions.stakeholderId))
    .leftJoin(contributionWithdrawals, eq(contributionWithdrawals.contributionId, contributions.id))
    .where(and(eq(contributions.missionId, missionId), eq(contributions.id, id)))
    .get();
  return (
    row && {
      ...row.contributions,
      stakeholder: row.stakeholders,
      withdrawal: row.contribution_withdrawals,
    }
  );
}

/** The whole corpus of a mission, as the analysis reads it: with who speaks, and from where. */
export async function listCorpus(store: Store, missionId: string) {
  return store.database
    .select({
      id: contributions.id,
      text: contributions.text,
      family: contributions.family,
      kind: contributions.kind,
      stakeholderId: contributions.stakeholderId,
      category: stakeholders.category,
      regionCode: stakeholders.regionCode,
    })
    .from(contributions)
    .leftJoin(stakeholders, eq(stakeholders.id, contributions.stakeholderId))
    .leftJoin(contributionWithdrawals, eq(contributionWithdrawals.contributionId, contributions.id))
    .where(and(eq(contributions.missionId, missionId), notWithdrawn))
    .orderBy(contributions.id)
    .all();
}

/** How many contributions the mission holds, by family of source. */
export async function countContributions(store: Store, missionId: string) {
  return store.database
    .select({ family: contributions.family, count: sql<number>`count(*)` })
    .from(contributions)
    .leftJoin(contributionWithdrawals, eq(contributionWithdrawals.contributionId, contributions.id))
    .where(and(eq(contributions.missionId, missionId), notWithdrawn))
    .groupBy(contributions.family)
    .all();
}

/** How many contributions an analysis begun at `at` could read, and how many came since. */
export async function countContributionsAround(store: Store, missionId: string, at: number) {
  const counted = store.database
    .select({
      read: sql<number>`count(*) filter (where ${contributions.createdAt} <= ${at})`,
      since: sql<number>`count(*) filter (where ${contributions.createdAt} > ${at})`,
    })
    .from(contributions)
    .leftJoin(contributionWithdrawals, eq(contributionWithdrawals.contributionId, contributions.id))
    .where(and(eq(contributions.missionId, missionId), notWithdrawn))
    .get();
  return counted ?? { read: 0, since: 0 };
}

/**
 * Contributions that hold every word of `query`, best first. The query is words, never a search
 * syntax: whatever was typed is quoted. Accents and case do not count.
 */
export async function searchContributions(
  store: Store,
  missionId: string,
  query: string,
  limit: number,
): Promise<Contribution[]> {
  const words = query.normalize('NFC').match(/[\p{L}\p{N}]+/gu) ?? [];
  if (words.length === 0) return [];
  const match = words.map((word) => `"${word}"*`).join(' ');
  const found = store.sqlite
    .prepare<[string, string, number], { id: string }>(
      `SELECT c.id FROM contributions_search s JOIN contributions c ON c.id = s.contribution_id
       WHERE contributions_search MATCH ? AND c.mission_id = ? ORDER BY s.rank, c.id LIMIT ?`,
    )
    .all(match, missionId, limit)
    .map((row) => row.id);
  const rows = store.database
    .select()
    .from(contributions)
    .where(inArray(contributions.id, found))
    .all();
  return found.flatMap((id) => rows.filter((row) => row.id === id));
}
