import { z } from 'zod';
import type { Store } from '../db/open.ts';
import type { NewStakeholder } from '../db/queries/stakeholders.ts';
import { findStakeholder, listStakeholders } from '../db/queries/stakeholders.ts';
import { findTerritory, listTerritoriesOfKind, searchCommunes } from '../db/queries/territories.ts';
import { STAKEHOLDER_CATEGORIES } from '../db/schema/missions.ts';
import { searchNameOf } from '../db/territories.ts';
import { messages } from '../views/messages.ts';
import type { StakeholderFields } from '../views/stakeholders/page.ts';
import type { FormResult } from './forms.ts';

const said = messages.stakeholders;
const line = z.string().trim().max(200).catch('');

/** Fields of the partial `stakeholders/fields`: someone known, or someone new. */
const fields = z.object({
  stakeholder: line,
  function: line,
  category: z.enum(STAKEHOLDER_CATEGORIES).nullable().catch(null),
  organisation: line,
  name: line,
  email: line,
  department: line,
  commune: line,
});

export const NEW_STAKEHOLDER = 'new';

/**
 * Who speaks, as a form says it: the id of a person of the mission, or a person to add. A commune is
 * looked up in the Code officiel géographique, and gives its département and région.
 */
export async function readStakeholder(
  store: Store,
  missionId: string,
  body: unknown,
): Promise<FormResult<string | NewStakeholder>> {
  const typed = fields.parse(body ?? {});
  if (typed.stakeholder !== NEW_STAKEHOLDER) {
    const known = await findStakeholder(store, missionId, typed.stakeholder);
    return known ? { values: known.id } : { errors: { stakeholder: said.choose } };
  }
  const { category } = typed;
  const errors: Record<string, string> = {};
  if (typed.function === '') errors.function = said.function;
  if (category === null) errors.category = said.category;
  if (typed.organisation === '') errors.organisation = said.organisation;
  if (typed.email !== '' && !z.email().safeParse(typed.email).success) errors.email = said.email;
  const place = await readPlace(store, missionId, typed);
  if ('errors' in place) Object.assign(errors, place.errors);
  if (category === null || 'errors' in place || Object.keys(errors).length > 0) return { errors };
  return {
    values: {
      missionId,
      function: typed.function,
      category,
      organisation: typed.organisation,
      name: typed.name === '' ? null : typed.name,
      email: typed.email === '' ? null : typed.email,
      ...place.values,
    },
  };
}

type Place = Pick<NewStakeholder, 'communeCode' | 'departmentCode' | 'regionCode'>;

async function readPlace(
  store: Store,
  missionId: string,
  typed: { readonly department: string; readonly commune: string },
): Promise<FormResult<Place>> {
  if (typed.commune !== '') return readCommune(store, missionId, typed.commune);
  const code = typed.department;
  const department = await findTerritory(store, missionId, code);
  if (!department || (department.kind !== 'department' && department.kind !== 'region'))
    return { errors: { department: said.place } };
  const { departmentCode, regionCode } = department;
  return { values: { communeCode: null, departmentCode, regionCode } };
}

/** « Vologny (88F01) », as suggestions write it, a code, a postcode, or a name borne by one commune. */
async function readCommune(
  store: Store,
  missionId: string,
  commune: string,
): Promise<FormResult<Place>> {
  const code = /\(([0-9][0-9AB][0-9F][0-9]{2})\)$/.exec(commune)?.[1] ?? commune;
  const exact = await findTerritory(store, missionId, code.toUpperCase());
  const found = exact ? [exact] : await searchCommunes(store, commune, { missionId });
  const named = found.filter(({ searchName }) => searchName === searchNameOf(commune));
  const [only, ...others] = named.length > 0 ? named : found;
  if (only?.kind !== 'commune') return { errors: { commune: said.communeUnknown } };
  if (others.length > 0)
    return { errors: { commune: said.communeAmbiguous([only, ...others].map(nameWithCode)) } };
  const { code: communeCode, departmentCode, regionCode } = only;
  return { values: { communeCode, departmentCode, regionCode } };
}

const nameWithCode = ({ name, code }: { name: string; code: string }) => `${name} (${code})`;

/** What the partial shows: the people of the mission, the categories, the régions and départements. */
export async function stakeholderFields(
  store: Store,
  missionId: string,
  typed: Readonly<Record<string, string>>,
): Promise<StakeholderFields> {
  const people = await listStakeholders(store, missionId);
  const departments = await listTerritoriesOfKind(store, 'department');
  const regions = await listTerritoriesOfKind(store, 'region');
  const chosen = typed.stakeholder ?? (people.length === 0 ? NEW_STAKEHOLDER : '');
  return {
    people: [
      { value: NEW_STAKEHOLDER, label: said.new, isSelected: chosen === NEW_STAKEHOLDER },
      ...people.map((person) => ({
        value: person.id,
        label: [person.name, person.function, person.organisation].filter(Boolean).join(', '),
        isSelected: chosen === person.id,
      })),
    ],
    categories: STAKEHOLDER_CATEGORIES.map((value) => ({
      value,
      label: messages.categories[value],
      isSelected: value === typed.category,
    })),
    places: [...departments, ...regions].map(({ code, name, departmentCode }) => ({
      value: code,
      label: departmentCode ? `${name} (${departmentCode})` : said.region(name),
      isSelected: code === typed.department,
    })),
  };
}
