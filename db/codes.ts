import { createHmac } from 'node:crypto';

/**
 * Codes that people copy by hand from a letter: 60 bits in twelve symbols, and one that checks them. They derive from
 * the token of the same invitation, so that whoever may show the link may show the code, and nothing more is stored.
 */

/** Crockford's base 32: no I, L, O or U; as typed, O is 0, I and L are 1. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const DATA_LENGTH = 12;
export const CODE_LENGTH = DATA_LENGTH + 1;

/** The code of an invitation, from its token: "7K4M2QWX9D3TH". */
export function codeFrom(token: string): string {
  const bits = createHmac('sha256', token).update('code').digest().readBigUInt64BE() >> 4n;
  const data = Array.from({ length: DATA_LENGTH }, (_, rank) =>
    Number((bits >> BigInt(5 * (DATA_LENGTH - 1 - rank))) & 31n),
  );
  return [...data, checkOf(data)].map((value) => ALPHABET[value]).join('');
}

export type TypedCode =
  | { readonly code: string }
  /** Not so many symbols, or a symbol mistaken: no code can be it. */
  | { readonly fault: 'length' | 'mistyped' };

/** What somebody typed, with or without spaces and dashes, in either case. */
export function readCode(typed: string): TypedCode {
  const code = typed
    .normalize('NFKC')
    .toUpperCase()
    .replaceAll(/[\s.\-–—_]/gu, '')
    .replaceAll('O', '0')
    .replaceAll(/[IL]/g, '1');
  if (code.length !== CODE_LENGTH) return { fault: 'length' };
  const values = [...code].map((symbol) => ALPHABET.indexOf(symbol));
  const isWhole = !values.includes(-1) && remainderOf(values) === 0;
  return isWhole ? { code } : { fault: 'mistyped' };
}

/** « 7K4M 2QWX 9D3TH », easier to copy. */
export const spacedCode = (code: string): string =>
  [code.slice(0, 4), code.slice(4, 8), code.slice(8)].join(' ');

/**
 * Symbols are elements of GF(32), and a code is one whose sum of αⁱ·symbol is nought: powers of α differ over 31
 * places, so that any one symbol mistaken, and any two exchanged, are seen.
 */
const remainderOf = (values: readonly number[]): number =>
  values.reduce((sum, value) => timesAlpha(sum) ^ value, 0);

const checkOf = (data: readonly number[]): number => timesAlpha(remainderOf(data));

/** α is a root of x⁵ + x² + 1, which is primitive. */
const timesAlpha = (value: number): number => {
  const doubled = value << 1;
  return doubled & 32 ? doubled ^ 0b100101 : doubled;
};
