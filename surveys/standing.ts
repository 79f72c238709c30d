/** Someone awaited or heard in a survey, and where they speak from. */
export interface Standing {
  readonly category: string | null;
  readonly regionCode: string | null;
  readonly isInvited: boolean;
  readonly isSent: boolean;
}

/** People of one place: who answered, and who was invited and is still missing. */
export interface Head {
  readonly answered: number;
  readonly missing: number;
}

export interface StandingTable {
  /** Null: elsewhere, or nobody knows where. */
  readonly regions: readonly (string | null)[];
  readonly rows: readonly {
    readonly category: string | null;
    /** One a region. */
    readonly cells: readonly Head[];
    readonly total: Head;
  }[];
  /** One a region. */
  readonly totals: readonly Head[];
  readonly total: Head;
}

/**
 * Category × region, in the order declared. Every declared region has its column, so that silence shows;
 * a category, or « elsewhere », has its line only where someone belongs to it.
 */
export function crossStandings(
  people: readonly Standing[],
  declared: { readonly categories: readonly string[]; readonly regions: readonly string[] },
): StandingTable {
  const rowOf = ({ category }: Standing) => known(category, declared.categories);
  const columnOf = ({ regionCode }: Standing) => known(regionCode, declared.regions);
  const met = new Set(people.map(rowOf));
  const categories = [...declared.categories, null].filter((category) => met.has(category));
  const isElsewhere = people.some((person) => columnOf(person) === null);
  const regions = [...declared.regions, ...(isElsewhere ? [null] : [])];
  return {
    regions,
    rows: categories.map((category) => {
      const own = people.filter((person) => rowOf(person) === category);
      const cells = regions.map((region) =>
        headsOf(own.filter((each) => columnOf(each) === region)),
      );
      return { category, cells, total: headsOf(own) };
    }),
    totals: regions.map((region) => headsOf(people.filter((each) => columnOf(each) === region))),
    total: headsOf(people),
  };
}

const known = (value: string | null, declared: readonly string[]) =>
  value !== null && declared.includes(value) ? value : null;

const headsOf = (people: readonly Standing[]): Head => ({
  answered: people.filter(({ isSent }) => isSent).length,
  missing: people.filter(({ isInvited, isSent }) => isInvited && !isSent).length,
});
