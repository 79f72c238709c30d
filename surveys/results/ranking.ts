import { answeredAmong, type Entry } from './entry.ts';

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
  /** Of those who ranked it; null: nobody did. */
  readonly meanRank: number | null;
  /** Borda's count: as many points for the first rank as there are ranks, one less for each next one. */
  readonly points: number;
  /**
   * One a row: how many put this item before that one, among those to whom both were offered; an item that was
   * left without a rank comes after those that have one, and two of them are not compared.
   */
  readonly before: readonly number[];
}

export function summariseRanking(
  { items, max }: Ranking,
  entries: readonly Entry<readonly string[]>[],
): RankingSummary {
  const answers = answeredAmong(entries);
  const rows = items.map(({ id, label }) => {
    const offered = answers.filter(({ offer }) => offer.has(id));
    const ranks = Array<number>(max).fill(0);
    let [ranked, places, points] = [0, 0, 0];
    for (const { answer, count } of offered) {
      const place = answer.indexOf(id);
      if (place < 0 || place >= max) continue;
      ranks[place] = (ranks[place] ?? 0) + count;
      ranked += count;
      places += count * (place + 1);
      points += count * (max - place);
    }
    const meanRank = ranked === 0 ? null : places / ranked;
    return { id, label, offered: sum(offered), ranked, ranks, meanRank, points };
  });
  const sorted = rows.toSorted((a, b) => b.points - a.points);
  return {
    kind: 'ranking',
    max,
    rows: sorted.map((row) => ({
      ...row,
      before: sorted.map((other) =>
        row.id === other.id ? 0 : sum(answers.filter((each) => isBefore(each, row.id, other.id))),
      ),
    })),
  };
}

const sum = (entries: readonly { readonly count: number }[]) =>
  entries.reduce((total, { count }) => total + count, 0);

function isBefore(
  { answer, offer }: Pick<Entry<readonly string[]>, 'offer'> & { answer: readonly string[] },
  one: string,
  other: string,
): boolean {
  if (!offer.has(one) || !offer.has(other)) return false;
  const place = answer.indexOf(one);
  const otherPlace = answer.indexOf(other);
  return place >= 0 && (otherPlace < 0 || place < otherPlace);
}
