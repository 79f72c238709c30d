import { type Sum, suppress } from '../statistics/suppression.ts';

/** How many answered, and how many gave each answer. */
export interface Counts {
  readonly n: number;
  readonly counts: readonly number[];
}

/** The same as it may be published: null where it is hidden. */
export interface ReleasedCounts {
  readonly n: number | null;
  readonly counts: readonly (number | null)[];
}

/** The groups of one facet: together they are all who answered, those of whom nothing is known among them. */
export interface Groups<Value> {
  readonly facet: string;
  readonly groups: readonly { readonly value: string | null; readonly counts: Value }[];
}

export interface Release {
  readonly overall: ReleasedCounts;
  readonly by: readonly Groups<ReleasedCounts>[];
  /** How many counts are hidden. */
  readonly hidden: number;
}

/**
 * One question as it may be published outside, by each facet at once: tables that are read side by side are protected
 * together, so that no difference between two of them gives a small count away.
 * @param isMultiple whether one person may give several answers: then what is counted is who gave each, and who did not.
 */
export function release(
  overall: Counts,
  by: readonly Groups<Counts>[],
  { isMultiple, k }: { readonly isMultiple: boolean; readonly k: number },
): Release {
  const cells: number[] = [];
  const sums: Sum[] = [];
  const add = (count: number) => cells.push(count) - 1;
  const place = ({ n, counts }: Counts) => {
    const total = add(n);
    const parts = counts.map(add);
    if (!isMultiple) sums.push({ total, parts });
    // Whoever subtracts those who gave an answer knows how many did not.
    else for (const part of parts) sums.push({ total, parts: [part, add(n - (cells[part] ?? 0))] });
    return { total, parts };
  };
  const whole = place(overall);
  const placed = by.map(({ facet, groups }) => {
    const each = groups.map(({ value, counts }) => ({ value, at: place(counts) }));
    sums.push({ total: whole.total, parts: each.map(({ at }) => at.total) });
    whole.parts.forEach((part, index) => {
      sums.push({ total: part, parts: each.flatMap(({ at }) => at.parts[index] ?? []) });
    });
    return { facet, each };
  });
  const hidden = suppress({ cells, sums }, k);
  const show = ({ total, parts }: { total: number; parts: readonly number[] }): ReleasedCounts => ({
    n: hidden[total] ? null : (cells[total] ?? 0),
    counts: parts.map((part) => (hidden[part] ? null : (cells[part] ?? 0))),
  });
  const released = placed.map(({ facet, each }) => ({
    facet,
    groups: each.map(({ value, at }) => ({ value, counts: show(at) })),
  }));
  const all = [
    show(whole),
    ...released.flatMap(({ groups }) => groups.map(({ counts }) => counts)),
  ];
  const nulls = all.flatMap(({ n, counts }) => [n, ...counts]).filter((count) => count === null);
  return { overall: show(whole), by: released, hidden: nulls.length };
}
