import { type ChartTable, colours, SIZES, type Size, text } from './chart.ts';
import { type Painting, type Picture, widthOf } from './picture.ts';
import { escapeText, mark } from './svg.ts';

/** A column of a histogram: how many lie between two values, or on one. */
export type Column = { readonly label: string; readonly count: number };

const HEIGHT = 190;
const FOOT = 26;
const HEAD = 20;
const GAP = 1.5;

/** Upright columns on one axis, from the smallest value to the greatest. */
export function columnsPicture(chart: {
  readonly title: string;
  readonly description: string;
  readonly columns: readonly Column[];
  readonly table: ChartTable;
  readonly words: (count: number) => string;
}): Picture {
  const { title, description, table } = chart;
  return { title, description, table, paint: (size) => paint(chart, size) };
}

function paint(
  {
    columns,
    words,
  }: { readonly columns: readonly Column[]; readonly words: (count: number) => string },
  size: Size,
): Painting {
  const width = SIZES[size];
  const step = width / Math.max(columns.length, 1);
  const highest = Math.max(...columns.map(({ count }) => count), 1);
  const room = HEIGHT - FOOT - HEAD;
  const every = spacing(columns, step);
  const marks = columns.map(({ label, count }, index) => {
    const height = (room * count) / highest;
    const left = index * step;
    const bar = mark('rect', {
      x: left + GAP / 2,
      y: HEAD + room - height,
      width: Math.max(Math.min(step - GAP, 64), 1),
      height,
      fill: colours.accent,
    });
    const centre = left + Math.min(step, 64 + GAP) / 2;
    const isRoomy = widthOf(words(count), text.small) < step;
    const value =
      count > 0 && isRoomy ? said(centre, HEAD + room - height - 5, words(count), colours.ink) : '';
    const name = index % every === 0 ? said(centre, HEIGHT - 8, label, colours.inkSoft) : '';
    return bar + value + name;
  });
  const axis = mark('line', {
    x1: 0,
    x2: width,
    y1: HEAD + room,
    y2: HEAD + room,
    stroke: colours.ruleStrong,
  });
  return { width, height: HEIGHT, marks: marks.join('') + axis };
}

/** One name in so many, so that none covers the next. */
function spacing(columns: readonly Column[], step: number): number {
  const widest = Math.max(...columns.map(({ label }) => widthOf(label, text.small)), 1);
  return Math.max(Math.ceil((widest + 8) / step), 1);
}

const said = (x: number, y: number, words: string, fill: string) =>
  mark('text', { x, y, 'font-size': text.small, 'text-anchor': 'middle', fill }, escapeText(words));
