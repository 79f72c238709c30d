import { setImmediate as pass } from 'node:timers/promises';
import type { Contribution } from '../../analysis/corpus.ts';
import type { Store } from '../../db/open.ts';
import { listCorpus } from '../../db/queries/contributions.ts';
import { findDictionary } from '../../db/queries/dictionaries.ts';
import { readContributions } from '../../db/queries/explorations.ts';

/** The mission's words as the analysis reads them: what describes them is declared, never discovered. */
export async function corpusOf(store: Store, missionId: string): Promise<Contribution[]> {
  return (await listCorpus(store, missionId)).map(toContribution);
}

/** The same for an analysis begun at `at`, words withdrawn since left out. */
export async function corpusReadAt(
  store: Store,
  missionId: string,
  at: number,
): Promise<Contribution[]> {
  const contributions: Contribution[] = [];
  for (const part of readContributions(store, missionId, at)) {
    contributions.push(...part.map(toContribution));
    await pass();
  }
  return contributions;
}

type Row = Omit<Awaited<ReturnType<typeof listCorpus>>[number], 'kind'>;

const toContribution = (row: Row): Contribution => ({
  id: row.id,
  text: row.text,
  speaker: row.stakeholderId ?? row.id,
  metadata: {
    family: row.family,
    ...(row.category && { category: row.category }),
    ...(row.regionCode && { region: row.regionCode }),
  },
});

/** The texts that an analysis begun at `at` read, those withdrawn since left out. */
export async function textsReadAt(
  store: Store,
  missionId: string,
  at: number,
): Promise<Contribution[]> {
  const contributions: Contribution[] = [];
  for (const part of readContributions(store, missionId, at)) {
    for (const { id, text } of part) contributions.push({ id, text });
    await pass();
  }
  return contributions;
}

/** The mission's own words, and which version of them: both are kept with what was computed. */
export async function dictionaryOf(
  store: Store,
  missionId: string,
): Promise<Record<string, unknown>> {
  const held = await findDictionary(store, missionId);
  return held ? { dictionary: held.words, dictionaryVersion: held.version } : {};
}
