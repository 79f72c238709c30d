import { setImmediate } from 'node:timers/promises';
import type { ChartTable, Size } from './chart.ts';
import { type ChartFigure, toTable } from './figure.ts';
import { svgElement } from './svg.ts';

/** A chart that is no series of bars or points: its marks are written, not drawn by the library. */
export type Picture = {
  readonly title: string;
  readonly description: string;
  readonly paint: (size: Size) => Painting;
  readonly table: ChartTable;
};

export type Painting = { readonly width: number; readonly height: number; readonly marks: string };

/** Paints at both widths for a page, and lets other requests pass between the two. */
export async function paintFigure(
  id: string,
  { title, description, paint, table }: Picture,
): Promise<ChartFigure> {
  const at = (size: Size) => {
    const { marks, ...space } = paint(size);
    return svgElement(`${id}-${size}`, space, { title, description }, marks);
  };
  const narrow = at('narrow');
  await setImmediate();
  return { id, title, narrow, wide: at('wide'), table: toTable(table) };
}

export type Box = {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
};

export const isOver = (a: Box, b: Box) =>
  a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;

export const isWithin = (inner: Box, outer: Box) =>
  inner.left >= outer.left &&
  inner.right <= outer.right &&
  inner.top >= outer.top &&
  inner.bottom <= outer.bottom;

/** Advance widths of Inter at its ordinary weight, in ems: no canvas measures words here. */
const LETTERS_BY_WIDTH: readonly (readonly [width: number, letters: string])[] = [
  [0.27, "ijlîïI'’.,"],
  [0.28, ' \u00a0\u202f'],
  [0.36, 'ftr1'],
  [0.46, '-'],
  [0.56, 'aàâckqsvxyzçJLF7'],
  [0.6, 'bdeghnopquéèêëôöùûüERSTZÉÈÊ0235689'],
  [0.68, 'BKPVXYA4À'],
  [0.75, 'CDGHNOQU'],
  [0.9, 'mwM'],
  [1, 'œŒW'],
];
const WIDTHS = new Map(
  LETTERS_BY_WIDTH.flatMap(([width, letters]) => [...letters].map((letter) => [letter, width])),
);
const ANY_OTHER_LETTER = 0.65;
const BOLDER = 1.04;

/** How wide some words will be, within a few hundredths. */
export function widthOf(words: string, fontSize: number, fontWeight = 400): number {
  const ems = [...words].reduce((sum, letter) => sum + (WIDTHS.get(letter) ?? ANY_OTHER_LETTER), 0);
  return ems * fontSize * (fontWeight > 400 ? BOLDER : 1);
}
