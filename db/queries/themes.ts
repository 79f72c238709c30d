import { and, eq } from 'drizzle-orm';
import { newId } from '../ids.ts';
import { type Store, write } from '../open.ts';
import { runOutcomes, themeRenamings, themes } from '../schema/analysis.ts';
import { recordEvent } from './events.ts';
import { readFindings } from './findings.ts';
import { listGivenNames } from './lineages.ts';
import type { RunReport } from './runs.ts';
import { listDescriptions, listMerges, rootsOf } from './theme-merges.ts';

/** The themes of one run in their order, each by the name that people gave it last; those taken in are left out. */
export async function listThemes(store: Store, runId: string) {
  const report = readReport(store, runId);
  const rows = store.database
    .select()
    .from(themes)
    .where(eq(themes.runId, runId))
    .orderBy(themes.number)
    .all();
  const told = readTold(store, rows[0]?.missionId ?? '');
  return rows.flatMap((theme) =>
    told.roots.has(theme.id) ? [] : withDescription(theme, told, report),
  );
}

/** Every theme that a run found, those taken in too → its number. */
export async function listThemeNumbers(
  store: Store,
  runId: string,
): Promise<ReadonlyMap<string, number>> {
  const rows = store.database
    .select({ id: themes.id, number: themes.number })
    .from(themes)
    .where(eq(themes.runId, runId))
    .orderBy(themes.number)
    .all();
  return new Map(rows.map(({ id, number }) => [id, number]));
}

export type DescribedTheme = Awaited<ReturnType<typeof listThemes>>[number];

/** The theme, or the one that took it in. */
export async function findTheme(store: Store, missionId: string, id: string) {
  const told = readTold(store, missionId);
  const theme = store.database
    .select()
    .from(themes)
    .where(and(eq(themes.missionId, missionId), eq(themes.id, told.roots.get(id) ?? id)))
    .get();
  return theme && withDescription(theme, told, readReport(store, theme.runId))[0];
}

/** What people said of the themes of a mission: names, and which hold others. */
function readTold(store: Store, missionId: string) {
  const merges = listMerges(store.database, missionId);
  return {
    names: listGivenNames(store.database, missionId),
    roots: rootsOf(merges),
    descriptions: listDescriptions(store.database, merges),
  };
}

/** What was drafted from a theme, or from one that it continues; the oldest first. */
export async function listFindingsOfTheme(store: Store, missionId: string, themeId: string) {
  return readFindings(store.database, missionId)
    .filter((finding) => finding.themeId === themeId || finding.theme.id === themeId)
    .toSorted((a, b) => a.createdAt - b.createdAt);
}

export async function renameTheme(
  store: Store,
  renaming: { missionId: string; themeId: string; name: string; renamedBy: string },
) {
  const { missionId, themeId, name, renamedBy } = renaming;
  write(store, (transaction) => {
    transaction
      .insert(themeRenamings)
      .values({ id: newId(), themeId, name, renamedBy, at: Date.now() })
      .run();
    recordEvent(transaction, {
      missionId,
      accountId: renamedBy,
      action: 'theme.rename',
      subjectKind: 'theme',
      subjectId: themeId,
      detail: { name },
    });
  });
}

function readReport(store: Store, runId: string): RunReport | undefined {
  const row = store.database
    .select({ report: runOutcomes.report })
    .from(runOutcomes)
    .where(and(eq(runOutcomes.runId, runId), eq(runOutcomes.outcome, 'finished')))
    .get();
  return row?.report as RunReport | undefined; // written by finishRun alone
}

/** A theme of a run that has not finished is not shown: empty then. */
function withDescription(
  theme: typeof themes.$inferSelect,
  { names, descriptions }: ReturnType<typeof readTold>,
  report: RunReport | undefined,
) {
  const found = report?.themes.find((described) => described.theme === theme.number);
  if (!found) return [];
  const description = { ...found, ...descriptions.get(theme.id) };
  return [{ ...theme, name: names.get(theme.id) ?? theme.proposedName, description }];
}
