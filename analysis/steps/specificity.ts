import { log10TailAtLeast, log10TailAtMost } from '../math/hypergeometric.ts';

/**
 * Lafon's specificity of a form in a part (Lafon 1980, Mots n° 1): `count` of its `total` occurrences
 * fall in a part of `partSize` words out of `corpusSize`. Positive, −log₁₀ P(X ≥ count), where the form
 * is at least as frequent as expected; else negative, log₁₀ P(X ≤ count).
 */
export function specificity(
  count: number,
  total: number,
  partSize: number,
  corpusSize: number,
): number {
  const isOver = count * corpusSize >= total * partSize;
  const score = isOver
    ? -log10TailAtLeast(count, corpusSize, total, partSize)
    : log10TailAtMost(count, corpusSize, total, partSize);
  return score === 0 ? 0 : score;
}
