import { daysOf, timeOf } from './dates.ts';
import { type DataNode, textOf } from './tree.ts';

export type Value = string | number | boolean | readonly DataNode[];

export function toText(value: Value): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'number') return String(Object.is(value, -0) ? 0 : value);
  if (typeof value === 'boolean') return value ? 'true' : 'false';
  const [first] = value;
  return first ? textOf(first) : '';
}

/**
 * XPath's number(): plain decimals only; the empty text and `1e3` are not numbers. A date is its days since 1970,
 * as in OpenRosa, so that dates compare and subtract; a time is its part of the day.
 */
export function toNumber(value: Value): number {
  if (typeof value === 'number') return value;
  if (typeof value === 'boolean') return value ? 1 : 0;
  const text = toText(value).trim();
  if (/^-?(?:\d+(?:\.\d*)?|\.\d+)$/.test(text)) return Number(text);
  return daysOf(text) ?? timeOf(text) ?? Number.NaN;
}

export function toBoolean(value: Value): boolean {
  if (typeof value === 'boolean') return value;
  if (typeof value === 'number') return value !== 0 && !Number.isNaN(value);
  return value.length > 0;
}
