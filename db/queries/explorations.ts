import { and, asc, eq, gt, inArray, isNull, lte } from 'drizzle-orm';
import type { Store } from '../open.ts';
import { codings, themes } from '../schema/analysis.ts';
import { contributions, contributionWithdrawals, segments } from '../schema/contributions.ts';
import { stakeholders } from '../schema/missions.ts';
import { listMerges, rootsOf } from './theme-merges.ts';

/** A part read between two other requests. */
const PART = 500;

/**
 * What an analysis begun at `at` could read, withdrawn words left out, in parts of at most five hundred: who reads them
 * may let other requests pass in between. `place` orders contributions as their sources tell them.
 */
export function* readContributions(store: Store, missionId: string, at: number) {
  for (let last = ''; ; ) {
    const part = store.database
      .select({
        id: contributions.id,
        text: contributions.text,
        family: contributions.family,
        sourceId: contributions.sourceId,
        position: contributions.position,
        stakeholderId: contributions.stakeholderId,
        category: stakeholders.category,
        regionCode: stakeholders.regionCode,
      })
      .from(contributions)
      .leftJoin(stakeholders, eq(stakeholders.id, contributions.stakeholderId))
      .leftJoin(
        contributionWithdrawals,
        eq(contributionWithdrawals.contributionId, contributions.id),
      )
      .where(
        and(
          eq(contributions.missionId, missionId),
          isNull(contributionWithdrawals.contributionId),
          lte(contributions.createdAt, at),
          gt(contributions.id, last),
        ),
      )
      .orderBy(asc(contributions.id))
      .limit(PART)
      .all();
    if (part.length > 0) yield part.map(withPlace);
    last = part.at(-1)?.id ?? '';
    if (part.length < PART) return;
  }
}

/** Where a run found its themes, as people gathered them since, one theme after the other, in parts too. */
export function* readCodedSpans(store: Store, runId: string) {
  const rows = store.database
    .select({ id: themes.id, missionId: themes.missionId, number: themes.number })
    .from(themes)
    .where(eq(themes.runId, runId))
    .orderBy(themes.number)
    .all();
  const roots = rootsOf(listMerges(store.database, rows[0]?.missionId ?? ''));
  const found = rows.filter(({ id }) => !roots.has(id));
  for (const theme of found)
    for (let last = ''; ; ) {
      const part = store.database
        .select({
          segmentId: codings.segmentId,
          contribution: segments.contributionId,
          start: segments.start,
          end: segments.end,
        })
        .from(codings)
        .innerJoin(segments, eq(segments.id, codings.segmentId))
        .where(and(eq(codings.themeId, theme.id), gt(codings.segmentId, last)))
        .orderBy(asc(codings.segmentId))
        .limit(PART)
        .all();
      yield part.map(({ contribution, start, end }) => ({
        contribution,
        start,
        end,
        theme: theme.number,
      }));
      last = part.at(-1)?.segmentId ?? '';
      if (part.length < PART) break;
    }
}

/** Who says some contributions, as a line of a concordance tells it. */
export async function listVoices(store: Store, missionId: string, ids: readonly string[]) {
  return store.database
    .select({
      id: contributions.id,
      family: contributions.family,
      consent: contributions.consent,
      function: stakeholders.function,
      regionCode: stakeholders.regionCode,
    })
    .from(contributions)
    .leftJoin(stakeholders, eq(stakeholders.id, contributions.stakeholderId))
    .where(and(eq(contributions.missionId, missionId), inArray(contributions.id, [...ids])))
    .all();
}

function withPlace<Row extends { family: string; sourceId: string; position: number }>({
  sourceId,
  position,
  ...row
}: Row) {
  return { ...row, place: `${row.family} ${sourceId} ${String(position).padStart(6, '0')}` };
}
