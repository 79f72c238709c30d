import { formatNumber, formatPercent } from '../format.ts';
import { type ChartTable, classColour, colours, SIZES, type Size, text } from './chart.ts';
import { type Box, isOver, isWithin, type Painting, type Picture, widthOf } from './picture.ts';
import { escapeText, linked, mark } from './svg.ts';

/** A point of the first plane; `x` and `y` are principal coordinates. */
export type PlanePoint = {
  readonly label: string;
  readonly x: number;
  readonly y: number;
  /** Theme that it is, or belongs to; null for what only describes people. */
  readonly theme: number | null;
  /** Share of the segments, for a theme: the surface of its disc. */
  readonly share: number;
  readonly contributions: readonly [x: number, y: number];
  readonly quality: number;
  readonly count: number;
  readonly href: string | null;
};

export type Plane = {
  /** Share of the whole inertia that each of the two axes shows. */
  readonly axes: readonly [x: number, y: number];
  readonly themes: readonly PlanePoint[];
  readonly forms: readonly PlanePoint[];
  readonly variables: readonly PlanePoint[];
};

/** Themes, forms and those who speak on the first plane of a correspondence analysis. */
export function mapPicture(plane: Plane): Picture {
  const [first, second] = plane.axes;
  return {
    title: 'Carte des thèmes et des mots',
    description: `${describe(plane)} Les deux axes montrent ${formatPercent(first + second)} de ce qui distingue les thèmes.`,
    paint: (size) => paint(plane, size),
    table: tableOf(plane),
  };
}

function describe({ themes }: Plane): string {
  const along = (axis: 'x' | 'y') => {
    const ordered = themes.toSorted((a, b) => a[axis] - b[axis]);
    return [ordered.at(0)?.label, ordered.at(-1)?.label] as const;
  };
  const [left, right] = along('x');
  const [bottom, top] = along('y');
  return `De gauche à droite, la carte va de «\u00a0${left}\u00a0» à «\u00a0${right}\u00a0»\u00a0; de bas en haut, de «\u00a0${bottom}\u00a0» à «\u00a0${top}\u00a0».`;
}

function tableOf({ themes, forms, variables }: Plane): ChartTable {
  const row = (kind: string, label: string, point: PlanePoint) => ({
    label,
    href: point.href,
    cells: [
      kind,
      formatNumber(point.count),
      formatNumber(point.x, 2),
      formatNumber(point.y, 2),
      ...point.contributions.map((share) => (share > 0 ? formatPercent(share, 1) : '–')),
      formatPercent(point.quality),
    ],
  });
  return {
    head: [
      'Point',
      'Nature',
      'Segments',
      'Axe 1',
      'Axe 2',
      'Part de l’axe 1',
      'Part de l’axe 2',
      'Qualité',
    ],
    rows: [
      ...themes.map((point) => row('thème', `${point.theme}. ${point.label}`, point)),
      ...variables.map((point) => row('qui parle', point.label, point)),
      ...forms.map((point) => row(`mot, thème ${point.theme}`, point.label, point)),
    ],
  };
}

const MARGIN = 26;
const HEIGHTS = { narrow: 460, wide: 620 } as const;
const FORMS = { narrow: 26, wide: 60 } as const;

type Scale = { readonly x: (value: number) => number; readonly y: (value: number) => number };

function paint(plane: Plane, size: Size): Painting {
  const [width, height] = [SIZES[size], HEIGHTS[size]];
  const forms = plane.forms.slice(0, FORMS[size]);
  const scale = scaleFor([...plane.themes, ...forms, ...plane.variables], width, height);
  const room: Box = { left: 2, top: 2, right: width - 2, bottom: height - 18 };
  const taken: Box[] = [
    ...plane.themes.map((point) => around(point, scale, radiusOf(point.share))),
    ...plane.variables.map((point) => around(point, scale, SQUARE)),
    ...forms.map((point) => around(point, scale, DOT)),
  ];
  const canvas = { scale, taken, room };
  const themes = plane.themes.map((point) => theme(point, canvas));
  const variables = plane.variables.map((point) => variable(point, canvas));
  const words = forms.map((point) => form(point, canvas));
  const marks = [axes(plane.axes, scale, width, height), ...variables, ...words, ...themes];
  return { width, height, marks: marks.join('') };
}

type Canvas = { readonly scale: Scale; readonly taken: Box[]; readonly room: Box };

/** One unit is as long on both axes: distances would lie otherwise. */
function scaleFor(points: readonly PlanePoint[], width: number, height: number): Scale {
  const [xs, ys] = [points.map(({ x }) => x), points.map(({ y }) => y)];
  const [left, right] = [Math.min(0, ...xs), Math.max(0, ...xs)];
  const [bottom, top] = [Math.min(0, ...ys), Math.max(0, ...ys)];
  const unit = Math.min(
    (width - 2 * MARGIN) / Math.max(right - left, 1e-9),
    (height - 2 * MARGIN - 16) / Math.max(top - bottom, 1e-9),
  );
  const [middleX, middleY] = [(left + right) / 2, (bottom + top) / 2];
  return {
    x: (value) => width / 2 + (value - middleX) * unit,
    y: (value) => (height - 16) / 2 - (value - middleY) * unit,
  };
}

function axes([first, second]: Plane['axes'], scale: Scale, width: number, height: number): string {
  const line = { stroke: colours.rule, 'stroke-width': 1 };
  const words = (x: number, y: number, anchor: string, said: string) =>
    mark(
      'text',
      { x, y, 'text-anchor': anchor, 'font-size': text.small, fill: colours.inkSoft },
      escapeText(said),
    );
  return [
    mark('line', { x1: 0, x2: width, y1: scale.y(0), y2: scale.y(0), ...line }),
    mark('line', { x1: scale.x(0), x2: scale.x(0), y1: 0, y2: height - 16, ...line }),
    words(2, height - 3, 'start', `↔ axe 1\u00a0: ${formatPercent(first)}`),
    words(width - 2, height - 3, 'end', `↕ axe 2\u00a0: ${formatPercent(second)}`),
  ].join('');
}

const SQUARE = 4;
const DOT = 2.5;
const radiusOf = (share: number) => 5 + 18 * Math.sqrt(share);

/** A disc, and its number beside it: two themes may stand almost at one place. */
function theme(point: PlanePoint, canvas: Canvas): string {
  const radius = radiusOf(point.share);
  const disc = mark('circle', {
    ...centreOf(point, canvas),
    r: radius,
    fill: classColour(point.theme ?? 1),
    'fill-opacity': '0.25',
    stroke: classColour(point.theme ?? 1),
    'stroke-width': 2.5,
  });
  const letters = { size: 16, weight: 'bold', style: 'normal', fill: colours.ink };
  return linked(
    point.href,
    disc + beside(point, String(point.theme ?? ''), radius, letters, canvas),
  );
}

/** A dot where it stands, and its word beside it where there is room; the table holds them all. */
function form(point: PlanePoint, canvas: Canvas): string {
  const fill = classColour(point.theme ?? 1);
  const dot = mark('circle', { ...centreOf(point, canvas), r: DOT, fill });
  const letters = { size: text.small, weight: 'normal', style: 'normal', fill: colours.ink };
  return linked(point.href, dot + beside(point, point.label, DOT, letters, canvas));
}

function variable(point: PlanePoint, canvas: Canvas): string {
  const { cx, cy } = centreOf(point, canvas);
  const square = mark('rect', {
    x: cx - SQUARE,
    y: cy - SQUARE,
    width: 2 * SQUARE,
    height: 2 * SQUARE,
    fill: 'none',
    stroke: colours.ink,
    'stroke-width': 1.5,
  });
  const letters = { size: text.small, weight: 'normal', style: 'italic', fill: colours.inkSoft };
  return linked(point.href, square + beside(point, point.label, SQUARE, letters, canvas));
}

type Letters = {
  readonly size: number;
  readonly weight: string;
  readonly style: string;
  readonly fill: string;
};

/** Right, left, above, below, then at the corners: the first place that covers nothing, or nowhere. */
function beside(
  point: PlanePoint,
  words: string,
  radius: number,
  { size, weight, style, fill }: Letters,
  canvas: Canvas,
): string {
  const { cx, cy } = centreOf(point, canvas);
  const [half, rise, gap] = [widthOf(words, size) / 2, size / 2 + 1, radius + 2];
  const centres = [
    [gap + half, 0],
    [-gap - half, 0],
    [0, -gap - rise],
    [0, gap + rise],
    [gap + half, -rise],
    [-gap - half, -rise],
    [gap + half, rise],
    [-gap - half, rise],
  ] as const;
  for (const [dx, dy] of centres) {
    const [x, y] = [cx + dx, cy + dy];
    const box = { left: x - half, right: x + half, top: y - rise, bottom: y + rise };
    if (!isWithin(box, canvas.room) || canvas.taken.some((other) => isOver(box, other))) continue;
    canvas.taken.push(box);
    const attributes = { 'text-anchor': 'middle', 'font-size': size, 'font-weight': weight };
    return mark(
      'text',
      { x, y: y + size * 0.35, ...attributes, 'font-style': style, fill },
      escapeText(words),
    );
  }
  return '';
}

const centreOf = ({ x, y }: PlanePoint, { scale }: Pick<Canvas, 'scale'>) => ({
  cx: scale.x(x),
  cy: scale.y(y),
});

function around(point: PlanePoint, scale: Scale, radius: number): Box {
  const [cx, cy] = [scale.x(point.x), scale.y(point.y)];
  return { left: cx - radius, top: cy - radius, right: cx + radius, bottom: cy + radius };
}
