/**
 * The largest eigenvalue of a symmetric tridiagonal matrix and its unit eigenvector: bisection on
 * Sturm counts, then inverse iteration (Golub & Van Loan, Matrix Computations, 8.4 and 8.2.2).
 * `diagonal` has n terms, `beside` the n − 1 terms next to it.
 */
export function largestEigenpair(
  diagonal: readonly number[],
  beside: readonly number[],
): { value: number; vector: Float64Array } {
  if (diagonal.length === 1) return { value: diagonal[0], vector: Float64Array.of(1) };
  const value = largestEigenvalue(diagonal, beside);
  let vector: Float64Array = new Float64Array(diagonal.length).fill(1 / Math.sqrt(diagonal.length));
  for (let round = 0; round < 3; round++)
    vector = unit(solveShifted(diagonal, beside, value, vector));
  return { value, vector };
}

function largestEigenvalue(diagonal: readonly number[], beside: readonly number[]): number {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < diagonal.length; i++) {
    const reach = Math.abs(beside[i - 1] ?? 0) + Math.abs(i < diagonal.length - 1 ? beside[i] : 0);
    low = Math.min(low, diagonal[i] - reach);
    high = Math.max(high, diagonal[i] + reach);
  }
  for (let round = 0; round < 200; round++) {
    const middle = (low + high) / 2;
    if (middle <= low || middle >= high) break;
    if (hasEigenvalueAbove(diagonal, beside, middle)) low = middle;
    else high = middle;
  }
  return high;
}

/** Whether some eigenvalue exceeds x: one of the pivots of T − xI is then positive. */
function hasEigenvalueAbove(diagonal: readonly number[], beside: readonly number[], x: number) {
  let pivot = diagonal[0] - x;
  if (pivot > 0) return true;
  for (let i = 1; i < diagonal.length; i++) {
    const coupling = beside[i - 1] * beside[i - 1];
    pivot = diagonal[i] - x - (coupling === 0 ? 0 : coupling / Math.min(pivot, -Number.MIN_VALUE));
    if (pivot > 0) return true;
  }
  return false;
}

/** Solves (T − shift·I) y = b by elimination with row exchanges; a null pivot becomes a tiny one. */
function solveShifted(
  diagonal: readonly number[],
  beside: readonly number[],
  shift: number,
  right: Float64Array,
): Float64Array {
  const n = diagonal.length;
  const tiny = Number.EPSILON * (Math.abs(shift) + Number.MIN_VALUE * 2 ** 60);
  const main = Float64Array.from(diagonal, (term) => term - shift);
  const upper = new Float64Array(n);
  const second = new Float64Array(n);
  const y = right.slice();
  for (let i = 0; i < n - 1; i++) upper[i] = beside[i];
  for (let i = 0; i < n - 1; i++) {
    let below = beside[i];
    if (Math.abs(below) > Math.abs(main[i])) {
      const [pivot, next] = [main[i], upper[i]];
      main[i] = below;
      upper[i] = main[i + 1];
      second[i] = i + 1 < n - 1 ? beside[i + 1] : 0;
      below = pivot;
      main[i + 1] = next;
      if (i + 1 < n - 1) upper[i + 1] = 0;
      const held = y[i];
      y[i] = y[i + 1];
      y[i + 1] = held;
    }
    if (main[i] === 0) main[i] = tiny;
    const factor = below / main[i];
    main[i + 1] -= factor * upper[i];
    upper[i + 1] -= factor * second[i];
    y[i + 1] -= factor * y[i];
  }
  for (let i = n - 1; i >= 0; i--) {
    const pivot = Math.abs(main[i]) < tiny ? tiny : main[i];
    y[i] =
      (y[i] - (i + 1 < n ? upper[i] * y[i + 1] : 0) - (i + 2 < n ? second[i] * y[i + 2] : 0)) /
      pivot;
  }
  return y;
}

function unit(vector: Float64Array): Float64Array {
  let largest = 0;
  for (const term of vector) largest = Math.max(largest, Math.abs(term));
  let sum = 0;
  for (const term of vector) sum += (term / largest) ** 2;
  const length = largest * Math.sqrt(sum);
  return vector.map((term) => term / length);
}
