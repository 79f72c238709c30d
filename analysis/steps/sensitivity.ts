import { type CodedSpan, shareText } from './continuity.ts';

/** What becomes of a theme when the same texts are cut or classified otherwise. */
export interface Survival {
  readonly theme: string;
  /** UTF-16 units of the theme's text, among what both read. */
  readonly text: number;
  /** Best Jaccard index of a class with it, 0 to 1: text of both over text of either. */
  readonly jaccard: number;
}

/** Of each theme, in the order in which they are first read; text is counted as from run to run. */
export function survivalsOf(before: readonly CodedSpan[], after: readonly CodedSpan[]): Survival[] {
  const { rows, shared, rowTotals, columnTotals } = shareText(before, after);
  return rows.map((theme, row) => ({
    theme,
    text: rowTotals[row],
    jaccard: shared[row].reduce(
      (best, both, column) => Math.max(best, both / (rowTotals[row] + columnTotals[column] - both)),
      0,
    ),
  }));
}

/** How much of a reading remains in another, each theme weighing its text; null where there is none to compare. */
export function likenessOf(survivals: readonly Survival[]): { readonly likeness: number | null } {
  const text = survivals.reduce((sum, theme) => sum + theme.text, 0);
  const kept = survivals.reduce((sum, theme) => sum + theme.text * theme.jaccard, 0);
  return { likeness: text === 0 ? null : kept / text };
}

/** The settings of a run that may be changed a little, one at a time. */
export interface Varied {
  readonly classes: number;
  readonly segmentWords: number;
  readonly floor: 'auto' | 'half' | 'double';
  readonly seed: number;
}

export type Knob = keyof Varied;

const SEGMENT_WORDS = [25, 40, 60];
const STEPS = [-2, -1, 1, 2];
const FEWEST_CLASSES = 2;

/** Which knob each neighbour of a run turns, and how: one or two classes more or less, other segments, another floor, another seed. */
export function neighboursOf(run: {
  readonly unit: 'segment' | 'contribution';
  readonly classes: number;
  readonly segmentWords: number;
  readonly seed: number;
}): (Varied & { readonly knob: Knob })[] {
  const own = {
    classes: run.classes,
    segmentWords: run.segmentWords,
    floor: 'auto',
    seed: run.seed,
  } as const;
  const sizes = run.unit === 'segment' ? SEGMENT_WORDS : [];
  return [
    ...STEPS.map((step) => run.classes + step)
      .filter((classes) => classes >= FEWEST_CLASSES)
      .map((classes) => ({ ...own, classes, knob: 'classes' as const })),
    ...sizes
      .filter((segmentWords) => segmentWords !== run.segmentWords)
      .map((segmentWords) => ({ ...own, segmentWords, knob: 'segmentWords' as const })),
    { ...own, floor: 'half', knob: 'floor' },
    { ...own, floor: 'double', knob: 'floor' },
    { ...own, seed: run.seed + 1, knob: 'seed' },
  ];
}
