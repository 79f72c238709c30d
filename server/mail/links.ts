import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Store } from '../../db/open.ts';
import type { MailParts } from '../../db/queries/mails.ts';
import { findSetting } from '../../db/queries/settings.ts';
import { mailMessages } from '../../views/messages/mails.ts';
import { paths } from '../../views/paths.ts';
import type { Config } from '../config.ts';
import type { MailLinks } from './compose.ts';

/** Where the links of a mail lead; those of a trial open nothing. */
export async function linksOf(
  store: Store,
  config: Config,
  { id, token }: Pick<MailParts, 'id' | 'token'>,
): Promise<MailLinks> {
  return {
    answerUrl: config.baseUrl + paths.invitation(token ?? mailMessages.compose.trialLink),
    optOutUrl: config.baseUrl + paths.mailOptOut(await signedMail(store, id)),
  };
}

/** Names a mail and proves that this platform wrote it, for as long as the store lives. */
export async function signedMail(store: Store, mailId: string): Promise<string> {
  return `${mailId.replaceAll('-', '')}.${await signatureOf(store, mailId)}`;
}

/** @returns the mail that a signed name is of; undefined when nobody here signed it. */
export async function readSignedMail(store: Store, signed: string): Promise<string | undefined> {
  const [digits = '', signature = ''] = signed.split('.');
  const mailId = digits.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
  const expected = Buffer.from(await signatureOf(store, mailId));
  const given = Buffer.from(signature);
  const isOurs = given.length === expected.length && timingSafeEqual(given, expected);
  return isOurs ? mailId : undefined;
}

async function signatureOf(store: Store, mailId: string): Promise<string> {
  const secret = await findSetting(store, 'sessions.secret');
  if (secret === undefined) throw new Error('the store has no secret to sign with');
  return createHmac('sha256', secret).update(`opt-out:${mailId}`).digest('base64url');
}
