import Database from 'better-sqlite3';

/**
 * Copies a store that may be in use. A copied .db file would miss what its WAL still holds; SQLite's own
 * backup does not, and lets other requests pass while it runs.
 * @throws Error when the copy fails SQLite's integrity check.
 */
export async function copyStore(from: string, to: string): Promise<void> {
  const source = new Database(from, { readonly: true, fileMustExist: true });
  try {
    await source.backup(to);
  } finally {
    source.close();
  }
  requireSound(to);
}

/** @throws Error when the store at `path` is damaged. */
export function requireSound(path: string): void {
  const store = new Database(path, { readonly: true, fileMustExist: true });
  try {
    const verdict = store.pragma('integrity_check', { simple: true });
    if (verdict !== 'ok') throw new Error(`la base ${path} est abîmée : ${String(verdict)}`);
  } finally {
    store.close();
  }
}
