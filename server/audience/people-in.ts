import type { KnownPerson, NewAudience } from '../../db/queries/audience.ts';
import type { Territory } from '../../db/queries/territories.ts';
import { plain } from './columns.ts';
import { townHallOf } from './town-hall.ts';

/** One person to ask in each commune: who is known there in this function, or someone without a name yet. */
export function peopleIn(
  communes: readonly Territory[],
  role: string,
  known: readonly KnownPerson[],
): NewAudience['people'] {
  const ids = new Map(
    known.map(({ id, communeCode, function: held }) => [`${communeCode} ${plain(held)}`, id]),
  );
  return communes.map(({ code, name, departmentCode, regionCode }) => {
    const knownId = ids.get(`${code} ${plain(role)}`);
    if (knownId !== undefined) return { knownId };
    return {
      person: {
        function: role,
        category: 'mayor',
        organisation: townHallOf(name),
        communeCode: code,
        departmentCode,
        regionCode,
        name: null,
        email: null,
        phone: null,
        address: null,
      },
    };
  });
}
