import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { newToken } from '../../db/ids.ts';
import type { Config } from '../config.ts';

const FILE = 'links.key';

/**
 * Half of what makes the links of mails and the secrets of webhooks; the other half is in the store. Kept
 * beside the store and out of its backups, so that neither a copy of the base nor a backup gives a link.
 */
export function linkKeyOf({ DATA_DIR }: Pick<Config, 'DATA_DIR'>): string {
  const path = join(DATA_DIR, FILE);
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error; // what fs throws
    mkdirSync(DATA_DIR, { recursive: true, mode: 0o700 });
    keepFirst(path, newToken());
    return readFileSync(path, 'utf8');
  }
}

/** Two processes that start together agree on the first that writes. */
function keepFirst(path: string, key: string): void {
  try {
    writeFileSync(path, key, { mode: 0o600, flag: 'wx' });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error; // what fs throws
  }
}
