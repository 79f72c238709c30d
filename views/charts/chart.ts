import type { BarSeriesOption, LineSeriesOption } from 'echarts/charts';
import type { GridComponentOption, MarkLineComponentOption } from 'echarts/components';
import type { ComposeOption } from 'echarts/core';

export type ChartOption = ComposeOption<
  BarSeriesOption | LineSeriesOption | GridComponentOption | MarkLineComponentOption
>;

/** A drawing before it is drawn: what to draw, at what size, and where its marks lead. */
export type Drawing = {
  readonly width: number;
  readonly height: number;
  readonly option: ChartOption;
  /** Address behind each mark: `links[series][datum]`. */
  readonly links?: readonly (readonly (string | null)[])[];
};

/** A chart as a page shows it: one drawing per width, and the figures behind it as a table. */
export type Chart = {
  readonly title: string;
  /** What a reader who does not see it should know: what is drawn, and the shape of the result. */
  readonly description: string;
  readonly draw: (size: Size) => Drawing;
  readonly table: ChartTable;
};

export type ChartTable = {
  readonly head: readonly string[];
  readonly rows: readonly {
    readonly label: string;
    readonly href: string | null;
    readonly cells: readonly string[];
  }[];
};

/** Two widths are drawn, and the style sheet shows the one that fits: letters keep their size. */
export const SIZES = { narrow: 352, wide: 800 } as const;
export type Size = keyof typeof SIZES;

/** Colours are tokens of the style sheet, so that one drawing serves light, dark and paper. */
export const colours = {
  ink: 'var(--ink)',
  inkSoft: 'var(--ink-soft)',
  inkFaint: 'var(--ink-faint)',
  rule: 'var(--rule)',
  ruleStrong: 'var(--rule-strong)',
  paper: 'var(--paper)',
  accent: 'var(--accent)',
  negative: 'var(--negative)',
} as const;

/** Classes beyond the tenth take the first colours again: they are told apart by their number. */
export const classColour = (number: number) => `var(--class-${((number - 1) % 10) + 1})`;

export const text = { small: 12, label: 13.5 } as const;

/** Nothing moves, nothing answers the pointer: a drawing is a picture with links. */
export const still = { animation: false, silent: true } as const;

/** Grids stay where they are put: by default ECharts moves them to make room for labels. */
export const fixedGrid = { outerBoundsMode: 'none' } as const;

const MEAN_WIDTH_OF_A_LETTER = 0.55;

/** Words cut to fit, at a letter of mean width: no canvas measures them here. */
export function clip(words: string, width: number, fontSize: number): string {
  const letters = Math.floor(width / (fontSize * MEAN_WIDTH_OF_A_LETTER));
  if (words.length <= letters) return words;
  const cut = words.slice(0, Math.max(letters - 1, 1));
  const atWord = cut.slice(0, Math.max(cut.lastIndexOf(' '), 0));
  const kept = atWord.length > letters / 2 ? atWord : cut;
  return `${kept.replace(/[^\p{L}\p{N}]+$/u, '')}…`;
}

/** The same on two lines where one is not enough; only then is anything cut. */
export function wrap(words: string, width: number, fontSize: number): string {
  const letters = Math.floor(width / (fontSize * MEAN_WIDTH_OF_A_LETTER));
  const space = words.lastIndexOf(' ', letters);
  if (words.length <= letters || space <= 0) return clip(words, width, fontSize);
  return `${words.slice(0, space)}\n${clip(words.slice(space + 1), width, fontSize)}`;
}

/** Height of a row for these labels: one line each, or two for all as soon as one needs it. */
export const rowHeight = (
  labels: readonly string[],
  heights: readonly [one: number, two: number],
) => (labels.some((label) => label.includes('\n')) ? heights[1] : heights[0]);
