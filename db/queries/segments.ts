import { and, eq, inArray, isNull, type SQL, sql } from 'drizzle-orm';
import type { Store } from '../open.ts';
import { codings } from '../schema/analysis.ts';
import { contributions, contributionWithdrawals, segments } from '../schema/contributions.ts';
import { stakeholders } from '../schema/missions.ts';
import type { Family } from './contributions.ts';
import type { StakeholderCategory } from './stakeholders.ts';

/** What narrows a list of segments: any of these, all at once. */
export interface SegmentFilter {
  readonly regionCode?: string;
  readonly category?: StakeholderCategory;
  readonly family?: Family;
  readonly stakeholderId?: string;
}

/** The literal words of a segment: offsets are UTF-16, so they are cut here, never by SQL. */
export const wordsOf = (segment: { contributionText: string; start: number; end: number }) =>
  segment.contributionText.slice(segment.start, segment.end);

/** The segments of one theme with their words, who speaks and from where, in reading order. */
export async function listSegmentsOfTheme(
  store: Store,
  themeId: string,
  filter: SegmentFilter = {},
) {
  return selectSegments(store, and(eq(codings.themeId, themeId), ...conditions(filter)));
}

export type SegmentRow = Awaited<ReturnType<typeof listSegmentsOfTheme>>[number];

/** Segments by id, in the order of the ids given; unknown ids are left out. */
export async function listSegments(
  store: Store,
  missionId: string,
  ids: readonly string[],
): Promise<SegmentRow[]> {
  const rows = store.database
    .select(columns)
    .from(segments)
    .innerJoin(contributions, eq(contributions.id, segments.contributionId))
    .leftJoin(stakeholders, eq(stakeholders.id, contributions.stakeholderId))
    .leftJoin(contributionWithdrawals, eq(contributionWithdrawals.contributionId, contributions.id))
    .where(and(eq(contributions.missionId, missionId), inArray(segments.id, [...ids])))
    .all();
  const byId = new Map(rows.map((row) => [row.id, row]));
  return ids.flatMap((id) => byId.get(id) ?? []);
}

/**
 * How many segments and how many different stakeholders a theme has in each region × category × family.
 * Stakeholders are what is counted; segments say how much they spoke.
 */
export async function countSegmentsOfTheme(store: Store, themeId: string) {
  return store.database
    .select({
      regionCode: stakeholders.regionCode,
      category: stakeholders.category,
      family: contributions.family,
      segments: sql<number>`count(*)`,
      stakeholders: sql<number>`count(distinct ${contributions.stakeholderId})`,
    })
    .from(codings)
    .innerJoin(segments, eq(segments.id, codings.segmentId))
    .innerJoin(contributions, eq(contributions.id, segments.contributionId))
    .leftJoin(stakeholders, eq(stakeholders.id, contributions.stakeholderId))
    .leftJoin(contributionWithdrawals, eq(contributionWithdrawals.contributionId, contributions.id))
    .where(and(eq(codings.themeId, themeId), isNull(contributionWithdrawals.at)))
    .groupBy(stakeholders.regionCode, stakeholders.category, contributions.family)
    .all();
}

/** How many segments of a run each theme holds. */
export async function countSegments(store: Store, themeIds: readonly string[]) {
  return store.database
    .select({ themeId: codings.themeId, segments: sql<number>`count(*)` })
    .from(codings)
    .where(inArray(codings.themeId, [...themeIds]))
    .groupBy(codings.themeId)
    .all();
}

const columns = {
  id: segments.id,
  contributionId: segments.contributionId,
  start: segments.start,
  end: segments.end,
  contributionText: contributions.text,
  hash: segments.hash,
  kind: contributions.kind,
  family: contributions.family,
  sourceKind: contributions.sourceKind,
  sourceId: contributions.sourceId,
  locator: contributions.locator,
  consent: contributions.consent,
  stakeholderId: contributions.stakeholderId,
  function: stakeholders.function,
  category: stakeholders.category,
  organisation: stakeholders.organisation,
  departmentCode: stakeholders.departmentCode,
  regionCode: stakeholders.regionCode,
  withdrawnAt: contributionWithdrawals.at,
};

function selectSegments(store: Store, where: SQL | undefined) {
  return store.database
    .select(columns)
    .from(codings)
    .innerJoin(segments, eq(segments.id, codings.segmentId))
    .innerJoin(contributions, eq(contributions.id, segments.contributionId))
    .leftJoin(stakeholders, eq(stakeholders.id, contributions.stakeholderId))
    .leftJoin(contributionWithdrawals, eq(contributionWithdrawals.contributionId, contributions.id))
    .where(and(where, isNull(contributionWithdrawals.at)))
    .orderBy(contributions.sourceId, contributions.position, segments.start)
    .all();
}

function conditions(filter: SegmentFilter): (SQL | undefined)[] {
  return [
    filter.regionCode ? eq(stakeholders.regionCode, filter.regionCode) : undefined,
    filter.category ? eq(stakeholders.category, filter.category) : undefined,
    filter.family ? eq(contributions.family, filter.family) : undefined,
    filter.stakeholderId ? eq(contributions.stakeholderId, filter.stakeholderId) : undefined,
  ];
}
