import { and, asc, eq, inArray, isNull, or, sql } from 'drizzle-orm';
import type { Store } from '../open.ts';
import { codings, themes } from '../schema/analysis.ts';
import { contributions, contributionWithdrawals, segments } from '../schema/contributions.ts';
import { stakeholders } from '../schema/missions.ts';
import { searchContributions } from './contributions.ts';
import { listSegments, type SegmentRow } from './segments.ts';

/** A segment with the themes' run in mind: whether it is of the finding's own theme. */
export type CandidateRow = SegmentRow & { readonly isOfTheme: boolean };

const THEME_SEGMENTS = 2000;
const CONTRIBUTIONS_A_FORM = 40;

/**
 * Segments among which counter-voices may stand: those of the theme, and those of contributions that hold one
 * of its strongest forms. Bounded, so that reading a page costs the same in a large mission.
 */
export async function listCandidates(
  store: Store,
  { missionId, theme, forms }: { missionId: string; theme: Theme; forms: readonly string[] },
): Promise<CandidateRow[]> {
  const ofTheme = store.database
    .select({ id: codings.segmentId })
    .from(codings)
    .where(eq(codings.themeId, theme.id))
    .orderBy(codings.segmentId)
    .limit(THEME_SEGMENTS)
    .all()
    .map(({ id }) => id);
  const found = await Promise.all(
    forms.map((form) => searchContributions(store, missionId, form, CONTRIBUTIONS_A_FORM)),
  );
  const elsewhere = listCut(store, found.flat(), theme.runId);
  return candidatesOf(store, missionId, ofTheme, elsewhere);
}

/** Where each segment of a theme lies and who says it, without its words. */
export async function listPlacesOfTheme(store: Store, themeId: string) {
  return store.database
    .select({
      contributionId: segments.contributionId,
      start: segments.start,
      end: segments.end,
      speaker: sql<string>`coalesce(${contributions.stakeholderId}, ${contributions.sourceId})`,
    })
    .from(codings)
    .innerJoin(segments, eq(segments.id, codings.segmentId))
    .innerJoin(contributions, eq(contributions.id, segments.contributionId))
    .leftJoin(contributionWithdrawals, eq(contributionWithdrawals.contributionId, contributions.id))
    .where(and(eq(codings.themeId, themeId), isNull(contributionWithdrawals.at)))
    .all();
}

interface Theme {
  readonly id: string;
  readonly runId: string;
}

/** Segments of the contributions that hold every word of a query, best contributions first. */
export async function searchSegments(
  store: Store,
  { missionId, theme, query }: { missionId: string; theme: Theme; query: string },
  limit: number,
): Promise<CandidateRow[]> {
  const found = await searchContributions(store, missionId, query, limit);
  const cut = listCut(store, found, theme.runId);
  const ofTheme = new Set(
    store.database
      .select({ id: codings.segmentId })
      .from(codings)
      .where(and(eq(codings.themeId, theme.id), inArray(codings.segmentId, cut)))
      .all()
      .map(({ id }) => id),
  );
  const rows = await candidatesOf(store, missionId, [], cut);
  const isCut = new Set(rows.map(({ contributionId }) => contributionId));
  const whole = listWhole(
    store,
    found.map(({ id }) => id).filter((id) => !isCut.has(id)),
  );
  const rank = new Map(found.map(({ id }, place) => [id, place]));
  return [...rows, ...whole]
    .map((row) => ({ ...row, isOfTheme: ofTheme.has(row.id) }))
    .toSorted((a, b) => (rank.get(a.contributionId) ?? 0) - (rank.get(b.contributionId) ?? 0));
}

async function candidatesOf(
  store: Store,
  missionId: string,
  ofTheme: readonly string[],
  elsewhere: readonly string[],
): Promise<CandidateRow[]> {
  const own = new Set(ofTheme);
  const rows = await listSegments(store, missionId, [...new Set([...ofTheme, ...elsewhere])]);
  return rows
    .filter(({ withdrawnAt }) => withdrawnAt === null)
    .map((row) => ({ ...row, isOfTheme: own.has(row.id) }));
}

/** How the run cut these contributions, in reading order, segments of no theme included. */
function listCut(store: Store, found: readonly { readonly id: string }[], runId: string): string[] {
  return store.database
    .selectDistinct({ id: segments.id })
    .from(segments)
    .leftJoin(codings, eq(codings.segmentId, segments.id))
    .leftJoin(themes, eq(themes.id, codings.themeId))
    .innerJoin(contributions, eq(contributions.id, segments.contributionId))
    .where(
      and(
        or(eq(themes.runId, runId), isNull(codings.themeId)),
        inArray(
          segments.contributionId,
          found.map(({ id }) => id),
        ),
      ),
    )
    .orderBy(asc(contributions.sourceId), asc(contributions.position), asc(segments.start))
    .all()
    .map(({ id }) => id);
}

/** Contributions that no analysis has cut yet, each as one segment. */
function listWhole(store: Store, ids: readonly string[]): SegmentRow[] {
  return store.database
    .select()
    .from(contributions)
    .leftJoin(stakeholders, eq(stakeholders.id, contributions.stakeholderId))
    .leftJoin(contributionWithdrawals, eq(contributionWithdrawals.contributionId, contributions.id))
    .where(and(inArray(contributions.id, [...ids]), isNull(contributionWithdrawals.at)))
    .all()
    .map(({ contributions: row, stakeholders: speaker }) => ({
      id: `${row.id}#0-${row.text.length}`,
      contributionId: row.id,
      start: 0,
      end: row.text.length,
      contributionText: row.text,
      hash: row.hash,
      kind: row.kind,
      family: row.family,
      sourceKind: row.sourceKind,
      sourceId: row.sourceId,
      locator: row.locator,
      consent: row.consent,
      stakeholderId: row.stakeholderId,
      function: speaker?.function ?? null,
      category: speaker?.category ?? null,
      organisation: speaker?.organisation ?? null,
      departmentCode: speaker?.departmentCode ?? null,
      regionCode: speaker?.regionCode ?? null,
      withdrawnAt: null,
    }));
}
