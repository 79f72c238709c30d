/**
 * Joins segments too small to be classified to their neighbours of the same contribution: reading on, a unit
 * takes in segments until it holds `minimum` forms; what is left at the end of a contribution joins the unit before
 * it there. `sizes` are forms held, `contribution` tells whose each segment is, in reading order.
 * @returns the unit of each segment, from 0.
 */
export function mergeUnits(
  sizes: ArrayLike<number>,
  contribution: ArrayLike<number>,
  minimum: number,
): Int32Array {
  const unitOf = new Int32Array(sizes.length);
  let unit = -1;
  let held = 0;
  let first = 0;
  for (let segment = 0; segment < sizes.length; segment++) {
    const isElsewhere = segment === 0 || contribution[segment] !== contribution[segment - 1];
    if (isElsewhere || held >= minimum) {
      unit++;
      held = 0;
      first = segment;
    }
    held += sizes[segment];
    unitOf[segment] = unit;
    const isLast = contribution[segment + 1] !== contribution[segment];
    const hasNeighbour = first > 0 && contribution[first - 1] === contribution[segment];
    if (isLast && held < minimum && hasNeighbour) {
      unit--;
      unitOf.fill(unit, first, segment + 1);
    }
  }
  return unitOf;
}
