import { eq } from 'drizzle-orm';
import { themeRenamings, themes } from '../schema/analysis.ts';
import type { Reader } from './finding-statuses.ts';

/** A theme, and those that it continues, run before run. */
export interface Lineage {
  readonly id: string;
  readonly runId: string;
  readonly number: number;
  readonly proposedName: string;
  /** Itself, the theme that it continues, the one that this continues … */
  readonly lineage: readonly string[];
}

export function listLineages(reader: Reader, missionId: string): Lineage[] {
  const rows = reader
    .select()
    .from(themes)
    .where(eq(themes.missionId, missionId))
    .orderBy(themes.runId, themes.number)
    .all();
  const before = new Map(rows.map(({ id, continuesId }) => [id, continuesId]));
  return rows.map(({ id, runId, number, proposedName }) => {
    const lineage: string[] = [];
    for (let at: string | null | undefined = id; at && !lineage.includes(at); at = before.get(at))
      lineage.push(at);
    return { id, runId, number, proposedName, lineage };
  });
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
