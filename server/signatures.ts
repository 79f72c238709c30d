import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Store } from '../db/open.ts';
import { findSetting } from '../db/queries/settings.ts';

/** Proves that this platform wrote some text: HMAC-SHA-256 under the secret that lies in the store, base64url. */
export async function signatureOf(store: Store, text: string): Promise<string> {
  const secret = await findSetting(store, 'sessions.secret');
  if (secret === undefined) throw new Error('the store has no secret to sign with');
  return createHmac('sha256', secret).update(text).digest('base64url');
}

/** Whether a signature is that of the text; compared in constant time. */
export async function isSigned(store: Store, text: string, signature: string): Promise<boolean> {
  const expected = Buffer.from(await signatureOf(store, text));
  const given = Buffer.from(signature);
  return given.length === expected.length && timingSafeEqual(given, expected);
}
