import type { MethodName } from './analysis.ts';
import type { Contribution, Corpus } from './corpus.ts';
import { hashCorpus, nameUnits, sortContributions, toLeftOut, toUnits } from './pipeline.ts';
import { DEFAULT_SETTINGS, type Settings } from './settings.ts';
import { classifyUnits, judgeClasses } from './steps/classify.ts';
import type { CodedSpan } from './steps/continuity.ts';
import { measureCoherences } from './steps/describe.ts';
import { buildFormTable, type FormTable, gatherUnits, type Units } from './steps/matrix.ts';
import { likenessOf, type Survival, survivalsOf } from './steps/sensitivity.ts';
import { ALONE, type Workforce } from './steps/workforce.ts';
import { cutSegments, type ReadTexts, readTexts } from './words.ts';

/** One setting of a sweep: an analysis that is classified and judged, and not described. */
export interface SweepCell {
  readonly method: MethodName;
  readonly classes: number;
  readonly segmentWords: number;
  readonly floor: Floor;
  readonly seed: number;
}

/** In how many units a form must stand: so many, as many as the settings say, or half or twice that. */
export type Floor = number | 'auto' | 'half' | 'double';

/** What a setting gives: the figures that the same analysis would give, run in full. */
export interface CellResult {
  /** As found, which may be fewer than asked; 0 where nothing divides. */
  readonly classes: number;
  /** As a number of units. */
  readonly floor: number;
  readonly leftOutShare: number;
  /** Of the classified units. */
  readonly largestShare: number;
  readonly smallestShare: number;
  /** Mean over classes, each weighing its units; null where it was not measured. */
  readonly stability: number | null;
  /** Mean over classes; null where none could be measured. */
  readonly coherence: number | null;
  /** Mean over the text of the themes compared with, 0 to 1; null where there are none. */
  readonly likeness: number | null;
  readonly survivals: readonly Survival[];
  /** Of the contributions read: figures of two corpora don't stand side by side. */
  readonly corpusHash: string;
}

export interface SweepInput {
  readonly contributions: readonly Contribution[];
  /** What all cells share. */
  readonly settings: Partial<Settings>;
  readonly cells: readonly SweepCell[];
  /** What a run made of the same contributions, to be compared with; empty: nothing is. */
  readonly before: readonly CodedSpan[];
  /** Cells measured already, by their place, each with the corpus that it was measured on. */
  readonly known: ReadonlyMap<number, string>;
}

export interface SweepHooks {
  /** Called now and then with the place of the cell under way; may throw `Cancelled`. */
  readonly onProgress?: (place: number) => void;
  /** Called as soon as a cell has its result. */
  readonly onCell: (place: number, result: CellResult) => void;
  readonly workforce?: Workforce;
}

/**
 * Tries many settings on one corpus, read once and cut once a size of segments. Each cell is what the analysis of these
 * settings would be, whatever was tried before it: so a sweep stopped anywhere goes on where it was.
 */
export function sweep(input: SweepInput, hooks: SweepHooks): void {
  const { cells, known } = input;
  const { onProgress = () => {}, onCell, workforce = ALONE } = hooks;
  const settings = { ...DEFAULT_SETTINGS, ...input.settings };
  const sorted = sortContributions(input.contributions);
  const corpusHash = hashCorpus(sorted);
  const isOpen = (place: number) => known.get(place) !== corpusHash;
  const first = cells.findIndex((_, place) => isOpen(place));
  if (first < 0) return;
  const read = readTexts(sorted, settings.dictionary, () => onProgress(first));
  const cut = cutOnce(read, settings);
  cells.forEach((cell, place) => {
    if (!isOpen(place)) return;
    onProgress(place);
    const afterStep = () => onProgress(place);
    const measured = measureCell(cut(cell.segmentWords), cell, settings, workforce, afterStep);
    const survivals = survivalsOf(input.before, measured.spans);
    onCell(place, { ...measured.figures, ...likenessOf(survivals), survivals, corpusHash });
  });
}

function cutOnce(read: ReadTexts, { unit }: Settings): (segmentWords: number) => Corpus {
  const corpora = new Map<number, Corpus>();
  return (segmentWords) => {
    const corpus = corpora.get(segmentWords) ?? cutSegments(read, { unit, segmentWords });
    corpora.set(segmentWords, corpus);
    return corpus;
  };
}

function measureCell(
  corpus: Corpus,
  { floor, ...cell }: SweepCell,
  base: Settings,
  workforce: Workforce,
  afterStep: () => void,
) {
  const units = gatherUnits(corpus, base.unit);
  const table = tableWith(corpus, units, { ...base, segmentWords: cell.segmentWords }, floor);
  const settings = { ...base, ...cell, minimumUnits: table.minimumUnits };
  const classes = classifyUnits(table, units, settings, workforce, afterStep);
  afterStep();
  const coherences = measureCoherences(corpus, table, classes).filter((one) => one !== null);
  const stabilities = judgeClasses(classes, settings, workforce, afterStep);
  const analysed = toUnits(corpus, units, classes, nameUnits(corpus, units));
  const sizes = sizesOf(classes);
  const classified = sum(sizes);
  return {
    spans: analysed.map(({ theme, contribution, start, end }) => ({
      contribution,
      start,
      end,
      theme: theme === null ? null : String(theme),
    })),
    figures: {
      classes: classes.count,
      floor: table.minimumUnits,
      leftOutShare: toLeftOut(analysed).share,
      largestShare: classified === 0 ? 0 : Math.max(...sizes) / classified,
      smallestShare: classified === 0 ? 0 : Math.min(...sizes) / classified,
      stability: stabilities && sum(stabilities.map((one, at) => (one * sizes[at]) / classified)),
      coherence: coherences.length === 0 ? null : sum(coherences) / coherences.length,
    },
  };
}

function tableWith(corpus: Corpus, units: Units, settings: Settings, floor: Floor): FormTable {
  if (typeof floor === 'number')
    return buildFormTable(corpus, units, { ...settings, minimumUnits: floor });
  const table = buildFormTable(corpus, units, settings);
  if (floor === 'auto') return table;
  const minimumUnits =
    floor === 'half' ? Math.max(1, Math.round(table.minimumUnits / 2)) : 2 * table.minimumUnits;
  return buildFormTable(corpus, units, { ...settings, minimumUnits });
}

/** Classified units of each class, those that only follow their neighbours apart. */
function sizesOf({ group, count }: { readonly group: Int32Array; readonly count: number }) {
  const sizes = new Array<number>(count).fill(0);
  for (const theClass of group) if (theClass > 0) sizes[theClass - 1]++;
  return sizes;
}

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
