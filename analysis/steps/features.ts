/** Which columns go down to each child of a split, by position in the split's own table. */
export type HandedDown = { readonly first: Int32Array; readonly second: Int32Array };

/**
 * A form whose contingency coefficient C = √(χ²/(χ²+n)) with the split is at most `contingency` goes
 * to both children, any other only to the child where it is over-represented; and to a child only
 * where it stands in at least `minimumCount` of its rows (Reinert 1990).
 * `first` and `counts` are column totals in the first class and in both.
 */
export function handDownForms(
  first: Int32Array,
  counts: Int32Array,
  contingency: number,
  minimumCount: number,
): HandedDown {
  const total = sum(counts);
  const firstTotal = sum(first);
  const toFirst: number[] = [];
  const toSecond: number[] = [];
  for (let j = 0; j < counts.length; j++) {
    const second = counts[j] - first[j];
    const share = counts[j] / total;
    const expectedFirst = share * firstTotal;
    const expectedSecond = share * (total - firstTotal);
    const chi2 =
      (first[j] - expectedFirst) ** 2 / expectedFirst +
      (second - expectedSecond) ** 2 / expectedSecond;
    const isShared = Math.sqrt(chi2 / (chi2 + counts[j])) <= contingency;
    if (first[j] >= minimumCount && (isShared || first[j] > expectedFirst)) toFirst.push(j);
    if (second >= minimumCount && (isShared || second > expectedSecond)) toSecond.push(j);
  }
  return { first: Int32Array.from(toFirst), second: Int32Array.from(toSecond) };
}

function sum(values: Int32Array): number {
  return values.reduce((total, value) => total + value, 0);
}
