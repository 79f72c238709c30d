/** Statistics that keep silent at small n. Stakeholders are counted, never segments. */

/** Under this many answers, counts only. */
export const MINIMUM_FOR_PERCENTAGE = 30;

const Z_95 = 1.959963984540054;

export interface Interval {
  readonly low: number;
  readonly high: number;
}

/**
 * Wilson's score interval for a proportion of `count` out of `n`, at 95 %:
 * (p + z²/2n ± z·√(p(1−p)/n + z²/4n²)) / (1 + z²/n). Wilson 1927; Newcombe 1998, method 3.
 * Nothing observed says nothing: 0 to 1.
 */
export function wilsonInterval(count: number, n: number): Interval {
  if (n === 0) return { low: 0, high: 1 };
  const share = count / n;
  const z2 = Z_95 * Z_95;
  const centre = share + z2 / (2 * n);
  const margin = Z_95 * Math.sqrt((share * (1 - share)) / n + z2 / (4 * n * n));
  const scale = 1 + z2 / n;
  return {
    low: count === 0 ? 0 : Math.max(0, (centre - margin) / scale),
    high: count === n ? 1 : Math.min(1, (centre + margin) / scale),
  };
}

export type Source = 'survey' | 'interview' | 'return' | 'document';

/** Of those who were asked, how many say so. */
export interface Observation {
  readonly source: Source;
  readonly count: number;
  /** How many answered. */
  readonly n: number;
  /** How many were invited to; unknown for an open link. */
  readonly invited?: number;
}

/** What may be shown of an observation: a percentage never comes without what it stands on. */
export type Statement =
  | { readonly kind: 'count'; readonly count: number; readonly n: number }
  | {
      readonly kind: 'percentage';
      readonly count: number;
      readonly n: number;
      readonly share: number;
      readonly interval: Interval;
      readonly invited: number;
      readonly responseRate: number;
    };

/** Interviews never yield a percentage; nor does anything under 30, or whose response rate is unknown. */
export function stateObservation({ source, count, n, invited }: Observation): Statement {
  if (source !== 'survey' || n < MINIMUM_FOR_PERCENTAGE || invited === undefined || invited < n)
    return { kind: 'count', count, n };
  return {
    kind: 'percentage',
    count,
    n,
    share: count / n,
    interval: wilsonInterval(count, n),
    invited,
    responseRate: n / invited,
  };
}

/** How the stakeholders of one declared group speak of a finding; « mixed » say both, or « oui, mais ». */
export interface Voices {
  readonly for: number;
  readonly against: number;
  readonly mixed: number;
}

const spoke = (voices: Voices) => voices.for + voices.against + voices.mixed;

/**
 * Agreement across declared groups: min over groups of (A + 1)/(S + 2), A for out of S who spoke (Laplace's
 * rule of succession), so that one group's silence (1/2) or refusal is never drowned by another's number.
 */
export function agreementAcross(groups: readonly Voices[]): number {
  return groups.length === 0 ? 1 / 2 : Math.min(...groups.map(agreementWithin));
}

/** (A + 1)/(S + 2) of one group. */
export const agreementWithin = (voices: Voices) => (voices.for + 1) / (spoke(voices) + 2);

/** Divergence: twice the smaller of the shares for and against; a mixed voice is half of each. 0 to 1. */
export function divergenceOf(voices: Voices): number {
  const size = spoke(voices);
  if (size === 0) return 0;
  return (2 * Math.min(voices.for + voices.mixed / 2, voices.against + voices.mixed / 2)) / size;
}

export interface Candidate {
  readonly id: string;
  /** What it speaks for: its region, its category, who says it … */
  readonly strata: readonly string[];
  /** Between candidates that gain as much, the lowest first; then by id. */
  readonly rank: number;
}

/**
 * Greedy proportional choice: at each step the candidate that gains most, a stratum already heard d times
 * counting for 1/(d + 1) (sequential proportional approval voting; Thiele 1895, Aziz and others 2017), so
 * that every stratum is heard before one is heard twice. The choice of k + 1 begins with the choice of k.
 */
export function chooseFairly<Each extends Candidate>(
  candidates: readonly Each[],
  count: number,
): Each[] {
  const heard = new Map<string, number>();
  const left = candidates.toSorted(byRankThenId);
  const chosen: Each[] = [];
  while (chosen.length < count && left.length > 0) {
    const gains = left.map(({ strata }) => gainOf(strata, heard));
    const [next] = left.splice(gains.indexOf(Math.max(...gains)), 1);
    if (!next) break;
    chosen.push(next);
    for (const stratum of next.strata) heard.set(stratum, (heard.get(stratum) ?? 0) + 1);
  }
  return chosen;
}

/** Rounded to the twelfth decimal, so that the order of a sum cannot decide. */
const gainOf = (strata: readonly string[], heard: ReadonlyMap<string, number>) =>
  Number(strata.reduce((sum, stratum) => sum + 1 / ((heard.get(stratum) ?? 0) + 1), 0).toFixed(12));

function byRankThenId(a: Candidate, b: Candidate): number {
  if (a.rank !== b.rank) return a.rank - b.rank;
  if (a.id === b.id) return 0;
  return a.id < b.id ? -1 : 1;
}
