/** Stirling's series from here on: its next term is then under 1e-17. */
const SERIES_FROM = 64;

const small = Float64Array.from({ length: SERIES_FROM }, () => 0);
for (let n = 2; n < SERIES_FROM; n++) small[n] = small[n - 1] + Math.log(n);

/** ln n!, for a whole n ≥ 0 (Abramowitz & Stegun 6.1.41). */
export function logFactorial(n: number): number {
  if (n < SERIES_FROM) return small[n];
  const inverse = 1 / n;
  const square = inverse * inverse;
  const series = inverse * (1 / 12 - square * (1 / 360 - square * (1 / 1260 - square / 1680)));
  return (n + 0.5) * Math.log(n) - n + 0.5 * Math.log(2 * Math.PI) + series;
}

export function logBinomial(n: number, k: number): number {
  return logFactorial(n) - logFactorial(k) - logFactorial(n - k);
}
