/** q-values of Benjamini & Hochberg (1995), in the order of the p-values given. */
export function falseDiscoveryRates(p: readonly number[]): number[] {
  const order = p.map((_, i) => i).sort((a, b) => p[b] - p[a] || a - b);
  const q = new Array<number>(p.length);
  let least = 1;
  order.forEach((at, rank) => {
    least = Math.min(least, (p[at] * p.length) / (p.length - rank));
    q[at] = least;
  });
  return q;
}
