import { setImmediate } from 'node:timers/promises';
import type { Chart, ChartTable } from './chart.ts';

/** What the `chart` partial receives. */
export type ChartFigure = {
  readonly id: string;
  readonly title: string;
  /** Address of the same figures as a file, where there is one. */
  readonly data?: string;
  readonly narrow: string;
  readonly wide: string;
  readonly table: {
    readonly head: readonly Cell[];
    readonly rows: readonly { label: string; href: string | null; cells: readonly Cell[] }[];
  };
};

type Cell = { readonly text: string; readonly isNumber: boolean };

/**
 * Draws a chart at both widths for a page; `id` is unlike any other of that page. The library is loaded with the
 * first chart, not with the platform (0.3 s), and other requests pass between two drawings (10 ms each).
 */
export async function drawFigure(
  id: string,
  { title, description, draw, table }: Chart,
): Promise<ChartFigure> {
  const { renderDrawing } = await import('./render.ts');
  const label = { title, description };
  const narrow = renderDrawing(`${id}-narrow`, draw('narrow'), label);
  await setImmediate();
  const wide = renderDrawing(`${id}-wide`, draw('wide'), label);
  await setImmediate();
  return {
    id,
    title,
    narrow,
    wide,
    table: toTable(table),
  };
}

/** The same figure, with where its figures are to be taken away. */
export const withData = (figure: ChartFigure, data: string): ChartFigure => ({ ...figure, data });

/** The figures behind a chart as the partial prints them: columns of numbers are told from words. */
export function toTable(table: ChartTable): ChartFigure['table'] {
  return {
    head: table.head.map((text, column) => ({ text, isNumber: isNumberColumn(table, column) })),
    rows: table.rows.map(({ label, href, cells }) => ({
      label,
      href,
      cells: cells.map((text) => ({ text, isNumber: isNumber(text) })),
    })),
  };
}

const isNumber = (text: string) => /^[−+\d]/.test(text);

function isNumberColumn({ rows }: ChartTable, column: number): boolean {
  return column > 0 && rows.every(({ cells }) => isNumber(cells[column - 1] ?? ''));
}
