import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { closeStore, openStore, write } from '../../db/open.ts';
import { recordEvent } from '../../db/queries/events.ts';

describe('the store', () => {
  let directory: string;
  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'constat-store-'));
  });
  afterEach(() => rmSync(directory, { recursive: true, force: true }));
  const path = () => join(directory, 'constat.db');

  it('holds its pragmas on the second opening as on the first', () => {
    closeStore(openStore(path()));
    const store = openStore(path());
    const read = (name: string) => store.sqlite.pragma(name, { simple: true });
    expect(read('journal_mode')).toBe('wal');
    expect(read('synchronous')).toBe(2);
    expect(read('foreign_keys')).toBe(1);
    expect(read('secure_delete')).toBe(1);
    expect(read('busy_timeout')).toBe(250);
    expect(read('trusted_schema')).toBe(0);
    closeStore(store);
  });

  it('runs on an SQLite without the defects that 3.51.3 mended', () => {
    const store = openStore(path());
    const row = store.sqlite.prepare('SELECT sqlite_version() AS version').get() as {
      version: string;
    };
    const [major = 0, minor = 0, patch = 0] = row.version.split('.').map(Number);
    expect(major * 1_000_000 + minor * 1000 + patch).toBeGreaterThanOrEqual(3_051_003);
    closeStore(store);
  });

  it('never lets the journal be rewritten', () => {
    const store = openStore(path());
    write(store, (transaction) =>
      recordEvent(transaction, { action: 'a', subjectKind: 'b', subjectId: 'c' }),
    );
    expect(() => store.sqlite.exec("UPDATE events SET action = 'x'")).toThrow('append-only');
    expect(() => store.sqlite.exec('DELETE FROM events')).toThrow('append-only');
    closeStore(store);
  });

  it('undoes the whole of a transaction that fails', () => {
    const store = openStore(path());
    expect(() =>
      write(store, (transaction) => {
        recordEvent(transaction, { action: 'a', subjectKind: 'b', subjectId: 'c' });
        throw new Error('power cut');
      }),
    ).toThrow('power cut');
    expect(store.sqlite.prepare('SELECT count(*) AS n FROM events').get()).toEqual({ n: 0 });
    closeStore(store);
  });
});
