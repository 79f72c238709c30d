/** P(X² ≥ x) of the chi-square law with `degrees` degrees of freedom: the regularised gamma function Q(k/2, x/2). */
export function upperChiSquareTail(x: number, degrees: number): number {
  if (!(x > 0)) return 1;
  const shape = degrees / 2;
  const at = x / 2;
  // Series below the mode, continued fraction above it (Abramowitz & Stegun 6.5.29 and 6.5.31).
  return at < shape + 1 ? 1 - lowerSeries(shape, at) : upperFraction(shape, at);
}

const TERMS = 1000;
const SMALL = 1e-16;

function lowerSeries(shape: number, at: number): number {
  let term = 1 / shape;
  let sum = term;
  for (let n = 1; n < TERMS && term > sum * SMALL; n += 1) {
    term *= at / (shape + n);
    sum += term;
  }
  return sum * Math.exp(shape * Math.log(at) - at - logGamma(shape));
}

/** Lentz's method, forward. */
function upperFraction(shape: number, at: number): number {
  const tiny = 1e-300;
  let b = at + 1 - shape;
  let c = 1 / tiny;
  let d = 1 / b;
  let value = d;
  for (let n = 1; n < TERMS; n += 1) {
    const a = -n * (n - shape);
    b += 2;
    d = 1 / nonZero(a * d + b, tiny);
    c = nonZero(b + a / c, tiny);
    value *= c * d;
    if (Math.abs(c * d - 1) < SMALL) break;
  }
  return value * Math.exp(shape * Math.log(at) - at - logGamma(shape));
}

const nonZero = (value: number, tiny: number) => (Math.abs(value) < tiny ? tiny : value);

/** ln Γ of a half-integer or an integer, exactly as the product that it is; degrees of freedom are nothing else. */
function logGamma(shape: number): number {
  const isWhole = Number.isInteger(shape);
  let value = isWhole ? 0 : Math.log(Math.PI) / 2;
  for (let factor = isWhole ? 1 : 0.5; factor < shape; factor += 1) value += Math.log(factor);
  return value;
}
