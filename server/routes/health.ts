import { statfs } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { saveSetting } from '../../db/queries/settings.ts';
import type { Services } from '../services.ts';

const FREE_BYTES_MIN = 200 * 2 ** 20;

/** For whoever watches the machine: alive, and ready to write. */
export function health(app: FastifyInstance, { store, config }: Services): void {
  const quiet = { logLevel: 'warn' } as const;
  app.get('/live', quiet, async () => ({ status: 'live' }));

  app.get('/ready', quiet, async (_, reply) => {
    const checks = { write: await canWrite(), disk: await hasRoom() };
    const isReady = Object.values(checks).every(Boolean);
    return reply
      .code(isReady ? 200 : 503)
      .send({ status: isReady ? 'ready' : 'not-ready', checks });
  });

  async function canWrite(): Promise<boolean> {
    try {
      await saveSetting(store, 'health.probe', String(Date.now()));
      return true;
    } catch {
      return false;
    }
  }

  async function hasRoom(): Promise<boolean> {
    const { bavail, bsize } = await statfs(dirname(config.databasePath));
    return bavail * bsize > FREE_BYTES_MIN;
  }
}
