import type { Theme } from './analysis.ts';
import type { Contribution } from './corpus.ts';
import type { CodedSpan } from './explore.ts';
import { sortContributions } from './pipeline.ts';
import type { Settings } from './settings.ts';
import { findTooShort } from './steps/classify.ts';
import { describeClasses } from './steps/describe.ts';
import { buildFormTable, gatherUnits } from './steps/matrix.ts';
import { readWords } from './words.ts';

/** A run as the store keeps it, its themes as people gathered them since. */
export interface DescriptionRequest {
  readonly contributions: readonly Contribution[];
  readonly spans: readonly CodedSpan[];
  /** The highest number of a theme. */
  readonly themes: number;
  readonly settings: Settings;
}

/**
 * What tells each theme from the others, measured as the run itself measured it, by number from 1; a number that no
 * span has is an empty theme. Typical units are named by their place: `<contribution>#<start>-<end>`. Nothing is
 * classified, so nothing is said of stability.
 */
export function describeAgain(request: DescriptionRequest): Theme[] {
  const { spans, themes, settings } = request;
  const contributions = sortContributions(request.contributions);
  const { unit, segmentWords, dictionary, minimumForms } = settings;
  const corpus = readWords(contributions, dictionary, { unit, segmentWords });
  const units = gatherUnits(corpus, unit);
  const table = buildFormTable(corpus, units, settings);
  const tooShort = findTooShort(table, units, minimumForms);
  const themeAt = new Map(
    spans.map(({ contribution, start, end, theme }) => [placeOf(contribution, start, end), theme]),
  );
  const places = Array.from(units.contribution, (contribution, at) =>
    placeOf(corpus.contributions[contribution].id, units.start[at], units.end[at]),
  );
  const group = Int32Array.from(places, (place, at) =>
    tooShort[at] === 1 ? 0 : (themeAt.get(place) ?? 0),
  );
  const described = describeClasses(
    corpus,
    table,
    units,
    { group, count: themes },
    places,
    settings,
  );
  return described.map((theme) => ({ ...theme, stability: null }));
}

const placeOf = (contribution: string, start: number, end: number) =>
  `${contribution}#${start}-${end}`;
