/**
 * Units too short to be classified follow the nearest classified unit of the same contribution (the
 * one before on ties). Returns the groups with those added; `group` is 0 where there is none.
 */
export function followNeighbours(
  group: Int32Array,
  isTooShort: Uint8Array,
  contribution: Uint32Array,
): Int32Array {
  const before = nearestClassified(group, contribution, 1);
  const after = nearestClassified(group, contribution, -1);
  return group.map((own, unit) => {
    if (own !== 0 || isTooShort[unit] === 0) return own;
    const [back, ahead] = [before[unit], after[unit]];
    if (back < 0) return ahead < 0 ? 0 : group[ahead];
    return ahead >= 0 && ahead - unit < unit - back ? group[ahead] : group[back];
  });
}

/** For each unit the last classified one met in that direction in its contribution, or −1. */
function nearestClassified(
  group: Int32Array,
  contribution: Uint32Array,
  direction: 1 | -1,
): Int32Array {
  const nearest = new Int32Array(group.length).fill(-1);
  const first = direction === 1 ? 0 : group.length - 1;
  let last = -1;
  for (let unit = first; unit >= 0 && unit < group.length; unit += direction) {
    if (last >= 0 && contribution[last] !== contribution[unit]) last = -1;
    nearest[unit] = last;
    if (group[unit] !== 0) last = unit;
  }
  return nearest;
}
