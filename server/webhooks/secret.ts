import { createHmac } from 'node:crypto';
import { derivedToken } from '../../db/ids.ts';
import type { Config } from '../config.ts';
import { linkKeyOf } from '../mail/link-key.ts';

/** What a webhook is signed with, as its owner keeps it: `whsec_` and 256 bits in base64. */
export const secretOf = (config: Config, { seed }: { readonly seed: string }): string =>
  `whsec_${Buffer.from(derivedToken(linkKeyOf(config), `webhook:${seed}`), 'base64url').toString('base64')}`;

/** Headers of a signed message, by the Standard Webhooks specification, version 1. */
export function signedHeaders(
  secret: string,
  { id, at, body }: { readonly id: string; readonly at: number; readonly body: string },
): Record<string, string> {
  const timestamp = Math.floor(at / 1000);
  const key = Buffer.from(secret.slice('whsec_'.length), 'base64');
  const signature = createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64');
  return {
    'webhook-id': id,
    'webhook-timestamp': String(timestamp),
    'webhook-signature': `v1,${signature}`,
  };
}
