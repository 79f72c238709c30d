/** What is printed under a question for someone to answer with a pen: a type says which blocks, the page draws them. */
export type PaperBlock =
  /** Boxes to tick; an open one has a line beside it. */
  | {
      readonly kind: 'boxes';
      readonly note: string;
      readonly choices: readonly { readonly label: string; readonly isOpen: boolean }[];
    }
  /** Points in one line, from one end to the other. */
  | {
      readonly kind: 'points';
      readonly from: string;
      readonly to: string;
      readonly points: readonly string[];
    }
  /** A line to write on, after a word and before another. */
  | {
      readonly kind: 'blank';
      readonly label: string;
      readonly shape: string;
      readonly unit: string;
    }
  /** As many lines to write on as there are numbers. */
  | { readonly kind: 'lines'; readonly lines: readonly number[] }
  /** A table of boxes;  */
  | {
      readonly kind: 'grid';
      readonly caption: string;
      readonly columns: readonly string[];
      readonly rows: readonly string[];
      /** Boxes stand on both sides of the label: the best and the worst of a list. */
      readonly isBetween: boolean;
    }
  /** A number to write beside each item. */
  | { readonly kind: 'ranks'; readonly note: string; readonly items: readonly string[] }
  | { readonly kind: 'note'; readonly text: string };

type Labelled = { readonly label: string };

export const boxes = (
  note: string,
  choices: readonly (Labelled & { readonly open?: boolean })[],
): PaperBlock => ({
  kind: 'boxes',
  note,
  choices: choices.map(({ label, open = false }) => ({ label, isOpen: open })),
});

export const grid = (
  caption: string,
  columns: readonly string[],
  rows: readonly string[],
): PaperBlock => ({ kind: 'grid', ...{ caption, columns, rows, isBetween: false } });

export const blank = (shape: string, { label = '', unit = '' } = {}): PaperBlock => ({
  kind: 'blank',
  ...{ label, shape, unit },
});

export const lines = (count: number): PaperBlock => ({
  kind: 'lines',
  lines: Array.from({ length: count }, (_, index) => index + 1),
});

export const labelsOf = (all: readonly Labelled[]): string[] => all.map(({ label }) => label);

/** The whole numbers from one to another, as they are read. */
export const pointsBetween = (min: number, max: number): string[] =>
  Array.from({ length: max - min + 1 }, (_, index) => String(min + index).replace('-', '−'));
