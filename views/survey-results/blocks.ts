import type { QuestionResult, Summary } from '../../surveys/results.ts';
import { barsChart } from '../charts/bars.ts';
import { type ChartTable, colours } from '../charts/chart.ts';
import { type ChartFigure, drawFigure } from '../charts/figure.ts';
import { scoresChart, signed } from '../charts/scores.ts';
import { formatNumber } from '../format.ts';
import { type Share, surveyMessages } from '../messages/surveys.ts';
import type { CountTable, ResultBlocks } from './page.ts';

const said = surveyMessages.results;

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
}

type Of<Kind> = Extract<Summary, { readonly kind: Kind }>;
type Blocks = Partial<ResultBlocks>;

/** A result as charts and tables: each kind of summary says how it is drawn. */
export async function resultBlocks(
  result: QuestionResult,
  tools: ResultTools,
): Promise<ResultBlocks> {
  const empty: ResultBlocks = { figure: null, facts: [], tables: [], note: null };
  if (result.answered === 0) return empty;
  return { ...empty, ...(await draw(result, tools)) };
}

async function draw({ summary, answered }: QuestionResult, tools: ResultTools): Promise<Blocks> {
  switch (summary.kind) {
    case 'choices':
      return { figure: await choicesFigure(summary, answered, tools) };
    case 'numbers':
      return numbersBlocks(summary, answered, tools);
    case 'matrix':
      return { tables: summary.tables.map((table) => matrixTable(table, tools)) };
    case 'ranking':
      return { tables: [rankingTable(summary, tools)], note: said.rankingNote(summary.max) };
    case 'maxdiff':
      return {
        figure: await scoresFigure(summary, tools),
        note: said.scoreNote(summary.bestLabel, summary.worstLabel),
      };
    case 'communes':
      return { figure: await placesFigure(summary, answered, tools) };
    case 'words':
    case 'nothing':
      return {};
  }
}

interface Counted {
  readonly label: string;
  readonly count: number;
}

/** Bars as long as their share of those who answered; several choices are sorted, one is left in its order. */
function choicesFigure({ isMultiple, rows }: Of<'choices'>, answered: number, tools: ResultTools) {
  const sorted = isMultiple ? rows.toSorted((a, b) => b.count - a.count) : rows;
  return countsFigure(sorted, answered, said.columns.choice, tools);
}

function placesFigure({ rows }: Of<'communes'>, answered: number, tools: ResultTools) {
  const counts = new Map<string, number>();
  for (const { code, count } of rows) {
    const region = tools.regionOf(code) ?? said.elsewhere;
    counts.set(region, (counts.get(region) ?? 0) + count);
  }
  const regions = [...counts].map(([label, count]) => ({ label, count }));
  const sorted = regions.toSorted((a, b) => b.count - a.count || (a.label < b.label ? -1 : 1));
  // Where answers come from describes them; it is no finding that would take a share and its interval.
  return countsFigure(sorted, answered, said.columns.place, { ...tools, shareOf: () => null });
}

function countsFigure(
  rows: readonly Counted[],
  answered: number,
  corner: string,
  { id, title, shareOf }: ResultTools,
): Promise<ChartFigure> {
  const [top] = rows.toSorted((a, b) => b.count - a.count);
  return drawFigure(
    id,
    barsChart({
      title,
      description: said.description(answered, top?.label ?? '', top?.count ?? 0),
      max: answered,
      bars: rows.map(({ label, count }) => ({
        label,
        value: count,
        words: said.count(count, shareOf(count, answered)),
        colour: colours.accent,
        href: null,
      })),
      table: countsTable(rows, answered, corner, shareOf),
    }),
  );
}

function countsTable(
  rows: readonly Counted[],
  answered: number,
  corner: string,
  shareOf: ResultTools['shareOf'],
): ChartTable {
  const { columns } = said;
  const hasShares = shareOf(0, answered) !== null;
  return {
    head: [corner, columns.count, ...(hasShares ? [columns.share, columns.interval] : [])],
    rows: rows.map(({ label, count }) => {
      const share = shareOf(count, answered);
      const parts = share ? [said.share(share), said.interval(share)] : [];
      return { label, href: null, cells: [formatNumber(count), ...parts] };
    }),
  };
}

async function numbersBlocks(
  { unit, spread, points }: Of<'numbers'>,
  answered: number,
  tools: ResultTools,
): Promise<Blocks> {
  if (!spread) return {};
  const words = (value: number) => [figureOf(value), unit ?? []].flat().join('\u00a0');
  const between = (low: number, high: number) => said.between(figureOf(low), words(high));
  const facts = [
    { label: said.spread.median, value: words(spread.median) },
    { label: said.spread.middle, value: between(spread.firstQuartile, spread.thirdQuartile) },
    { label: said.spread.extremes, value: between(spread.minimum, spread.maximum) },
  ];
  if (points.length === 0) return { facts };
  const rows = points.map(({ value, label, count }) => ({
    label: label === null ? signedPoint(value) : `${signedPoint(value)} (${label})`,
    count,
  }));
  return {
    facts: facts.slice(0, 1),
    figure: await countsFigure(rows, answered, said.columns.choice, tools),
  };
}

/** At most two decimals, and none where none is needed. */
function figureOf(value: number): string {
  const decimals = [0, 1, 2].find((count) => Number(value.toFixed(count)) === value) ?? 2;
  return formatNumber(value, decimals);
}

const signedPoint = (value: number) => formatNumber(value);

const SHADES = 4;

const shadeOf = (count: number, of: number) => (of === 0 ? 0 : Math.ceil((SHADES * count) / of));

const plain = (text: string) => ({ text, shade: null });

function matrixTable(
  { label, columns, rows }: Of<'matrix'>['tables'][number],
  { title }: ResultTools,
): CountTable {
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

function rankingTable({ max, rows }: Of<'ranking'>, { title }: ResultTools): CountTable {
  const { columns } = said;
  const ranks = Array.from({ length: max }, (_, index) => said.rank(index + 1));
  return {
    caption: title,
    label: null,
    corner: columns.item,
    columns: [...ranks, columns.ranked, columns.offered, columns.points],
    rows: rows.map((row) => ({
      label: row.label,
      cells: [
        ...row.ranks.map((count) => ({
          text: formatNumber(count),
          shade: shadeOf(count, row.offered),
        })),
        plain(formatNumber(row.ranked)),
        plain(formatNumber(row.offered)),
        plain(formatNumber(row.points)),
      ],
    })),
  };
}

async function scoresFigure(
  { rows }: Of<'maxdiff'>,
  { id, title }: ResultTools,
): Promise<ChartFigure | null> {
  const { columns } = said;
  const seen = rows.flatMap((row) => (row.score === null ? [] : [{ ...row, score: row.score }]));
  const [top] = seen;
  if (!top) return null;
  return drawFigure(
    id,
    scoresChart({
      title,
      description: said.topScore(top.label, signed(top.score, 2)),
      scores: seen.map(({ label, score }) => ({ label, value: score })),
      table: {
        head: [columns.item, columns.score, columns.best, columns.worst, columns.appearances],
        rows: seen.map(({ label, score, best, worst, appearances }) => ({
          label,
          href: null,
          cells: [
            signed(score, 2),
            ...[best, worst, appearances].map((count) => formatNumber(count)),
          ],
        })),
      },
    }),
  );
}
