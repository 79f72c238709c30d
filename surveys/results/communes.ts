import { answersOf, type Entry, tally } from './entry.ts';

export interface CommunesSummary {
  readonly kind: 'communes';
  /** Insee codes, the most named first. */
  readonly rows: readonly { readonly code: string; readonly count: number }[];
}

export function summariseCommunes(
  _commune: unknown,
  entries: readonly Entry<string>[],
): CommunesSummary {
  const counts = [...tally(answersOf(entries))].map(([code, count]) => ({ code, count }));
  const rows = counts.sort((a, b) => b.count - a.count || (a.code < b.code ? -1 : 1));
  return { kind: 'communes', rows };
}
