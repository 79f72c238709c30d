import type { Group } from './question.ts';

/** The condition of a question with those of the groups that it stands in, as one expression. */
export function conditionOf(
  { groups = [] }: { readonly groups?: readonly Group[] | undefined },
  {
    group,
    condition,
  }: { readonly group?: string | undefined; readonly condition?: string | undefined },
): string | undefined {
  const all = condition === undefined ? [] : [condition];
  const met = new Set<string>();
  let at = groups.find(({ id }) => id === group);
  for (; at && !met.has(at.id); at = parentOf(groups, at)) {
    met.add(at.id);
    if (at.condition !== undefined) all.unshift(at.condition);
  }
  return all.length > 1 ? all.map((each) => `(${each})`).join(' and ') : all[0];
}

function parentOf<Grouped extends { readonly id: string; readonly group?: string | undefined }>(
  groups: readonly Grouped[],
  { group }: Grouped,
): Grouped | undefined {
  return groups.find(({ id }) => id === group);
}
