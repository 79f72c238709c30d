import type { Theme } from '../analysis/analysis.ts';
import type { Store } from '../db/open.ts';
import { listCodedSpans } from '../db/queries/continuities.ts';
import { findRun, readRunReport } from '../db/queries/runs.ts';
import type { MergedDescription } from '../db/queries/theme-merges.ts';
import { listThemeNumbers } from '../db/queries/themes.ts';
import { corpusReadAt } from './jobs/corpus.ts';
import { runDescription } from './jobs/description.ts';

/**
 * What becomes of a run’s themes when people gather some of them: `roots` says which theme holds which. By id; none where
 * the run did not finish.
 */
export async function describeGathered(
  store: Store,
  missionId: string,
  runId: string,
  roots: ReadonlyMap<string, string>,
): Promise<ReadonlyMap<string, MergedDescription>> {
  const run = await findRun(store, missionId, runId);
  const report = run && (await readRunReport(store, runId));
  if (!run || !report) return new Map();
  const numbers = await listThemeNumbers(store, runId);
  const numberOf = (id: string) => numbers.get(roots.get(id) ?? id) ?? 0;
  const coded = await listCodedSpans(store, runId, []);
  const described = await runDescription({
    contributions: await corpusReadAt(store, missionId, run.requestedAt),
    spans: coded.map(({ theme, ...span }) => ({
      ...span,
      theme: theme === null ? 0 : numberOf(theme),
    })),
    themes: Math.max(0, ...numbers.values()),
    settings: report.run.settings,
  });
  const byNumber = new Map(described.map(({ theme, ...description }) => [theme, description]));
  return new Map(
    [...numbers].flatMap(([id, number]) => {
      const description = byNumber.get(number);
      return description ? [[id, description satisfies Omit<Theme, 'theme'>] as const] : [];
    }),
  );
}
