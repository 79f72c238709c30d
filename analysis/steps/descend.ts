import type { BooleanMatrix } from '../math/matrix.ts';
import type { ReinertSettings } from '../settings.ts';
import { divide, type Leaf } from './reinert.ts';

/** A division of the tree; a child is another division, or a class of the present level. */
export type Node = {
  readonly chi2: number;
  readonly children: readonly [Child, Child];
};

export type Child = {
  readonly rows: Int32Array;
  readonly columns: Int32Array;
  /** Set aside: too few rows to stand as a class. */
  readonly isOutlier: boolean;
  split: Node | null;
};

/** A level of the descent: `classes` classes, and for each row its class from 1, or 0. */
export type Level = {
  readonly classes: number;
  readonly group: Int32Array;
  /** How many divisions had been made when the level was reached. */
  readonly divisions: number;
};

export type Descent = {
  readonly divisions: readonly Child[];
  readonly levels: readonly Level[];
};

/** A descent that peels more often than this is not finding classes any more. */
const PEELS_PER_CLASS = 6;

/**
 * Reinert's descent with a guard against its known failure, tiny classes peeled off one after the
 * other: a child with fewer than `minimumRows` rows is set aside, its rows unclassified, and does not
 * count as a class; the descent goes on with its sibling. A node whose two children would be too small
 * is a class for good. Stops at `classes` classes, or before when nothing more can be divided.
 */
export function descend(
  matrix: BooleanMatrix,
  classes: number,
  minimumRows: number,
  settings: ReinertSettings,
  afterSplit: (done: number, total: number) => void = () => {},
): Descent {
  const root: Child = {
    rows: Int32Array.from({ length: matrix.rowCount }, (_, row) => row),
    columns: Int32Array.from({ length: matrix.columnCount }, (_, column) => column),
    isOutlier: false,
    split: null,
  };
  let leaves: Child[] = [root];
  const closed = new Set<Child>();
  const divisions: Child[] = [];
  const levels: Level[] = [];
  const limit = PEELS_PER_CLASS * classes;
  while (leaves.length < classes && divisions.length < limit) {
    const leaf = largestOpen(leaves, closed);
    if (leaf === undefined) break;
    const children = divideInto(matrix, leaf, minimumRows, settings);
    if (children === null) {
      closed.add(leaf);
      continue;
    }
    divisions.push(leaf);
    leaves = leaves.flatMap((other) => (other === leaf ? children.filter(isClass) : [other]));
    if (children.every(isClass)) {
      levels.push({
        classes: leaves.length,
        group: numberRows(matrix.rowCount, leaves),
        divisions: divisions.length,
      });
    }
    afterSplit(leaves.length, classes);
  }
  return { divisions, levels };
}

function divideInto(
  matrix: BooleanMatrix,
  leaf: Child,
  minimumRows: number,
  settings: ReinertSettings,
): readonly [Child, Child] | null {
  if (leaf.rows.length < 2 * minimumRows) return null;
  const division = divide(matrix, leaf, settings);
  if (division === null) return null;
  const toChild = ({ rows, columns }: Leaf): Child => ({
    rows,
    columns,
    isOutlier: rows.length < minimumRows,
    split: null,
  });
  const children = [toChild(division.first), toChild(division.second)] as const;
  if (!children.some(isClass)) return null;
  leaf.split = { chi2: division.measures.chi2, children };
  return children;
}

function isClass(child: Child): boolean {
  return !child.isOutlier;
}

function largestOpen(leaves: readonly Child[], closed: ReadonlySet<Child>): Child | undefined {
  let best: Child | undefined;
  for (const leaf of leaves) {
    if (closed.has(leaf)) continue;
    if (best === undefined || leaf.rows.length > best.rows.length) best = leaf;
  }
  return best;
}

function numberRows(rowCount: number, leaves: readonly Child[]): Int32Array {
  const group = new Int32Array(rowCount);
  leaves.forEach((leaf, at) => {
    for (const row of leaf.rows) group[row] = at + 1;
  });
  return group;
}
