import { describe, expect, it } from 'vitest';
import { CODE_LENGTH, codeFrom, readCode, spacedCode } from '../../db/codes.ts';
import { newToken } from '../../db/ids.ts';

const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const CODES = ['marché', 'halle', 'fontaine'].map(codeFrom);

describe('a code typed by hand', () => {
  it('has thirteen symbols, none of them I, L, O or U, and is always the same for its token', () => {
    for (const code of [...CODES, ...Array.from({ length: 500 }, () => codeFrom(newToken()))]) {
      expect(code).toMatch(/^[0-9A-HJKMNP-TV-Z]{13}$/);
      expect(readCode(code)).toEqual({ code });
    }
    expect(codeFrom('marché')).toBe(codeFrom('marché'));
    expect(new Set(CODES).size).toBe(3);
  });

  it('is the same in lower case, with spaces, dashes, an O for a zero, an I or an l for a one', () => {
    for (const code of CODES) {
      const misread = code.replaceAll('0', 'o').replaceAll('1', 'l').toLowerCase();
      for (const typed of [spacedCode(code), misread, ` ${[...code].join('-')} `, `${code}\u00a0`])
        expect(readCode(typed)).toEqual({ code });
    }
  });

  it('is told wrong when any one symbol is mistaken', () => {
    for (const code of CODES)
      for (let place = 0; place < CODE_LENGTH; place += 1)
        for (const symbol of ALPHABET) {
          if (symbol === code[place]) continue;
          const wrong = code.slice(0, place) + symbol + code.slice(place + 1);
          expect(readCode(wrong)).toEqual({ fault: 'mistyped' });
        }
  });

  it('is told wrong when any two symbols change places', () => {
    for (const code of CODES)
      for (let one = 0; one < CODE_LENGTH; one += 1)
        for (let other = one + 1; other < CODE_LENGTH; other += 1) {
          if (code[one] === code[other]) continue;
          const symbols = [...code];
          [symbols[one], symbols[other]] = [code[other] ?? '', code[one] ?? ''];
          expect(readCode(symbols.join(''))).toEqual({ fault: 'mistyped' });
        }
  });

  it('is told incomplete, too long or impossible without a search', () => {
    const [code = ''] = CODES;
    for (const typed of ['', code.slice(1), `${code}0`, ' '.repeat(13), '0'.repeat(10_000)])
      expect(readCode(typed)).toEqual({ fault: 'length' });
    for (const typed of ['U'.repeat(13), '‮'.repeat(13), "' OR 1=1 -- ab"])
      expect(readCode(typed)).toHaveProperty('fault');
  });

  it('carries sixty bits: every symbol of the alphabet comes in every place but the last as often', () => {
    const counts = new Map<string, number>();
    const draws = 6400;
    for (let draw = 0; draw < draws; draw += 1)
      for (const [place, symbol] of [...codeFrom(`jeton ${draw}`)].entries())
        counts.set(`${place}${symbol}`, (counts.get(`${place}${symbol}`) ?? 0) + 1);
    expect(counts.size).toBe(13 * 32);
    // 200 each, standard deviation about 13.9; six of them on either side.
    for (const count of counts.values()) expect(Math.abs(count - 200)).toBeLessThan(84);
  });
});
