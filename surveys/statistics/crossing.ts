import { upperChiSquareTail } from './chi-square.ts';
import { generator } from './random.ts';

/** Two variables crossed: each respondent who is known by both counts once. */
export interface Crossing {
  /** counts[row][column]. */
  readonly counts: readonly (readonly number[])[];
  readonly rowTotals: readonly number[];
  readonly columnTotals: readonly number[];
  readonly n: number;
  /** What each cell would hold if the two had nothing to do with each other. */
  readonly expected: readonly (readonly number[])[];
  readonly test: CrossingTest;
}

export type CrossingTest =
  | {
      readonly kind: 'chi-square';
      readonly statistic: number;
      readonly degrees: number;
      readonly p: number;
      /** Cramér's V, 0 to 1: how strong the link is. */
      readonly strength: number;
    }
  | {
      readonly kind: 'permutation';
      readonly statistic: number;
      readonly rounds: number;
      readonly p: number;
      readonly strength: number;
    }
  /** Nothing is tested: too few answers, or nothing to compare. */
  | { readonly kind: 'silent'; readonly why: 'too-few' | 'one-group' };

const LEAST_ANSWERS = 10;
const SEED = 55;
const MOST_ROUNDS = 1999;
const LEAST_ROUNDS = 199;
const DRAWS = 20_000_000;

/** A variable by respondent: the number of its group, −1 where it is not known. */
export interface Sorted {
  readonly codes: Int32Array;
  readonly groups: number;
}

/** Numbers the groups in the order of `ids`. */
export function sorted(values: readonly (string | null)[], ids: readonly string[]): Sorted {
  const at = new Map(ids.map((id, index) => [id, index]));
  return {
    codes: Int32Array.from(values, (value) => (value === null ? -1 : (at.get(value) ?? -1))),
    groups: ids.length,
  };
}

export function cross(rows: Sorted, columns: Sorted): Crossing {
  const flat = new Float64Array(rows.groups * columns.groups);
  let n = 0;
  for (let one = 0; one < rows.codes.length; one += 1) {
    const row = rows.codes[one] ?? -1;
    const column = columns.codes[one] ?? -1;
    if (row < 0 || column < 0) continue;
    const cell = row * columns.groups + column;
    flat[cell] = (flat[cell] ?? 0) + 1;
    n += 1;
  }
  const counts = Array.from({ length: rows.groups }, (_, row) =>
    Array.from(flat.subarray(row * columns.groups, (row + 1) * columns.groups)),
  );
  const rowTotals = counts.map(sum);
  const columnTotals = Array.from({ length: columns.groups }, (_, column) =>
    sum(counts.map((line) => line[column] ?? 0)),
  );
  const expected = expectedOf(rowTotals, columnTotals, n);
  const pairs = () => pairsOf(rows, columns);
  return { counts, rowTotals, columnTotals, n, expected, test: testOf(pairs, n, counts, expected) };
}

/** Respondents who are known by both. */
function pairsOf(rows: Sorted, columns: Sorted): [number, number][] {
  return Array.from(rows.codes).flatMap((row, one): [number, number][] => {
    const column = columns.codes[one] ?? -1;
    return row < 0 || column < 0 ? [] : [[row, column]];
  });
}

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);

const expectedOf = (rowTotals: readonly number[], columnTotals: readonly number[], n: number) =>
  rowTotals.map((row) => columnTotals.map((column) => (n === 0 ? 0 : (row * column) / n)));

/**
 * χ² where Cochran's rule allows it (1954: no expected count under 1, at most a fifth under 5); otherwise the share of
 * random rearrangements, of the same margins, that lie as far from independence. Empty rows and columns are no groups.
 */
function testOf(
  pairs: () => readonly (readonly [number, number])[],
  n: number,
  counts: readonly (readonly number[])[],
  expected: readonly (readonly number[])[],
): CrossingTest {
  const cells = expected.flat().filter((value) => value > 0);
  const height = expected.filter((line) => line.some((value) => value > 0)).length;
  const width = height === 0 ? 0 : cells.length / height;
  if (height < 2 || width < 2) return { kind: 'silent', why: 'one-group' };
  if (n < LEAST_ANSWERS) return { kind: 'silent', why: 'too-few' };
  const statistic = distanceOf(counts, expected);
  const strength = Math.sqrt(statistic / (n * (Math.min(height, width) - 1)));
  const isAllowed =
    cells.every((value) => value >= 1) &&
    cells.filter((value) => value < 5).length <= cells.length / 5;
  if (isAllowed) {
    const degrees = (height - 1) * (width - 1);
    return {
      kind: 'chi-square',
      statistic,
      degrees,
      p: upperChiSquareTail(statistic, degrees),
      strength,
    };
  }
  return { kind: 'permutation', statistic, strength, ...permute(pairs(), expected, statistic) };
}

function distanceOf(
  counts: readonly (readonly number[])[],
  expected: readonly (readonly number[])[],
): number {
  return sum(
    expected.flatMap((line, row) =>
      line.map((value, column) =>
        value === 0 ? 0 : ((counts[row]?.[column] ?? 0) - value) ** 2 / value,
      ),
    ),
  );
}

/** The observed table counts among the rearrangements, so that p is never 0 (Phipson and Smyth 2010). */
function permute(
  pairs: readonly (readonly [number, number])[],
  expected: readonly (readonly number[])[],
  observed: number,
): { readonly rounds: number; readonly p: number } {
  const random = generator(SEED);
  const width = expected[0]?.length ?? 0;
  const rows = Int32Array.from(pairs, ([row]) => row);
  const columns = Int32Array.from(pairs, ([, column]) => column);
  const flat = Float64Array.from(expected.flat());
  const rounds = Math.max(LEAST_ROUNDS, Math.min(MOST_ROUNDS, Math.floor(DRAWS / pairs.length)));
  let asFar = 1;
  for (let round = 0; round < rounds; round += 1) {
    shuffle(columns, random);
    const counts = new Int32Array(flat.length);
    for (let one = 0; one < rows.length; one += 1) {
      const cell = (rows[one] ?? 0) * width + (columns[one] ?? 0);
      counts[cell] = (counts[cell] ?? 0) + 1;
    }
    let distance = 0;
    for (let cell = 0; cell < flat.length; cell += 1) {
      const value = flat[cell] ?? 0;
      if (value > 0) distance += ((counts[cell] ?? 0) - value) ** 2 / value;
    }
    if (distance >= observed - 1e-9) asFar += 1;
  }
  return { rounds, p: asFar / (rounds + 1) };
}

/** Fisher and Yates, in place. */
function shuffle(values: Int32Array, random: () => number): void {
  for (let last = values.length - 1; last > 0; last -= 1) {
    const other = Math.floor(random() * (last + 1));
    const held = values[last] ?? 0;
    values[last] = values[other] ?? 0;
    values[other] = held;
  }
}
