import type { EvidenceRole, EvidenceRow } from '../../db/queries/evidence.ts';
import { findingMessages as said } from '../messages/findings.ts';
import { attributionOf } from '../segments/item.ts';

type Speaking = Pick<EvidenceRow, 'function' | 'regionCode' | 'family' | 'organisation'> & {
  readonly name?: string | null;
};

/** By function and région, « Maire, Occitanie »; by name where the person allowed it, as the row then says. */
export function attribution(row: Speaking, regionNames: ReadonlyMap<string, string>): string {
  if (!row.name) return attributionOf(row, regionNames);
  return [row.name, row.function, row.organisation].filter((part) => part).join(', ');
}

type Sourced = Pick<EvidenceRow, 'family' | 'heldOn' | 'answeredAt' | 'documentDated'>;

/** « Entretien du 21 janvier 2020 » */
export function sourceOf({ family, heldOn, documentDated, answeredAt }: Sourced): string {
  const day = heldOn ?? documentDated;
  return said.source(family, day === null ? answeredAt : noonOf(day));
}

/** Noon: the same calendar day wherever it is formatted. */
const noonOf = (day: string) => Date.parse(`${day}T12:00:00Z`);

export const ROLES: readonly EvidenceRole[] = [
  'supports',
  'illustrates',
  'qualifies',
  'contradicts',
];
