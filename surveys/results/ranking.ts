import type { Entry } from './entry.ts';

interface Ranking {
  readonly items: readonly { readonly id: string; readonly label: string }[];
  readonly max: number;
}

export interface RankingSummary {
  readonly kind: 'ranking';
  /** Ranks that could be given. */
  readonly max: number;
  /** The most points first; then the order of the questionnaire. */
  readonly rows: readonly RankedItem[];
}

export interface RankedItem {
  readonly id: string;
  readonly label: string;
  /** Of those who ranked something, how many had this item on offer. */
  readonly offered: number;
  /** How many ranked it, whatever the rank. */
  readonly ranked: number;
  /** How many gave it the first rank, the second … */
  readonly ranks: readonly number[];
  /** Borda's count: as many points for the first rank as there are ranks, one less for each next one. */
  readonly points: number;
}

export function summariseRanking(
  { items, max }: Ranking,
  entries: readonly Entry<readonly string[]>[],
): RankingSummary {
  const rows = items.map(({ id, label }) => {
    const offered = entries.filter(({ answer, offer }) => answer && offer.has(id));
    const places = offered.flatMap(({ answer }) => placeOf(answer ?? [], id));
    const ranks = Array.from(
      { length: max },
      (_, rank) => places.filter((place) => place === rank).length,
    );
    const points = places.reduce((sum, place) => sum + max - place, 0);
    return { id, label, offered: offered.length, ranked: places.length, ranks, points };
  });
  return { kind: 'ranking', max, rows: rows.toSorted((a, b) => b.points - a.points) };
}

function placeOf(answer: readonly string[], id: string): number[] {
  const place = answer.indexOf(id);
  return place < 0 ? [] : [place];
}
