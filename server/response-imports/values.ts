import type { ColumnKind } from '../../surveys/question-types/type.ts';
import { instantOf } from '../paris-days.ts';
import { plain } from './headings.ts';

const YES = new Set([
  '1',
  'true',
  'vrai',
  'oui',
  'yes',
  'y',
  'o',
  'x',
  'checked',
  'coche',
  'selected',
]);
const NO = new Set(['0', 'false', 'faux', 'non', 'no', 'n', 'not selected', 'unchecked', '']);

/** Whether a box was ticked; the label of the choice itself says so too. Undefined where nothing tells. */
export function isMarked(cell: string, label: string): boolean | undefined {
  const value = plain(cell);
  if (YES.has(value) || value === plain(label)) return true;
  return NO.has(value) ? false : undefined;
}

/** A value as the form of its question takes it: other tools write midnight after days, and more digits than they have. */
export function tidyValue(cell: string, kind: ColumnKind | 'list'): string {
  const value = cell.trim();
  if (kind === 'words') return cell.replaceAll(/\r\n?/g, '\n');
  if (kind === 'date') return value.replace(/[T ]00:00(?::00(?:\.0+)?)?(?:Z|[+-]\d\d:?\d\d)?$/, '');
  if (kind === 'date-time')
    return value.replace(
      /^(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2})(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)?$/,
      '$1T$2',
    );
  if (kind === 'time')
    return value.replace(/^(\d{1,2}:\d{2}):\d{2}(?:\.\d+)?(?:Z|[+-]\d\d:?\d\d)?$/, '$1');
  if (kind === 'number') return value.replace(/^([-+]?\d+)\.0+$/, '$1');
  return value;
}

/** Tools that hide dates write this one. */
const HIDDEN_YEAR = 1980;

/**
 * When a response was sent, in the ways that tools write it, at the clocks of Paris unless an offset is said. Null
 * where the tool hides it; undefined where it can't be read.
 */
export function sentAtOf(text: string): number | null | undefined {
  const iso = /^(\d{4})[-/](\d{1,2})[-/](\d{1,2})(?:[T ](\d{1,2}):(\d{2})(?::(\d{2}))?)?/.exec(
    text,
  );
  const french = /^(\d{1,2})\/(\d{1,2})\/(\d{4})(?:[ T](\d{1,2})[:h](\d{2})(?::(\d{2}))?)?/.exec(
    text,
  );
  const [, year, month, day, hours = '0', minutes = '0', seconds = '0'] =
    iso ?? (french ? [french[0], french[3], french[2], french[1], ...french.slice(4)] : []);
  if (year === undefined || month === undefined || day === undefined) return undefined;
  if (Number(year) <= HIDDEN_YEAR) return null;
  const isAfternoon = /\bPM\b/i.test(text) && Number(hours) < 12;
  const isMidnight = /\bAM\b/i.test(text) && Number(hours) === 12;
  const hour = Number(hours) + (isAfternoon ? 12 : 0) - (isMidnight ? 12 : 0);
  const two = (value: string | number) => String(value).padStart(2, '0');
  const date = `${year}-${two(month)}-${two(day)}`;
  const time = `${two(hour)}:${two(minutes)}`;
  const offset = /(?:Z|UTC|GMT|(?:UTC|GMT)?\s*([+-])(\d{1,2})(?::?(\d{2}))?)\s*$/i.exec(
    text.slice(10),
  );
  const utc = Date.parse(`${date}T${time}:${two(seconds)}Z`);
  if (!Number.isFinite(utc) || new Date(utc).getUTCDate() !== Number(day)) return undefined;
  if (!offset) return instantOf(date, time) + Number(seconds) * 1000;
  const [, sign, over = '0', past = '0'] = offset;
  return utc - (sign === '-' ? -1 : 1) * (Number(over) * 60 + Number(past)) * 60_000;
}
