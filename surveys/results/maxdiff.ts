import type { Question } from '../definition.ts';
import { designOf } from '../question-types/maxdiff.ts';
import { answersOf, type Entry, tally } from './entry.ts';

type MaxDiff = Extract<Question, { readonly type: 'maxdiff' }>;
type Screen = { readonly best?: string | undefined; readonly worst?: string | undefined };

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
}

export function summariseMaxDiff(
  maxdiff: MaxDiff,
  entries: readonly Entry<readonly Screen[]>[],
): MaxDiffSummary {
  const design = designOf(maxdiff);
  const screens = answersOf(entries).flatMap((answer) =>
    design.flatMap((items, index) => {
      const { best, worst } = answer[index] ?? {};
      return best === undefined || worst === undefined ? [] : [{ items, best, worst }];
    }),
  );
  const best = tally(screens.map((screen) => screen.best));
  const worst = tally(screens.map((screen) => screen.worst));
  const seen = tally(screens.flatMap(({ items }) => items));
  const rows = maxdiff.items.map(({ id, label }) =>
    score({
      id,
      label,
      best: best.get(id) ?? 0,
      worst: worst.get(id) ?? 0,
      appearances: seen.get(id) ?? 0,
    }),
  );
  const { bestLabel, worstLabel } = maxdiff;
  return { kind: 'maxdiff', bestLabel, worstLabel, rows: rows.toSorted(byScore) };
}

function score(item: Omit<ScoredItem, 'score'>): ScoredItem {
  const { best, worst, appearances } = item;
  return { ...item, score: appearances === 0 ? null : (best - worst) / appearances };
}

/** What was never seen comes last: it was not judged at all. */
const byScore = (a: ScoredItem, b: ScoredItem) => (b.score ?? -2) - (a.score ?? -2);
