import { beforeAll, describe, expect, test } from 'vitest';
import { barsChart } from '../../../views/charts/bars.ts';
import { type Chart, clip } from '../../../views/charts/chart.ts';
import { dendrogramChart } from '../../../views/charts/dendrogram.ts';
import { type ChartFigure, drawFigure } from '../../../views/charts/figure.ts';
import { saturationChart } from '../../../views/charts/saturation.ts';
import {
  avoidedFormsChart,
  formsChart,
  phrasesChart,
  sharesChart,
  stabilityChart,
} from '../../../views/charts/themes.ts';

const HOSTILE = '"><script>alert(1)</script> & l’école {c1|x}';

const themes = [
  {
    number: 1,
    name: 'Les médecins',
    share: 0.75,
    size: 300,
    stability: 0.8,
    href: '/t/1',
    forms: ['médecin'],
  },
  {
    number: 2,
    name: HOSTILE,
    share: 0.25,
    size: 100,
    stability: 0.4,
    href: '/t/2?a=1&b=2',
    forms: [HOSTILE],
  },
];

const charts: [string, Chart][] = [
  [
    'arbre',
    dendrogramChart(
      [
        {
          node: 0,
          height: 9,
          children: [
            { node: null, theme: 1 },
            { node: null, theme: 2 },
          ],
        },
      ],
      themes,
    ),
  ],
  ['parts', sharesChart(themes)],
  ['solidite', stabilityChart(themes)],
  [
    'évités',
    avoidedFormsChart(
      [{ form: HOSTILE, chi2: -12.34, specificity: -2.5, count: 0, total: 4, href: null }],
      'chi2',
    ),
  ],
  ['expressions', phrasesChart(1, [{ phrase: HOSTILE, chi2: 3, count: 2, href: '/m' }])],
  [
    'mots',
    formsChart(1, [
      { form: HOSTILE, chi2: 12.34, specificity: 2.5, count: 3, total: 4, href: null },
    ]),
  ],
  ['saturation', saturationChart([{ interviews: 1, themes: 2 }])],
];

describe.each(charts)('the drawing « %s »', (id, chart) => {
  let figure: ChartFigure;
  let drawings: string;
  beforeAll(async () => {
    figure = await drawFigure(id, chart);
    drawings = figure.narrow + figure.wide;
  });

  test('passes a content policy that allows no inline style and no script', () => {
    expect(drawings).not.toMatch(/style=|<style|<script|on\w+=|ecmeta/i);
  });

  test('is the same, byte for byte, when drawn again', async () => {
    expect(await drawFigure(id, chart)).toEqual(figure);
  });

  test('has a title and a description for who does not see it', () => {
    expect(figure.wide).toContain(`aria-labelledby="${id}-wide-title ${id}-wide-description"`);
    expect(figure.wide).toContain(`<title id="${id}-wide-title">${chart.title}</title>`);
  });

  test('takes every colour from the style sheet', () => {
    const drawn = drawings.replace(/<clipPath[\s\S]*?<\/clipPath>/g, '');
    const colours = drawn.match(/(?:fill|stroke)="[^"]*"/g) ?? [];
    const fixed = colours.filter((colour) => !/var\(--|none|url\(#/.test(colour));
    expect(fixed).toEqual([]);
  });
});

describe('marks lead to the segments behind them', () => {
  test('each bar is a link, once per width, outside the order of focus', async () => {
    const { wide } = await drawFigure('parts', sharesChart(themes));
    expect(wide.match(/<a href="[^"]*" tabindex="-1">/g)).toEqual([
      '<a href="/t/1" tabindex="-1">',
      '<a href="/t/2?a=1&amp;b=2" tabindex="-1">',
    ]);
  });

  test('bars that lead nowhere are not links', async () => {
    const chart = barsChart({
      title: 'T',
      description: 'D',
      bars: [{ label: 'a', value: 1, words: '1', colour: 'var(--ink)', href: null }],
      table: { head: [], rows: [] },
    });
    expect((await drawFigure('x', chart)).wide).not.toContain('<a ');
  });
});

test('the table behind a chart says the same figures', async () => {
  expect((await drawFigure('solidite', stabilityChart(themes))).table.rows).toEqual([
    {
      label: '1. Les médecins',
      href: '/t/1',
      cells: [
        { text: '0,80', isNumber: true },
        { text: 'solide', isNumber: false },
      ],
    },
    {
      label: `2. ${HOSTILE}`,
      href: '/t/2?a=1&b=2',
      cells: [
        { text: '0,40', isNumber: true },
        { text: 'fragile', isNumber: false },
      ],
    },
  ]);
});

test('a bar is as long as its value: half the scale for half the maximum', async () => {
  const bar = (value: number) => ({ label: 'a', value, words: '', colour: 'c', href: '/x' });
  const chart = barsChart({
    title: 'T',
    description: 'D',
    bars: [bar(10), bar(5)],
    table: { head: [], rows: [] },
  });
  const lengths = [
    ...(await drawFigure('x', chart)).wide.matchAll(/<path d="M[\d.]+ [\d.]+l([\d.]+) 0/g),
  ];
  const [whole, half] = lengths.map((match) => Number(match[1]));
  expect(half).toBeCloseTo(Number(whole) / 2, 1);
});

describe('clip', () => {
  test('keeps words that fit', () => {
    expect(clip('gare', 100, 10)).toBe('gare');
  });

  test('cuts at a word and leaves no dangling mark', () => {
    // 100 / (10 × 0.55) = 18 letters: 17 and the ellipsis, back to the last whole word.
    expect(clip('logement · immeuble · façade', 100, 10)).toBe('logement…');
    expect(clip('anticonstitutionnellement', 100, 10)).toBe('anticonstitutionn…');
  });
});
