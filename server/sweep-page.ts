import { z } from 'zod';
import { DEFAULT_SETTINGS } from '../analysis/settings.ts';
import { isBalanced, STABLE } from '../analysis/steps/chooseClasses.ts';
import type { CellResult, SweepCell } from '../analysis/sweep.ts';
import type { listSweepCells, SweepRow } from '../db/queries/sweeps.ts';
import { type HeatBox, heatPicture } from '../views/charts/heat.ts';
import { formatNumber, formatPercent } from '../views/format.ts';
import { analysisMessages } from '../views/messages/analysis.ts';
import { dictionaryMessages } from '../views/messages/dictionaries.ts';
import { sweepMessages as said } from '../views/messages/sweeps.ts';
import type { SweepRowView } from '../views/sweeps/page.ts';
import { UNITS } from './sweep-form.ts';

export const MEASURES = ['stability', 'coherence', 'leftOut', 'likeness'] as const;
export type Measure = (typeof MEASURES)[number];

/** What all settings of a sweep share, as its row keeps it. */
export const sharedSettings = z.object({
  unit: z.enum(UNITS).catch('segment'),
  seed: z.number().catch(DEFAULT_SETTINGS.seed),
  dictionaryVersion: z.number().catch(0),
});

/** The figures as they are, for whoever wants to draw them otherwise. */
export const dataRowOf = ({ cell, result }: MeasuredCell): (string | number | null)[] => [
  said.methods[cell.method],
  cell.classes,
  result.classes,
  cell.segmentWords,
  result.floor,
  cell.seed,
  result.stability,
  result.coherence,
  result.leftOutShare,
  result.largestShare,
  result.smallestShare,
  result.likeness,
  result.corpusHash,
];

type Measured = Awaited<ReturnType<typeof listSweepCells>>[number];
export interface MeasuredCell extends Measured {
  readonly cell: SweepCell;
}

export function sharedFacts({ unit, seed, dictionaryVersion }: z.output<typeof sharedSettings>) {
  const names = analysisMessages.settingNames;
  return [
    { label: names.unit, value: said.units[unit] },
    { label: names.bootstraps, value: formatNumber(DEFAULT_SETTINGS.bootstraps) },
    { label: names.seed, value: String(seed) },
    ...(dictionaryVersion === 0
      ? []
      : [{ label: names.dictionary, value: dictionaryMessages.version(dictionaryVersion) }]),
  ];
}

/** What the figures say, in sentences. */
export function readingOf(
  measured: readonly MeasuredCell[],
  best: number | null,
  isSegment: boolean,
): string[] {
  if (measured.length === 0) return [];
  const found = measured.find(({ place }) => place === best);
  if (!found) return [said.noBest];
  const { stability, likeness } = found.result;
  return [
    said.best(said.setting(found.cell, isSegment), stability ?? 0),
    ...((stability ?? 0) < STABLE ? [said.bestIsFragile] : []),
    ...(likeness === null ? [] : [said.bestLikeness(likeness)]),
    said.caution,
  ];
}

function figureOf(
  { classes, leftOutShare, ...result }: CellResult,
  measure: Measure,
): number | null {
  if (classes === 0) return null;
  return measure === 'leftOut' ? leftOutShare : result[measure];
}

const wordsOf = (value: number | null, measure: Measure) => {
  if (value === null) return '–';
  return measure === 'leftOut' ? formatPercent(value) : formatNumber(value, 2);
};

/** A row for each way to cut and weigh, a column for each number of themes. */
export function pictureOf(
  sweep: SweepRow,
  measured: readonly MeasuredCell[],
  measure: Measure,
  isSegment: boolean,
) {
  const known = new Map(measured.map((one) => [one.place, one.result]));
  const columns = [...new Set(sweep.cells.map(({ classes }) => classes))].toSorted((a, b) => a - b);
  const boxOf = (place: number): HeatBox => {
    const result = known.get(place);
    const value = result ? figureOf(result, measure) : null;
    return {
      value,
      words: wordsOf(value, measure),
      href: result ? `#reglage-${place}` : null,
    };
  };
  const places = sweep.cells.map((cell, place) => ({ cell, place }));
  const rows = Map.groupBy(places, ({ cell }) => said.row(cell, isSegment));
  const values = [...known.values()].flatMap((result) => figureOf(result, measure) ?? []);
  return heatPicture({
    title: said.pictureTitle(said.measures[measure]),
    description: said.pictureDescription(
      wordsOf(values.length === 0 ? null : Math.min(...values), measure),
      wordsOf(values.length === 0 ? null : Math.max(...values), measure),
    ),
    corner: said.settingHead,
    columns: columns.map(String),
    rows: [...rows].map(([label, own]) => ({
      label,
      cells: columns.map((classes) => {
        const found = own.find(({ cell }) => cell.classes === classes);
        return found ? boxOf(found.place) : { value: null, words: '–', href: null };
      }),
    })),
  });
}

export function rowOf(
  { place, cell, result }: MeasuredCell,
  isBest: boolean,
  isSegment: boolean,
  href: string,
): SweepRowView {
  const { classes, floor, stability, coherence, likeness } = result;
  const share = (value: number) => (classes === 0 ? '–' : formatPercent(value, 1));
  const asFound = classes === cell.classes ? '' : ` (${said.fewer(classes)})`;
  return {
    place,
    method: said.shortMethods[cell.method],
    classes: `${formatNumber(cell.classes)}${asFound}`,
    segmentWords: formatNumber(cell.segmentWords),
    floor: formatNumber(floor),
    stability: wordsOf(stability, 'stability'),
    coherence: wordsOf(coherence, 'coherence'),
    leftOut: formatPercent(result.leftOutShare, 1),
    largest: share(result.largestShare),
    smallest: share(result.smallestShare),
    likeness: wordsOf(likeness, 'likeness'),
    isUnbalanced: classes > 0 && !isBalanced(result),
    isBest,
    launch: { href, label: said.setting(cell, isSegment) },
  };
}
