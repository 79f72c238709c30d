import { byCodeUnit, type Entry, tally } from './entry.ts';

export interface CommunesSummary {
  readonly kind: 'communes';
  /** Insee codes, the most named first. */
  readonly rows: readonly { readonly code: string; readonly count: number }[];
}

export function summariseCommunes(entries: readonly Entry<string>[]): CommunesSummary {
  const counts = [...tally(entries, (code) => [code])].map(([code, count]) => ({ code, count }));
  const rows = counts.sort((a, b) => b.count - a.count || byCodeUnit(a.code, b.code));
  return { kind: 'communes', rows };
}
