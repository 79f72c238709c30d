import { formatNumber } from '../format.ts';
import {
  type Chart,
  type ChartTable,
  colours,
  type Drawing,
  fixedGrid,
  rowHeight,
  SIZES,
  type Size,
  still,
  text,
  wrap,
} from './chart.ts';

export type Score = {
  readonly label: string;
  /** From −1 to 1. */
  readonly value: number;
};

/** With labels on one line, or on two. */
const ROW = { narrow: [48, 66], wide: [30, 42] } as const;
const LABEL_WIDTH = 250;
const MARGIN = 44;

/** Bars on either side of zero: what is preferred goes right, what is rejected goes left. */
export function scoresChart(chart: {
  readonly title: string;
  readonly description: string;
  readonly scores: readonly Score[];
  readonly table: ChartTable;
}): Chart {
  const { title, description, scores, table } = chart;
  return { title, description, table, draw: (size) => draw(scores, size) };
}

/** « +0,4 », « −0,4 », « 0,0 ». */
export const signed = (value: number, decimals: number): string =>
  Number(value.toFixed(decimals)) > 0
    ? `+${formatNumber(value, decimals)}`
    : formatNumber(value, decimals);

const zeroLine = {
  ...still,
  symbol: 'none',
  lineStyle: { color: colours.ruleStrong, type: 'solid' as const, width: 1 },
  label: { show: false },
  data: [{ xAxis: 0 }],
};

function draw(scores: readonly Score[], size: Size): Drawing {
  const isWide = size === 'wide';
  const width = isWide ? LABEL_WIDTH : SIZES.narrow;
  const labels = scores.map(({ label }) => wrap(label, width, text.label));
  const furthest = Math.max(...scores.map(({ value }) => Math.abs(value)), 0.1);
  return {
    width: SIZES[size],
    height: scores.length * rowHeight(labels, ROW[size]) + 8,
    option: {
      grid: {
        ...fixedGrid,
        left: (isWide ? LABEL_WIDTH + 10 : 1) + MARGIN,
        right: MARGIN,
        top: 4,
        bottom: 4,
      },
      xAxis: { type: 'value', min: -furthest, max: furthest, show: false },
      yAxis: {
        type: 'category',
        inverse: true,
        data: labels,
        axisLine: { show: false, onZero: false },
        axisTick: { show: false },
        axisLabel: {
          interval: 0,
          fontSize: text.label,
          color: colours.ink,
          ...(isWide
            ? { margin: 10 + MARGIN }
            : { inside: true, margin: -MARGIN, verticalAlign: 'bottom', padding: [0, 0, 11, 0] }),
        },
        z: 3,
      },
      series: [
        {
          ...still,
          type: 'bar',
          barWidth: 16,
          ...(!isWide && { barCategoryGap: 0 }),
          data: scores.map(({ value }) => ({
            value,
            itemStyle: { color: value < 0 ? colours.negative : colours.accent },
            label: {
              show: true,
              position: value < 0 ? ('left' as const) : ('right' as const),
              formatter: signed(value, 2),
              fontSize: text.label,
              color: colours.ink,
            },
          })),
          // On a phone the line would strike through the names, which stand above their bars.
          ...(isWide && { markLine: zeroLine }),
        },
      ],
    },
  };
}
