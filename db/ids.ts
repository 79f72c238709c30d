import { createHash, createHmac, randomBytes, randomUUID } from 'node:crypto';

export const newId = (): string => randomUUID();

/** 256 bits, for a link that nobody guesses; only its hash is stored. */
export const newToken = (): string => randomBytes(32).toString('base64url');

/** A token that only who holds `key`, itself a token, can make again: the same for the same `name`. */
export const derivedToken = (key: string, name: string): string =>
  createHmac('sha256', key).update(name).digest('base64url');

/** SHA-256, hexadecimal: of a token at rest, of a text, of a file. */
export const hashOf = (content: string | Uint8Array): string =>
  createHash('sha256').update(content).digest('hex');

/** Crockford's digits: no I, L, O or U to misread over the telephone. */
const DIGITS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const RECEIPT_LENGTH = 12;

/** Number of an acknowledgement, to be read aloud and copied by hand. */
export const newReceipt = (): string =>
  Array.from(randomBytes(RECEIPT_LENGTH), (byte) => DIGITS[byte % DIGITS.length]).join('');
