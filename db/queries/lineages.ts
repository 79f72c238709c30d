import { eq } from 'drizzle-orm';
import { themeRenamings, themes } from '../schema/analysis.ts';
import type { Reader } from './finding-statuses.ts';
import { listMerges, rootsOf } from './theme-merges.ts';

/** A theme, and those that it continues, run before run, with those that they took in. */
export interface Lineage {
  readonly id: string;
  readonly runId: string;
  readonly number: number;
  readonly proposedName: string;
  /** Itself, the theme that it continues, the one that this continues …, then those of the themes taken in. */
  readonly lineage: readonly string[];
}

/** Of every theme that stands: one that was taken in is in the lineage of the one that holds it. */
export function listLineages(reader: Reader, missionId: string): Lineage[] {
  const rows = reader
    .select()
    .from(themes)
    .where(eq(themes.missionId, missionId))
    .orderBy(themes.runId, themes.number)
    .all();
  const before = new Map(rows.map(({ id, continuesId }) => [id, continuesId]));
  const merges = listMerges(reader, missionId);
  const roots = rootsOf(merges);
  const takenIn = Map.groupBy(merges, ({ intoId }) => intoId);
  const after = Map.groupBy(rows, ({ continuesId }) => continuesId);

  /** A theme taken in then and given back since goes on by itself: it is nobody else’s. */
  const goesOnApart = (id: string, root: string) =>
    (after.get(id) ?? []).some((next) => (roots.get(next.id) ?? next.id) !== root);

  function follow(id: string, root: string, lineage: string[]): string[] {
    const own: string[] = [];
    for (let at: string | null | undefined = id; at && !lineage.includes(at); at = before.get(at)) {
      lineage.push(at);
      own.push(at);
    }
    for (const one of own)
      for (const { absorbedId } of takenIn.get(one) ?? [])
        if (!goesOnApart(absorbedId, root)) follow(absorbedId, root, lineage);
    return lineage;
  }

  return rows
    .filter(({ id }) => !roots.has(id))
    .map(({ id, runId, number, proposedName }) => ({
      id,
      runId,
      number,
      proposedName,
      lineage: follow(id, id, []),
    }));
}

/** Theme → the name that people gave it last, or gave last to the theme that it continues. */
export function listGivenNames(reader: Reader, missionId: string): ReadonlyMap<string, string> {
  const rows = reader
    .select({ themeId: themeRenamings.themeId, name: themeRenamings.name })
    .from(themeRenamings)
    .innerJoin(themes, eq(themes.id, themeRenamings.themeId))
    .where(eq(themes.missionId, missionId))
    .orderBy(themeRenamings.at, themeRenamings.id)
    .all();
  const given = new Map(rows.map(({ themeId, name }) => [themeId, name]));
  return new Map(
    listLineages(reader, missionId).flatMap(({ id, lineage }) => {
      const named = lineage.find((one) => given.has(one));
      const name = named === undefined ? undefined : given.get(named);
      return name === undefined ? [] : [[id, name] as const];
    }),
  );
}
