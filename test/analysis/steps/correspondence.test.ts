import { describe, expect, it } from 'vitest';
import { createRandom, randomInteger } from '../../../analysis/math/random.ts';
import { type Contingency, correspond, placeRow } from '../../../analysis/steps/correspondence.ts';

const table = (rows: readonly (readonly number[])[]): Contingency => ({
  rows: rows.length,
  columns: rows[0]?.length ?? 0,
  counts: rows.flat(),
});

/** Two themes and three forms. Expected counts are 2.5, 1, 2.5 in each row: χ² = 4 · 1.5²/2.5 = 3.6, and N = 12. */
const opposed = table([
  [4, 1, 1],
  [1, 1, 4],
]);

function randomTable(seed: number, rows: number, columns: number): Contingency {
  const random = createRandom(seed);
  const counts = Array.from({ length: rows * columns }, () => randomInteger(random, 9));
  return { rows, columns, counts };
}

function chi2Of({ rows, columns, counts }: Contingency): number {
  const size = Array.from(counts).reduce((sum, count) => sum + count, 0);
  const rowTotal = (i: number) =>
    Array.from({ length: columns }, (_, j) => counts[i * columns + j]).reduce((a, b) => a + b, 0);
  const columnTotal = (j: number) =>
    Array.from({ length: rows }, (_, i) => counts[i * columns + j]).reduce((a, b) => a + b, 0);
  let chi2 = 0;
  for (let i = 0; i < rows; i++)
    for (let j = 0; j < columns; j++) {
      const expected = (rowTotal(i) * columnTotal(j)) / size;
      if (expected > 0) chi2 += (counts[i * columns + j] - expected) ** 2 / expected;
    }
  return chi2 / size;
}

describe('correspondence analysis of two themes, worked by hand', () => {
  const found = correspond(opposed);

  it('has one axis, whose inertia is χ²/N = 3.6/12', () => {
    expect(found.inertias).toHaveLength(1);
    expect(found.inertias[0]).toBeCloseTo(0.3, 12);
    expect(found.total).toBeCloseTo(0.3, 12);
  });

  it('sets the themes at ±√0.3, the first one on the positive side, each making half of the axis', () => {
    expect(found.rows.map(({ coordinates }) => coordinates[0])).toEqual([
      expect.closeTo(Math.sqrt(0.3), 12),
      expect.closeTo(-Math.sqrt(0.3), 12),
    ]);
    expect(found.rows[0].contributions[0]).toBeCloseTo(0.5, 12);
    expect(found.rows[0].mass).toBeCloseTo(0.5, 12);
  });

  it('sets a form at (0.8 − 0.2) of the way to its theme, and one shared equally at the centre', () => {
    const [first, middle, last] = found.columns;
    expect(first.coordinates[0]).toBeCloseTo(0.6, 12);
    expect(middle.coordinates[0]).toBeCloseTo(0, 12);
    expect(last.coordinates[0]).toBeCloseTo(-0.6, 12);
    expect(first.contributions[0]).toBeCloseTo(0.5, 12); // 5/12 · 0.36 / 0.3
    expect(first.cosines[0]).toBeCloseTo(1, 12);
  });

  it('places people who only say the first form beyond the theme: 0.6/√0.3, seen at 1.2/1.4', () => {
    const place = placeRow(found, [7, 0, 0]);
    expect(place?.coordinates[0]).toBeCloseTo(0.6 / Math.sqrt(0.3), 12);
    // Distance to the centre: (7/12)²/(5/12) + 2/12 + 5/12 = 84/60.
    expect(place?.cosines[0]).toBeCloseTo(1.2 / 1.4, 12);
  });
});

describe('what holds of any table', () => {
  const tables = [3, 4, 5, 6].map((rows) => randomTable(rows, rows, 4 + 3 * rows));

  it('inertias decrease and add up to χ²/N', () => {
    for (const one of tables) {
      const { inertias, total } = correspond(one);
      expect([...inertias]).toEqual([...inertias].sort((a, b) => b - a));
      expect(inertias.reduce((sum, inertia) => sum + inertia, 0)).toBeCloseTo(chi2Of(one), 10);
      expect(total).toBeCloseTo(chi2Of(one), 10);
      expect(inertias.length).toBe(one.rows - 1);
    }
  });

  it('the table is had again from its axes: p = r c (1 + Σ F G/√λ)', () => {
    for (const one of tables) {
      const { inertias, rows, columns } = correspond(one);
      const size = Array.from(one.counts).reduce((sum, count) => sum + count, 0);
      rows.forEach((row, i) => {
        columns.forEach((column, j) => {
          const sum = inertias.reduce(
            (all, inertia, s) =>
              all + (row.coordinates[s] * column.coordinates[s]) / Math.sqrt(inertia),
            1,
          );
          const count = one.counts[i * one.columns + j];
          expect(row.mass * column.mass * sum * size).toBeCloseTo(count, 8);
        });
      });
    }
  });

  it('a form stands at the mean of the themes that hold it, and a theme at the mean of its forms, but for 1/√λ', () => {
    const [one] = tables;
    const { inertias, rows, columns } = correspond(one);
    columns.forEach((column, j) => {
      const held = rows.map((_, i) => one.counts[i * one.columns + j]);
      const all = held.reduce((sum, count) => sum + count, 0);
      const mean = rows.reduce((sum, row, i) => sum + (held[i] / all) * row.coordinates[0], 0);
      expect(column.coordinates[0]).toBeCloseTo(mean / Math.sqrt(inertias[0]), 10);
    });
  });

  it('a theme placed as if it were supplementary stands where it is', () => {
    const [one] = tables;
    const found = correspond(one);
    const counts = Array.from(one.counts).slice(0, one.columns);
    const place = placeRow(found, counts);
    found.rows[0].coordinates.forEach((coordinate, s) => {
      expect(place?.coordinates[s]).toBeCloseTo(coordinate, 10);
      expect(place?.cosines[s]).toBeCloseTo(found.rows[0].cosines[s], 10);
    });
  });

  it('contributions of each side add up to 1 on each axis, cos² to 1 for each point', () => {
    for (const one of tables) {
      const { inertias, rows, columns } = correspond(one);
      inertias.forEach((_, s) => {
        for (const side of [rows, columns])
          expect(side.reduce((sum, { contributions }) => sum + contributions[s], 0)).toBeCloseTo(
            1,
            10,
          );
      });
      for (const { cosines } of rows)
        expect(cosines.reduce((sum, cosine) => sum + cosine, 0)).toBeCloseTo(1, 10);
    }
  });

  it('the order of the forms changes nothing but their order', () => {
    const [one] = tables;
    const reversed = {
      ...one,
      counts: Array.from(
        { length: one.rows * one.columns },
        (_, at) =>
          one.counts[
            Math.floor(at / one.columns) * one.columns + (one.columns - 1 - (at % one.columns))
          ],
      ),
    };
    const [straight, mirrored] = [correspond(one), correspond(reversed)];
    straight.rows.forEach(({ coordinates }, i) => {
      coordinates.forEach((coordinate, s) => {
        expect(mirrored.rows[i].coordinates[s]).toBeCloseTo(coordinate, 9);
      });
    });
  });
});

describe('tables that say nothing', () => {
  it('rows that are alike have no axis', () => {
    const found = correspond(
      table([
        [2, 4],
        [1, 2],
      ]),
    );
    expect(found.inertias).toHaveLength(0);
    expect(found.total).toBeCloseTo(0, 15);
  });

  it('an empty row or column stands at the centre without any mass, and moves nobody', () => {
    const found = correspond(
      table([
        [4, 1, 0, 1],
        [0, 0, 0, 0],
        [1, 1, 0, 4],
      ]),
    );
    expect(found.inertias).toHaveLength(1);
    expect(found.inertias[0]).toBeCloseTo(0.3, 12);
    expect([found.rows[1].mass, ...found.rows[1].coordinates]).toEqual([0, 0]);
    expect([found.columns[2].mass, ...found.columns[2].coordinates]).toEqual([0, 0]);
  });

  it('an empty table, or people who say nothing of it, has no place', () => {
    expect(
      correspond(
        table([
          [0, 0],
          [0, 0],
        ]),
      ).inertias,
    ).toHaveLength(0);
    expect(placeRow(correspond(opposed), [0, 0, 0])).toBeNull();
  });
});
