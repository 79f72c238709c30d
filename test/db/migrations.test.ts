import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { drizzle } from 'drizzle-orm/better-sqlite3';
import { migrate } from 'drizzle-orm/better-sqlite3/migrator';
import { expect, it } from 'vitest';
import { closeStore, openStore } from '../../db/open.ts';
import { listPendingRuns } from '../../db/queries/continuities.ts';
import { findShownRun } from '../../db/queries/runs.ts';

const MIGRATIONS = join(import.meta.dirname, '../../db/migrations');

it('a store of before continuities goes on showing the newest finished analysis of each mission', async () => {
  const directory = mkdtempSync(join(tmpdir(), 'constat-migration-'));
  const path = join(directory, 'constat.db');
  openAsOf('0002_finding_versions', path, directory, (sqlite) => {
    for (const id of ['perthois', 'gatinais', 'lot'])
      sqlite
        .prepare(
          "INSERT INTO missions (id, title, client, summary, regions, is_demonstration, created_at) VALUES (?, '', '', '', '[]', 0, 1)",
        )
        .run(id);
    const run = (id: string, mission: string, at: number, outcome: string) => {
      sqlite
        .prepare("INSERT INTO runs (id, mission_id, settings, requested_at) VALUES (?, ?, '{}', ?)")
        .run(id, mission, at);
      sqlite
        .prepare('INSERT INTO run_outcomes (run_id, outcome, at) VALUES (?, ?, ?)')
        .run(id, outcome, at + 5);
    };
    run('first', 'perthois', 10, 'finished');
    run('second', 'perthois', 20, 'finished');
    run('cancelled', 'perthois', 30, 'cancelled');
    run('only', 'gatinais', 15, 'finished');
    run('failed', 'lot', 15, 'failed');
  });
  const store = openStore(path);
  expect((await findShownRun(store, 'perthois'))?.id).toBe('second');
  expect((await findShownRun(store, 'gatinais'))?.id).toBe('only');
  expect(await findShownRun(store, 'lot')).toBeUndefined();
  for (const mission of ['perthois', 'gatinais', 'lot'])
    expect(await listPendingRuns(store, mission)).toEqual([]);
  closeStore(store);
  rmSync(directory, { recursive: true });
});

/** A store whose last migration was `tag`, filled by `fill`. */
function openAsOf(
  tag: string,
  path: string,
  directory: string,
  fill: (sqlite: Database.Database) => void,
): void {
  const migrationsFolder = join(directory, 'migrations');
  cpSync(MIGRATIONS, migrationsFolder, { recursive: true });
  const journalPath = join(migrationsFolder, 'meta/_journal.json');
  const journal = JSON.parse(readFileSync(journalPath, 'utf8')) as Journal; // written by drizzle-kit
  const last = journal.entries.findIndex((entry) => entry.tag === tag);
  writeFileSync(
    journalPath,
    JSON.stringify({ ...journal, entries: journal.entries.slice(0, last + 1) }),
  );
  const sqlite = new Database(path);
  migrate(drizzle(sqlite), { migrationsFolder });
  fill(sqlite);
  sqlite.close();
}

interface Journal {
  readonly entries: readonly { readonly tag: string }[];
}
