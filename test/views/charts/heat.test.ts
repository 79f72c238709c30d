import { describe, expect, it } from 'vitest';
import { heatPicture } from '../../../views/charts/heat.ts';

const box = (value: number | null) => ({
  value,
  words: value === null ? '–' : String(value),
  href: value === null ? null : '#reglage-1',
});
const picture = heatPicture({
  title: 'Solidité',
  description: 'De 0,2 à 0,8.',
  corner: 'Réglage',
  columns: ['4', '5'],
  rows: [
    { label: 'Descendante', cells: [box(0.2), box(0.8)] },
    { label: 'Mélange <k>', cells: [box(0.5), box(null)] },
  ],
});

describe('figures of two entries', () => {
  it('are darker where they are higher, and white where nothing was measured', () => {
    const { marks } = picture.paint('wide');
    const fills = [...marks.matchAll(/<rect[^>]* fill="([^"]+)"/g)].map(([, fill]) => fill);
    expect(fills).toEqual(['var(--surface)', 'var(--heat-4)', 'var(--heat-2)', 'var(--surface)']);
  });

  it('are all in the table behind, row by row', () => {
    expect(picture.table).toEqual({
      head: ['Réglage', '4', '5'],
      rows: [
        { label: 'Descendante', href: null, cells: ['0.2', '0.8'] },
        { label: 'Mélange <k>', href: null, cells: ['0.5', '–'] },
      ],
    });
  });

  it('lead to their row where there is one, and are read by nobody twice', () => {
    const { marks } = picture.paint('narrow');
    expect(marks.match(/<a href="#reglage-1" tabindex="-1">/g)).toHaveLength(3);
    expect(marks).toContain('Mélange &lt;k&gt;');
  });

  it('fit the width, every box inside', () => {
    for (const size of ['narrow', 'wide'] as const) {
      const { width, height, marks } = picture.paint(size);
      for (const [, x, y, w, h] of marks.matchAll(
        /<rect x="([\d.]+)" y="([\d.]+)" width="([\d.]+)" height="([\d.]+)"/g,
      )) {
        expect(Number(x) + Number(w)).toBeLessThanOrEqual(width);
        expect(Number(y) + Number(h)).toBeLessThanOrEqual(height);
      }
    }
  });

  it('are all alike where they are equal', () => {
    const flat = heatPicture({
      title: '',
      description: '',
      corner: '',
      columns: ['4'],
      rows: [{ label: '', cells: [box(0.5)] }],
    });
    expect(flat.paint('wide').marks).toContain('fill="var(--surface)"');
  });
});
