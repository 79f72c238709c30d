import { type ChartTable, colours, SIZES, type Size, text, wrap } from './chart.ts';
import { type Painting, type Picture, widthOf } from './picture.ts';
import { escapeText, mark } from './svg.ts';

/** One line: how many answered each point, from the lowest to the highest. */
export type DivergingRow = { readonly label: string; readonly counts: readonly number[] };

const BAR = 22;
const LABEL_WIDTH = 200;
const LINE = 17;

/**
 * Answers to a scale on either side of its middle: the lower half goes left, the upper half goes right, and the middle
 * point, where there is one, sits across the line.
 */
export function divergingPicture(chart: {
  readonly title: string;
  readonly description: string;
  readonly rows: readonly DivergingRow[];
  readonly ends: readonly [lowest: string, highest: string];
  readonly table: ChartTable;
}): Picture {
  const { title, description, table } = chart;
  return { title, description, table, paint: (size) => paint(chart, size) };
}

function paint(
  {
    rows,
    ends,
  }: { readonly rows: readonly DivergingRow[]; readonly ends: readonly [string, string] },
  size: Size,
): Painting {
  const isWide = size === 'wide';
  const hasLabels = rows.length > 1;
  const width = SIZES[size];
  const left = isWide && hasLabels ? LABEL_WIDTH + 12 : 4;
  const room = width - left - 4;
  const above = hasLabels && !isWide ? LINE + 4 : 0;
  const reach = Math.max(...rows.flatMap(({ counts }) => Object.values(sidesOf(counts))), 1);
  const centre = left + room / 2;
  const scale = room / 2 / reach;
  const head = 24;
  const step = BAR + 10 + above;
  const marks = rows.map(({ label, counts }, index) => {
    const top = head + index * step + above;
    return nameOf(label, top, { isWide, hasLabels }) + bars(counts, centre, scale, top);
  });
  const height = head + rows.length * step + 4;
  const line = mark('line', {
    x1: centre,
    x2: centre,
    y1: head - 4,
    y2: height - 4,
    stroke: colours.ruleStrong,
  });
  return { width, height, marks: endNames(ends, left, width) + line + marks.join('') };
}

/** How far a line goes on either side. */
export function sidesOf(counts: readonly number[]): { before: number; after: number } {
  const half = Math.floor(counts.length / 2);
  const sum = (list: readonly number[]) => list.reduce((total, count) => total + count, 0);
  const middle = counts.length % 2 === 1 ? (counts[half] ?? 0) : 0;
  return {
    before: sum(counts.slice(0, half)) + middle / 2,
    after: sum(counts.slice(counts.length - half)) + middle / 2,
  };
}

function bars(counts: readonly number[], centre: number, scale: number, top: number): string {
  let x = centre - sidesOf(counts).before * scale;
  return counts
    .map((count, index) => {
      const width = count * scale;
      const at = x;
      x += width;
      if (count === 0) return '';
      const words = String(count);
      const { fill, opacity, ink } = shade(index, counts.length);
      const box = mark('rect', {
        x: at,
        y: top,
        width,
        height: BAR,
        fill,
        'fill-opacity': opacity,
        stroke: colours.paper,
      });
      const isRoomy = widthOf(words, text.small) + 6 < width;
      return isRoomy ? box + said(at + width / 2, top + BAR / 2 + 4, words, 'middle', ink) : box;
    })
    .join('');
}

/** The further from the middle, the darker; figures stand on each, so that nobody has to tell shades apart. */
function shade(index: number, length: number): { fill: string; opacity: string; ink: string } {
  const middle = (length - 1) / 2;
  const distance = index - middle;
  if (Math.abs(distance) < 0.25)
    return { fill: colours.inkFaint, opacity: '0.25', ink: colours.ink };
  const isStrong = Math.abs(distance) > middle / 2;
  const fill = distance < 0 ? colours.negative : colours.accent;
  return { fill, opacity: isStrong ? '1' : '0.3', ink: isStrong ? colours.paper : colours.ink };
}

function nameOf(
  label: string,
  top: number,
  { isWide, hasLabels }: { readonly isWide: boolean; readonly hasLabels: boolean },
): string {
  if (!hasLabels) return '';
  if (!isWide) return said(0, top - 6, label, 'start', colours.ink);
  const lines = wrap(label, LABEL_WIDTH, text.small).split('\n');
  const first = top + BAR / 2 + 4 - ((lines.length - 1) * 14) / 2;
  return lines
    .map((line, index) => said(LABEL_WIDTH, first + index * 14, line, 'end', colours.ink))
    .join('');
}

const endNames = ([lowest, highest]: readonly [string, string], left: number, width: number) =>
  said(left, 13, `← ${lowest}`, 'start', colours.inkSoft) +
  said(width - 4, 13, `${highest} →`, 'end', colours.inkSoft);

const said = (x: number, y: number, words: string, anchor: string, fill: string) =>
  mark('text', { x, y, 'font-size': text.small, 'text-anchor': anchor, fill }, escapeText(words));
