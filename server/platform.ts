import type { FastifyInstance } from 'fastify';
import { closeStore, openStore, type Store } from '../db/open.ts';
import { insertAccessLink } from '../db/queries/access-links.ts';
import { countAccounts } from '../db/queries/accounts.ts';
import { closeAbandonedImports } from '../db/queries/response-imports.ts';
import { deleteExpiredSessions } from '../db/queries/sessions.ts';
import { loadTerritories } from '../db/territories.ts';
import { paths } from '../views/paths.ts';
import { buildApp } from './app.ts';
import type { Config } from './config.ts';
import { createExplorer } from './jobs/explore.ts';
import { startMailJobs } from './jobs/mails.ts';
import { closeAbandonedRuns, createRunJobs } from './jobs/runs.ts';
import { createSweepJobs } from './jobs/sweeps.ts';
import { startWebhookJobs } from './jobs/webhooks.ts';
import type { Services } from './services.ts';

const HOUR = 3_600_000;
const CLEANING_MS = 60_000;
const DRAIN_MS = 10_000;

export interface Platform {
  readonly app: FastifyInstance;
  readonly services: Services;
  /** Listens until SIGTERM or SIGINT, and says where. */
  listen(): Promise<void>;
  /** Answers what was asked, refuses the rest, and leaves the store whole. */
  close(): Promise<void>;
}

/** Opens the store and builds everything that runs over it. */
export async function openPlatform(config: Config): Promise<Platform> {
  const store = openStore(config.databasePath);
  loadTerritories(store);
  await closeAbandonedRuns(store);
  await closeAbandonedImports(store);
  const runs = createRunJobs(store, (error) => app.log.error({ err: error }, 'analysis failed'));
  const sweeps = createSweepJobs(store, (error) => app.log.error({ err: error }, 'sweep failed'));
  const services: Services = { store, config, runs, sweeps, explorer: createExplorer() };
  const app = await buildApp(services);
  const mails = startMailJobs(store, config, (error) =>
    app.log.error({ err: error }, 'mail failed'),
  );
  const hooks = startWebhookJobs(store, config, (error) =>
    app.log.error({ err: error }, 'webhook failed'),
  );
  const cleaning = setInterval(() => void cleanUp(), CLEANING_MS);
  cleaning.unref();

  /** What waits for its time: a disk that is full just now must not stop the platform. */
  async function cleanUp() {
    try {
      await deleteExpiredSessions(store);
      await closeAbandonedRuns(store);
    } catch (error) {
      app.log.error({ err: error }, 'cleaning failed');
    }
  }

  async function close() {
    clearInterval(cleaning);
    await Promise.race([
      Promise.all([app.close(), mails.close(), hooks.close()]),
      new Promise((resolve) => setTimeout(resolve, DRAIN_MS).unref()),
    ]);
    await Promise.all([runs.close(), sweeps.close()]);
    closeStore(store);
  }

  return {
    app,
    services,
    close,
    async listen() {
      for (const signal of ['SIGTERM', 'SIGINT'] as const)
        process.once(signal, () => void close().then(() => process.exit(0)));
      await app.listen({ host: config.HOST, port: config.PORT });
      console.log(`Constat est ouvert\u00a0: ${config.baseUrl}`);
      await announceSetup(store, config);
    },
  };
}

/** On a store without any account, the only way in is a link printed here, once. */
async function announceSetup(store: Store, config: Config): Promise<void> {
  if ((await countAccounts(store)) > 0) return;
  const token = await insertAccessLink(store, { purpose: 'setup', validFor: 24 * HOUR });
  console.log(
    `\nPremière installation\u00a0: ouvrez ce lien, valable une fois pendant 24\u00a0h, pour créer le compte administrateur\n  ${config.baseUrl}${paths.setup(token)}\n`,
  );
}
