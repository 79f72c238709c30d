import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../../shared/', import.meta.url));

/** Where a file of the shared folder stands beside the project, whether it is there or not. */
export function sharedPath(relative: string): string {
  return root + relative;
}

/** False, said once on the console, where the shared folder is absent: tests that need it are skipped. */
export function hasShared(relative: string): boolean {
  const isThere = existsSync(sharedPath(relative));
  if (!isThere) console.warn(`Test non exécuté : ../shared/${relative} est absent.`);
  return isThere;
}
