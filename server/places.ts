import type { Store } from '../db/open.ts';
import { listTerritoriesOfKind } from '../db/queries/territories.ts';

/** Names of the régions by the code that stakeholders carry ("44"). */
export async function regionNames(store: Store): Promise<ReadonlyMap<string, string>> {
  const regions = await listTerritoriesOfKind(store, 'region');
  return new Map(regions.map(({ code, name }) => [code.replace(/^REG-/, ''), name]));
}

/** The eighteen régions by the code that stakeholders carry; collectivities overseas have longer codes, and are left out. */
export async function listRegions(
  store: Store,
): Promise<{ readonly code: string; readonly name: string }[]> {
  const regions = await listTerritoriesOfKind(store, 'region');
  return regions.flatMap(({ regionCode, name }) =>
    regionCode?.length === 2 ? [{ code: regionCode, name }] : [],
  );
}
