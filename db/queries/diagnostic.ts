import { and, eq, isNull, sql } from 'drizzle-orm';
import type { Store } from '../open.ts';
import { contributions, contributionWithdrawals } from '../schema/contributions.ts';

/** What a mission has gathered, by family of source: sources, contributions and stakeholders, withdrawn words apart. */
export async function countSources(store: Store, missionId: string) {
  return store.database
    .select({
      family: contributions.family,
      sources: sql<number>`count(distinct ${contributions.sourceId})`,
      contributions: sql<number>`count(*)`,
      stakeholders: sql<number>`count(distinct ${contributions.stakeholderId})`,
    })
    .from(contributions)
    .leftJoin(contributionWithdrawals, eq(contributionWithdrawals.contributionId, contributions.id))
    .where(
      and(eq(contributions.missionId, missionId), isNull(contributionWithdrawals.contributionId)),
    )
    .groupBy(contributions.family)
    .all();
}
