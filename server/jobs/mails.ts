import type { Store } from '../../db/open.ts';
import { findSetting, saveSetting } from '../../db/queries/settings.ts';
import type { Config } from '../config.ts';
import { sendDueMails } from '../mail/send.ts';
import { SmtpTrouble } from '../mail/smtp.ts';
import { type Rounds, startRounds } from './rounds.ts';

const IDLE_MS = 1000;
const TROUBLE_MS = 30_000;
const TROUBLE_MAX_MS = 300_000;
const TROUBLE = 'mails.trouble';

/** Sends mails as they fall due; where the server can't be talked to, ever more rarely. */
export function startMailJobs(
  store: Store,
  config: Config,
  onError: (error: unknown) => void,
): Rounds {
  return startRounds(async (signal, waited) => {
    try {
      await sendDueMails(store, config, { signal });
      await rememberTrouble('');
      return IDLE_MS;
    } catch (error) {
      if (error instanceof SmtpTrouble) await rememberTrouble(error.message).catch(onError);
      onError(error);
      return Math.min(Math.max(TROUBLE_MS, waited * 2), TROUBLE_MAX_MS);
    }
  });

  async function rememberTrouble(reply: string) {
    if ((await findMailTrouble(store)) !== reply) await saveSetting(store, TROUBLE, reply);
  }
}

/** Why the server can't be talked to at present; empty when nothing says so. */
export const findMailTrouble = async (store: Store): Promise<string> =>
  (await findSetting(store, TROUBLE)) ?? '';
