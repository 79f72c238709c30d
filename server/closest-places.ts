import type { Store } from '../db/open.ts';
import { listTerritories } from '../db/queries/territories.ts';

interface Person {
  readonly communeCode: string | null;
  readonly departmentCode: string | null;
  readonly regionCode: string | null;
}

/** Where each of these people speaks from, as near as is known: « Vologny, Vosges », « Vosges », « Grand Est ». */
export async function closestPlaces(
  store: Store,
  people: readonly (Person | null)[],
): Promise<(person: Person | null) => string | null> {
  const codes = new Set(people.flatMap((person) => (person ? codesOf(person) : [])));
  const territories = await listTerritories(store, [...codes]);
  const names = new Map(territories.map(({ code, name }) => [code, name]));
  return (person) => {
    const [first, second] = person ? codesOf(person).flatMap((code) => names.get(code) ?? []) : [];
    return person?.communeCode && second ? `${first}, ${second}` : (first ?? null);
  };
}

/** From the commune outwards; a département's own region adds nothing. */
function codesOf({ communeCode, departmentCode, regionCode }: Person): string[] {
  const department = departmentCode && `DEP-${departmentCode}`;
  const region = department ? null : regionCode && `REG-${regionCode}`;
  return [communeCode, department, region].flatMap((code) => code || []);
}
