import { spawnSync } from 'node:child_process';

/** False, said once on the console, where a program of the machine is absent: tests that need it are skipped. */
export function hasProgram(name: string): boolean {
  const isThere = spawnSync(name, ['--version']).status === 0;
  if (!isThere) console.warn(`Test non exécuté : ${name} n’est pas installé.`);
  return isThere;
}
