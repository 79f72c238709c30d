import type { Store } from '../../db/open.ts';
import { listNamedCommunes } from '../../db/queries/audience.ts';
import type { Territory } from '../../db/queries/territories.ts';
import { searchNameOf } from '../../db/territories.ts';
import type { TableRow } from '../documents/read/reading.ts';
import type { ColumnMap } from './columns.ts';
import { type Reference, wholeCode } from './people.ts';

/** The communes that the rows name, by code or by name, asked for at once. */
export async function referenceFor(
  store: Store,
  missionId: string,
  rows: readonly TableRow[],
  { code, commune }: ColumnMap,
): Promise<Reference> {
  const cellsAt = (place: number | undefined) =>
    place === undefined ? [] : rows.map(({ cells }) => cells[place] ?? '');
  const codes = new Set(cellsAt(code).map(wholeCode).filter(Boolean));
  const names = new Set(cellsAt(commune).map(searchNameOf).filter(Boolean));
  const found = await listNamedCommunes(store, missionId, { codes: [...codes], names: [...names] });
  const byName = new Map<string, Territory[]>();
  const byCode = new Map(found.map((territory) => [territory.code, territory]));
  for (const territory of byCode.values())
    byName.set(territory.searchName, [...(byName.get(territory.searchName) ?? []), territory]);
  return { byCode, byName };
}
