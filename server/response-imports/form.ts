import type { Gathered } from './gathered.ts';
import { type ColumnMapping, type Mapping, valuesOf } from './mapping.ts';
import type { Target } from './targets.ts';

/** Names of the wizard's fields: a column's target, and the choice that each of its values stands for. */
export const columnField = (index: number): string => `colonne-${index}`;
export const valueField = (index: number, place: number): string => `valeur-${index}-${place}`;

/** What stands in a list before anyone has chosen. */
export const TO_CHOOSE = '@';

/** The mapping as the form says it; what it leaves out stays as proposed. */
export function readMapping(
  body: unknown,
  gathered: Gathered,
  targets: ReadonlyMap<string, Target>,
  proposed: Mapping,
): Mapping {
  const fields: Record<string, unknown> = Object(body);
  return proposed.map((proposal, index): ColumnMapping => {
    const typed = fields[columnField(index)];
    const target = typeof typed === 'string' ? typed : proposal.target;
    const own = targets.get(target);
    if (!own) return { target, values: {} };
    const values = Object.fromEntries(
      valuesOf(gathered, index, own).flatMap((value, place) => {
        const chosen = fields[valueField(index, place)];
        const isSame = target === proposal.target;
        const before =
          isSame && Object.hasOwn(proposal.values, value) ? proposal.values[value] : undefined;
        const said = typeof chosen === 'string' ? chosen : before;
        return said === undefined || said === TO_CHOOSE ? [] : [[value, said]];
      }),
    );
    return { target, values };
  });
}
