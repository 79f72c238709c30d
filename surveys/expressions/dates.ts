/** Dates as OpenRosa counts them: a text in ISO 8601, or a number of days since 1 January 1970. */

const DAY_MS = 86_400_000;

const DATE =
  /^(\d{4})-(\d{2})-(\d{2})(?:T(\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,3})\d*)?)?(?:Z|[+-]\d{2}:?\d{2})?)?$/;
const TIME = /^(\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,3})\d*)?)?(?:Z|[+-]\d{2}:?\d{2})?$/;

/** Days since 1970, with the part of the day in local time; undefined where the text is no date of the calendar. */
export function daysOf(text: string): number | undefined {
  const found = DATE.exec(text);
  if (!found) return undefined;
  const [year = 0, month = 0, day = 0, hours = 0, minutes = 0, seconds = 0] = found
    .slice(1, 7)
    .map((part) => Number(part ?? 0));
  const date = new Date(Date.UTC(year, month - 1, day));
  const isOnCalendar = date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  const isOnClock = hours < 24 && minutes < 60 && seconds < 60;
  if (!isOnCalendar || !isOnClock) return undefined;
  return date.getTime() / DAY_MS + partOfDay(hours, minutes, seconds, found[7]);
}

/** Part of a day, from 0 to 1; undefined where the text is no time. */
export function timeOf(text: string): number | undefined {
  const found = TIME.exec(text);
  if (!found) return undefined;
  const [hours = 0, minutes = 0, seconds = 0] = found.slice(1, 4).map((part) => Number(part ?? 0));
  if (hours > 23 || minutes > 59 || seconds > 59) return undefined;
  return partOfDay(hours, minutes, seconds, found[4]);
}

function partOfDay(hours: number, minutes: number, seconds: number, fraction = '0'): number {
  const thousandths = Number(fraction.padEnd(3, '0'));
  return (((hours * 60 + minutes) * 60 + seconds) * 1000 + thousandths) / DAY_MS;
}

/** `2026-11-23`; blank where the number is no day that a calendar writes with four digits. */
export function dateText(days: number): string {
  const moment = momentOf(days);
  return moment === undefined ? '' : moment.toISOString().slice(0, 10);
}

/** `2026-11-23T16:34:22.000`. */
export function dateTimeText(days: number): string {
  const moment = momentOf(days);
  return moment === undefined ? '' : moment.toISOString().slice(0, 23);
}

/** A date through a pattern of `%Y %y %m %n %b %d %e %H %h %M %S %3 %a`; months and days are named in French. */
export function formatDate(days: number, pattern: string): string {
  const moment = momentOf(days);
  if (moment === undefined) return '';
  return pattern.replace(/%([A-Za-z3%])/g, (whole, letter: string) => {
    return PARTS[letter]?.(moment) ?? whole;
  });
}

const MONTHS = 'janv.,févr.,mars,avr.,mai,juin,juil.,août,sept.,oct.,nov.,déc.'.split(',');
const DAYS = 'dim.,lun.,mar.,mer.,jeu.,ven.,sam.'.split(',');

const PARTS: Readonly<Record<string, (moment: Date) => string>> = {
  Y: (moment) => padded(moment.getUTCFullYear(), 4),
  y: (moment) => padded(moment.getUTCFullYear() % 100, 2),
  m: (moment) => padded(moment.getUTCMonth() + 1, 2),
  n: (moment) => String(moment.getUTCMonth() + 1),
  b: (moment) => MONTHS[moment.getUTCMonth()] ?? '',
  d: (moment) => padded(moment.getUTCDate(), 2),
  e: (moment) => String(moment.getUTCDate()),
  H: (moment) => padded(moment.getUTCHours(), 2),
  h: (moment) => String(moment.getUTCHours()),
  M: (moment) => padded(moment.getUTCMinutes(), 2),
  S: (moment) => padded(moment.getUTCSeconds(), 2),
  '3': (moment) => padded(moment.getUTCMilliseconds(), 3),
  a: (moment) => DAYS[moment.getUTCDay()] ?? '',
  '%': () => '%',
};

function padded(value: number, length: number): string {
  return String(value).padStart(length, '0');
}

function momentOf(days: number): Date | undefined {
  const moment = new Date(Math.round(days * DAY_MS));
  const year = moment.getUTCFullYear();
  return year >= 0 && year <= 9999 ? moment : undefined;
}
