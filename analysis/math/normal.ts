const SERIES_UP_TO = 3;
const TERMS = 200;

/** P(Z ≥ z) of the standard normal law, z ≥ 0 (Abramowitz & Stegun 26.2.10 and 26.2.14). */
export function upperNormalTail(z: number): number {
  const density = Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI);
  return z < SERIES_UP_TO ? 0.5 - density * oddSeries(z) : density / continuedFraction(z);
}

/** z + z³/3 + z⁵/(3·5) + … */
function oddSeries(z: number): number {
  let sum = z;
  let term = z;
  for (let n = 3; term > sum * 1e-17 && n < 2 * TERMS; n += 2) {
    term *= (z * z) / n;
    sum += term;
  }
  return sum;
}

/** z + 1/(z + 2/(z + 3/(z + …))) */
function continuedFraction(z: number): number {
  let value = z;
  for (let n = TERMS; n >= 1; n--) value = z + n / value;
  return value;
}
