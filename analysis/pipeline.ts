import { createHash } from 'node:crypto';
import type {
  AnalysedContribution,
  AnalysedUnit,
  Analysis,
  LeftOut,
  LeftOutReason,
  Progress,
  StepName,
} from './analysis.ts';
import type { Contribution, Corpus } from './corpus.ts';
import { createMeter } from './meter.ts';
import { DEFAULT_SETTINGS, PIPELINE_VERSION, type Settings } from './settings.ts';
import { type Classes, classifyUnits, judgeClasses } from './steps/classify.ts';
import { describeClasses } from './steps/describe.ts';
import { followNeighbours } from './steps/follow.ts';
import { buildFormTable, gatherUnits, type Units } from './steps/matrix.ts';
import { ALONE, type Workforce } from './steps/workforce.ts';
import { readWords } from './words.ts';

/** May throw `Cancelled` to stop the analysis. */
export type OnProgress = (progress: Progress) => void;

/** Thrown by whoever asked to stop; nothing of the analysis remains. */
export class Cancelled extends Error {
  override readonly name = 'Cancelled';
}

/**
 * The analysis from beginning to end: read the words, build the table, classify, describe, judge.
 * Synchronous and pure: the same contributions, in any order, with the same settings give the same
 * result, but for what it cost (`run.seconds`, `run.peakMemoryMb`). `workforce` may share out among
 * threads what may be done in any order: the result does not depend on who does it.
 */
export function analyse(
  contributions: readonly Contribution[],
  chosen: Partial<Settings> = {},
  onProgress: OnProgress = () => {},
  workforce: Workforce = ALONE,
): Analysis {
  const settings = { ...DEFAULT_SETTINGS, ...chosen };
  const meter = createMeter();
  const progressOf = (step: StepName) => (done: number, total: number) =>
    onProgress({ step, done, total });
  const sorted = sortContributions(contributions);

  const corpus = meter.time('read', () =>
    readWords(sorted, settings.dictionary, {
      unit: settings.unit,
      segmentWords: settings.segmentWords,
      onProgress: progressOf('read'),
    }),
  );
  const [units, table] = meter.time('matrix', () => {
    onProgress({ step: 'matrix', done: 0, total: 1 });
    const gathered = gatherUnits(corpus, settings.unit);
    return [gathered, buildFormTable(corpus, gathered, settings)] as const;
  });
  const unitIds = nameUnits(corpus, units);
  const classes = meter.time('classify', () =>
    classifyUnits(table, units, settings, workforce, progressOf('classify')),
  );
  onProgress({ step: 'describe', done: 0, total: 1 });
  const described = meter.time('describe', () =>
    describeClasses(corpus, table, units, classes, unitIds, settings),
  );
  const analysed = toUnits(corpus, units, classes, unitIds);
  onProgress({ step: 'describe', done: 1, total: 1 });
  const stability = meter.time('judge', () =>
    judgeClasses(classes, settings, workforce, progressOf('judge')),
  );
  const themes = described.map((theme, at) => ({ ...theme, stability: stability?.[at] ?? null }));

  return {
    run: {
      version: PIPELINE_VERSION,
      settings,
      seed: settings.seed,
      corpusHash: hashCorpus(sorted),
      seconds: meter.seconds(),
      peakMemoryMb: meter.peakMemoryMb(),
    },
    units: analysed,
    contributions: toContributions(sorted, analysed),
    themes,
    tree: classes.tree,
    leftOut: toLeftOut(analysed),
    choice: classes.choice,
  };
}

/** The one order in which contributions are read. */
export const sortContributions = (contributions: readonly Contribution[]): Contribution[] =>
  contributions.toSorted((a, b) => compareCodeUnits(a.id, b.id));

export function nameUnits(corpus: Corpus, units: Units): string[] {
  let n = 0;
  return Array.from(units.contribution, (contribution, unit) => {
    n = contribution === units.contribution[unit - 1] ? n + 1 : 1;
    return `${corpus.contributions[contribution].id}#${n}`;
  });
}

/** Units as they are told: where they stand, and their theme or why they have none. */
export function toUnits(
  corpus: Corpus,
  units: Units,
  classes: Classes,
  unitIds: readonly string[],
): AnalysedUnit[] {
  const { group, isTooShort } = classes;
  const themes = followNeighbours(group, isTooShort, units.contribution);
  return unitIds.map((id, unit) => ({
    id,
    contribution: corpus.contributions[units.contribution[unit]].id,
    start: units.start[unit],
    end: units.end[unit],
    theme: themes[unit] === 0 ? null : themes[unit],
    follows: group[unit] === 0 && themes[unit] !== 0,
    leftOut: themes[unit] === 0 ? whyLeftOut(units, isTooShort, unit) : null,
  }));
}

function whyLeftOut(units: Units, isTooShort: Uint8Array, unit: number): LeftOutReason {
  if (units.isFrench[unit] === 0) return 'otherLanguage';
  return isTooShort[unit] === 1 ? 'tooShort' : 'unclassified';
}

/** The theme that holds most of a contribution's text, the larger theme on ties. */
function toContributions(
  contributions: readonly Contribution[],
  units: readonly AnalysedUnit[],
): AnalysedContribution[] {
  const lengths = new Map<string, Map<number, number>>();
  for (const { contribution, theme, start, end } of units) {
    if (theme === null) continue;
    const own = lengths.get(contribution) ?? new Map<number, number>();
    lengths.set(contribution, own.set(theme, (own.get(theme) ?? 0) + end - start));
  }
  return contributions.map(({ id }) => {
    const own = [...(lengths.get(id) ?? [])];
    own.sort(([a, lengthA], [b, lengthB]) => lengthB - lengthA || a - b);
    return { id, theme: own[0]?.[0] ?? null };
  });
}

export function toLeftOut(units: readonly AnalysedUnit[]): LeftOut {
  const left = units.filter(({ leftOut }) => leftOut !== null);
  const count = (reason: LeftOutReason) => left.filter(({ leftOut }) => leftOut === reason).length;
  return {
    tooShort: count('tooShort'),
    otherLanguage: count('otherLanguage'),
    unclassified: count('unclassified'),
    share: units.length === 0 ? 0 : left.length / units.length,
    units: left.map(({ id }) => id),
  };
}

/** Of id, text, speaker and metadata, whatever the order they come in. */
export function hashCorpus(sorted: readonly Contribution[]): string {
  const hash = createHash('sha256');
  for (const { id, text, speaker, metadata } of sorted) {
    const variables = Object.entries(metadata ?? {}).toSorted(([a], [b]) => compareCodeUnits(a, b));
    hash.update(`${JSON.stringify([id, text, speaker ?? null, variables])}\n`);
  }
  return hash.digest('hex');
}

function compareCodeUnits(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
