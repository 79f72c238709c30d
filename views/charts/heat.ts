import { SIZES, type Size, text } from './chart.ts';
import type { Painting, Picture } from './picture.ts';
import { escapeText, linked, mark } from './svg.ts';

/** Figures of two entries, darker where they are higher; the figures are written in their boxes. */
export type Heat = {
  readonly title: string;
  readonly description: string;
  readonly corner: string;
  readonly columns: readonly string[];
  readonly rows: readonly {
    readonly label: string;
    readonly cells: readonly HeatBox[];
  }[];
};

/** `value` null: nothing was measured there. */
export type HeatBox = {
  readonly value: number | null;
  readonly words: string;
  readonly href: string | null;
};

const SHADES = 5;
const LABELS_WIDTH = 260;
const ROW = 34;
const GAP = 2;
const HEAD = 26;
/** On a telephone names stand above their row. */
const NAME = 20;

export function heatPicture({ title, description, corner, columns, rows }: Heat): Picture {
  return {
    title,
    description,
    paint: (size) => paint(columns, rows, size),
    table: {
      head: [corner, ...columns],
      rows: rows.map(({ label, cells }) => ({
        label,
        href: null,
        cells: cells.map(({ words }) => words),
      })),
    },
  };
}

function paint(columns: Heat['columns'], rows: Heat['rows'], size: Size): Painting {
  const isWide = size === 'wide';
  const left = isWide ? LABELS_WIDTH : 0;
  const step = (SIZES[size] - left) / Math.max(1, columns.length);
  const height = ROW + (isWide ? 0 : NAME);
  const shadeOf = createShades(
    rows.flatMap(({ cells }) => cells.flatMap(({ value }) => value ?? [])),
  );
  const words = (x: number, y: number, anchor: string, said: string) =>
    mark(
      'text',
      { x, y, 'text-anchor': anchor, 'font-size': text.small, fill: 'var(--ink)' },
      escapeText(said),
    );
  const heads = columns.map((column, at) =>
    words(left + (at + 0.5) * step, HEAD - 10, 'middle', column),
  );
  const boxes = rows.flatMap(({ label, cells }, row) => {
    const top = HEAD + row * height + (isWide ? 0 : NAME);
    const name = isWide
      ? words(0, top + ROW / 2 + 4, 'start', label)
      : words(0, top - 5, 'start', label);
    return [
      name,
      ...cells.map(({ value, words: said, href }, column) => {
        const x = left + column * step;
        const box = { x, y: top, width: step - GAP, height: ROW - GAP, fill: shadeOf(value) };
        return linked(
          href,
          mark('rect', box) + words(x + (step - GAP) / 2, top + ROW / 2 + 3, 'middle', said),
        );
      }),
    ];
  });
  return {
    width: SIZES[size],
    height: HEAD + rows.length * height,
    marks: [...heads, ...boxes].join(''),
  };
}

/** Five shades from the lowest figure to the highest. */
function createShades(values: readonly number[]): (value: number | null) => string {
  const [lowest, highest] = [Math.min(...values), Math.max(...values)];
  return (value) => {
    if (value === null || highest === lowest) return 'var(--surface)';
    const shade = Math.floor(((value - lowest) / (highest - lowest)) * SHADES);
    return shade === 0 ? 'var(--surface)' : `var(--heat-${Math.min(shade, SHADES - 1)})`;
  };
}
