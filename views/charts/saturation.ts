import { formatNumber } from '../format.ts';
import {
  type Chart,
  colours,
  type Drawing,
  fixedGrid,
  SIZES,
  type Size,
  still,
  text,
} from './chart.ts';

export type SaturationPoint = {
  /** Interviews read so far, from 1. */
  readonly interviews: number;
  /** Themes met in them at least once. */
  readonly themes: number;
};

/** Themes met as interviews are added: a curve that flattens says that more would bring little. */
export function saturationChart(points: readonly SaturationPoint[]): Chart {
  const last = points.at(-1);
  const reached = points.find(({ themes }) => themes === last?.themes);
  return {
    title: 'Saturation',
    description:
      last && reached
        ? `${formatNumber(last.themes)} thèmes en ${formatNumber(last.interviews)} entretiens\u00a0; le dernier thème nouveau arrive à l’entretien ${formatNumber(reached.interviews)}.`
        : 'Aucun entretien.',
    draw: (size) => draw(points, size),
    table: {
      head: ['Entretiens lus', 'Thèmes rencontrés'],
      rows: points.map(({ interviews, themes }) => ({
        label: formatNumber(interviews),
        href: null,
        cells: [formatNumber(themes)],
      })),
    },
  };
}

function draw(points: readonly SaturationPoint[], size: Size): Drawing {
  const axis = {
    axisLabel: { color: colours.inkSoft, fontSize: text.small },
    axisLine: { show: true, lineStyle: { color: colours.ruleStrong } },
    axisTick: { show: false },
    nameTextStyle: { color: colours.inkSoft, fontSize: text.small },
    nameLocation: 'middle' as const,
    minInterval: 1,
  };
  return {
    width: SIZES[size],
    height: size === 'wide' ? 300 : 240,
    option: {
      grid: { ...fixedGrid, left: 48, right: 16, top: 12, bottom: 48 },
      xAxis: {
        ...axis,
        type: 'value',
        name: 'Entretiens lus',
        nameGap: 28,
        min: 0,
        max: points.at(-1)?.interviews ?? 1,
        splitLine: { show: false },
      },
      yAxis: {
        ...axis,
        type: 'value',
        name: 'Thèmes rencontrés',
        nameGap: 30,
        min: 0,
        splitLine: { lineStyle: { color: colours.rule } },
      },
      series: [
        {
          ...still,
          type: 'line',
          step: 'end',
          symbol: 'circle',
          symbolSize: 5,
          itemStyle: { color: colours.accent },
          lineStyle: { color: colours.accent, width: 2 },
          data: points.map(({ interviews, themes }) => [interviews, themes]),
        },
      ],
    },
  };
}
