/** How many answers to want from each stratum, when a total is shared out. Where N is known, no target exceeds it. */

/** What a stratum holds at most; null where nobody knows. */
export type Sizes = Readonly<Record<string, number | null>>;

/**
 * Shares `total` out in proportion to the sizes, by largest remainders: no stratum is more than one away from its exact
 * share. Equal remainders go to the stratum named first. A stratum of unknown size gets none.
 */
export function proportionalTargets(total: number, sizes: Sizes): Record<string, number> {
  const entries = Object.entries(sizes).map(([id, size]) => ({ id, size: size ?? 0 }));
  const population = entries.reduce((sum, { size }) => sum + size, 0);
  const wanted = Math.min(total, population);
  // In integers: wanted × size = floor × population + remainder.
  const shares = entries.map(({ id, size }) => ({
    id,
    floor: population === 0 ? 0 : Math.floor((wanted * size) / population),
    remainder: population === 0 ? 0 : (wanted * size) % population,
  }));
  const left = wanted - shares.reduce((sum, { floor }) => sum + floor, 0);
  const rounded = new Set(
    shares
      .toSorted((one, other) => other.remainder - one.remainder)
      .slice(0, left)
      .map(({ id }) => id),
  );
  return Object.fromEntries(shares.map(({ id, floor }) => [id, floor + (rounded.has(id) ? 1 : 0)]));
}

/**
 * The same number from each stratum; what a small stratum cannot give is asked of the others, and what does not
 * divide goes to the strata named first.
 */
export function equalTargets(total: number, sizes: Sizes): Record<string, number> {
  const targets = new Map(Object.keys(sizes).map((id) => [id, 0]));
  const roomOf = (id: string) => (sizes[id] ?? Number.POSITIVE_INFINITY) - (targets.get(id) ?? 0);
  let left = total;
  for (let open = [...targets.keys()]; left > 0 && open.length > 0; ) {
    open = open.filter((id) => roomOf(id) > 0);
    const share = Math.max(1, Math.floor(left / Math.max(1, open.length)));
    for (const id of open) {
      const given = Math.min(share, roomOf(id), left);
      targets.set(id, (targets.get(id) ?? 0) + given);
      left -= given;
    }
  }
  return Object.fromEntries(targets);
}
