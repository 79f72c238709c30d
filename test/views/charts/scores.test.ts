import { describe, expect, it } from 'vitest';
import { rowHeight, wrap } from '../../../views/charts/chart.ts';
import { drawFigure } from '../../../views/charts/figure.ts';
import { scoresChart, signed } from '../../../views/charts/scores.ts';

const chart = scoresChart({
  title: 'Ce qui compte',
  description: 'En tête\u00a0: la fontaine.',
  scores: [
    { label: 'La fontaine & son bassin', value: 0.64 },
    { label: 'Le kiosque', value: 0 },
    { label: 'Le label', value: -0.83 },
  ],
  table: {
    head: ['Proposition', 'Score'],
    rows: [{ label: 'La fontaine & son bassin', href: null, cells: ['+0,64'] }],
  },
});

describe('scores on either side of zero', () => {
  it('are drawn without any style, with their sign in words and their letters escaped', async () => {
    const { narrow, wide } = await drawFigure('scores', chart);
    for (const svg of [narrow, wide]) {
      expect(svg).not.toMatch(/style=|<style/);
      for (const words of ['+0,64', '0,00', '−0,83', 'La fontaine &amp; son bassin'])
        expect(svg).toContain(words);
    }
  });

  it('go the same way from zero as their sign', async () => {
    const { wide } = await drawFigure('scores', chart);
    const fills = [...wide.matchAll(/fill="var\(--(accent|negative)\)"/g)].map(([, name]) => name);
    expect(fills).toEqual(['accent', 'accent', 'negative']);
  });

  it('give the same bytes each time', async () => {
    expect(await drawFigure('scores', chart)).toEqual(await drawFigure('scores', chart));
  });
});

describe('signed', () => {
  it('writes a sign only where there is one', () => {
    expect([0.64, -0.83, 0, 0.001, -0.001].map((value) => signed(value, 2))).toEqual([
      '+0,64',
      '−0,83',
      '0,00',
      '0,00',
      '0,00',
    ]);
  });
});

describe('wrap', () => {
  it('leaves what fits, and cuts between words into two lines', () => {
    expect(wrap('gare', 100, 10)).toBe('gare');
    // Eighteen letters a line.
    expect(wrap('Une école de musique rouverte', 100, 10)).toBe('Une école de\nmusique rouverte');
  });

  it('cuts only what two lines can’t hold', () => {
    expect(wrap('Une école de musique rouverte par des bénévoles', 100, 10)).toBe(
      'Une école de\nmusique rouverte…',
    );
    expect(wrap('anticonstitutionnellement', 100, 10)).toBe('anticonstitutionn…');
  });

  it('loses and repeats no word where both lines are whole', () => {
    for (const words of ['Le montage financier du projet', 'Président, vice-président'])
      expect(wrap(words, 110, 10).replace('\n', ' ')).toBe(words);
  });
});

it('rows are taller for all as soon as one label takes two lines', () => {
  expect(rowHeight(['gare', 'école'], [30, 42])).toBe(30);
  expect(rowHeight(['gare', 'école\nde musique'], [30, 42])).toBe(42);
});
