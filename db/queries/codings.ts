import { and, eq } from 'drizzle-orm';
import type { Store } from '../open.ts';
import { codings, themes } from '../schema/analysis.ts';
import { segments } from '../schema/contributions.ts';

/** Where a run read its themes in one contribution, in reading order. */
export async function listCodingsOfContribution(
  store: Store,
  runId: string,
  contributionId: string,
) {
  return store.database
    .select({
      segmentId: segments.id,
      start: segments.start,
      end: segments.end,
      themeId: themes.id,
      number: themes.number,
    })
    .from(codings)
    .innerJoin(themes, eq(themes.id, codings.themeId))
    .innerJoin(segments, eq(segments.id, codings.segmentId))
    .where(and(eq(themes.runId, runId), eq(segments.contributionId, contributionId)))
    .orderBy(segments.start, themes.number)
    .all();
}
