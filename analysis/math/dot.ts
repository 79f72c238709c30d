/**
 * Σ a[at + i] · b[bt + i] over `length` terms. Four sums side by side: one alone would wait for each
 * addition to end before the next begins, and takes three times as long.
 */
export function dotAt(
  a: Float64Array,
  at: number,
  b: Float64Array,
  bt: number,
  length: number,
): number {
  let s0 = 0;
  let s1 = 0;
  let s2 = 0;
  let s3 = 0;
  let i = 0;
  for (; i + 3 < length; i += 4) {
    s0 += a[at + i] * b[bt + i];
    s1 += a[at + i + 1] * b[bt + i + 1];
    s2 += a[at + i + 2] * b[bt + i + 2];
    s3 += a[at + i + 3] * b[bt + i + 3];
  }
  for (; i < length; i++) s0 += a[at + i] * b[bt + i];
  return s0 + s1 + (s2 + s3);
}
