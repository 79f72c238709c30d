import { formatNumber } from '../format.ts';
import { type ChartTable, classColour, colours, SIZES, type Size } from './chart.ts';
import { type Painting, type Picture, widthOf } from './picture.ts';
import { escapeText, linked, mark } from './svg.ts';

export type GraphNode = {
  readonly label: string;
  readonly count: number;
  readonly community: number;
  readonly x: number;
  readonly y: number;
  readonly href: string | null;
};

export type GraphEdge = {
  readonly first: number;
  readonly second: number;
  readonly together: number;
  readonly jaccard: number;
};

/** Words that go together: a tree of the strongest links, its communities, and the words as large as they are common. */
export function graphPicture(
  nodes: readonly GraphNode[],
  edges: readonly GraphEdge[],
  weightOf: (edge: GraphEdge) => number,
): Picture {
  return {
    title: 'Les mots qui vont ensemble',
    description: describe(nodes, edges),
    paint: (size) => paint(nodes, edges, weightOf, size),
    table: tableOf(nodes, edges),
  };
}

function describe(nodes: readonly GraphNode[], edges: readonly GraphEdge[]): string {
  const degree = (node: number) =>
    edges.filter(({ first, second }) => first === node || second === node).length;
  const hubs = Array.from(nodes.keys())
    .sort((a, b) => degree(b) - degree(a) || a - b)
    .slice(0, 3)
    .map((node) => nodes[node]?.label);
  const groups = new Set(nodes.map(({ community }) => community)).size;
  return `${formatNumber(nodes.length)} mots, ${formatNumber(groups)} groupes\u00a0; les plus reliés sont ${hubs.join(', ')}.`;
}

function tableOf(nodes: readonly GraphNode[], edges: readonly GraphEdge[]): ChartTable {
  return {
    head: ['Lien', 'Groupes', 'Segments qui tiennent les deux', 'Indice de Jaccard'],
    rows: edges.flatMap(({ first, second, together, jaccard }) => {
      const [from, to] = [nodes[first], nodes[second]];
      if (!from || !to) return [];
      const groups =
        from.community === to.community
          ? `groupe ${from.community}`
          : `groupes ${from.community} et ${to.community}`;
      return [
        {
          label: `${from.label} – ${to.label}`,
          href: from.href,
          cells: [groups, formatNumber(together), formatNumber(jaccard, 2)],
        },
      ];
    }),
  };
}

const LETTERS = { narrow: [11, 16], wide: [12, 19] } as const;
/** Words are wider than high: heights are stretched, so that lines show between them. */
const STRETCH = { narrow: 1.3, wide: 1.7 } as const;
const ROUNDS = 400;
const GAP = { x: 6, y: 3 } as const;
const MARGIN = 6;

type Label = { x: number; y: number; readonly half: number; readonly rise: number; size: number };

function paint(
  nodes: readonly GraphNode[],
  edges: readonly GraphEdge[],
  weightOf: (edge: GraphEdge) => number,
  size: Size,
): Painting {
  const labels = placeLabels(nodes, size);
  const heaviest = Math.max(...edges.map(weightOf), Number.EPSILON);
  const height = Math.max(...labels.map(({ y, rise }) => y + rise), 0) + MARGIN;
  const lines = edges.flatMap((edge) => {
    const [from, to] = [labels[edge.first], labels[edge.second]];
    if (!from || !to) return [];
    const isInside = nodes[edge.first]?.community === nodes[edge.second]?.community;
    return mark('line', {
      x1: from.x,
      y1: from.y,
      x2: to.x,
      y2: to.y,
      stroke: isInside ? colours.ruleStrong : colours.inkFaint,
      'stroke-width': 0.8 + (3.2 * weightOf(edge)) / heaviest,
      ...(!isInside && { 'stroke-dasharray': '3 4' }),
    });
  });
  const words = nodes.flatMap((node, at) => {
    const label = labels[at];
    return label ? linked(node.href, word(node, label)) : [];
  });
  return { width: SIZES[size], height, marks: [...lines, ...words].join('') };
}

function word({ label, community }: GraphNode, { x, y, size }: Label): string {
  return mark(
    'text',
    {
      x,
      y: y + size * 0.34,
      'text-anchor': 'middle',
      'font-size': size,
      'font-weight': size > 15 ? 'bold' : 'normal',
      fill: classColour(community),
      stroke: colours.paper,
      'stroke-width': 4,
      'stroke-linejoin': 'round',
      'paint-order': 'stroke',
    },
    escapeText(label),
  );
}

/** Fits the tree to the width (stood upright on a telephone), then moves words apart until none covers another. */
function placeLabels(nodes: readonly GraphNode[], size: Size): Label[] {
  const [smallest, largest] = LETTERS[size];
  const most = Math.sqrt(Math.max(...nodes.map(({ count }) => count), 1));
  const points = nodes.map(({ x, y }) => (size === 'wide' ? { x, y } : { x: y, y: x }));
  const [left, right] = [
    Math.min(...points.map(({ x }) => x)),
    Math.max(...points.map(({ x }) => x)),
  ];
  const top = Math.min(...points.map(({ y }) => y));
  const unit = (SIZES[size] * 0.84) / Math.max(right - left, 1);
  const labels = nodes.map(({ label, count }, at): Label => {
    const letters = smallest + (largest - smallest) * (Math.sqrt(count) / most);
    return {
      x: SIZES[size] * 0.08 + ((points[at]?.x ?? 0) - left) * unit,
      y: ((points[at]?.y ?? 0) - top) * unit * STRETCH[size],
      half: widthOf(label, letters) / 2 + GAP.x / 2,
      rise: letters * 0.6 + GAP.y / 2,
      size: letters,
    };
  });
  for (let round = 0; round < ROUNDS && pushApart(labels, SIZES[size]); round++);
  const highest = Math.min(...labels.map(({ y, rise }) => y - rise));
  for (const label of labels) label.y += MARGIN - highest;
  return labels;
}

/** One pass; whether any two words were one over the other. */
function pushApart(labels: readonly Label[], width: number): boolean {
  let isCrowded = false;
  for (const label of labels) keepInside(label, width);
  labels.forEach((one, at) => {
    for (const other of labels.slice(at + 1)) {
      const overX = one.half + other.half - Math.abs(one.x - other.x);
      const overY = one.rise + other.rise - Math.abs(one.y - other.y);
      if (overX <= 0.1 || overY <= 0.1) continue;
      isCrowded = true;
      if (overX < overY) {
        const step = (one.x <= other.x ? -1 : 1) * (overX / 2);
        one.x += step;
        other.x -= step;
      } else {
        const step = (one.y <= other.y ? -1 : 1) * (overY / 2);
        one.y += step;
        other.y -= step;
      }
    }
  });
  return isCrowded;
}

function keepInside(label: Label, width: number): void {
  label.x = Math.max(label.half + MARGIN, Math.min(width - label.half - MARGIN, label.x));
}
