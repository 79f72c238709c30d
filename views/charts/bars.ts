import type { BarSeriesOption } from 'echarts/charts';
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

export type Bar = {
  readonly label: string;
  readonly value: number;
  /** The value as one reads it at the end of the bar. */
  readonly words: string;
  readonly colour: string;
  /** Striped: told apart without its colour. */
  readonly isStriped?: boolean;
  readonly href: string | null;
};

export type Bars = {
  readonly title: string;
  readonly description: string;
  readonly bars: readonly Bar[];
  readonly table: ChartTable;
  /** Where the scale ends; otherwise at the longest bar. */
  readonly max?: number;
  /** A value to compare with, drawn as a line across. */
  readonly threshold?: { readonly value: number; readonly words: string };
};

/** Horizontal bars, their names on the left and their values at their ends. */
export function barsChart({ title, description, table, ...bars }: Bars): Chart {
  return { title, description, table, draw: (size) => draw(bars, size) };
}

/** With labels on one line, or on two. */
const ROW = { narrow: [48, 66], wide: [30, 42] } as const;
const LABEL_WIDTH = 250;
const VALUE_WIDTH = 72;
const THRESHOLD_HEIGHT = 26;

function draw(
  { bars, max, threshold }: Pick<Bars, 'bars' | 'max' | 'threshold'>,
  size: Size,
): Drawing {
  const isWide = size === 'wide';
  const top = threshold ? THRESHOLD_HEIGHT : 4;
  const width = isWide ? LABEL_WIDTH : SIZES.narrow;
  const labels = bars.map(({ label }) => wrap(label, width, text.label));
  return {
    width: SIZES[size],
    height: top + bars.length * rowHeight(labels, ROW[size]) + 4,
    links: [bars.map(({ href }) => href)],
    option: {
      grid: {
        ...fixedGrid,
        left: isWide ? LABEL_WIDTH + 10 : 1,
        right: VALUE_WIDTH,
        top,
        bottom: 4,
      },
      xAxis: {
        type: 'value',
        min: 0,
        max: max ?? Math.max(...bars.map(({ value }) => value), Number.EPSILON),
        show: false,
      },
      yAxis: {
        type: 'category',
        inverse: true,
        data: labels,
        axisLine: { show: isWide, lineStyle: { color: colours.ruleStrong } },
        axisTick: { show: false },
        axisLabel: {
          interval: 0,
          fontSize: text.label,
          color: colours.ink,
          // On a phone the name stands above its bar.
          ...(isWide
            ? { margin: 10 }
            : { inside: true, margin: 0, verticalAlign: 'bottom', padding: [0, 0, 11, 0] }),
        },
        z: 3,
      },
      series: [
        {
          ...still,
          type: 'bar',
          barWidth: 16,
          ...(!isWide && { barCategoryGap: 0 }),
          label: {
            show: true,
            position: 'right',
            fontSize: text.label,
            color: colours.ink,
            backgroundColor: colours.paper,
            padding: [1, 2],
            formatter: ({ dataIndex }) => bars[dataIndex]?.words ?? '',
          },
          data: bars.map(({ value, colour, isStriped = false }) => ({
            value,
            itemStyle: isStriped ? { color: colour, decal: stripes } : { color: colour },
          })),
          ...(threshold && { markLine: thresholdLine(threshold) }),
        },
      ],
    },
  };
}

type DecalObject = NonNullable<NonNullable<BarSeriesOption['itemStyle']>['decal']>;

const stripes: DecalObject = {
  symbol: 'rect',
  color: colours.paper,
  dashArrayX: [1, 0],
  dashArrayY: [3, 4],
  rotation: -Math.PI / 4,
};

function thresholdLine({ value, words }: { readonly value: number; readonly words: string }) {
  return {
    ...still,
    symbol: 'none',
    lineStyle: { color: colours.inkSoft, type: 'dashed' as const, width: 1 },
    label: {
      formatter: words,
      color: colours.inkSoft,
      fontSize: text.small,
      position: 'start' as const,
    },
    data: [{ xAxis: value }],
  };
}
