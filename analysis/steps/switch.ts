import { type BooleanMatrix, columnCounts, indexColumns, rowSize } from '../math/matrix.ts';
import { partitionChi2 } from './cut.ts';

/** Relative difference of χ² under which two values are one: above rounding, below any true gap met. */
const ROUNDING = 1e-12;

export type Switched = {
  /** 1 where the row stands in the first class. */
  readonly isFirst: Uint8Array;
  readonly chi2: number;
  readonly moves: number;
};

/**
 * Steepest ascent from a cut: moves the one row that raises χ² most, until none does. Rows come in
 * the order of the axis, the first `cutSize` of them being the first class; on ties the first row of
 * the first class goes, a row that moved standing last of its class.
 *
 * With A_d = Σ_{j∈d} T₁ⱼ/cⱼ and B_d = Σ_{j∈d} 1/cⱼ, a row that enters class 1 changes Σ T₁ⱼ²/cⱼ by
 * 2A_d + B_d, one that leaves it by −2A_d + B_d. That change is kept for every row (`gain`) and, after
 * a move, mended through the inverted index only for rows that share a form with the one that moved.
 */
export function switchRows(matrix: BooleanMatrix, cutSize: number): Switched {
  const state = startState(matrix, cutSize);
  let moves = 0;
  for (;;) {
    measureGains(state);
    const made = ascend(state);
    moves += made;
    if (made === 0) break;
  }
  const { isFirst } = state;
  return { isFirst, chi2: partitionChi2(matrix, isFirst), moves };
}

type State = {
  readonly matrix: BooleanMatrix;
  readonly counts: Int32Array;
  readonly columnStart: Int32Array;
  readonly rowsOfColumn: Int32Array;
  readonly isFirst: Uint8Array;
  /** −1 in the first class, 1 in the second. */
  readonly side: Int8Array;
  /** 2 · size of the row, plus 1 in the first class: where its χ² constants are. */
  readonly code: Uint16Array | Uint32Array;
  readonly gain: Float64Array;
  /** Standing of the row within its class, for ties. */
  readonly standing: Float64Array;
  readonly largestRow: number;
  firstRows: number;
  firstSize: number;
  squares: number;
};

function startState(matrix: BooleanMatrix, cutSize: number): State {
  const { columnStart, rows } = indexColumns(matrix);
  const { rowCount } = matrix;
  let largestRow = 0;
  for (let r = 0; r < rowCount; r++) largestRow = Math.max(largestRow, rowSize(matrix, r));
  const code = largestRow < 2 ** 15 ? new Uint16Array(rowCount) : new Uint32Array(rowCount);
  const state: State = {
    matrix,
    counts: columnCounts(matrix),
    columnStart,
    rowsOfColumn: rows,
    isFirst: new Uint8Array(rowCount).fill(1, 0, cutSize),
    side: new Int8Array(rowCount).fill(1).fill(-1, 0, cutSize),
    code,
    gain: new Float64Array(rowCount),
    standing: Float64Array.from({ length: rowCount }, (_, r) => r),
    largestRow,
    firstRows: cutSize,
    firstSize: matrix.rowStart[cutSize],
    squares: 0,
  };
  for (let r = 0; r < rowCount; r++) code[r] = 2 * rowSize(matrix, r) + state.isFirst[r];
  return state;
}

/** Gains and Σ T₁ⱼ²/cⱼ from scratch: at the start, and whenever the ascent believes it is done. */
function measureGains(state: State): void {
  const { matrix, counts, isFirst, side, gain } = state;
  const first = new Int32Array(matrix.columnCount);
  for (let r = 0; r < matrix.rowCount; r++) {
    if (isFirst[r] === 0) continue;
    for (let i = matrix.rowStart[r]; i < matrix.rowStart[r + 1]; i++) first[matrix.columns[i]]++;
  }
  state.squares = 0;
  for (let j = 0; j < counts.length; j++) state.squares += (first[j] * first[j]) / counts[j];
  for (let r = 0; r < matrix.rowCount; r++) {
    let sum = 0;
    for (let i = matrix.rowStart[r]; i < matrix.rowStart[r + 1]; i++) {
      const column = matrix.columns[i];
      sum += (2 * side[r] * first[column] + 1) / counts[column];
    }
    gain[r] = sum;
  }
}

/** Moves rows while χ² rises; returns how many moved. */
function ascend(state: State): number {
  const factors = new Float64Array(2 * state.largestRow + 2);
  const shifts = new Float64Array(2 * state.largestRow + 2);
  let moves = 0;
  for (;;) {
    prepareConstants(state, factors, shifts);
    const row = bestMove(state, factors, shifts);
    if (row < 0) return moves;
    moveRow(state, row, state.matrix.rowCount + moves++);
  }
}

/** χ² after a move of a row of given size and class is gain · factor + shift. */
function prepareConstants(state: State, factors: Float64Array, shifts: Float64Array): void {
  const total = state.matrix.columns.length;
  for (let size = 1; size <= state.largestRow; size++) {
    for (let fromFirst = 0; fromFirst < 2; fromFirst++) {
      const firstSize = fromFirst === 1 ? state.firstSize - size : state.firstSize + size;
      const isAllowed = firstSize > 0 && firstSize < total;
      const factor = isAllowed ? (total * total) / (firstSize * (total - firstSize)) : Number.NaN;
      factors[2 * size + fromFirst] = factor;
      shifts[2 * size + fromFirst] = factor * (state.squares - (firstSize * firstSize) / total);
    }
  }
}

/** The row whose move gives the highest χ², or −1 where none exceeds the present one. */
function bestMove(state: State, factors: Float64Array, shifts: Float64Array): number {
  const { gain, code, standing, matrix } = state;
  const rowCount = matrix.rowCount;
  const present = currentChi2(state);
  const margin = Math.abs(present) * ROUNDING;
  let highest = present;
  let best = -1;
  for (let r = 0; r < rowCount; r++) {
    const at = code[r];
    const chi2 = gain[r] * factors[at] + shifts[at];
    if (chi2 > highest + margin) {
      highest = chi2;
      best = r;
    } else if (best >= 0 && chi2 >= highest - margin && comesBefore(state, standing, r, best)) {
      best = r;
    }
  }
  return best;
}

function currentChi2(state: State): number {
  const total = state.matrix.columns.length;
  const { firstSize, squares } = state;
  return (
    ((squares - (firstSize * firstSize) / total) * total * total) /
    (firstSize * (total - firstSize))
  );
}

function comesBefore(state: State, standing: Float64Array, row: number, other: number): boolean {
  const { isFirst } = state;
  if (isFirst[row] !== isFirst[other]) return isFirst[row] === 1;
  return standing[row] < standing[other];
}

function moveRow(state: State, row: number, standing: number): void {
  const { matrix, counts, columnStart, rowsOfColumn, side, gain } = state;
  const direction = side[row];
  const gained = gain[row];
  for (let i = matrix.rowStart[row]; i < matrix.rowStart[row + 1]; i++) {
    const column = matrix.columns[i];
    const change = (2 * direction) / counts[column];
    const end = columnStart[column + 1];
    for (let at = columnStart[column]; at < end; at++) {
      const touched = rowsOfColumn[at];
      gain[touched] += side[touched] * change;
    }
  }
  gain[row] = -gained;
  state.squares += gained;
  state.firstSize += direction * rowSize(matrix, row);
  state.firstRows += direction;
  state.side[row] = direction === 1 ? -1 : 1;
  state.isFirst[row] = direction === 1 ? 1 : 0;
  state.code[row] ^= 1;
  state.standing[row] = standing;
}
