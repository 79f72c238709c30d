import { draftFinding } from '../../analysis/findings/draft.ts';
import type { Store } from '../../db/open.ts';
import { listMet } from '../../db/queries/asked.ts';
import { insertDraftFindings, listThemesToDraft } from '../../db/queries/findings.ts';
import { listSegmentsOfTheme, type SegmentRow } from '../../db/queries/segments.ts';
import { type DescribedTheme, listThemes } from '../../db/queries/themes.ts';
import { wordDraft } from '../../views/messages/findings.ts';
import { regionNames } from '../places.ts';

/**
 * One draft finding for each theme of a finished run that no finding speaks of yet. Called again, it adds
 * nothing. @returns the ids of the drafts.
 */
export async function draftFindings(
  store: Store,
  run: { readonly id: string; readonly missionId: string },
): Promise<string[]> {
  const toDraft = await listThemesToDraft(store, run.missionId, run.id);
  if (toDraft.length === 0) return [];
  const context = {
    regionNames: await regionNames(store),
    met: (await listMet(store, run.missionId)).length,
  };
  const drafts = [];
  for (const theme of await listThemes(store, run.id)) {
    if (!toDraft.includes(theme.id)) continue;
    const draft = draftFinding(factsOf(theme, await listSegmentsOfTheme(store, theme.id)));
    drafts.push({
      themeId: theme.id,
      segmentIds: draft.supports,
      ...wordDraft(draft, context),
    });
    // Other requests pass between two themes.
    await new Promise(setImmediate);
  }
  return insertDraftFindings(store, run.missionId, drafts);
}

const factsOf = ({ name, description }: DescribedTheme, rows: readonly SegmentRow[]) => ({
  name,
  forms: description.forms,
  typical: description.typical,
  metadata: description.metadata,
  segments: rows.map((row) => ({
    id: row.id,
    text: row.contributionText.slice(row.start, row.end),
    speaker: row.stakeholderId ?? `source ${row.sourceId}`,
    kind: row.kind,
    family: row.family,
    category: row.category,
    region: row.regionCode,
  })),
});
