import { setTimeout as sleep } from 'node:timers/promises';
import type { Store } from '../../db/open.ts';
import {
  type ClaimedMail,
  claimMail,
  closeAbandonedAttempts,
  deferMail,
  hasDueMail,
  keepNextMail,
  markTransmitted,
  settleMail,
} from '../../db/queries/mails.ts';
import type { Config } from '../config.ts';
import { composeMail } from './compose.ts';
import { linkKeyOf } from './link-key.ts';
import { linksOf } from './links.ts';
import { messageOf, senderOf } from './message.ts';
import { type Delivery, EXCHANGE_MAX_MS, openSmtp, type SmtpSession } from './smtp.ts';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** An attempt outlasts the longest exchange: what is still open after this belongs to a dead process. */
export const LEASE_MS = EXCHANGE_MAX_MS + MINUTE;

/** A server that says « not now » is asked again, less and less often, for three days. */
const RETRIES_MS = [MINUTE, 5 * MINUTE, 15 * MINUTE, 30 * MINUTE, HOUR, 2 * HOUR, 4 * HOUR];
const PATIENCE_MS = 72 * HOUR;

interface Sending {
  readonly signal: AbortSignal;
  readonly now?: () => number;
}

/**
 * Sends what is due, one mail after the other, at the configured rate; without a server, puts it all in the
 * local outbox. Resolves when nothing is due or `signal` is aborted: the mail under way is finished first.
 * @throws SmtpTrouble when the server can't be talked to: nothing was attempted for any mail.
 */
export async function sendDueMails(
  store: Store,
  config: Config,
  { signal, now = Date.now }: Sending,
): Promise<void> {
  await closeAbandonedAttempts(store, now());
  if (config.SMTP_URL === undefined) return keepDueMails(store, config, { signal, now });
  let session: SmtpSession | undefined;
  try {
    while (!signal.aborted && (await hasDueMail(store, now()))) {
      session ??= await openSmtp(config.SMTP_URL);
      const claim = { now: now(), leaseFor: LEASE_MS, key: linkKeyOf(config) };
      const mail = await claimMail(store, claim);
      if (!mail) continue;
      const delivery = await sendOne(store, config, session, mail);
      await record(store, mail, delivery, now());
      // After anything but a plain yes, the conversation starts afresh.
      if (delivery.outcome !== 'sent') session = close(session);
      await pause(MINUTE / config.MAILS_PER_MINUTE, signal);
    }
  } finally {
    close(session);
  }
}

async function keepDueMails(store: Store, config: Config, { signal, now = Date.now }: Sending) {
  if (!(await hasDueMail(store, now()))) return;
  const key = linkKeyOf(config);
  while (!signal.aborted && (await keepNextMail(store, { now: now(), key })))
    await new Promise(setImmediate); // requests pass in between
}

async function sendOne(
  store: Store,
  config: Config,
  session: SmtpSession,
  mail: ClaimedMail,
): Promise<Delivery> {
  const { id, address, person, attemptId, firstAttemptAt } = mail;
  const composed = composeMail(mail, await linksOf(store, config, mail));
  const to = { name: person.name, address };
  const message = await messageOf(composed, { id, to, at: firstAttemptAt, config });
  return session.send({
    from: bareAddress(senderOf(config)),
    to: address,
    message,
    onTransmit: () => markTransmitted(store, attemptId),
  });
}

async function record(
  store: Store,
  { id: mailId, attemptId, attempts, firstAttemptAt }: ClaimedMail,
  { outcome, reply }: Delivery,
  now: number,
): Promise<void> {
  const ending = { mailId, attemptId, reply, now };
  if (outcome !== 'deferred') return settleMail(store, { ...ending, outcome });
  if (now - firstAttemptAt >= PATIENCE_MS)
    return settleMail(store, { ...ending, outcome: 'expired' });
  return deferMail(store, { ...ending, dueAt: now + (RETRIES_MS[attempts - 1] ?? 8 * HOUR) });
}

function close(session: SmtpSession | undefined): undefined {
  session?.close();
}

const pause = (milliseconds: number, signal: AbortSignal) =>
  sleep(milliseconds, undefined, { signal }).catch(() => undefined); // woken up to stop

const bareAddress = (sender: string) => /<([^<>]+)>$/.exec(sender)?.[1] ?? sender;
