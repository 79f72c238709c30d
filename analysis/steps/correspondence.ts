import { symmetricEigen } from '../math/symmetricEigen.ts';

/** A table of counts, row after row; rows are few (the themes), columns may be thousands (the forms). */
export type Contingency = {
  readonly rows: number;
  readonly columns: number;
  readonly counts: ArrayLike<number>;
};

/** Where a row or a column stands; all arrays hold one value an axis. */
export type Place = {
  /** Share of the whole table. */
  readonly mass: number;
  /** Principal coordinates. */
  readonly coordinates: Float64Array;
  /** Of the inertia of each axis, the part that is the point's; the points of one side add up to 1. */
  readonly contributions: Float64Array;
  /** How well each axis shows the point, 0 to 1; they add up to 1. */
  readonly cosines: Float64Array;
};

export type Correspondence = {
  /** Inertia of each axis, largest first; they add up to χ²/N. */
  readonly inertias: Float64Array;
  readonly total: number;
  readonly rows: readonly Place[];
  readonly columns: readonly Place[];
  /** Of each kept axis, the standard coordinates of the columns, by which other rows are placed. */
  readonly columnAxes: readonly Float64Array[];
  readonly columnMasses: Float64Array;
};

/** An inertia under this share of the whole is rounding. */
const ROUNDING = 1e-12;

/**
 * Correspondence analysis (Benzécri 1973; Greenacre 2017) of a small number of rows: with P = counts/N, masses r and c,
 * and S = (P − r cᵀ)/√(r cᵀ), the axes are the eigenvectors of S Sᵀ, which is rows × rows, so that the problem stays
 * small and is solved exactly whatever the number of columns. An axis points to where the row that contributes most to
 * it is positive (the first on ties). Empty rows and columns have no mass and stand at the origin.
 */
export function correspond(table: Contingency): Correspondence {
  const { rows, columns } = table;
  const size = sumOf(table.counts);
  const rowMasses = new Float64Array(rows);
  const columnMasses = new Float64Array(columns);
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < columns; j++) {
      const share = size === 0 ? 0 : table.counts[i * columns + j] / size;
      rowMasses[i] += share;
      columnMasses[j] += share;
    }
  }
  const residuals = standardise(table, size, rowMasses, columnMasses);
  const { values, vectors } = symmetricEigen(crossProduct(residuals, rows, columns), rows);
  const total = sumOf(residuals.map((residual) => residual * residual));
  const kept = Array.from(values.keys()).filter((axis) => values[axis] > total * ROUNDING);
  const inertias = Float64Array.from(kept, (axis) => values[axis]);
  const left = kept.map((axis) => oriented(vectors.subarray(axis * rows, (axis + 1) * rows)));
  const right = left.map((u, at) => project(u, residuals, columns, Math.sqrt(inertias[at])));
  return {
    inertias,
    total,
    rows: placesOf(left, inertias, rowMasses),
    columns: placesOf(right, inertias, columnMasses),
    columnAxes: right.map((v) => v.map((term, j) => divide(term, Math.sqrt(columnMasses[j])))),
    columnMasses,
  };
}

/** A supplementary row: placed by its profile, without any weight on the axes. */
export type SupplementaryPlace = Pick<Place, 'coordinates' | 'cosines'>;

/**
 * Where a row that took no part in the analysis would stand: on each axis, the mean of the columns' standard coordinates
 * weighted by its profile (the transition formula). `cosines` are shares of its whole distance to the centre.
 * Null where it holds no column that has a mass.
 */
export function placeRow(
  { columnAxes, columnMasses }: Correspondence,
  counts: ArrayLike<number>,
): SupplementaryPlace | null {
  let size = 0;
  for (let j = 0; j < columnMasses.length; j++) if (columnMasses[j] > 0) size += counts[j];
  if (size === 0) return null;
  let distance = 0;
  for (let j = 0; j < columnMasses.length; j++) {
    if (columnMasses[j] > 0)
      distance += (counts[j] / size - columnMasses[j]) ** 2 / columnMasses[j];
  }
  const coordinates = Float64Array.from(columnAxes, (axis) => {
    let sum = 0;
    for (let j = 0; j < axis.length; j++) sum += (counts[j] / size) * axis[j];
    return sum;
  });
  return {
    coordinates,
    cosines: coordinates.map((coordinate) => divide(coordinate * coordinate, distance)),
  };
}

function standardise(
  { rows, columns, counts }: Contingency,
  size: number,
  rowMasses: Float64Array,
  columnMasses: Float64Array,
): Float64Array {
  const residuals = new Float64Array(rows * columns);
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < columns; j++) {
      const expected = rowMasses[i] * columnMasses[j];
      const share = size === 0 ? 0 : counts[i * columns + j] / size;
      residuals[i * columns + j] = divide(share - expected, Math.sqrt(expected));
    }
  }
  return residuals;
}

function crossProduct(residuals: Float64Array, rows: number, columns: number): Float64Array {
  const product = new Float64Array(rows * rows);
  for (let i = 0; i < rows; i++) {
    for (let k = i; k < rows; k++) {
      let sum = 0;
      for (let j = 0; j < columns; j++) {
        sum += residuals[i * columns + j] * residuals[k * columns + j];
      }
      product[i * rows + k] = sum;
      product[k * rows + i] = sum;
    }
  }
  return product;
}

/** Squares closer than this are equal, so that a symmetric table is oriented alike on every machine. */
const TIE = 1e-9;

function oriented(axis: Float64Array): Float64Array {
  let leading = 0;
  for (let i = 1; i < axis.length; i++) {
    if (axis[i] ** 2 > axis[leading] ** 2 + TIE) leading = i;
  }
  return axis[leading] < 0 ? axis.map((term) => -term) : axis.slice();
}

function project(u: Float64Array, residuals: Float64Array, columns: number, sigma: number) {
  const v = new Float64Array(columns);
  for (let i = 0; i < u.length; i++) {
    for (let j = 0; j < columns; j++) v[j] += (u[i] * residuals[i * columns + j]) / sigma;
  }
  return v;
}

function placesOf(
  axes: readonly Float64Array[],
  inertias: Float64Array,
  masses: Float64Array,
): Place[] {
  return Array.from(masses, (mass, at) => {
    const coordinates = Float64Array.from(axes, (axis, a) =>
      divide(axis[at] * Math.sqrt(inertias[a]), Math.sqrt(mass)),
    );
    const distance = sumOf(coordinates.map((coordinate) => coordinate * coordinate));
    return {
      mass,
      coordinates,
      contributions: Float64Array.from(axes, (axis) => axis[at] * axis[at]),
      cosines: coordinates.map((coordinate) => divide(coordinate * coordinate, distance)),
    };
  });
}

const divide = (value: number, by: number) => (by > 0 ? value / by : 0);

function sumOf(values: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i];
  return sum;
}
