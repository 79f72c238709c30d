import { setTimeout as sleep } from 'node:timers/promises';
import type { Store } from '../../db/open.ts';
import type { Config } from '../config.ts';
import { deliverDue } from '../webhooks/deliver.ts';

/** Tells webhooks what happens, for as long as the platform runs. */
export interface WebhookJobs {
  close(): Promise<void>;
}

const IDLE_MS = 1000;
const TROUBLE_MS = 30_000;

export function startWebhookJobs(
  store: Store,
  config: Config,
  onError: (error: unknown) => void,
): WebhookJobs {
  const stop = new AbortController();
  const done = run();
  return {
    async close() {
      stop.abort();
      await done;
    },
  };

  async function run() {
    while (!stop.signal.aborted) {
      const wait = await deliver();
      await sleep(wait, undefined, { signal: stop.signal, ref: false }).catch(() => undefined); // stopped
    }
  }

  async function deliver(): Promise<number> {
    try {
      await deliverDue(store, config, { signal: stop.signal });
      return IDLE_MS;
    } catch (error) {
      onError(error);
      return TROUBLE_MS;
    }
  }
}
