import type { BooleanMatrix } from '../math/matrix.ts';
import type { Branch, Division } from './families.ts';
import { profileClasses } from './keyness.ts';
import type { Partition } from './partition.ts';

type Cluster = {
  readonly branch: Branch;
  readonly counts: Float64Array;
  readonly words: number;
};

/**
 * A tree over classes that were not found by division: the two whose merging loses least χ² are joined,
 * again and again (Ward 1963, on profiles of forms with the χ² metric). Read from the top, as divisions;
 * the height of a division is what joining its two children would lose.
 */
export function agglomerate(matrix: BooleanMatrix, partition: Partition): Division[] {
  const { counts, columns, totals, sizes } = profileClasses(
    matrix,
    partition.group,
    partition.classes,
  );
  const total = totals.reduce((sum, count) => sum + count, 0);
  let clusters = Array.from(sizes, (size, theClass): Cluster => {
    const own = Float64Array.from(counts.subarray(theClass * columns, (theClass + 1) * columns));
    const branch = { division: null, group: theClass + 1, size };
    return { branch, counts: own, words: own.reduce((sum, count) => sum + count, 0) };
  });
  const joins: { height: number; children: readonly [Branch, Branch] }[] = [];
  while (clusters.length > 1) {
    const { first, second, loss } = nearestPair(clusters, totals, total);
    const join = joinClusters(first, second, joins.length);
    joins.push({ height: loss, children: [first.branch, second.branch] });
    clusters = [...clusters.filter((cluster) => cluster !== first && cluster !== second), join];
  }
  return readFromTop(joins);
}

function nearestPair(clusters: readonly Cluster[], totals: Int32Array, total: number) {
  let best = { first: clusters[0], second: clusters[1], loss: Number.POSITIVE_INFINITY };
  clusters.forEach((first, i) => {
    for (const second of clusters.slice(i + 1)) {
      const loss = lossOf(first, second, totals, total);
      if (loss < best.loss) best = { first, second, loss };
    }
  });
  return best;
}

/** N · (m₁m₂/(m₁+m₂)) · Σⱼ (p₁ⱼ − p₂ⱼ)²/pⱼ, masses and profiles in words. */
function lossOf(first: Cluster, second: Cluster, totals: Int32Array, total: number): number {
  if (first.words === 0 || second.words === 0) return 0;
  let distance = 0;
  for (let j = 0; j < totals.length; j++) {
    if (totals[j] === 0) continue;
    const difference = first.counts[j] / first.words - second.counts[j] / second.words;
    distance += (difference * difference * total) / totals[j];
  }
  return ((first.words * second.words) / (first.words + second.words)) * distance;
}

function joinClusters(first: Cluster, second: Cluster, index: number): Cluster {
  return {
    branch: { division: index, group: null, size: first.branch.size + second.branch.size },
    counts: first.counts.map((count, j) => count + second.counts[j]),
    words: first.words + second.words,
  };
}

/** The last join is the first division. */
function readFromTop(joins: readonly Division[]): Division[] {
  const turn = (branch: Branch): Branch =>
    branch.division === null ? branch : { ...branch, division: joins.length - 1 - branch.division };
  return joins
    .map(
      ({ height, children: [first, second] }): Division => ({
        height,
        children: [turn(first), turn(second)],
      }),
    )
    .reverse();
}
