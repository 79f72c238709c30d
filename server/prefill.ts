import { z } from 'zod';
import type { Store } from '../db/open.ts';
import { isSigned, signatureOf } from './signatures.ts';

/**
 * Values that a link brings: signed, so that nobody changes them on the way, for one survey and one link, so that they
 * are nobody else's. They are read from the address by whoever holds it: nothing secret belongs there.
 */

const LENGTH_MAX = 2000;

const values = z.record(z.string().max(64), z.string().max(500));

export type PrefillValues = z.infer<typeof values>;

/** @param link the id of an invitation, or « open ». @returns undefined where the values are too long for a link. */
export async function signPrefill(
  store: Store,
  survey: string,
  link: string,
  given: PrefillValues,
): Promise<string | undefined> {
  const payload = Buffer.from(JSON.stringify(given)).toString('base64url');
  const token = `${payload}.${await signatureOf(store, nameOf(survey, link, payload))}`;
  return token.length > LENGTH_MAX ? undefined : token;
}

/** The values of a link; `tampered` where they are not those that this platform signed for it. */
export async function readPrefill(
  store: Store,
  survey: string,
  link: string,
  token: unknown,
): Promise<PrefillValues | 'tampered' | undefined> {
  if (token === undefined) return undefined;
  if (typeof token !== 'string' || token.length > LENGTH_MAX) return 'tampered';
  const [payload = '', signature = ''] = token.split('.');
  if (!(await isSigned(store, nameOf(survey, link, payload), signature))) return 'tampered';
  const parsed = values.safeParse(JSON.parse(Buffer.from(payload, 'base64url').toString('utf8')));
  return parsed.success ? parsed.data : 'tampered';
}

const nameOf = (survey: string, link: string, payload: string) =>
  `prefill:${survey}:${link}:${payload}`;
