import { type ChartTable, colours, SIZES, type Size, text, wrap } from './chart.ts';
import { type Painting, type Picture, widthOf } from './picture.ts';
import { escapeText, mark } from './svg.ts';

/** A figure and how sure it is. */
export type Estimate = {
  readonly label: string;
  readonly value: number;
  readonly words: string;
  readonly interval: { readonly low: number; readonly high: number } | null;
};

type Intervals = {
  readonly estimates: readonly Estimate[];
  readonly from: number;
  readonly to: number;
  /** Where the line across stands; null: none. */
  readonly origin: number | null;
};

const LABEL_WIDTH = 250;
const VALUE_WIDTH = 58;

/** A dot where the figure is, on a line as long as its interval. */
export function intervalsPicture(
  chart: Intervals & {
    readonly title: string;
    readonly description: string;
    readonly table: ChartTable;
  },
): Picture {
  const { title, description, table } = chart;
  return { title, description, table, paint: (size) => paint(chart, size) };
}

function paint({ estimates, from, to, origin }: Intervals, size: Size): Painting {
  const isWide = size === 'wide';
  const width = SIZES[size];
  const left = isWide ? LABEL_WIDTH + 20 : 8;
  const room = width - left - VALUE_WIDTH - 8;
  const names = estimates.map(({ label }) =>
    wrap(label, isWide ? LABEL_WIDTH : width - 8, text.label).split('\n'),
  );
  const lines = Math.max(...names.map(({ length }) => length), 1);
  const step = isWide ? 14 + lines * 16 : 30 + lines * 16;
  const at = (value: number) => left + (room * (value - from)) / (to - from);
  const height = estimates.length * step + 8;
  const line =
    origin === null || !isWide
      ? ''
      : mark('line', {
          x1: at(origin),
          x2: at(origin),
          y1: 0,
          y2: height,
          stroke: colours.ruleStrong,
        });
  const rows = estimates.map((estimate, index) => {
    const top = index * step;
    const y = isWide ? top + step / 2 : top + step - 12;
    const own = names[index] ?? [];
    const first = isWide ? y + 4 - ((own.length - 1) * 16) / 2 : top + 16;
    return [
      ...own.map((words, row) =>
        said(isWide ? LABEL_WIDTH : 0, first + row * 16, words, isWide ? 'end' : 'start'),
      ),
      dot(estimate, at, y),
      said(width - widthOf('', text.label) - 2, y + 4, estimate.words, 'end'),
    ].join('');
  });
  return { width, height, marks: line + rows.join('') };
}

function dot({ value, interval }: Estimate, at: (value: number) => number, y: number): string {
  const ends = interval ? [interval.low, interval.high].map(at) : [];
  const [low = 0, high = 0] = ends;
  const span = interval
    ? mark('line', { x1: low, x2: high, y1: y, y2: y, stroke: colours.accent, 'stroke-width': 2 }) +
      ends
        .map((x) =>
          mark('line', {
            x1: x,
            x2: x,
            y1: y - 4,
            y2: y + 4,
            stroke: colours.accent,
            'stroke-width': 2,
          }),
        )
        .join('')
    : '';
  return span + mark('circle', { cx: at(value), cy: y, r: 5, fill: colours.accent });
}

const said = (x: number, y: number, words: string, anchor: string) =>
  mark(
    'text',
    { x, y, 'font-size': text.label, 'text-anchor': anchor, fill: colours.ink },
    escapeText(words),
  );
