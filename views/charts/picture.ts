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

const MEAN_WIDTH_OF_A_LETTER = 0.56;

/** No canvas measures words here: letters are taken to be of mean width. */
export const widthOf = (words: string, fontSize: number) =>
  words.length * fontSize * MEAN_WIDTH_OF_A_LETTER;
