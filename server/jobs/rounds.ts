import { setTimeout as sleep } from 'node:timers/promises';

/** Work that is looked for again and again, for as long as the platform runs. */
export interface Rounds {
  /** Lets the round under way finish, and begins no other. */
  close(): Promise<void>;
}

/** @param round says how long to wait before the next, in milliseconds, given how long the last wait was; it never throws. */
export function startRounds(
  round: (signal: AbortSignal, waited: number) => Promise<number>,
): Rounds {
  const stop = new AbortController();
  const { signal } = stop;
  const done = run();
  return {
    async close() {
      stop.abort();
      await done;
    },
  };

  async function run() {
    let wait = 0;
    while (!signal.aborted) {
      wait = await round(signal, wait);
      await sleep(wait, undefined, { signal, ref: false }).catch(() => undefined); // stopped
    }
  }
}
