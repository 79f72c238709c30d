import { and, asc, desc, eq, inArray, isNull, like, or, sql } from 'drizzle-orm';
import type { Store } from '../open.ts';
import { territories } from '../schema/missions.ts';
import { searchNameOf } from '../territories.ts';

export type Territory = typeof territories.$inferSelect;

/**
 * Communes whose name begins with, or holds, what was typed, or whose postcode begins with it; those of
 * the mission's own (fictional) territories first, then whole-name matches, then the most peopled.
 */
export async function searchCommunes(
  store: Store,
  typed: string,
  { missionId, limit = 12 }: { readonly missionId: string; readonly limit?: number },
): Promise<Territory[]> {
  const search = searchNameOf(typed).slice(0, 80);
  if (search.length < 2) return [];
  return store.database
    .select()
    .from(territories)
    .where(and(eq(territories.kind, 'commune'), visibleTo(missionId), matches(search)))
    .orderBy(
      desc(eq(territories.searchName, search)),
      desc(like(territories.searchName, `${search}%`)),
      isNull(territories.missionId),
      sql`${territories.population} is null`,
      desc(territories.population),
      asc(territories.code),
    )
    .limit(limit)
    .all();
}

/** A territory by its code ("51F01", "75056", "DEP-51", "REG-44"), if this mission may see it. */
export async function findTerritory(store: Store, missionId: string, code: string) {
  return store.database
    .select()
    .from(territories)
    .where(and(eq(territories.code, code), visibleTo(missionId)))
    .get();
}

export async function listTerritories(store: Store, codes: readonly string[]) {
  return store.database
    .select()
    .from(territories)
    .where(inArray(territories.code, [...codes]))
    .orderBy(territories.code)
    .all();
}

/** Every région or every département, by name. */
export async function listTerritoriesOfKind(store: Store, kind: 'region' | 'department') {
  return store.database
    .select()
    .from(territories)
    .where(eq(territories.kind, kind))
    .orderBy(territories.searchName)
    .all();
}

const visibleTo = (missionId: string) =>
  or(isNull(territories.missionId), eq(territories.missionId, missionId));

/** Postcodes are a JSON list of strings: `"51000"` can only match a whole code or its beginning. */
function matches(search: string) {
  if (/^[0-9]+$/.test(search)) return like(territories.postcodes, `%"${search}%`);
  return or(
    like(territories.searchName, `${search}%`),
    like(territories.searchName, `% ${search}%`),
  );
}
