import { formatNumber, formatPercent } from '../format.ts';
import {
  type Chart,
  classColour,
  clip,
  colours,
  type Drawing,
  fixedGrid,
  SIZES,
  type Size,
  still,
  text,
} from './chart.ts';

/** A division of the corpus; children are divided in turn, or are classes, or were set aside. */
export type Division = {
  readonly node: number;
  readonly height: number;
  readonly children: readonly { readonly node: number | null; readonly theme: number | null }[];
};

export type Leaf = {
  readonly number: number;
  readonly name: string;
  readonly share: number;
  readonly size: number;
  readonly forms: readonly string[];
  readonly href: string;
};

/** How the corpus divides, the share of each class and its first forms, from the first division on. */
export function dendrogramChart(divisions: readonly Division[], leaves: readonly Leaf[]): Chart {
  const tree = layOut(divisions);
  const ordered = tree.order.flatMap((number) => leaves.filter((leaf) => leaf.number === number));
  return {
    title: 'Comment le corpus se divise',
    description: describe(ordered),
    draw: (size) => draw(tree, ordered, size),
    table: {
      head: ['Thème', 'Segments', 'Part', 'Premières formes'],
      rows: leaves.map(({ number, name, size, share, forms, href }) => ({
        label: `${number}. ${name}`,
        href,
        cells: [formatNumber(size), formatPercent(share, 1), forms.slice(0, 6).join(', ')],
      })),
    },
  };
}

export type TreeLayout = {
  /** Classes from top to bottom, so that no two branches cross. */
  readonly order: readonly number[];
  /** One bracket per division: from its first child’s stem to its second’s; x is 1 at the first division, 0 at classes. */
  readonly brackets: readonly (readonly (readonly [x: number, y: number])[])[];
};

/** Where each branch goes. A division is never drawn nearer the classes than those below it. */
export function layOut(divisions: readonly Division[]): TreeLayout {
  const byNode = new Map(divisions.map((division) => [division.node, division]));
  const order: number[] = [];
  const brackets: [number, number][][] = [];

  function place(division: Division): [x: number, y: number] {
    const ends = division.children.flatMap(({ node, theme }): [number, number][] => {
      const below = node === null ? undefined : byNode.get(node);
      if (below) return [place(below)];
      if (theme === null) return [];
      order.push(theme);
      return [[0, order.length - 1]];
    });
    const [first, last] = [ends[0], ends.at(-1)];
    // A division that loses one side to a class too small to keep is no fork: its other side stands for it.
    if (!first || !last || ends.length === 1) return first ?? [0, order.length];
    const x = Math.max(Math.sqrt(division.height), ...ends.map(([depth]) => depth));
    brackets.push([first, [x, first[1]], [x, last[1]], last]);
    return [x, (first[1] + last[1]) / 2];
  }

  const [root] = divisions;
  const [depth] = root ? place(root) : [0];
  const scale = depth || 1;
  return {
    order,
    brackets: brackets.map((bracket) => bracket.map(([x, y]) => [x / scale, y] as const)),
  };
}

const ROW = { narrow: 74, wide: 64 } as const;
const TREE_WIDTH = { narrow: 76, wide: 170 } as const;
const BAR_WIDTH = 120;
const MARGIN = 12;

function draw({ order, brackets }: TreeLayout, leaves: readonly Leaf[], size: Size): Drawing {
  const isWide = size === 'wide';
  const width = SIZES[size];
  const height = order.length * ROW[size] + 2 * MARGIN;
  const treeEnd = MARGIN + TREE_WIDTH[size];
  const barStart = width - BAR_WIDTH - 64;
  const largest = Math.max(...leaves.map(({ share }) => share), 0.01);
  const box = { ...fixedGrid, top: MARGIN, bottom: MARGIN };
  const labelWidth = (isWide ? barStart : width) - treeEnd - 16;
  const rows = { min: -0.5, max: order.length - 0.5, inverse: true, show: false } as const;
  return {
    width,
    height,
    links: [...brackets.map(() => []), ...(isWide ? [leaves.map(({ href }) => href)] : [])],
    option: {
      grid: [
        { ...box, left: MARGIN, width: TREE_WIDTH[size] },
        { ...box, left: isWide ? barStart : width - 1, width: isWide ? BAR_WIDTH : 0 },
      ],
      xAxis: [
        { gridIndex: 0, type: 'value', min: 0, max: 1.04, inverse: true, show: false },
        { gridIndex: 1, type: 'value', min: 0, max: largest, show: false },
      ],
      yAxis: [
        { gridIndex: 0, type: 'value', ...rows },
        {
          gridIndex: 0,
          type: 'category',
          position: 'right',
          inverse: true,
          data: leaves.map(({ number }) => String(number)),
          axisLine: { show: false },
          axisTick: { show: false },
          axisLabel: {
            margin: 10,
            interval: 0,
            color: colours.ink,
            formatter: (_value: string, row?: number) =>
              leafLabel(leaves[row ?? 0], labelWidth, isWide),
            rich: labelStyles(leaves),
          },
        },
        { gridIndex: 1, type: 'category', inverse: true, show: false, data: order.map(String) },
      ],
      series: [
        ...brackets.map((bracket) => ({
          ...still,
          type: 'line' as const,
          xAxisIndex: 0,
          yAxisIndex: 0,
          symbol: 'none',
          lineStyle: { color: colours.inkSoft, width: 1.5 },
          data: bracket.map(([x, y]) => [x, y]),
        })),
        ...(isWide ? [shareBars(leaves)] : []),
      ],
    },
  };
}

function shareBars(leaves: readonly Leaf[]) {
  return {
    ...still,
    type: 'bar' as const,
    xAxisIndex: 1,
    yAxisIndex: 2,
    barWidth: 16,
    label: {
      show: true,
      position: 'right' as const,
      color: colours.ink,
      fontSize: text.label,
      formatter: ({ value }: { value?: unknown }) => formatPercent(Number(value), 1),
    },
    data: leaves.map(({ number, share }) => ({
      value: share,
      itemStyle: { color: classColour(number) },
    })),
  };
}

/** Number and name; then the first forms, after the share where no bar shows it. */
function leafLabel(leaf: Leaf | undefined, width: number, isWide: boolean): string {
  if (!leaf) return '';
  const { number, share } = leaf;
  const name = plain(clip(leaf.name, width - (isWide ? 26 : 0), text.label));
  const forms = plain(clip(leaf.forms.slice(0, 6).join(' · '), width, text.small));
  return isWide
    ? `{c${number}|${number}}  {name|${name}}\n{forms|${forms}}`
    : `{c${number}|${number}}  {share|${formatPercent(share, 1)}}\n{name|${name}}\n{forms|${forms}}`;
}

/** Braces and bars would be read as ECharts’s own rich-text marks. */
const plain = (words: string) => words.replace(/[{}|]/g, ' ');

function labelStyles(leaves: readonly Leaf[]) {
  const line = { fontSize: text.label, color: colours.ink, lineHeight: 20 } as const;
  return {
    name: { ...line, fontWeight: 600 },
    share: line,
    forms: { fontSize: text.small, color: colours.inkSoft, lineHeight: 18 },
    ...Object.fromEntries(
      leaves.map(({ number }) => [
        `c${number}`,
        { ...line, fontWeight: 700, color: classColour(number) },
      ]),
    ),
  };
}

function describe(leaves: readonly Leaf[]): string {
  const parts = leaves.map(
    ({ number, name, share }) => `thème ${number}, ${name}, ${formatPercent(share, 1)}`,
  );
  return `Arbre de la classification. Plus une séparation est à gauche, plus elle est nette. De haut en bas\u00a0: ${parts.join('\u00a0; ')}.`;
}
