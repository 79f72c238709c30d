import { logBinomial } from './logFactorial.ts';

/**
 * log₁₀ of a tail of the hypergeometric law: `drawn` taken from `total`, `marked` of them marked.
 * The largest term is taken in logarithms and the others as ratios to it, so nothing underflows.
 */
export function log10TailAtLeast(
  count: number,
  total: number,
  marked: number,
  drawn: number,
): number {
  const most = Math.min(marked, drawn);
  if (count <= Math.max(0, drawn + marked - total)) return 0;
  if (count > most) return Number.NEGATIVE_INFINITY;
  const mode = Math.floor(((marked + 1) * (drawn + 1)) / (total + 2));
  if (count <= mode) return Math.log10(-Math.expm1(lnLower(count - 1, total, marked, drawn)));
  return lnUpper(count, total, marked, drawn) / Math.LN10;
}

export function log10TailAtMost(
  count: number,
  total: number,
  marked: number,
  drawn: number,
): number {
  const least = Math.max(0, drawn + marked - total);
  if (count >= Math.min(marked, drawn)) return 0;
  if (count < least) return Number.NEGATIVE_INFINITY;
  const mode = Math.floor(((marked + 1) * (drawn + 1)) / (total + 2));
  if (count >= mode) return Math.log10(-Math.expm1(lnUpper(count + 1, total, marked, drawn)));
  return lnLower(count, total, marked, drawn) / Math.LN10;
}

/** ln P(X ≥ count), for a count beyond the mode: terms only fall. */
function lnUpper(count: number, total: number, marked: number, drawn: number): number {
  const most = Math.min(marked, drawn);
  let sum = 1;
  let term = 1;
  for (let x = count; x < most; x++) {
    term *= ((marked - x) * (drawn - x)) / ((x + 1) * (total - marked - drawn + x + 1));
    sum += term;
    if (term < sum * 1e-18) break;
  }
  return Math.min(0, lnProbability(count, total, marked, drawn) + Math.log(sum));
}

/** ln P(X ≤ count), for a count before the mode: terms only fall going down. */
function lnLower(count: number, total: number, marked: number, drawn: number): number {
  const least = Math.max(0, drawn + marked - total);
  let sum = 1;
  let term = 1;
  for (let x = count; x > least; x--) {
    term *= (x * (total - marked - drawn + x)) / ((marked - x + 1) * (drawn - x + 1));
    sum += term;
    if (term < sum * 1e-18) break;
  }
  return Math.min(0, lnProbability(count, total, marked, drawn) + Math.log(sum));
}

function lnProbability(count: number, total: number, marked: number, drawn: number): number {
  return (
    logBinomial(marked, count) +
    logBinomial(total - marked, drawn - count) -
    logBinomial(total, drawn)
  );
}
