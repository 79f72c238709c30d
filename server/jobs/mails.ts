import { setTimeout as sleep } from 'node:timers/promises';
import type { Store } from '../../db/open.ts';
import { findSetting, saveSetting } from '../../db/queries/settings.ts';
import type { Config } from '../config.ts';
import { sendDueMails } from '../mail/send.ts';
import { SmtpTrouble } from '../mail/smtp.ts';

/** Sends mails as they fall due, for as long as the platform runs. */
export interface MailJobs {
  /** Lets the mail under way finish, and takes no other. */
  close(): Promise<void>;
}

const IDLE_MS = 1000;
const TROUBLE_MS = 30_000;
const TROUBLE_MAX_MS = 300_000;
const TROUBLE = 'mails.trouble';

export function startMailJobs(
  store: Store,
  config: Config,
  onError: (error: unknown) => void,
): MailJobs {
  const stop = new AbortController();
  const done = run();
  return {
    async close() {
      stop.abort();
      await done;
    },
  };

  async function run() {
    let wait = IDLE_MS;
    while (!stop.signal.aborted) {
      wait = await sendOnce(wait);
      await sleep(wait, undefined, { signal: stop.signal, ref: false }).catch(() => undefined); // stopped
    }
  }

  /** @returns how long to wait before looking again. */
  async function sendOnce(waited: number): Promise<number> {
    try {
      await sendDueMails(store, config, { signal: stop.signal });
      await rememberTrouble('');
      return IDLE_MS;
    } catch (error) {
      if (error instanceof SmtpTrouble) await rememberTrouble(error.message).catch(onError);
      onError(error);
      return Math.min(Math.max(TROUBLE_MS, waited * 2), TROUBLE_MAX_MS);
    }
  }

  async function rememberTrouble(reply: string) {
    if ((await findMailTrouble(store)) !== reply) await saveSetting(store, TROUBLE, reply);
  }
}

/** Why the server can't be talked to at present; empty when nothing says so. */
export const findMailTrouble = async (store: Store): Promise<string> =>
  (await findSetting(store, TROUBLE)) ?? '';
