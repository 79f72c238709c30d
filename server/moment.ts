import { createHash } from 'node:crypto';
import type { Moment } from '../surveys/expressions/scope.ts';

const PARIS = new Intl.DateTimeFormat('sv-SE', {
  timeZone: 'Europe/Paris',
  dateStyle: 'short',
  timeStyle: 'medium',
});

/** What expressions go by for a response: the time in Paris, and a seed that is its own for life. */
export function momentOf(responseId: string, at = new Date()): Moment {
  const seed = createHash('sha256').update(responseId).digest().readUInt32BE();
  return { now: PARIS.format(at).replace(' ', 'T'), seed };
}
