import type { Stakeholder } from '../../../db/queries/stakeholders.ts';

/** Code of the closest territory that a person speaks from. */
export function territoryCodeOf({
  communeCode,
  departmentCode,
  regionCode,
}: Pick<Stakeholder, 'communeCode' | 'departmentCode' | 'regionCode'>): string | null {
  if (communeCode) return communeCode;
  return departmentCode ? `DEP-${departmentCode}` : regionCode && `REG-${regionCode}`;
}
