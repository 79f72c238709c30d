import type { Store } from '../db/open.ts';
import { countContributionsAround } from '../db/queries/contributions.ts';
import { readCodedSpans, readContributions } from '../db/queries/explorations.ts';
import { findShownRun, type RunReport, readRunReport } from '../db/queries/runs.ts';
import { listMergesOfRun } from '../db/queries/theme-merges.ts';
import { type DescribedTheme, listThemes } from '../db/queries/themes.ts';
import type { Explored } from './jobs/explore.ts';

/** The run that the pages show, with what is needed to read it again. */
export interface ShownRun {
  readonly run: NonNullable<Awaited<ReturnType<typeof findShownRun>>>;
  readonly report: RunReport;
  readonly themes: readonly DescribedTheme[];
  readonly explored: Explored;
}

/** Null before the first analysis. */
export async function readShownRun(store: Store, missionId: string): Promise<ShownRun | null> {
  const run = await findShownRun(store, missionId);
  const report = run && (await readRunReport(store, run.id));
  if (!run || !report) return null;
  const themes = await listThemes(store, run.id);
  const merges = await listMergesOfRun(store, missionId, run.id);
  // Words withdrawn and themes gathered since change what is read, and so the key.
  const { read } = await countContributionsAround(store, missionId, run.requestedAt);
  const { dictionary, segmentWords } = report.run.settings;
  const explored: Explored = {
    key: [run.id, read, ...merges.map(({ id }) => id)].join(' '),
    settings: {
      themes: Math.max(0, ...themes.map(({ number }) => number)),
      dictionary,
      segmentWords,
    },
    *contributions() {
      for (const part of readContributions(store, missionId, run.requestedAt))
        yield part.map(({ id, text, place, family, category, regionCode }) => ({
          id,
          text,
          place,
          metadata: {
            family,
            ...(category && { category }),
            ...(regionCode && { region: regionCode }),
          },
        }));
    },
    spans: () => readCodedSpans(store, run.id),
  };
  return { run, report, themes, explored };
}
