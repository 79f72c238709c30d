import type { Store } from '../../db/open.ts';
import type { Config } from '../config.ts';
import { deliverDue } from '../webhooks/deliver.ts';
import { type Rounds, startRounds } from './rounds.ts';

const IDLE_MS = 1000;
const TROUBLE_MS = 30_000;

/** Tells webhooks what happens. */
export function startWebhookJobs(
  store: Store,
  config: Config,
  onError: (error: unknown) => void,
): Rounds {
  return startRounds(async (signal) => {
    try {
      await deliverDue(store, config, { signal });
      return IDLE_MS;
    } catch (error) {
      onError(error);
      return TROUBLE_MS;
    }
  });
}
