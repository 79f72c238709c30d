/**
 * The sampling plan: strata declared by crossing up to three axes, a target for each, and how far each has come.
 * Strata are declared, never discovered; people are counted by the commune that they speak from.
 */

export const AXES = ['region', 'centrality', 'population'] as const;
export type Axis = (typeof AXES)[number];

/** Levels of the ANCT and INRAE, from the smallest. */
export const CENTRALITIES = ['locale', 'intermédiaire', 'structurante', 'majeure'] as const;

export interface SamplingPlan {
  /** Those that are crossed, in this order; none makes a single stratum. */
  readonly axes: readonly Axis[];
  /** Codes of the regions declared, in reading order. */
  readonly regions: readonly string[];
  /** First population of every band but the lowest: [3500, 10001] is under 3,500, 3,500 to 10,000, over 10,000. */
  readonly bandStarts: readonly number[];
  /** By stratum; a stratum that is absent has no target. */
  readonly targets: Readonly<Record<string, number>>;
}

/** What is known of a commune. */
export interface Place {
  readonly regionCode: string | null;
  readonly centrality: string | null;
  readonly population: number | null;
}

/** Inhabitants, both ends included; no end for the highest band. */
export interface Band {
  readonly from: number;
  readonly to: number | null;
}

/** A cell of the plan; null on the axes that are not crossed. */
export interface Stratum {
  readonly id: string;
  readonly region: string | null;
  readonly centrality: string | null;
  readonly band: Band | null;
}

/** What a stratum is told by. */
export type Strata = Pick<SamplingPlan, 'axes' | 'regions' | 'bandStarts'>;

/** Every stratum of the plan, in reading order: the last axis varies first. */
export function strataOf(plan: Strata): Stratum[] {
  const values: Record<Axis, readonly string[]> = {
    region: plan.regions,
    centrality: CENTRALITIES,
    population: bandsOf(plan).map(bandName),
  };
  const crossed = plan.axes.reduce<readonly (readonly string[])[]>(
    (cells, axis) => cells.flatMap((cell) => values[axis].map((value) => [...cell, value])),
    [[]],
  );
  return crossed.map((cell) => stratumFrom(plan, cell));
}

/** The stratum that a place belongs to; null where the plan does not say, or nothing tells. */
export function stratumOf(place: Place, plan: Strata): string | null {
  const cell = plan.axes.map((axis) => levelOf(axis, place, plan));
  return cell.every((value) => value !== null) ? stratumId(cell) : null;
}

/** From the smallest towns up; none below the first start but the lowest, which begins at 0. */
export function bandsOf({ bandStarts }: Pick<Strata, 'bandStarts'>): Band[] {
  const starts = [0, ...bandStarts];
  return starts.map((from, rank) => {
    const next = starts[rank + 1];
    return { from, to: next === undefined ? null : next - 1 };
  });
}

function stratumFrom(plan: Strata, cell: readonly string[]): Stratum {
  const at = (axis: Axis) => cell[plan.axes.indexOf(axis)] ?? null;
  const band = bandsOf(plan).find((each) => bandName(each) === at('population'));
  return {
    id: stratumId(cell),
    region: at('region'),
    centrality: at('centrality'),
    band: band ?? null,
  };
}

const stratumId = (cell: readonly (string | null)[]) => cell.join('/') || 'all';

const bandName = ({ from, to }: Band) => `${from}-${to ?? ''}`;

function levelOf(axis: Axis, place: Place, plan: Strata): string | null {
  if (axis === 'region') return among(place.regionCode, plan.regions);
  if (axis === 'centrality') return among(place.centrality, CENTRALITIES);
  const { population } = place;
  if (population === null) return null;
  const band = bandsOf(plan).find(
    ({ from, to }) => population >= from && (to === null || population <= to),
  );
  return band ? bandName(band) : null;
}

const among = (value: string | null, declared: readonly string[]) =>
  value !== null && declared.includes(value) ? value : null;

/** Someone awaited or heard, and where they speak from; null where no commune is known. */
export interface SampledPerson {
  readonly place: Place | null;
  readonly isInvited: boolean;
  readonly isSent: boolean;
}

export interface Counts {
  readonly invited: number;
  /** Of all who answered, invited or not. */
  readonly answered: number;
  /** Of those invited: what the response rate is made of, with `invited`. */
  readonly answeredInvited: number;
  /** Invited, and silent so far. */
  readonly awaited: number;
}

export interface Progress extends Counts {
  /** How many communes of the reference belong here; null where no reference was given. */
  readonly population: number | null;
  readonly target: number | null;
  /** Answers still wanted; null without a target. */
  readonly missing: number | null;
  /** Whether the target is reached. */
  readonly isFull: boolean;
}

export interface PlanStanding {
  readonly strata: readonly (Progress & { readonly stratum: Stratum })[];
  /** All strata together; what one has above its target makes up for no other. */
  readonly total: Progress;
  /** Those whom no stratum holds. */
  readonly outside: Counts;
}

/**
 * How far each stratum has come. The rate is `answeredInvited` of `invited`: who shows it adds its interval, and
 * keeps to counts under thirty.
 */
export function standing(
  plan: SamplingPlan,
  people: readonly SampledPerson[],
  reference: readonly Place[] | null = null,
): PlanStanding {
  const peopleBy = groupBy(people, ({ place }) => place && stratumOf(place, plan));
  const placesBy = groupBy(reference ?? [], (place) => stratumOf(place, plan));
  const strata = strataOf(plan).map((stratum) => ({
    stratum,
    ...progressOf(
      countsOf(peopleBy.get(stratum.id) ?? []),
      reference === null ? null : (placesBy.get(stratum.id)?.length ?? 0),
      plan.targets[stratum.id] ?? null,
    ),
  }));
  return { strata, total: totalOf(strata), outside: countsOf(peopleBy.get(null) ?? []) };
}

function groupBy<T>(rows: readonly T[], keyOf: (row: T) => string | null) {
  const groups = new Map<string | null, T[]>();
  for (const row of rows) {
    const key = keyOf(row);
    const group = groups.get(key);
    if (group) group.push(row);
    else groups.set(key, [row]);
  }
  return groups;
}

function countsOf(people: readonly SampledPerson[]): Counts {
  const invited = people.filter(({ isInvited }) => isInvited);
  const answeredInvited = invited.filter(({ isSent }) => isSent).length;
  return {
    invited: invited.length,
    answered: people.filter(({ isSent }) => isSent).length,
    answeredInvited,
    awaited: invited.length - answeredInvited,
  };
}

function progressOf(counts: Counts, population: number | null, target: number | null): Progress {
  const missing = target === null ? null : Math.max(0, target - counts.answered);
  return { ...counts, population, target, missing, isFull: missing === 0 };
}

function totalOf(strata: readonly Progress[]): Progress {
  const sum = (of: (each: Progress) => number | null) => {
    const known = strata.map(of).filter((value) => value !== null);
    return known.length === 0 ? null : known.reduce((total, value) => total + value, 0);
  };
  const missing = sum((each) => each.missing);
  return {
    invited: sum((each) => each.invited) ?? 0,
    answered: sum((each) => each.answered) ?? 0,
    answeredInvited: sum((each) => each.answeredInvited) ?? 0,
    awaited: sum((each) => each.awaited) ?? 0,
    population: sum((each) => each.population),
    target: sum((each) => each.target),
    missing,
    isFull: missing === 0,
  };
}
