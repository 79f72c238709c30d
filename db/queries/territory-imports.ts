import { and, desc, eq, isNotNull, isNull } from 'drizzle-orm';
import { newId } from '../ids.ts';
import { type Store, type Transaction, write } from '../open.ts';
import { accounts } from '../schema/accounts.ts';
import { territoryImports, territoryProgrammes } from '../schema/fielding.ts';
import { territories } from '../schema/missions.ts';
import { recordEvent } from './events.ts';

export interface NewTerritoryImport {
  readonly programme: string;
  readonly source: string;
  readonly vintage: string;
  readonly fileName: string;
  readonly sha256: string;
  readonly communes: readonly {
    readonly line: number;
    readonly code: string;
    readonly name: string;
    readonly signedOn: string | null;
    readonly centrality: string | null;
  }[];
  /** Null from a terminal. */
  readonly importedBy: string | null;
}

/** What became of each line. */
export interface TerritoryReport {
  readonly lines: number;
  readonly known: number;
  readonly unknown: number;
  /** Lines whose code came before. */
  readonly twice: number;
  readonly centralities: number;
  /** The first of the unknown. */
  readonly unknownLines: readonly {
    readonly line: number;
    readonly code: string;
    readonly name: string;
  }[];
}

const MOST_UNKNOWN_KEPT = 200;

/**
 * Says which communes are in a programme, in the place of what an earlier list said of it; and how central they are, where
 * the list tells. Codes that no commune bears are reported. @returns undefined, with nothing written, when no code is known.
 */
export async function insertTerritoryImport(
  store: Store,
  list: NewTerritoryImport,
): Promise<{ readonly id: string; readonly report: TerritoryReport } | undefined> {
  return write(store, (transaction) => {
    const known = communeCodes(transaction);
    const first = new Map(list.communes.toReversed().map((commune) => [commune.code, commune]));
    const found = [...first.values()].filter(({ code }) => known.has(code));
    if (found.length === 0) return undefined;
    const report = reportOf(list, known, first.size, found);
    const id = newId();
    const { communes: _, ...row } = list;
    transaction
      .insert(territoryImports)
      .values({ ...row, id, report: { ...report }, importedAt: Date.now() })
      .run();
    replaceProgramme(transaction, id, list.programme, found);
    recordEvent(transaction, {
      accountId: list.importedBy,
      action: 'territory.import',
      subjectKind: 'territory-import',
      subjectId: id,
      detail: { programme: list.programme, known: report.known, unknown: report.unknown },
    });
    return { id, report };
  });
}

function reportOf(
  { communes }: NewTerritoryImport,
  known: ReadonlySet<string>,
  distinct: number,
  found: NewTerritoryImport['communes'],
): TerritoryReport {
  const unknown = communes.filter(({ code }) => !known.has(code));
  return {
    lines: communes.length,
    known: found.length,
    unknown: unknown.length,
    twice: communes.length - distinct,
    centralities: found.filter(({ centrality }) => centrality !== null).length,
    unknownLines: unknown
      .slice(0, MOST_UNKNOWN_KEPT)
      .map(({ line, code, name }) => ({ line, code: code.slice(0, 20), name: name.slice(0, 80) })),
  };
}

/** Fictional communes of a demonstration are in programmes that no list names: they stay. */
function replaceProgramme(
  transaction: Transaction,
  importId: string,
  programme: string,
  communes: NewTerritoryImport['communes'],
): void {
  transaction
    .delete(territoryProgrammes)
    .where(
      and(eq(territoryProgrammes.programme, programme), isNotNull(territoryProgrammes.importId)),
    )
    .run();
  for (const { code, signedOn, centrality } of communes) {
    transaction
      .insert(territoryProgrammes)
      .values({ territoryCode: code, programme, importId, signedOn })
      .run();
    if (centrality !== null)
      transaction.update(territories).set({ centrality }).where(eq(territories.code, code)).run();
  }
}

/** Communes of the Code officiel géographique; none that is fictional. */
function communeCodes(transaction: Transaction): ReadonlySet<string> {
  const rows = transaction
    .select({ code: territories.code })
    .from(territories)
    .where(and(eq(territories.kind, 'commune'), isNull(territories.missionId)))
    .all();
  return new Set(rows.map(({ code }) => code));
}

/** Every list imported, newest first. */
export async function listTerritoryImports({ database }: Store) {
  return database
    .select({ import: territoryImports, accountName: accounts.name })
    .from(territoryImports)
    .leftJoin(accounts, eq(accounts.id, territoryImports.importedBy))
    .orderBy(desc(territoryImports.importedAt), desc(territoryImports.id))
    .all()
    .map(({ import: row, accountName }) => ({ ...withReport(row), accountName }));
}

export async function findTerritoryImport({ database }: Store, id: string) {
  const row = database.select().from(territoryImports).where(eq(territoryImports.id, id)).get();
  return row && withReport(row);
}

/** The report was written by the function above. */
const withReport = (row: typeof territoryImports.$inferSelect) => ({
  ...row,
  report: row.report as unknown as TerritoryReport,
});
