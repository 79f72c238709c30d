import { request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import type { Store } from '../../db/open.ts';
import {
  addTimedClosings,
  type ClaimedDelivery,
  claimDeliveries,
  endDeliveryAttempt,
} from '../../db/queries/webhook-deliveries.ts';
import type { Config } from '../config.ts';
import { faultOfUrl, lookupPublic, PrivateAddress } from './addresses.ts';
import { payloadOf } from './payload.ts';
import { secretOf, signedHeaders } from './secret.ts';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** After each failure, how long to wait before the next attempt; after the last one, nothing more. */
export const RETRIES_MS = [
  10 * SECOND,
  MINUTE,
  5 * MINUTE,
  30 * MINUTE,
  2 * HOUR,
  6 * HOUR,
  12 * HOUR,
  24 * HOUR,
];

const ANSWER_MS = 10 * SECOND;
const LEASE_MS = 60 * SECOND;
const AT_ONCE = 4;

/** What came of telling a webhook: an HTTP status, or why there was none. */
export type Told = { readonly status: number } | { readonly fault: DeliveryFault };
export type DeliveryFault = 'private' | 'timeout' | 'unreachable' | 'certificate';

/** Tells webhooks what is due, a few at once, one thing after the other to each. Resolves when nothing is. */
export async function deliverDue(
  store: Store,
  config: Config,
  { signal, now = Date.now }: { readonly signal: AbortSignal; readonly now?: () => number },
): Promise<void> {
  await addTimedClosings(store, now());
  while (!signal.aborted) {
    const claim = { now: now(), leaseFor: LEASE_MS, limit: AT_ONCE };
    const due = await claimDeliveries(store, claim);
    if (due.length === 0) return;
    await Promise.all(due.map((one) => deliverOne(store, config, one, now)));
  }
}

/** The receiver knows a delivery told twice by its id: a crash between its answer and our note repeats it. */
async function deliverOne(
  store: Store,
  config: Config,
  claimed: ClaimedDelivery,
  now: () => number,
): Promise<void> {
  const { delivery, webhook, attempts } = claimed;
  const startedAt = now();
  const body = JSON.stringify(await payloadOf(store, config, claimed));
  const signed = { id: delivery.id, at: startedAt, body };
  const told = await post(webhook.url, {
    body,
    headers: signedHeaders(secretOf(config, webhook), signed),
    isPrivateAllowed: config.WEBHOOK_PRIVATE_ADDRESSES,
  });
  const endedAt = now();
  const attempt = {
    startedAt,
    endedAt,
    status: 'status' in told ? told.status : null,
    fault: 'fault' in told ? told.fault : null,
  };
  await endDeliveryAttempt(store, delivery.id, attempt, nextAttempt(told, attempts, endedAt));
}

function nextAttempt(told: Told, attempts: number, now: number): number | null {
  const isOver =
    'status' in told && ((told.status >= 200 && told.status < 300) || told.status === 410);
  const wait = RETRIES_MS[attempts];
  return isOver || wait === undefined ? null : now + wait;
}

/** One POST: no redirection is followed, nothing of the answer is read but its status. */
export function post(
  url: string,
  {
    body,
    headers,
    isPrivateAllowed,
  }: {
    readonly body: string;
    readonly headers: Readonly<Record<string, string>>;
    readonly isPrivateAllowed: boolean;
  },
): Promise<Told> {
  if (faultOfUrl(url, isPrivateAllowed)) return Promise.resolve({ fault: 'private' });
  const send = new URL(url).protocol === 'https:' ? requestHttps : requestHttp;
  return new Promise((resolve) => {
    const request = send(
      url,
      {
        method: 'POST',
        headers: {
          ...headers,
          'content-type': 'application/json',
          'content-length': Buffer.byteLength(body),
          'user-agent': 'Constat',
        },
        agent: false,
        signal: AbortSignal.timeout(ANSWER_MS),
        ...(!isPrivateAllowed && { lookup: lookupPublic }),
      },
      (answer) => {
        resolve({ status: answer.statusCode ?? 0 });
        answer.destroy();
      },
    );
    request.on('error', (error) => resolve({ fault: faultOf(error) }));
    request.end(body);
  });
}

function faultOf(error: Error & { code?: string }): DeliveryFault {
  if (error instanceof PrivateAddress) return 'private';
  if (error.name === 'TimeoutError' || error.name === 'AbortError') return 'timeout';
  const isOfCertificate = /CERT|TLS|SSL|SELF_SIGNED/.test(error.code ?? '');
  return isOfCertificate ? 'certificate' : 'unreachable';
}
