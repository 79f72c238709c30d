import Database from 'better-sqlite3';
import { drizzle } from 'drizzle-orm/better-sqlite3';
import type { Store } from './open.ts';

/**
 * A second connection that can only read, for a thread of its own: what it reads keeps nobody waiting. Each query ends
 * before the next begins, so that it never holds back a checkpoint.
 */
export function openReader(path: string): Store {
  const sqlite = new Database(path, { readonly: true, fileMustExist: true });
  sqlite.pragma('busy_timeout = 250');
  sqlite.pragma('trusted_schema = OFF');
  return { sqlite, database: drizzle(sqlite) };
}

/** Where a store lies, to open it again. */
export const pathOf = ({ sqlite }: Store): string => sqlite.name;
