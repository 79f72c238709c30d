/** Sets to choose from, best first: what each is worth, and which overlap. */
export interface Choices {
  /** In decreasing order, all positive. */
  readonly values: Float64Array;
  /** overlaps[a · n + b] is 1 where a and b share a member. */
  readonly overlaps: Uint8Array;
}

export interface Chosen {
  /** Places of the sets chosen, in increasing order. */
  readonly places: readonly number[];
  readonly value: number;
  /** No choice is worth more than this; equal to `value` where the search ended. */
  readonly bound: number;
}

/**
 * The `count` disjoint sets that are worth most together, by branch and bound; null where there are not as many.
 * A branch is left when what it holds, plus the best sets of as many groups of mutually overlapping
 * ones as are missing (one of a group at most can be taken), is worth no more than the best known. After
 * `budget` branches the search stops, and `bound` says how much more there could have been. Of equal choices,
 * the first in the order of `values`.
 */
export function chooseDisjoint(choices: Choices, count: number, budget: number): Chosen | null {
  const search: Search = { ...choices, count, budget, branches: 0, best: null, open: 0 };
  explore(
    search,
    [],
    Array.from(choices.values, (_, place) => place),
    0,
  );
  if (search.best === null) return null;
  return { ...search.best, bound: Math.max(search.best.value, search.open) };
}

interface Search extends Choices {
  readonly count: number;
  readonly budget: number;
  branches: number;
  best: Omit<Chosen, 'bound'> | null;
  /** The most that branches left for want of time could have been worth. */
  open: number;
}

function explore(
  search: Search,
  places: readonly number[],
  candidates: readonly number[],
  value: number,
): void {
  const missing = search.count - places.length;
  const known = search.best?.value ?? Number.NEGATIVE_INFINITY;
  if (missing === 0) {
    if (value > known) search.best = { places, value };
    return;
  }
  const bound = value + mostWorth(search, candidates, missing);
  if (bound <= known) return;
  search.branches++;
  if (search.branches > search.budget && search.best !== null) {
    search.open = Math.max(search.open, bound);
    return;
  }
  candidates.forEach((place, at) => {
    // Those that follow are worth no more than this one.
    const hope = value + missing * search.values[place];
    if (hope <= (search.best?.value ?? Number.NEGATIVE_INFINITY)) return;
    const rest = candidates.slice(at + 1).filter((other) => !overlap(search, place, other));
    explore(search, [...places, place], rest, value + search.values[place]);
  });
}

/** The best of each of the first `missing` groups, sets joining the first group that they all overlap. */
function mostWorth(search: Search, candidates: readonly number[], missing: number): number {
  const groups: number[][] = [];
  let worth = 0;
  for (const place of candidates) {
    const group = groups.find((members) => members.every((one) => overlap(search, one, place)));
    if (group) {
      group.push(place);
      continue;
    }
    groups.push([place]);
    worth += search.values[place];
    if (groups.length === missing) return worth;
  }
  return Number.NEGATIVE_INFINITY;
}

const overlap = ({ overlaps, values }: Choices, a: number, b: number) =>
  overlaps[a * values.length + b] === 1;
