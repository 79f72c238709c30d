import { randomUUID } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { closeStore, openStore } from '../../db/open.ts';
import { insertAccount } from '../../db/queries/accounts.ts';
import { readConfig } from '../../server/config.ts';
import { beginMission } from '../../server/missions.ts';
import { startServer } from '../support/process.ts';

describe('the server as a process', () => {
  let directory: string;
  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'constat-process-'));
  });
  afterEach(() => rmSync(directory, { recursive: true, force: true }));

  it('prints a set-up link on an empty store, and closes in good order when asked to', async () => {
    const server = await startServer(directory);
    const link = /\/installation\/[\w-]{43}/.exec(server.output())?.[0];
    expect(link).toBeDefined();
    expect((await fetch(server.origin + link)).status).toBe(200);
    expect(await server.stop('SIGTERM')).toBe(0);
  });

  it('writes no name, no address, no token and no word of anyone in its logs', async () => {
    const server = await startServer(directory, { LOG_LEVEL: 'debug' });
    const canary = 'canari-4f1e';
    await fetch(`${server.origin}/i/${canary}?q=${canary}`, { headers: { cookie: canary } });
    await fetch(`${server.origin}/connexion`, {
      method: 'POST',
      headers: { origin: server.origin, 'content-type': 'application/x-www-form-urlencoded' },
      body: `email=${canary}@exemple.fr&password=${canary}`,
    });
    await server.stop('SIGTERM');
    expect(server.output()).toContain('"route":"/i/:token"');
    expect(server.output()).not.toContain(canary);
  });

  it('says in French which variable it cannot use, and stops with code 2', async () => {
    const { spawnSync } = await import('node:child_process');
    const main = join(import.meta.dirname, '../../server/main.ts');
    const run = spawnSync(process.execPath, [main], {
      env: { ...process.env, PORT: 'trois mille', DATA_DIR: directory },
      encoding: 'utf8',
    });
    expect(run.status).toBe(2);
    expect(run.stderr).toContain('PORT');
  });

  it('keeps every answer that it acknowledged when it is killed under load, time after time', {
    timeout: 120_000,
  }, async () => {
    await prepareMission();
    const answers = JSON.parse(
      readFileSync(join(import.meta.dirname, '../../db/demo/occitanie/responses.json'), 'utf8'),
    )[0].answers;
    const receipts: string[] = [];
    for (let round = 0; round < 5; round += 1) {
      const server = await startServer(directory, { LOG_LEVEL: 'error' });
      const senders = Array.from({ length: 4 }, async () => {
        for (;;) {
          const answer = await fetch(`${server.origin}/enquetes/demonstration-elus/reponses`, {
            method: 'POST',
            headers: {
              origin: server.origin,
              'content-type': 'application/json',
              accept: 'application/json',
            },
            body: JSON.stringify({ key: randomUUID(), answers }),
          }).catch(() => undefined);
          const body = await answer?.json().catch(() => undefined);
          if (!body) return;
          receipts.push((body as { receipt: string }).receipt);
        }
      });
      await new Promise((resolve) => setTimeout(resolve, 300 + round * 70));
      await server.stop('SIGKILL');
      await Promise.all(senders);
    }
    const store = openStore(join(directory, 'constat.db'));
    const held = new Set(
      store.sqlite
        .prepare<[], { receipt: string }>('SELECT receipt FROM submissions')
        .all()
        .map(({ receipt }) => receipt),
    );
    closeStore(store);
    expect(receipts.length).toBeGreaterThan(20);
    expect(receipts.filter((receipt) => !held.has(receipt))).toEqual([]);
  });

  async function prepareMission(): Promise<void> {
    const config = readConfig({ DATA_DIR: directory });
    const store = openStore(config.databasePath);
    const createdBy = await insertAccount(store, {
      email: 'ada@exemple.fr',
      name: 'Ada Min',
      role: 'administrator',
      passwordHash: 'x',
    });
    if (createdBy === undefined) throw new Error('the store was not empty');
    await beginMission({ store, config }, { template: 'demonstration', title: '', createdBy });
    closeStore(store);
  }
});
