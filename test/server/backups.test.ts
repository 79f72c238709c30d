import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { closeStore, openStore, type Store } from '../../db/open.ts';
import { listAccounts } from '../../db/queries/accounts.ts';
import { backUp, restoreBackup } from '../../server/backups.ts';
import { readConfig } from '../../server/config.ts';
import { addAccount } from '../support/platform.ts';

describe('a backup', () => {
  let directory: string;
  let store: Store;
  const configOf = (name: string) => readConfig({ DATA_DIR: join(directory, name) });
  const ORIGINAL = 'a'.repeat(64);

  beforeEach(async () => {
    directory = mkdtempSync(join(tmpdir(), 'constat-backup-'));
    store = openStore(configOf('here').databasePath);
    await addAccount(store, 'Solange Perrin', 'consultant');
    mkdirSync(configOf('here').originalsPath);
    writeFileSync(join(configOf('here').originalsPath, ORIGINAL), 'la remontée d’origine');
  });
  afterEach(() => {
    closeStore(store);
    rmSync(directory, { recursive: true, force: true });
  });

  it('taken while the store is in use, comes back whole elsewhere', async () => {
    await addAccount(store, 'Marc Vidal', 'consultant');
    await backUp(configOf('here'), join(directory, 'backup'));
    await restoreBackup(configOf('there'), join(directory, 'backup'));
    const restored = openStore(configOf('there').databasePath);
    const names = (await listAccounts(restored)).map(({ name }) => name);
    closeStore(restored);
    expect(names).toEqual(['Marc Vidal', 'Solange Perrin']);
    expect(readFileSync(join(configOf('there').originalsPath, ORIGINAL), 'utf8')).toBe(
      'la remontée d’origine',
    );
  });

  it('is refused when a byte of it changed, and nothing is restored', async () => {
    await backUp(configOf('here'), join(directory, 'backup'));
    writeFileSync(join(directory, 'backup', 'originals', ORIGINAL), 'la remontée réécrite');
    await expect(restoreBackup(configOf('there'), join(directory, 'backup'))).rejects.toThrow(
      'manque ou a changé',
    );
    expect(() => readFileSync(configOf('there').databasePath)).toThrow();
  });

  it('never overwrites: neither a folder that is not empty, nor a store that is there', async () => {
    await expect(backUp(configOf('here'), directory)).rejects.toThrow('n’est pas vide');
    await backUp(configOf('here'), join(directory, 'backup'));
    await expect(restoreBackup(configOf('here'), join(directory, 'backup'))).rejects.toThrow(
      'existe déjà',
    );
  });

  it('refuses a manifest that points out of its folder', async () => {
    await backUp(configOf('here'), join(directory, 'backup'));
    const path = join(directory, 'backup', 'manifeste.json');
    writeFileSync(
      path,
      readFileSync(path, 'utf8').replace(`originals/${ORIGINAL}`, '../../etc/passwd'),
    );
    await expect(restoreBackup(configOf('there'), join(directory, 'backup'))).rejects.toThrow(
      'forme',
    );
  });
});
