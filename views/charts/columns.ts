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
  /** Where columns stand between two values: the end of the last one. Names are then under the left edges. */
  readonly lastEdge: string | null;
}): Picture {
  const { title, description, table } = chart;
  return { title, description, table, paint: (size) => paint(chart, size) };
}

type Columns = {
  readonly columns: readonly Column[];
  readonly words: (count: number) => string;
  readonly lastEdge: string | null;
};

/** Room for half a name on either side. */
const SIDE = 24;
const WIDEST = 72;

function paint({ columns, words, lastEdge }: Columns, size: Size): Painting {
  const width = SIZES[size];
  const step = Math.min((width - 2 * SIDE) / Math.max(columns.length, 1), WIDEST);
  const highest = Math.max(...columns.map(({ count }) => count), 1);
  const room = HEIGHT - FOOT - HEAD;
  const foot = HEAD + room;
  const names = [...columns.map(({ label }) => label), ...(lastEdge === null ? [] : [lastEdge])];
  const every = spacing(names, step);
  const bars = columns.map(({ count }, index) => {
    const height = (room * count) / highest;
    const left = SIDE + index * step;
    const bar = mark('rect', {
      x: left + GAP / 2,
      y: foot - height,
      width: Math.max(step - GAP, 1),
      height,
      fill: colours.accent,
    });
    const isRoomy = count > 0 && widthOf(words(count), text.small) < step;
    return isRoomy
      ? bar + said(left + step / 2, foot - height - 5, words(count), colours.ink)
      : bar;
  });
  const offset = lastEdge === null ? step / 2 : 0;
  const labels = names.map((name, index) =>
    index % every === 0
      ? said(SIDE + index * step + offset, HEIGHT - 8, name, colours.inkSoft)
      : '',
  );
  const axis = mark('line', {
    x1: SIDE,
    x2: SIDE + columns.length * step,
    y1: foot,
    y2: foot,
    stroke: colours.ruleStrong,
  });
  return { width, height: HEIGHT, marks: [...bars, ...labels, axis].join('') };
}

/** One name in so many, so that none covers the next. */
function spacing(names: readonly string[], step: number): number {
  const widest = Math.max(...names.map((name) => widthOf(name, text.small)), 1);
  return Math.max(Math.ceil((widest + 8) / step), 1);
}

const said = (x: number, y: number, words: string, fill: string) =>
  mark('text', { x, y, 'font-size': text.small, 'text-anchor': 'middle', fill }, escapeText(words));
