import { describe, expect, it } from 'vitest';
import { cloudPicture } from '../../../views/charts/cloud.ts';
import { type GraphNode, graphPicture } from '../../../views/charts/graph.ts';
import { mapPicture, type Plane, type PlanePoint } from '../../../views/charts/map.ts';
import { isOver, paintFigure, widthOf } from '../../../views/charts/picture.ts';
import { voicesPicture } from '../../../views/charts/voices.ts';

const point = (label: string, x: number, y: number, theme: number | null): PlanePoint => ({
  label,
  x,
  y,
  theme,
  share: theme === null ? 0 : 0.5,
  contributions: theme === null ? [0, 0] : [0.25, 0.125],
  quality: 0.5,
  count: 12,
  href: theme === null ? null : `/mots/${label}`,
});

const plane: Plane = {
  axes: [0.3, 0.2],
  themes: [point('Médecin, cabinet', -2, 0, 1), point('Halle, marché', 2, 1, 2)],
  forms: [point('médecin', -2.5, 0.5, 1), point('<halle>', 2.5, 1, 2), point('halles', 2.5, 1, 2)],
  variables: [point('Occitanie', 0.1, 0, null)],
};

const nodes: GraphNode[] = ['médecin', 'cabinet', 'maison de santé', 'commune'].map(
  (label, at) => ({
    label,
    count: 4 - at,
    community: at < 3 ? 1 : 2,
    x: at,
    y: 0,
    href: `/mots/${at}`,
  }),
);
const edges = [
  { first: 0, second: 1, together: 4, jaccard: 0.8 },
  { first: 1, second: 2, together: 2, jaccard: 0.4 },
  { first: 2, second: 3, together: 1, jaccard: 0.1 },
];

const unescaped = (words: string) => words.replaceAll('&lt;', '<').replaceAll('&gt;', '>');

/** Where each word is written, and how much room it takes. */
const boxesIn = (svg: string) =>
  [...svg.matchAll(/<text x="([\d.]+)" y="([\d.]+)"[^>]*?font-size="([\d.]+)"[^>]*>([^<]*)</g)].map(
    ([, x, y, size, words]) => {
      const [half, letters] = [widthOf(unescaped(String(words)), Number(size)) / 2, Number(size)];
      const middle = Number(y) - letters * 0.35;
      return {
        left: Number(x) - half + 1,
        right: Number(x) + half - 1,
        top: middle - letters * 0.45,
        bottom: middle + letters * 0.45,
      };
    },
  );

describe('the map of themes and words', () => {
  it('places what lies left on the left and what lies high above, at one scale on both axes', async () => {
    const { wide } = await paintFigure('carte', mapPicture(plane));
    const discs = [...wide.matchAll(/<circle cx="([\d.]+)" cy="([\d.]+)" r="(?!2.5)/g)].map(
      ([, x, y]) => [Number(x), Number(y)] as const,
    );
    const [first, second] = discs;
    // Four units across, one unit up.
    const across = (second?.[0] ?? 0) - (first?.[0] ?? 0);
    const up = (first?.[1] ?? 0) - (second?.[1] ?? 0);
    expect(across / up).toBeCloseTo(4, 1);
    expect(across).toBeGreaterThan(0);
  });

  it('is said in words, has its table, and no word that is markup', async () => {
    const figure = await paintFigure('carte', mapPicture(plane));
    expect(figure.wide).toContain(
      'va de «\u00a0Médecin, cabinet\u00a0» à «\u00a0Halle, marché\u00a0»',
    );
    expect(figure.wide).toContain('montrent 50\u202f%');
    expect(figure.wide).toContain('&lt;halle&gt;');
    expect(figure.table.rows.map(({ label }) => label)).toEqual([
      '1. Médecin, cabinet',
      '2. Halle, marché',
      'Occitanie',
      'médecin',
      '<halle>',
      'halles',
    ]);
    expect(figure.table.rows[0]?.cells.map(({ text }) => text)).toEqual([
      'thème',
      '12',
      '−2,00',
      '0,00',
      '25,0\u202f%',
      '12,5\u202f%',
      '50\u202f%',
    ]);
  });

  it('writes no word over another: one that has no room keeps its dot, and stands in the table', async () => {
    const crowd = {
      ...plane,
      forms: Array.from({ length: 40 }, (_, at) => point(`mot${at}`, 2.5, 1 + at / 100, 2)),
    };
    const { wide, narrow, table } = await paintFigure('carte', mapPicture(crowd));
    for (const svg of [wide, narrow]) {
      const boxes = boxesIn(svg.replaceAll(/<text[^>]*text-anchor="(start|end)".*?<\/text>/g, ''));
      for (const [at, box] of boxes.entries())
        for (const other of boxes.slice(at + 1)) expect(isOver(box, other)).toBe(false);
    }
    expect(wide.match(/r="2.5"/g)).toHaveLength(40);
    expect(table.rows).toHaveLength(2 + 1 + 40);
  });
});

describe('the graph of words', () => {
  const picture = graphPicture(nodes, edges, ({ jaccard }) => jaccard);

  it('draws each link once, dashed from one group to another, and the table counts them', async () => {
    const { wide, table } = await paintFigure('graphe', picture);
    expect(wide.match(/<line /g)).toHaveLength(3);
    expect(wide.match(/stroke-dasharray/g)).toHaveLength(1);
    expect(table.rows.map(({ label, cells }) => [label, ...cells.map(({ text }) => text)])).toEqual(
      [
        ['médecin – cabinet', 'groupe 1', '4', '0,80'],
        ['cabinet – maison de santé', 'groupe 1', '2', '0,40'],
        ['maison de santé – commune', 'groupes 1 et 2', '1', '0,10'],
      ],
    );
  });

  it('writes no word over another, at either width', async () => {
    const { wide, narrow } = await paintFigure('graphe', picture);
    for (const svg of [wide, narrow]) {
      const boxes = boxesIn(svg);
      expect(boxes).toHaveLength(4);
      for (const [at, box] of boxes.entries())
        for (const other of boxes.slice(at + 1)) expect(isOver(box, other)).toBe(false);
    }
  });
});

describe('the cloud of words', () => {
  const entry = (label: string, occurrences: number) => ({
    label,
    occurrences,
    href: `/mots/${label}`,
  });
  const words = [
    ...Array.from({ length: 60 }, (_, at) => entry(`mot ${at}`, 60 - at)),
    entry('<halle>', 240),
    entry('communauté de communes et de l’aggloméradetoutlemonde', 100),
  ];
  const sizesIn = (svg: string) =>
    new Map(
      [...svg.matchAll(/font-size="([\d.]+)"[^>]*>([^<]*)</g)].map(([, size, label]) => [
        label,
        Number(size),
      ]),
    );

  it('the surface of a letter follows the count: four times as frequent, twice as high', async () => {
    const { wide } = await paintFigure('nuage', cloudPicture(words));
    const sizes = sizesIn(wide);
    expect((sizes.get('&lt;halle&gt;') ?? 0) / (sizes.get('mot 0') ?? 1)).toBeCloseTo(2, 1);
    expect(Math.min(...sizes.values())).toBeGreaterThanOrEqual(12);
  });

  it('writes every word, none over another, none outside, the commonest first in its table', async () => {
    const { wide, narrow, table } = await paintFigure('nuage', cloudPicture(words));
    for (const svg of [wide, narrow]) {
      const boxes = boxesIn(svg);
      const width = Number(/viewBox="0 0 (\d+)/.exec(svg)?.[1]);
      expect(boxes).toHaveLength(words.length);
      for (const [at, box] of boxes.entries()) {
        expect(box.left >= 0 && box.right <= width && box.top >= 0).toBe(true);
        for (const other of boxes.slice(at + 1)) expect(isOver(box, other)).toBe(false);
      }
    }
    expect(table.rows.slice(0, 2).map(({ label, cells }) => [label, cells[0]?.text])).toEqual([
      ['<halle>', '240'],
      ['communauté de communes et de l’aggloméradetoutlemonde', '100'],
    ]);
  });
});

describe('who speaks of a theme', () => {
  const group = (label: string, speakers: number, of: number, expected: number) => ({
    variable: 'Catégorie',
    label,
    speakers,
    of,
    expected,
    p: 0.001,
    q: 0.02,
    href: '/segments',
  });
  const groups = [group('<Maires>', 10, 40, 20), group('Préfectures', 20, 20, 5)];

  it('draws people met, people who speak and people expected at one scale', async () => {
    const { wide } = await paintFigure('acteurs', voicesPicture(1, groups));
    const widths = [...wide.matchAll(/<rect [^>]*width="([\d.]+)"/g)].map(([, width]) =>
      Number(width),
    );
    const [met = 0, speaking = 0, others = 0, all = 0] = widths;
    expect([met / speaking, met / others, others / all]).toEqual([
      expect.closeTo(4, 1),
      expect.closeTo(2, 1),
      1,
    ]);
    const [line = 0] = [...wide.matchAll(/<line x1="([\d.]+)"/g)].map(([, x]) => Number(x));
    const left = Number(/<rect x="([\d.]+)"/.exec(wide)?.[1]);
    expect((line - left) / met).toBeCloseTo(0.5, 2);
  });

  it('says who speaks more and who speaks less, and its table tells how sure it is', async () => {
    const { wide, table } = await paintFigure('acteurs', voicesPicture(1, groups));
    expect(wide).toContain(
      'En parlent plus\u00a0: Préfectures. En parlent moins\u00a0: &lt;Maires&gt;.',
    );
    expect(wide).toContain('>10 sur 40, 20,0 attendus<');
    expect(table.rows[1]?.cells.map(({ text }) => text)).toEqual([
      'Catégorie',
      '20',
      '20',
      '5,0',
      '0,0010',
      '0,020',
    ]);
  });
});

it('a picture has no style, its links take no place in the order of focus, and it is always the same', async () => {
  for (const picture of [
    mapPicture(plane),
    graphPicture(nodes, edges, ({ together }) => together),
    cloudPicture([{ label: 'halle', occurrences: 3, href: '/mots/halle' }]),
  ]) {
    const [one, other] = [await paintFigure('a', picture), await paintFigure('a', picture)];
    expect(one).toEqual(other);
    expect(one.wide).not.toMatch(/ style="|<style| class="/);
    expect(one.wide.match(/<a /g)?.length).toBe(one.wide.match(/tabindex="-1"/g)?.length);
    expect(one.wide).toContain('<g aria-hidden="true">');
  }
});
