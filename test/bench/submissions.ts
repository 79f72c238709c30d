import { randomUUID } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import autocannon from 'autocannon';
import { closeStore, openStore } from '../../db/open.ts';
import { insertAccount } from '../../db/queries/accounts.ts';
import { loadTerritories } from '../../db/territories.ts';
import { readConfig } from '../../server/config.ts';
import { beginMission } from '../../server/missions.ts';
import { startServer } from '../support/process.ts';

/**
 * Submissions against a running server, then a SIGKILL: are all acknowledged receipts in the store?
 *   node test/bench/submissions.ts [a second: 50] [seconds: 60]
 * Questionnaires are whole (25 questions), commits durable (synchronous FULL).
 */
const rate = Number(process.argv[2] ?? 50);
const seconds = Number(process.argv[3] ?? 60);
const ROOT = join(import.meta.dirname, '../..');

const directory = mkdtempSync(join(tmpdir(), 'constat-load-'));
await prepare();
const server = await startServer(directory, { LOG_LEVEL: 'error' });
const { origin } = server;
const receipts = new Set<string>();
const result = await load();
await server.stop('SIGKILL');
report();
rmSync(directory, { recursive: true, force: true });

async function prepare(): Promise<void> {
  const config = readConfig({ DATA_DIR: directory });
  const store = openStore(config.databasePath);
  loadTerritories(store);
  const createdBy = await insertAccount(store, {
    email: 'banc@exemple.fr',
    name: 'Banc d’essai',
    role: 'administrator',
    passwordHash: 'x',
  });
  if (createdBy === undefined) throw new Error('the store was not empty');
  await beginMission({ store, config }, { template: 'demonstration', title: '', createdBy });
  closeStore(store);
}

function load(): Promise<autocannon.Result> {
  const responses = JSON.parse(
    readFileSync(join(ROOT, 'db/demo/grand-est/responses.json'), 'utf8'),
  ) as { answers: Record<string, unknown> }[];
  let sent = 0;
  const instance = autocannon({
    url: `${origin}/enquetes/demonstration-elus/reponses`,
    connections: 20,
    overallRate: rate,
    duration: seconds,
    setupClient(client) {
      client.setRequests([
        {
          method: 'POST',
          headers: { 'content-type': 'application/json', accept: 'application/json', origin },
          setupRequest: (ask) => {
            const { answers } = responses[sent++ % responses.length] ?? { answers: {} };
            return { ...ask, body: JSON.stringify({ key: randomUUID(), answers }) };
          },
          onResponse(status, body) {
            if (status === 200 || status === 201) receipts.add(JSON.parse(body).receipt);
          },
        },
      ]);
    },
  });
  return new Promise((resolve, reject) => {
    instance.then(resolve, reject);
  });
}

function report(): void {
  const store = openStore(join(directory, 'constat.db'));
  const held = new Set(
    store.sqlite
      .prepare<[], { receipt: string }>('SELECT receipt FROM submissions')
      .all()
      .map(({ receipt }) => receipt),
  );
  closeStore(store);
  const lost = [...receipts].filter((receipt) => !held.has(receipt));
  const { latency, errors, timeouts, non2xx } = result;
  console.log(
    `${rate}/s for ${seconds} s: ${result.requests.total} answered, ${receipts.size} receipts`,
  );
  console.log(
    `latency ms: p50 ${latency.p50}, p97.5 ${latency.p97_5}, p99 ${latency.p99}, max ${latency.max}`,
  );
  console.log(`errors ${errors}, timeouts ${timeouts}, refused ${non2xx}`);
  console.log(`after SIGKILL: ${lost.length} receipts lost of ${receipts.size}`);
  if (lost.length > 0 || receipts.size === 0) process.exitCode = 1;
}
