import type { Store } from '../../db/open.ts';
import { listTerritories, type Territory } from '../../db/queries/territories.ts';
import { stratumOf } from '../../surveys/sampling.ts';
import { postStratify } from '../../surveys/statistics/weighting.ts';
import type { PlannedStrata } from '../survey-results/ask.ts';

/** Of each response, the commune that it speaks from, where that is known. */
export type CommuneByResponse = ReadonlyMap<string, string | null>;

/**
 * The weights that results show by strata: each response of a stratum stands for as many as the others of it. Undefined
 * where nobody answered in any stratum, or where no weights could hold.
 */
export async function weightsOf(
  store: Store,
  communes: CommuneByResponse,
  { plan, populations }: PlannedStrata,
): Promise<ReadonlyMap<string, number> | undefined> {
  const places = await placesOf(store, [...new Set(communes.values())]);
  const strata = [...communes.values()].map((code) => {
    const place = places.get(code ?? '');
    return place ? stratumOf(place, plan) : null;
  });
  const { weights, weighted, hasConverged } = postStratify(strata, populations);
  if (weighted === 0 || !hasConverged) return undefined;
  return new Map([...communes.keys()].map((id, index) => [id, weights[index] ?? 0]));
}

const CODES_A_TURN = 400;

async function placesOf(
  store: Store,
  codes: readonly (string | null)[],
): Promise<Map<string, Territory>> {
  const known = codes.filter((code) => code !== null);
  const places = new Map<string, Territory>();
  for (let start = 0; start < known.length; start += CODES_A_TURN)
    for (const place of await listTerritories(store, known.slice(start, start + CODES_A_TURN)))
      places.set(place.code, place);
  return places;
}
