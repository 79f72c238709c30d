import { assign } from '../math/assignment.ts';

/** A segment as one run cut it, with the theme it was given there; null where it was left out. */
export interface CodedSpan {
  readonly contribution: string;
  /** UTF-16 offsets in the contribution's text. */
  readonly start: number;
  readonly end: number;
  readonly theme: string | null;
}

/** How a new run continues the one before it. */
export interface Continuity {
  /** Strongest similarity first. */
  readonly continued: readonly Continued[];
  /** Classes of the new run that continue no theme, and themes that no class continues. */
  readonly isNew: readonly string[];
  readonly isGone: readonly string[];
  /** Spans of the new run, in contributions that both runs read, that stand elsewhere than they did. */
  readonly moved: readonly MovedSpan[];
  /** How many spans of the new run stand in such contributions. */
  readonly compared: number;
  /** Contributions that only the new run read, and that only the earlier one did. */
  readonly added: readonly string[];
  readonly withdrawn: readonly string[];
}

export interface Continued {
  readonly before: string;
  readonly after: string;
  /** UTF-16 units of text that both hold. */
  readonly shared: number;
  /** Dice's index on text that both runs read: 2·shared / (text of the one + text of the other), 0 to 1. */
  readonly similarity: number;
  /** Contributions that speak in the class now and did not in the theme. */
  readonly joined: number;
}

/** A theme of the earlier run, and the class of the new one that continues it. */
export type Pair = Pick<Continued, 'before' | 'after'>;

export interface MovedSpan {
  readonly contribution: string;
  readonly start: number;
  readonly end: number;
  /** The theme that held most of these words before; null: none did. */
  readonly from: string | null;
  readonly to: string | null;
}

/** From here on a class continues a theme: half of what the two hold is the same words. */
export const CONTINUES_FROM = 0.5;

/**
 * Matches the classes of a new run to the themes of an earlier one by the words they share: segments may be
 * cut elsewhere, so overlaps are measured, in text that both runs read. One theme continues in one class
 * at most; of all such pairings, the one that keeps most text is taken. Neither the order of spans nor the
 * names of themes weigh on it. Pairs that a person `decided` are measured as they are.
 */
export function matchThemes(
  before: readonly CodedSpan[],
  after: readonly CodedSpan[],
  decided?: readonly Pair[],
): Continuity {
  const [earlier, later] = [byContribution(before), byContribution(after)];
  const overlaps = overlapsBetween(earlier, later);
  const table = countShared(overlaps);
  const [spokeIn, speakIn] = [contributionsByTheme(before), contributionsByTheme(after)];
  const joined = ({ before: theme, after: theClass }: Pair) =>
    (speakIn.get(theClass) ?? NOBODY).difference(spokeIn.get(theme) ?? NOBODY).size;
  const continued = (decided ?? pairThemes(table))
    .map((pair) => ({ ...pair, ...measure(table, pair), joined: joined(pair) }))
    .sort((a, b) => b.similarity - a.similarity);
  const themeBefore = new Map(continued.map((pair) => [pair.after, pair.before]));
  const themeAfter = new Map(continued.map((pair) => [pair.before, pair.after]));
  return {
    continued,
    isNew: themesOf(later).filter((theme) => !themeBefore.has(theme)),
    isGone: themesOf(earlier).filter((theme) => !themeAfter.has(theme)),
    compared: after.filter(({ contribution }) => earlier.has(contribution)).length,
    moved: findMoved(later, earlier, overlaps, themeBefore),
    added: [...later.keys()].filter((contribution) => !earlier.has(contribution)),
    withdrawn: [...earlier.keys()].filter((contribution) => !later.has(contribution)),
  };
}

/** A class of the new run, and those that it takes in because the themes that they continue are one. */
export interface Gathering {
  readonly into: string;
  /** Each with the theme that it continues by itself. */
  readonly absorbed: readonly Pair[];
}

/**
 * Pairs between classes as the runs found them, once `roots` says which themes people had gathered (theme → the one that
 * holds it): the class that continues the holder, or else the first of the others, goes on in its name and takes in
 * the classes that continue the others. Themes gathered that no class continues leave nothing behind.
 */
export function carryMerges(
  pairs: readonly Pair[],
  roots: ReadonlyMap<string, string>,
): { readonly continued: readonly Pair[]; readonly gathered: readonly Gathering[] } {
  const byRoot = Map.groupBy(pairs, ({ before }) => roots.get(before) ?? before);
  const carried = [...byRoot].map(([root, group]) => {
    const first = group.find(({ before }) => before === root) ?? group[0];
    const absorbed = group
      .filter((pair) => pair !== first)
      .map(({ before, after }) => ({ before, after }));
    return { pair: { before: root, after: first.after }, absorbed };
  });
  return {
    continued: carried.map(({ pair }) => pair),
    gathered: carried.flatMap(({ pair, absorbed }) =>
      absorbed.length > 0 ? { into: pair.after, absorbed } : [],
    ),
  };
}

type Spans = ReadonlyMap<string, readonly CodedSpan[]>;

interface Overlap {
  readonly before: CodedSpan;
  readonly after: CodedSpan;
  readonly length: number;
}

/** Contributions by their ids, each in reading order: the one order of everything below. */
function byContribution(spans: readonly CodedSpan[]): Spans {
  const sorted = spans.toSorted(
    (a, b) =>
      compareCodeUnits(a.contribution, b.contribution) || a.start - b.start || a.end - b.end,
  );
  return Map.groupBy(sorted, ({ contribution }) => contribution);
}

const overlapsBetween = (earlier: Spans, later: Spans): Overlap[] =>
  [...later].flatMap(([contribution, spans]) => overlapsOf(earlier.get(contribution) ?? [], spans));

function overlapsOf(before: readonly CodedSpan[], after: readonly CodedSpan[]): Overlap[] {
  const found: Overlap[] = [];
  let first = 0;
  for (const span of after) {
    while (first < before.length && before[first].end <= span.start) first++;
    for (let at = first; at < before.length && before[at].start < span.end; at++) {
      const length = Math.min(before[at].end, span.end) - Math.max(before[at].start, span.start);
      if (length > 0) found.push({ before: before[at], after: span, length });
    }
  }
  return found;
}

/** Themes in the order in which they are first read. */
const themesOf = (spans: Spans): string[] => [
  ...new Set([...spans.values()].flatMap((list) => list.flatMap(({ theme }) => theme ?? []))),
];

const NOBODY: ReadonlySet<string> = new Set();

function contributionsByTheme(spans: readonly CodedSpan[]): ReadonlyMap<string, Set<string>> {
  const speaking = new Map<string, Set<string>>();
  for (const { contribution, theme } of spans) {
    if (theme === null) continue;
    const known = speaking.get(theme) ?? new Set();
    speaking.set(theme, known.add(contribution));
  }
  return speaking;
}

/** Text shared by each theme and each class, among what both runs read; themes in the order of reading. */
export interface SharedText {
  readonly rows: readonly string[];
  readonly columns: readonly string[];
  readonly shared: readonly (readonly number[])[];
  readonly rowTotals: readonly number[];
  readonly columnTotals: readonly number[];
}

/** The same for two runs, or for two ways of cutting and classifying the same texts. */
export const shareText = (before: readonly CodedSpan[], after: readonly CodedSpan[]): SharedText =>
  countShared(overlapsBetween(byContribution(before), byContribution(after)));

function countShared(overlaps: readonly Overlap[]): SharedText {
  const rows = firstRead(overlaps.map(({ before }) => before));
  const columns = firstRead(overlaps.map(({ after }) => after));
  const shared = rows.map(() => columns.map(() => 0));
  const rowTotals = rows.map(() => 0);
  const columnTotals = columns.map(() => 0);
  const [rowOf, columnOf] = [placesOf(rows), placesOf(columns)];
  for (const { before, after, length } of overlaps) {
    const row = before.theme === null ? undefined : rowOf.get(before.theme);
    const column = after.theme === null ? undefined : columnOf.get(after.theme);
    if (row !== undefined) rowTotals[row] += length;
    if (column !== undefined) columnTotals[column] += length;
    if (row !== undefined && column !== undefined) shared[row][column] += length;
  }
  return { rows, columns, shared, rowTotals, columnTotals };
}

function pairThemes(table: SharedText): Pair[] {
  const { rows, columns, shared } = table;
  const weights = rows.map((before, row) =>
    columns.map((after, column) =>
      measure(table, { before, after }).similarity >= CONTINUES_FROM ? shared[row][column] : 0,
    ),
  );
  return [...assign(weights)].flatMap((column, row) =>
    column < 0 ? [] : { before: rows[row], after: columns[column] },
  );
}

function measure(table: SharedText, { before, after }: Pair) {
  const [row, column] = [table.rows.indexOf(before), table.columns.indexOf(after)];
  if (row < 0 || column < 0) return { shared: 0, similarity: 0 };
  const shared = table.shared[row][column];
  const similarity = (2 * shared) / (table.rowTotals[row] + table.columnTotals[column]);
  return { shared, similarity };
}

const firstRead = (spans: readonly CodedSpan[]) => [
  ...new Set(spans.flatMap(({ theme }) => theme ?? [])),
];

const placesOf = (themes: readonly string[]) =>
  new Map(themes.map((theme, place) => [theme, place]));

function findMoved(
  later: Spans,
  earlier: Spans,
  overlaps: readonly Overlap[],
  themeBefore: ReadonlyMap<string, string>,
): MovedSpan[] {
  const overlapping = Map.groupBy(overlaps, ({ after }) => after);
  return [...later].flatMap(([contribution, spans]) =>
    !earlier.has(contribution)
      ? []
      : spans.flatMap((span) => {
          const from = mostlyIn(overlapping.get(span) ?? []);
          const to = span.theme;
          const isSame = to === null ? from === null : from === (themeBefore.get(to) ?? undefined);
          return isSame ? [] : { contribution, start: span.start, end: span.end, from, to };
        }),
  );
}

/** The theme that held most of the words, the first read on ties; null where none did. */
function mostlyIn(overlaps: readonly Overlap[]): string | null {
  const lengths = new Map<string | null, number>();
  for (const { before, length } of overlaps)
    lengths.set(before.theme, (lengths.get(before.theme) ?? 0) + length);
  const [most] = [...lengths].sort(([, a], [, b]) => b - a);
  return most?.[0] ?? null;
}

function compareCodeUnits(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
