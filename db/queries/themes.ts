import { and, desc, eq } from 'drizzle-orm';
import { newId } from '../ids.ts';
import { type Store, write } from '../open.ts';
import { findings, runOutcomes, themeRenamings, themes } from '../schema.ts';
import { recordEvent } from './events.ts';
import type { RunReport } from './runs.ts';

/** The themes of one run in their order, each by the name that people gave it last. */
export async function listThemes(store: Store, runId: string) {
  const report = readReport(store, runId);
  return store.database
    .select()
    .from(themes)
    .where(eq(themes.runId, runId))
    .orderBy(themes.number)
    .all()
    .flatMap((theme) => withDescription(store, theme, report));
}

export type DescribedTheme = Awaited<ReturnType<typeof listThemes>>[number];

export async function findTheme(store: Store, missionId: string, id: string) {
  const theme = store.database
    .select()
    .from(themes)
    .where(and(eq(themes.missionId, missionId), eq(themes.id, id)))
    .get();
  return theme && withDescription(store, theme, readReport(store, theme.runId))[0];
}

/** What was drafted from a theme, the oldest first. */
export async function listFindingsOfTheme(store: Store, themeId: string) {
  return store.database
    .select({ id: findings.id, title: findings.title })
    .from(findings)
    .where(eq(findings.themeId, themeId))
    .orderBy(findings.createdAt, findings.id)
    .all();
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
  store: Store,
  theme: typeof themes.$inferSelect,
  report: RunReport | undefined,
) {
  const description = report?.themes.find((described) => described.theme === theme.number);
  if (!description) return [];
  const renaming = store.database
    .select({ name: themeRenamings.name })
    .from(themeRenamings)
    .where(eq(themeRenamings.themeId, theme.id))
    .orderBy(desc(themeRenamings.at), desc(themeRenamings.id))
    .limit(1)
    .get();
  return [{ ...theme, name: renaming?.name ?? theme.proposedName, description }];
}
