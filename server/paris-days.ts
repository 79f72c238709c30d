/** Calendar days as people in France live them, between instants and « 2020-01-14 ». */

const DAY = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Paris', dateStyle: 'short' });
const HOUR = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Europe/Paris',
  hour: 'numeric',
  hourCycle: 'h23',
});
const HOUR_MS = 3_600_000;

/** The day of an instant: "2020-01-14". */
export const dayInParis = (milliseconds: number): string => DAY.format(milliseconds);

/** Midnight in Paris. Clocks change at 01:00 UTC, so that the offset at 00:00 UTC is still midnight's own. */
export function firstInstantOf(day: string): number {
  const midnightUtc = Date.parse(`${day}T00:00:00Z`);
  return midnightUtc - Number(HOUR.format(midnightUtc)) * HOUR_MS;
}

/** The millisecond before the next day begins. */
export function lastInstantOf(day: string): number {
  const next = Date.parse(`${day}T00:00:00Z`) + 24 * HOUR_MS;
  return firstInstantOf(new Date(next).toISOString().slice(0, 10)) - 1;
}

const TIME = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Europe/Paris',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
});

/** The time of day of an instant: "09:30". */
export const timeInParis = (milliseconds: number): string => TIME.format(milliseconds);

/**
 * The instant when clocks in Paris show this day and time. Of an hour that comes twice (October), the first; of one
 * that no clock shows (March), the hour after.
 */
export function instantOf(day: string, time: string): number {
  const asUtc = Date.parse(`${day}T${time}:00Z`);
  const winter = asUtc - HOUR_MS;
  const summer = asUtc - 2 * HOUR_MS;
  const isShown = dayInParis(summer) === day && timeInParis(summer) === time;
  return isShown ? summer : winter;
}
