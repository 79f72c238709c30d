import { and, asc, count, desc, eq, gte, inArray, isNull, like, lte, or, sql } from 'drizzle-orm';
import type { SQLiteColumn } from 'drizzle-orm/sqlite-core';
import type { Store } from '../open.ts';
import { territoryProgrammes } from '../schema/fielding.ts';
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

/** Which communes are meant; an empty list, or null, leaves that side open. */
export interface CommuneFilter {
  readonly programme: string | null;
  readonly regions: readonly string[];
  readonly departments: readonly string[];
  readonly centralities: readonly string[];
  /** Both ends included. */
  readonly populationFrom: number | null;
  readonly populationTo: number | null;
}

/** The communes that a mission means, by code. */
export async function listCommunes(
  store: Store,
  missionId: string,
  filter: CommuneFilter,
): Promise<Territory[]> {
  return store.database
    .select()
    .from(territories)
    .where(meant(store, missionId, filter))
    .orderBy(territories.code)
    .all();
}

/** The same without their names: what strata are counted from. */
export async function listCommunePlaces(store: Store, missionId: string, filter: CommuneFilter) {
  const { regionCode, centrality, population } = territories;
  return store.database
    .select({ regionCode, centrality, population })
    .from(territories)
    .where(meant(store, missionId, filter))
    .all();
}

function meant({ database }: Store, missionId: string, filter: CommuneFilter) {
  const { programme, regions, departments, centralities, populationFrom, populationTo } = filter;
  const inProgramme = (name: string) =>
    inArray(
      territories.code,
      database
        .select({ code: territoryProgrammes.territoryCode })
        .from(territoryProgrammes)
        .where(eq(territoryProgrammes.programme, name)),
    );
  return and(
    eq(territories.kind, 'commune'),
    visibleTo(missionId),
    programme === null ? undefined : inProgramme(programme),
    oneOf(territories.regionCode, regions),
    oneOf(territories.departmentCode, departments),
    oneOf(territories.centrality, centralities),
    populationFrom === null ? undefined : gte(territories.population, populationFrom),
    populationTo === null ? undefined : lte(territories.population, populationTo),
  );
}

const oneOf = (column: SQLiteColumn, values: readonly string[]) =>
  values.length === 0 ? undefined : inArray(column, [...values]);

/** Programmes that communes are in, with how many of them a mission sees. */
export async function listProgrammes({ database }: Store, missionId: string) {
  return database
    .select({ programme: territoryProgrammes.programme, communes: count() })
    .from(territoryProgrammes)
    .innerJoin(territories, eq(territories.code, territoryProgrammes.territoryCode))
    .where(visibleTo(missionId))
    .groupBy(territoryProgrammes.programme)
    .orderBy(territoryProgrammes.programme)
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
