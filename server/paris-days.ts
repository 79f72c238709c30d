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
