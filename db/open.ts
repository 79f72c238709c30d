import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import Database from 'better-sqlite3';
import { type BetterSQLite3Database, drizzle } from 'drizzle-orm/better-sqlite3';
import { migrate } from 'drizzle-orm/better-sqlite3/migrator';

/** The store, as the functions of `queries/` take it. Nobody else looks inside. */
export interface Store {
  readonly sqlite: Database.Database;
  readonly database: BetterSQLite3Database;
}

/** What a transaction offers to the queries that run within it. */
export type Transaction = Parameters<Parameters<Store['database']['transaction']>[0]>[0];

/**
 * Opens the store at `path`, creates it if absent, and brings its tables up to date.
 * @throws Error when a pragma does not hold, or when a migration would leave orphans behind.
 */
export function openStore(path: string): Store {
  if (path !== ':memory:') mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  const sqlite = new Database(path);
  setPragmas(sqlite);
  const database = drizzle(sqlite);
  migrateSafely(sqlite, database);
  return { sqlite, database };
}

/** Opens a store that is in use, for another thread to read: nothing is created, brought up to date nor written. */
export function openReader(path: string): Store {
  const sqlite = new Database(path, { readonly: true, fileMustExist: true });
  for (const pragma of ['busy_timeout = 250', 'trusted_schema = OFF', 'temp_store = MEMORY'])
    sqlite.pragma(pragma);
  return { sqlite, database: drizzle(sqlite) };
}

export function closeStore(store: Store): void {
  if (!store.sqlite.readonly) store.sqlite.pragma('wal_checkpoint(TRUNCATE)');
  store.sqlite.close();
}

/** Runs `work` in one BEGIN IMMEDIATE transaction: all of it is on disk when this returns, or none. */
export function write<T>(store: Store, work: (transaction: Transaction) => T): T {
  return store.database.transaction(work, { behavior: 'immediate' });
}

const PRAGMAS: readonly (readonly [name: string, set: string, read: unknown])[] = [
  ['journal_mode', 'WAL', 'wal'],
  // FULL on every connection: SQLite falls back to NORMAL on all but the one that created the WAL.
  ['synchronous', 'FULL', 2],
  ['foreign_keys', 'ON', 1],
  ['busy_timeout', '250', 250],
  ['secure_delete', 'ON', 1],
  ['trusted_schema', 'OFF', 0],
  ['journal_size_limit', '67108864', 67_108_864],
  ['temp_store', 'MEMORY', 2],
];

function setPragmas(sqlite: Database.Database): void {
  for (const [name, value, expected] of PRAGMAS) {
    sqlite.pragma(`${name} = ${value}`);
    const held = sqlite.pragma(name, { simple: true });
    if (held !== expected && !(name === 'journal_mode' && held === 'memory'))
      throw new Error(`SQLite refused ${name} = ${value}: it holds ${String(held)}`);
  }
}

/** Foreign keys off while tables are rebuilt: a rebuild would cascade to child rows (drizzle-orm #5782). */
function migrateSafely(sqlite: Database.Database, database: Store['database']): void {
  sqlite.pragma('foreign_keys = OFF');
  migrate(database, { migrationsFolder: `${import.meta.dirname}/migrations` });
  const orphans = sqlite.pragma('foreign_key_check') as unknown[];
  if (orphans.length > 0)
    throw new Error(`The migration leaves ${orphans.length} rows without their parent`);
  sqlite.pragma('foreign_keys = ON');
}
