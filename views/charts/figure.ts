import type { Chart, ChartTable } from './chart.ts';
import { renderDrawing } from './render.ts';

/** What the `chart` partial receives. */
export type ChartFigure = {
  readonly id: string;
  readonly title: string;
  readonly narrow: string;
  readonly wide: string;
  readonly table: {
    readonly head: readonly Cell[];
    readonly rows: readonly { label: string; href: string | null; cells: readonly Cell[] }[];
  };
};

type Cell = { readonly text: string; readonly isNumber: boolean };

/** Draws a chart at both widths for a page; `id` is unlike any other of that page. */
export function drawFigure(id: string, { title, description, draw, table }: Chart): ChartFigure {
  const label = { title, description };
  return {
    id,
    title,
    narrow: renderDrawing(`${id}-narrow`, draw('narrow'), label),
    wide: renderDrawing(`${id}-wide`, draw('wide'), label),
    table: {
      head: table.head.map((text, column) => ({ text, isNumber: isNumberColumn(table, column) })),
      rows: table.rows.map(({ label, href, cells }) => ({
        label,
        href,
        cells: cells.map((text) => ({ text, isNumber: isNumber(text) })),
      })),
    },
  };
}

const isNumber = (text: string) => /^[−\d]/.test(text);

function isNumberColumn({ rows }: ChartTable, column: number): boolean {
  return column > 0 && rows.every(({ cells }) => isNumber(cells[column - 1] ?? ''));
}
