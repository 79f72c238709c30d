import { and, eq, isNull, notInArray, sql } from 'drizzle-orm';
import type { Store } from '../open.ts';
import { codings, themes } from '../schema/analysis.ts';
import { contributions, contributionWithdrawals, segments } from '../schema/contributions.ts';
import { stakeholders } from '../schema/missions.ts';
import { interviews } from '../schema/sources.ts';
import { listMerges } from './theme-merges.ts';

const heard = isNull(contributionWithdrawals.contributionId);

const speaker = {
  id: stakeholders.id,
  regionCode: stakeholders.regionCode,
  category: stakeholders.category,
};

/** Whose words the mission holds: each stakeholder once, however much they said. */
export async function listSpeakers(store: Store, missionId: string) {
  return store.database
    .selectDistinct(speaker)
    .from(contributions)
    .innerJoin(stakeholders, eq(stakeholders.id, contributions.stakeholderId))
    .leftJoin(contributionWithdrawals, eq(contributionWithdrawals.contributionId, contributions.id))
    .where(and(eq(contributions.missionId, missionId), heard))
    .orderBy(stakeholders.id)
    .all();
}

export type Speaker = Awaited<ReturnType<typeof listSpeakers>>[number];

/** Those of them who speak of a theme, with how many segments of it are theirs. */
export async function listSpeakersOfTheme(store: Store, themeId: string) {
  return store.database
    .select({ ...speaker, segments: sql<number>`count(*)` })
    .from(codings)
    .innerJoin(segments, eq(segments.id, codings.segmentId))
    .innerJoin(contributions, eq(contributions.id, segments.contributionId))
    .innerJoin(stakeholders, eq(stakeholders.id, contributions.stakeholderId))
    .leftJoin(contributionWithdrawals, eq(contributionWithdrawals.contributionId, contributions.id))
    .where(and(eq(codings.themeId, themeId), heard))
    .groupBy(stakeholders.id)
    .orderBy(stakeholders.id)
    .all();
}

/** How many stakeholders and segments each theme of a run holds, withdrawn words left out. */
export async function countVoices(store: Store, runId: string) {
  return store.database
    .select({
      themeId: codings.themeId,
      segments: sql<number>`count(*)`,
      stakeholders: sql<number>`count(distinct ${contributions.stakeholderId})`,
    })
    .from(codings)
    .innerJoin(themes, eq(themes.id, codings.themeId))
    .innerJoin(segments, eq(segments.id, codings.segmentId))
    .innerJoin(contributions, eq(contributions.id, segments.contributionId))
    .leftJoin(contributionWithdrawals, eq(contributionWithdrawals.contributionId, contributions.id))
    .where(and(eq(themes.runId, runId), heard))
    .groupBy(codings.themeId)
    .all();
}

/**
 * The themes met in each interview, interviews in the order of their days: what saturation is read from.
 * An interview where the run found no theme stands there once, with null.
 */
export async function listThemesByInterview(store: Store, missionId: string, runId: string) {
  const takenIn = listMerges(store.database, missionId).map(({ absorbedId }) => absorbedId);
  return store.database
    .selectDistinct({ interviewId: interviews.id, heldOn: interviews.heldOn, theme: themes.number })
    .from(contributions)
    .innerJoin(interviews, eq(interviews.id, contributions.sourceId))
    .leftJoin(segments, eq(segments.contributionId, contributions.id))
    .leftJoin(codings, eq(codings.segmentId, segments.id))
    .leftJoin(
      themes,
      and(eq(themes.id, codings.themeId), eq(themes.runId, runId), notInArray(themes.id, takenIn)),
    )
    .leftJoin(contributionWithdrawals, eq(contributionWithdrawals.contributionId, contributions.id))
    .where(
      and(eq(contributions.missionId, missionId), eq(contributions.sourceKind, 'interview'), heard),
    )
    .orderBy(interviews.heldOn, interviews.id, themes.number)
    .all();
}
