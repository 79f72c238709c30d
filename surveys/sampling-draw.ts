import { createHash } from 'node:crypto';

/**
 * A random sample that anyone can draw again: every unit has a permanent random number, SHA-256 of the seed and its
 * code, and the smallest numbers of each stratum are in. A unit that joins or leaves the list moves no other one, and a
 * larger sample holds the smaller one (Ohlsson 1995, permanent random numbers).
 */
export function drawSample<Unit extends { readonly code: string }>(
  units: readonly Unit[],
  {
    seed,
    stratumOf,
    sizes,
  }: {
    readonly seed: string;
    /** Null: belongs to no stratum, and is never drawn. */
    readonly stratumOf: (unit: Unit) => string | null;
    /** How many of each stratum; all of it where it holds fewer. */
    readonly sizes: Readonly<Record<string, number>>;
  },
): Unit[] {
  const ranked = units
    .map((unit) => ({ unit, number: permanentNumber(seed, unit.code) }))
    .toSorted((one, other) => (one.number < other.number ? -1 : 1));
  const left = new Map(Object.entries(sizes));
  const drawn = new Set<string>();
  for (const { unit } of ranked) {
    const stratum = stratumOf(unit);
    const wanted = stratum === null ? 0 : (left.get(stratum) ?? 0);
    if (stratum === null || wanted <= 0) continue;
    left.set(stratum, wanted - 1);
    drawn.add(unit.code);
  }
  return units.filter(({ code }) => drawn.has(code));
}

const permanentNumber = (seed: string, code: string) =>
  createHash('sha256').update(`${seed}/${code}`).digest('hex');
