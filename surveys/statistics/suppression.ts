/**
 * Which counts may be published: none from 1 to k − 1, and none from which such a one could be worked out by
 * subtraction, whatever tables are put side by side (Cox 1980; Hundepool and others 2012).
 */
export interface Published {
  /** Every count that is to be published, in all tables together; a count that stands in two tables is one cell. */
  readonly cells: readonly number[];
  /** Which cells add up to which: what anyone may add and subtract. Cells are named by their index. */
  readonly sums: readonly Sum[];
}

export interface Sum {
  readonly total: number;
  readonly parts: readonly number[];
}

/** Counts under this are not published outside; a choice, as INSEE and Eurostat make theirs. */
export const SMALLEST_PUBLISHED = 11;

/**
 * By cell: whether it is hidden. The small ones are; then, until nothing can be worked out, the smallest neighbour of
 * a cell that stands alone in its sum, or whose hidden companions add up to less than k.
 */
export function suppress(published: Published, k: number = SMALLEST_PUBLISHED): boolean[] {
  const { cells, sums } = published;
  const hidden = cells.map((count) => count > 0 && count < k);
  const lines = sums.map(({ total, parts }) => [total, ...parts]);
  for (;;) {
    const line = sums.findIndex((sum) => isExposed(sum, cells, hidden, k));
    const found = line < 0 ? exposedBySystem(lines, hidden) : lines[line];
    if (!found) return hidden;
    const next = nextToHide(found, published, hidden);
    if (next === undefined) return hidden;
    hidden[next] = true;
  }
}

/** One sum alone gives a hidden cell away, or the total of a few hidden cells that is itself too small. */
function isExposed(
  { total, parts }: Sum,
  cells: readonly number[],
  hidden: readonly boolean[],
  k: number,
): boolean {
  const unknown = parts.filter((part) => hidden[part]);
  if (hidden[total]) return unknown.length === 0;
  if (unknown.length === 0) return false;
  const together = unknown.reduce((sum, part) => sum + (cells[part] ?? 0), 0);
  return unknown.length === 1 || together < k;
}

/** Cells that the sums, taken together, determine; @returns where one more could be hidden, if any is. */
function exposedBySystem(
  lines: readonly (readonly number[])[],
  hidden: readonly boolean[],
): readonly number[] | undefined {
  const [determined] = determinedCells(
    lines.map(
      ([total = 0, ...parts]) => new Map([[total, -1], ...parts.map((part) => [part, 1] as const)]),
    ),
    hidden,
  );
  if (determined === undefined) return undefined;
  const near = lines.filter((line) => line.includes(determined));
  // Its own sums first; where all of those are hidden, any sum that still shows something.
  return [...near, ...lines].find((line) => line.some((cell) => !hidden[cell]));
}

/**
 * Hidden cells whose value follows from the equations: a unit vector in the space of their rows, found by elimination
 * (coefficients are 0 and ±1, and stay small).
 */
export function determinedCells(
  equations: readonly ReadonlyMap<number, number>[],
  hidden: readonly boolean[],
): number[] {
  const columns = hidden.flatMap((isHidden, cell) => (isHidden ? [cell] : []));
  const at = new Map(columns.map((cell, index) => [cell, index]));
  const rows = equations.map((equation) => {
    const row = new Float64Array(columns.length);
    for (const [cell, coefficient] of equation) {
      const index = at.get(cell);
      if (index !== undefined) row[index] = (row[index] ?? 0) + coefficient;
    }
    return row;
  });
  const reduced = reduce(rows, columns.length);
  return reduced.flatMap((row) => {
    const held = [...row.keys()].filter((index) => Math.abs(row[index] ?? 0) > TOO_SMALL);
    const [only] = held;
    return held.length === 1 && only !== undefined ? [columns[only] ?? -1] : [];
  });
}

const TOO_SMALL = 1e-9;

/** Reduced row echelon form (Gauss and Jordan): a cell is determined exactly where a row holds nothing else. */
function reduce(rows: Float64Array[], width: number): Float64Array[] {
  let rank = 0;
  for (let column = 0; column < width && rank < rows.length; column += 1) {
    let pivot = rank;
    for (let row = rank; row < rows.length; row += 1)
      if (Math.abs(rows[row]?.[column] ?? 0) > Math.abs(rows[pivot]?.[column] ?? 0)) pivot = row;
    const found = rows[pivot];
    const value = found?.[column] ?? 0;
    if (!found || Math.abs(value) <= TOO_SMALL) continue;
    rows[pivot] = rows[rank] ?? found;
    rows[rank] = found;
    for (let index = 0; index < width; index += 1) found[index] = (found[index] ?? 0) / value;
    rows.forEach((row, index) => {
      const factor = row[column] ?? 0;
      if (index === rank || Math.abs(factor) <= TOO_SMALL) return;
      for (let at = 0; at < width; at += 1) row[at] = (row[at] ?? 0) - factor * (found[at] ?? 0);
    });
    rank += 1;
  }
  return rows.slice(0, rank);
}

/** The smallest count that hides it, one that is not 0 if there is any: what costs readers least. */
function nextToHide(
  line: readonly number[],
  { cells, sums }: Published,
  hidden: readonly boolean[],
): number | undefined {
  const open = line.filter((cell) => !hidden[cell]);
  const helps = (cell: number) =>
    sums.filter(
      ({ total, parts }) =>
        [total, ...parts].some((other) => hidden[other]) &&
        (total === cell || parts.includes(cell)),
    ).length;
  const [first] = open.toSorted(
    (a, b) =>
      Number(cells[a] === 0) - Number(cells[b] === 0) ||
      (cells[a] ?? 0) - (cells[b] ?? 0) ||
      helps(b) - helps(a) ||
      a - b,
  );
  return first;
}
