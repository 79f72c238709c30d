import type { MatrixTable } from '../../surveys/results/matrix.ts';
import type { QuestionResult, Summary } from '../../surveys/results/summary.ts';
import type { WeightedResult } from '../../surveys/results/survey.ts';
import type { ChartTable } from '../charts/chart.ts';
import { columnsPicture } from '../charts/columns.ts';
import { countBarsPicture } from '../charts/count-bars.ts';
import { divergingPicture } from '../charts/diverging.ts';
import type { ChartFigure } from '../charts/figure.ts';
import { intervalsPicture } from '../charts/intervals.ts';
import { paintFigure } from '../charts/picture.ts';
import { placesPicture } from '../charts/places.ts';
import { signed } from '../charts/scores.ts';
import { formatNumber } from '../format.ts';
import { resultMessages as said } from '../messages/survey-results.ts';
import type { Share } from '../messages/surveys.ts';
import type { CountTable, LabelledFigure, ResultBlocks } from './page.ts';

/** What the drawing of a result takes from elsewhere. */
export interface ResultTools {
  /** Unlike any other of the page; charts are named after it. */
  readonly id: string;
  /** The question, in words: the title of its charts and tables. */
  readonly title: string;
  /** A share with its interval; null where only the count may be shown. */
  readonly shareOf: (count: number, n: number) => Share | null;
  /** Names of the régions of communes, by Insee code. */
  readonly regionOf: (communeCode: string) => string | null;
  /** The same answers weighted, beside and never instead. */
  readonly weighted: WeightedResult | null;
  /** The same answers by category, named; only scores are compared so. */
  readonly byCategory: readonly { readonly label: string; readonly result: QuestionResult }[];
}

type Of<Kind> = Extract<Summary, { readonly kind: Kind }>;
type Blocks = Partial<ResultBlocks>;

const EMPTY: ResultBlocks = { figures: [], facts: [], tables: [], note: null, parts: [] };

/** A result as charts and tables: each kind of summary says how it is drawn. */
export async function resultBlocks(
  result: QuestionResult,
  tools: ResultTools,
): Promise<ResultBlocks> {
  if (result.answered === 0) return EMPTY;
  return { ...EMPTY, ...(await draw(result, tools)) };
}

async function draw({ summary, answered }: QuestionResult, tools: ResultTools): Promise<Blocks> {
  switch (summary.kind) {
    case 'choices':
      return { figures: [bare(await choicesFigure(summary, answered, tools))] };
    case 'numbers':
      return numbersBlocks(summary, answered, tools);
    case 'scale':
      return scaleBlocks(summary, answered, tools);
    case 'moments':
      return momentsBlocks(summary, answered, tools);
    case 'matrix':
      return matrixBlocks(summary, tools);
    case 'ranking':
      return rankingBlocks(summary, tools);
    case 'maxdiff':
      return scoresBlocks(summary, tools);
    case 'allocation':
      return allocationBlocks(summary, tools);
    case 'communes':
      return { figures: [bare(await communesFigure(summary, answered, tools))] };
    case 'places':
      return placesBlocks(summary, tools);
    case 'values':
      return valuesBlocks(summary, answered, tools);
    case 'turns':
      return turnsBlocks(summary, answered, tools);
    case 'files':
      return { note: said.files(answered) };
    case 'words':
      return summary.isPersonal ? { note: said.personal } : {};
    case 'nothing':
      return {};
  }
}

/** A figure whose title stands in the heading of its question. */
const bare = (figure: ChartFigure): LabelledFigure => ({ ...figure, label: null });

interface Counted {
  readonly id: string;
  readonly label: string;
  readonly count: number;
}

/** Bars as long as their share of those who answered; several choices are sorted, one is left in its order. */
function choicesFigure({ isMultiple, rows }: Of<'choices'>, answered: number, tools: ResultTools) {
  const sorted = isMultiple ? rows.toSorted((a, b) => b.count - a.count) : rows;
  return countsFigure(sorted, answered, said.columns.choice, tools);
}

function communesFigure({ rows }: Of<'communes'>, answered: number, tools: ResultTools) {
  const counts = new Map<string, number>();
  for (const { code, count } of rows) {
    const region = tools.regionOf(code) ?? said.elsewhere;
    counts.set(region, (counts.get(region) ?? 0) + count);
  }
  const regions = [...counts].map(([label, count]) => ({ id: label, label, count }));
  const sorted = regions.toSorted((a, b) => b.count - a.count || (a.label < b.label ? -1 : 1));
  // Where answers come from describes them; it is no finding that would take a share and its interval.
  return countsFigure(sorted, answered, said.columns.place, { ...tools, shareOf: () => null });
}

async function valuesBlocks(
  { rows, others }: Of<'values'>,
  answered: number,
  tools: ResultTools,
): Promise<Blocks> {
  const counted = rows.map(({ value, count }) => ({ id: value, label: value, count }));
  return {
    figures: [bare(await countsFigure(counted, answered, said.columns.value, tools))],
    note: others.values > 0 ? said.otherValues(others.values, others.count) : null,
  };
}

function countsFigure(
  rows: readonly Counted[],
  answered: number,
  corner: string,
  tools: ResultTools,
): Promise<ChartFigure> {
  const { id, title, shareOf } = tools;
  const [top] = rows.toSorted((a, b) => b.count - a.count);
  return paintFigure(
    id,
    countBarsPicture({
      title,
      description: said.description(answered, top?.label ?? '', top?.count ?? 0),
      max: answered,
      bars: rows.map(({ label, count }) => ({
        label,
        count,
        words: said.count(count, shareOf(count, answered)),
      })),
      table: countsTable(rows, answered, corner, tools),
    }),
  );
}

function countsTable(
  rows: readonly Counted[],
  answered: number,
  corner: string,
  tools: ResultTools,
): ChartTable {
  const { columns } = said;
  const { shareOf } = tools;
  const hasShares = shareOf(0, answered) !== null;
  const weightedShare = hasShares ? weightedShares(tools) : null;
  return {
    head: [
      corner,
      columns.count,
      ...(hasShares ? [columns.share, columns.interval] : []),
      ...(weightedShare ? [said.weights.share, said.weights.interval] : []),
    ],
    rows: rows.map(({ id, label, count }) => {
      const share = shareOf(count, answered);
      const parts = share ? [said.share(share), said.interval(share)] : [];
      const weighted = weightedShare?.(id);
      const heavy = weighted ? [said.share(weighted), said.interval(weighted)] : [];
      return { label, href: null, cells: [formatNumber(count), ...parts, ...heavy] };
    }),
  };
}

/** The weighted share of a choice or a point, on the effective number of answers; null where that is under thirty. */
function weightedShares({ weighted, shareOf }: ResultTools): ((id: string) => Share | null) | null {
  if (!weighted || shareOf(0, weighted.effective) === null) return null;
  const { result, effective } = weighted;
  if (result.summary.kind !== 'choices' && result.summary.kind !== 'scale') return null;
  const counts = new Map(countsById(result.summary).map(({ id, count }) => [id, count]));
  return (id) => shareOf(((counts.get(id) ?? 0) / result.answered) * effective, effective);
}

function countsById(summary: Summary): { readonly id: string; readonly count: number }[] {
  if (summary.kind === 'choices') return [...summary.rows];
  if (summary.kind !== 'scale') return [];
  return summary.points.map(({ value, count }) => ({ id: String(value), count }));
}

async function numbersBlocks(
  { unit, spread, bins }: Of<'numbers'>,
  answered: number,
  { id, title, weighted }: ResultTools,
): Promise<Blocks> {
  if (!spread) return {};
  const heavy = weighted?.result.summary;
  const weightedMedian = heavy?.kind === 'numbers' ? heavy.spread?.median : undefined;
  const words = (value: number) => [figureOf(value), unit ?? []].flat().join('\u00a0');
  const between = (low: number, high: number) => said.between(figureOf(low), words(high));
  const isEach = bins.every(({ from, to }) => Number.isInteger(from) && to - from === 1);
  const nameOf = ({ from }: { readonly from: number }) => figureOf(from);
  const figure = await paintFigure(
    id,
    columnsPicture({
      title,
      description: said.histogram(answered, words(spread.median)),
      columns: bins.map((bin) => ({ label: nameOf(bin), count: bin.count })),
      lastEdge: isEach ? null : figureOf(bins.at(-1)?.to ?? 0),
      words: formatNumber,
      table: {
        head: isEach
          ? [said.columns.value, said.columns.count]
          : [said.columns.from, said.columns.to, said.columns.count],
        rows: bins.map(({ from, to, count }) => ({
          label: words(from),
          href: null,
          cells: isEach ? [formatNumber(count)] : [words(to), formatNumber(count)],
        })),
      },
    }),
  );
  return {
    figures: bins.length > 1 ? [bare(figure)] : [],
    note: bins.length > 1 && !isEach ? said.binsNote : null,
    facts: [
      { label: said.spread.median, value: words(spread.median) },
      ...(weightedMedian === undefined
        ? []
        : [{ label: said.weights.median, value: words(weightedMedian) }]),
      { label: said.spread.middle, value: between(spread.firstQuartile, spread.thirdQuartile) },
      { label: said.spread.extremes, value: between(spread.minimum, spread.maximum) },
    ],
  };
}

async function momentsBlocks(
  { of, spread, step, bins }: Of<'moments'>,
  answered: number,
  { id, title }: ResultTools,
): Promise<Blocks> {
  if (!spread) return {};
  const words = (value: number) => (of === 'time' ? said.time(value) : said.day(isoOf(value)));
  const nameOf = (key: string) => (step === 'hour' ? said.hour(key) : said.day(key));
  const between = (low: number, high: number) => said.between(words(low), words(high));
  const figure = await paintFigure(
    id,
    columnsPicture({
      title,
      description: said.histogram(answered, words(spread.median)),
      columns: bins.map(({ key, count }) => ({ label: nameOf(key), count })),
      lastEdge: null,
      words: formatNumber,
      table: {
        head: [said.columns.value, said.columns.count],
        rows: bins.map(({ key, count }) => ({
          label: nameOf(key),
          href: null,
          cells: [formatNumber(count)],
        })),
      },
    }),
  );
  return {
    figures: bins.length > 1 ? [bare(figure)] : [],
    facts: [
      { label: said.spread.median, value: words(spread.median) },
      { label: said.spread.extremeDays, value: between(spread.minimum, spread.maximum) },
    ],
  };
}

/** « 2026-11-23 » of days since 1970. */
const isoOf = (day: number) => new Date(Math.floor(day) * 86_400_000).toISOString().slice(0, 10);

async function scaleBlocks(
  { median, points }: Of<'scale'>,
  answered: number,
  tools: ResultTools,
): Promise<Blocks> {
  const rows = points.map(({ value, label, count }) => ({
    id: String(value),
    label: label === null ? formatNumber(value) : `${formatNumber(value)} (${label})`,
    count,
  }));
  const [lowest, highest] = [points[0]?.label ?? '', points.at(-1)?.label ?? ''];
  const [top] = rows.toSorted((a, b) => b.count - a.count);
  const figure = await paintFigure(
    tools.id,
    divergingPicture({
      title: tools.title,
      description: said.description(answered, top?.label ?? '', top?.count ?? 0),
      rows: [{ label: tools.title, counts: points.map(({ count }) => count) }],
      ends: [lowest, highest],
      table: countsTable(rows, answered, said.columns.choice, tools),
    }),
  );
  const facts: ResultBlocks['facts'][number][] =
    median === null ? [] : [{ label: said.spread.median, value: figureOf(median) }];
  const heavy = tools.weighted?.result.summary;
  if (heavy?.kind === 'scale' && heavy.median !== null)
    facts.push({ label: said.weights.median, value: figureOf(heavy.median) });
  return { figures: [bare(figure)], facts };
}

/** At most two decimals, and none where none is needed. */
function figureOf(value: number): string {
  const decimals = [0, 1, 2].find((count) => Number(value.toFixed(count)) === value) ?? 2;
  return formatNumber(value, decimals);
}

const SHADES = 4;

const shadeOf = (count: number, of: number) => (of === 0 ? 0 : Math.ceil((SHADES * count) / of));

const plain = (text: string) => ({ text, shade: null });

/** Marks are drawn on either side of their middle, with their table behind; columns make a heat table. */
async function matrixBlocks({ tables }: Of<'matrix'>, tools: ResultTools): Promise<Blocks> {
  const figures: LabelledFigure[] = [];
  for (const [index, table] of tables.entries()) {
    if (table.label === null || table.rows.every(({ answered }) => answered === 0)) continue;
    const figure = await marksFigure(table, { ...tools, id: `${tools.id}-${index}` });
    figures.push({ ...figure, label: table.label });
  }
  const drawn = new Set(figures.map(({ label }) => label));
  const others = tables.filter(({ label }) => !drawn.has(label));
  return { figures, tables: others.map((table) => matrixTable(table, tools)) };
}

function marksFigure({ label, columns, rows }: MatrixTable, { id, title }: ResultTools) {
  const name = label === null ? title : `${title} – ${label}`;
  const [lowest = '', highest = ''] = [columns[0], columns.at(-1)];
  const [top] = rows.toSorted((a, b) => (b.median ?? 0) - (a.median ?? 0));
  return paintFigure(
    id,
    divergingPicture({
      title: name,
      description: said.topMedian(
        top?.label ?? '',
        top?.median === null ? '–' : figureOf(top?.median ?? 0),
      ),
      rows: rows.map((row) => ({ label: row.label, counts: row.counts })),
      ends: [lowest, highest],
      table: {
        head: [said.columns.item, ...columns, said.columns.answered, said.columns.median],
        rows: rows.map((row) => ({
          label: row.label,
          href: null,
          cells: [
            ...[...row.counts, row.answered].map((count) => formatNumber(count)),
            row.median === null ? '–' : figureOf(row.median),
          ],
        })),
      },
    }),
  );
}

function matrixTable({ label, columns, rows }: MatrixTable, { title }: ResultTools): CountTable {
  const hasMedians = rows.some(({ median }) => median !== null);
  return {
    caption: label === null ? title : `${title} – ${label}`,
    label,
    corner: said.columns.item,
    columns: [...columns, said.columns.answered, ...(hasMedians ? [said.columns.median] : [])],
    rows: rows.map((row) => ({
      label: row.label,
      cells: [
        ...row.counts.map((count) => ({
          text: formatNumber(count),
          shade: shadeOf(count, row.answered),
        })),
        plain(formatNumber(row.answered)),
        ...(hasMedians ? [plain(row.median === null ? '–' : figureOf(row.median))] : []),
      ],
    })),
  };
}

function rankingBlocks({ max, rows }: Of<'ranking'>, { title }: ResultTools): Blocks {
  const { columns } = said;
  const ranks = Array.from({ length: max }, (_, index) => said.rank(index + 1));
  const table = {
    caption: title,
    label: null,
    corner: columns.item,
    columns: [...ranks, columns.ranked, columns.offered, columns.meanRank, columns.points],
    rows: rows.map((row) => ({
      label: row.label,
      cells: [
        ...row.ranks.map((count) => ({
          text: formatNumber(count),
          shade: shadeOf(count, row.offered),
        })),
        plain(formatNumber(row.ranked)),
        plain(formatNumber(row.offered)),
        plain(row.meanRank === null ? '–' : formatNumber(row.meanRank, 1)),
        plain(formatNumber(row.points)),
      ],
    })),
  };
  return { tables: [table, pairsTable(rows, title)], note: said.rankingNote(max) };
}

/** Letters head the columns: the names stand in front of the rows. */
function pairsTable(rows: Of<'ranking'>['rows'], title: string): CountTable {
  const letter = (index: number) => String.fromCharCode(65 + (index % 26));
  return {
    caption: said.pairsCaption(title),
    label: said.pairsTitle,
    corner: said.columns.item,
    columns: rows.map((_, index) => letter(index)),
    rows: rows.map(({ label, before }, index) => ({
      label: `${letter(index)}. ${label}`,
      cells: before.map((count, other) => {
        if (other === index) return plain('–');
        const against = rows[other]?.before[index] ?? 0;
        return { text: formatNumber(count), shade: shadeOf(count, count + against) };
      }),
    })),
  };
}

async function scoresBlocks(
  { rows, bestLabel, worstLabel }: Of<'maxdiff'>,
  tools: ResultTools,
): Promise<Blocks> {
  const { id, title } = tools;
  const { columns } = said;
  const seen = rows.flatMap((row) => (row.score === null ? [] : [{ ...row, score: row.score }]));
  const [top] = seen;
  if (!top) return {};
  const hasIntervals = seen.some(({ interval }) => interval !== null);
  const furthest = Math.max(
    ...seen.flatMap(({ score, interval }) =>
      [score, interval?.low ?? 0, interval?.high ?? 0].map(Math.abs),
    ),
    0.1,
  );
  const figure = await paintFigure(
    id,
    intervalsPicture({
      title,
      description: said.topScore(top.label, signed(top.score, 2)),
      from: -furthest,
      to: furthest,
      origin: 0,
      estimates: seen.map(({ label, score, interval }) => ({
        label,
        value: score,
        words: signed(score, 2),
        interval,
      })),
      table: {
        head: [
          columns.item,
          columns.score,
          ...(hasIntervals ? [columns.interval] : []),
          columns.best,
          columns.worst,
          columns.appearances,
        ],
        rows: seen.map(({ label, score, interval, best, worst, appearances }) => ({
          label,
          href: null,
          cells: [
            signed(score, 2),
            ...(hasIntervals ? [boundsOf(interval, (value) => signed(value, 2))] : []),
            ...[best, worst, appearances].map((count) => formatNumber(count)),
          ],
        })),
      },
    }),
  );
  return {
    figures: [bare(figure)],
    tables: categoryScores(seen, tools),
    note: said.scoreNote(bestLabel, worstLabel, hasIntervals),
  };
}

/** Under so many answers a score is one person's mood. */
const LEAST_FOR_SCORE = 5;

function categoryScores(
  items: readonly { readonly id: string; readonly label: string }[],
  { title, byCategory }: ResultTools,
): CountTable[] {
  if (byCategory.length === 0) return [];
  const scores = byCategory.map(({ result: { summary, answered } }) =>
    summary.kind === 'maxdiff' && answered >= LEAST_FOR_SCORE
      ? new Map(summary.rows.map(({ id, score }) => [id, score]))
      : new Map<string, number | null>(),
  );
  return [
    {
      caption: `${title} – ${said.byCategory}`,
      label: said.byCategory,
      corner: said.columns.item,
      columns: byCategory.map(({ label, result }) => said.withSize(label, result.answered)),
      rows: items.map(({ id, label }) => ({
        label,
        cells: scores.map((own) => {
          const score = own.get(id) ?? null;
          if (score === null) return plain('–');
          return { text: signed(score, 2), shade: Math.max(0, Math.ceil(SHADES * score)) };
        }),
      })),
    },
  ];
}

async function allocationBlocks(
  { total, rows }: Of<'allocation'>,
  { id, title }: ResultTools,
): Promise<Blocks> {
  const { columns } = said;
  const hasIntervals = rows.some(({ interval }) => interval !== null);
  const highest = Math.max(...rows.map(({ mean, interval }) => interval?.high ?? mean), 1);
  const [top] = rows;
  const figure = await paintFigure(
    id,
    intervalsPicture({
      title,
      description: said.topMean(top?.label ?? '', formatNumber(top?.mean ?? 0, 1)),
      from: 0,
      to: highest,
      origin: 0,
      estimates: rows.map(({ label, mean, interval }) => ({
        label,
        value: mean,
        words: formatNumber(mean, 1),
        interval,
      })),
      table: {
        head: [
          columns.item,
          columns.mean,
          ...(hasIntervals ? [columns.interval] : []),
          columns.median,
          columns.quartiles,
          columns.none,
        ],
        rows: rows.map(({ label, mean, interval, spread, none }) => ({
          label,
          href: null,
          cells: [
            formatNumber(mean, 1),
            ...(hasIntervals ? [boundsOf(interval, (value) => formatNumber(value, 1))] : []),
            figureOf(spread.median),
            said.bounds(figureOf(spread.firstQuartile), figureOf(spread.thirdQuartile)),
            formatNumber(none),
          ],
        })),
      },
    }),
  );
  return { figures: [bare(figure)], note: said.allocationNote(total, hasIntervals) };
}

const boundsOf = (
  interval: { readonly low: number; readonly high: number } | null,
  words: (value: number) => string,
) => (interval ? said.bounds(words(interval.low), words(interval.high)) : said.noInterval);

const MOST_PLACES = 500;

async function placesBlocks({ points }: Of<'places'>, { id, title }: ResultTools): Promise<Blocks> {
  const shown = points.slice(0, MOST_PLACES);
  const figure = await paintFigure(
    id,
    placesPicture({
      title,
      description: said.placesDescription(points.length),
      places: shown,
      table: {
        head: [said.columns.latitude, said.columns.longitude, said.columns.count],
        rows: shown.map(({ latitude, longitude, count }) => ({
          label: formatNumber(latitude, 2),
          href: null,
          cells: [formatNumber(longitude, 2), formatNumber(count)],
        })),
      },
    }),
  );
  return { figures: [bare(figure)], note: said.placesNote };
}

async function turnsBlocks(
  { turns, questions }: Of<'turns'>,
  answered: number,
  tools: ResultTools,
): Promise<Blocks> {
  const own = await numbersBlocks(turns, answered, {
    ...tools,
    title: `${tools.title} – ${said.turns}`,
    weighted: null,
  });
  const parts = [];
  for (const { id, label, result } of questions) {
    const blocks = await resultBlocks(result, {
      ...tools,
      id: `${tools.id}-${id}`,
      title: label,
      // One person may write several turns: they are counted, and no share is made of them.
      shareOf: () => null,
      weighted: null,
      byCategory: [],
    });
    const base = said.turnsBase(result.answered, result.asked, result.received);
    parts.push({ ...blocks, label, base });
  }
  return { ...own, parts };
}
