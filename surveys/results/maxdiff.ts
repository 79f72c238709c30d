import { bootstrapRatios, type Interval, type Sampled } from '../statistics/bootstrap.ts';
import { answeredAmong, type Entry } from './entry.ts';

interface MaxDiff {
  readonly items: readonly { readonly id: string; readonly label: string }[];
  readonly bestLabel: string;
  readonly worstLabel: string;
}

/** A screen that was answered whole, with what it showed. */
export interface AnsweredScreen {
  readonly items: readonly string[];
  readonly best: string;
  readonly worst: string;
}

export interface MaxDiffSummary {
  readonly kind: 'maxdiff';
  readonly bestLabel: string;
  readonly worstLabel: string;
  /** The highest score first; then the order of the questionnaire. */
  readonly rows: readonly ScoredItem[];
}

export interface ScoredItem {
  readonly id: string;
  readonly label: string;
  readonly best: number;
  readonly worst: number;
  /** How many times it was seen on a screen that was answered. */
  readonly appearances: number;
  /** (best − worst) / appearances, from −1 to 1 (Louviere, Flynn and Marley 2015); null: never seen. */
  readonly score: number | null;
  /** At 95 %, by bootstrap on respondents; null where they are too few, or weighted. */
  readonly interval: Interval | null;
}

const SEED = 21;

export function summariseMaxDiff(
  { items, bestLabel, worstLabel }: MaxDiff,
  entries: readonly Entry<readonly AnsweredScreen[]>[],
): MaxDiffSummary {
  const answers = answeredAmong(entries).map(({ answer, count }) => ({ screens: answer, count }));
  const sampled = answers.map((each) => sampledOf(items, each));
  const isCounted = answers.every(({ count }) => Number.isInteger(count));
  const intervals = isCounted ? bootstrapRatios(sampled, SEED) : [];
  const rows = items.map(({ id, label }, index) => {
    const times = (pick: (screen: AnsweredScreen) => boolean) =>
      answers.reduce((sum, { screens, count }) => sum + count * screens.filter(pick).length, 0);
    const best = times((screen) => screen.best === id);
    const worst = times((screen) => screen.worst === id);
    const appearances = times((screen) => screen.items.includes(id));
    const score = appearances === 0 ? null : (best - worst) / appearances;
    return { id, label, best, worst, appearances, score, interval: intervals[index] ?? null };
  });
  return { kind: 'maxdiff', bestLabel, worstLabel, rows: rows.toSorted(byScore) };
}

function sampledOf(
  items: MaxDiff['items'],
  { screens, count }: { readonly screens: readonly AnsweredScreen[]; readonly count: number },
): Sampled {
  const signed = (id: string) =>
    screens.reduce((sum, { best, worst }) => sum + Number(best === id) - Number(worst === id), 0);
  return {
    count,
    numerators: items.map(({ id }) => signed(id)),
    denominators: items.map(
      ({ id }) => screens.filter((screen) => screen.items.includes(id)).length,
    ),
  };
}

/** What was never seen comes last: it was not judged at all. */
const byScore = (a: ScoredItem, b: ScoredItem) => (b.score ?? -2) - (a.score ?? -2);
