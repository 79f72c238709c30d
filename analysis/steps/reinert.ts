import { type BooleanMatrix, columnCounts, select, takeRows } from '../math/matrix.ts';
import type { ReinertSettings } from '../settings.ts';
import { cutAlongFirstAxis } from './cut.ts';
import { handDownForms } from './features.ts';
import { switchRows } from './switch.ts';

/** One division; `parent` is the class divided, numbered among the classes that there were before. */
export type Split = {
  readonly parent: number;
  readonly rows: number;
  readonly columns: number;
  readonly sigma1: number;
  readonly cutSize: number;
  readonly cutChi2: number;
  readonly chi2: number;
  readonly sizes: readonly [number, number];
};

/** A node of the tree: the rows it holds and the columns that were handed down to it. */
export type Leaf = { readonly rows: Int32Array; readonly columns: Int32Array };

export type Reinert = {
  readonly splits: readonly Split[];
  /** groups[k − 2]: for each row its class from 1 to k, 0 where unclassified. */
  readonly groups: readonly Int32Array[];
  readonly leaves: readonly Leaf[];
};

/**
 * Reinert's descending classification (Reinert 1983, 1990) up to `classes` classes, fewer where no
 * class can be divided any more. The class with most rows is divided next (the first on ties), and its
 * two parts take its place in the numbering. `afterSplit` is told after each division.
 */
export function classifyReinert(
  matrix: BooleanMatrix,
  classes: number,
  settings: ReinertSettings,
  afterSplit: (done: number, total: number) => void = () => {},
): Reinert {
  const splits: Split[] = [];
  const groups: Int32Array[] = [];
  let leaves: Leaf[] = [{ rows: identity(matrix.rowCount), columns: identity(matrix.columnCount) }];
  const closed = new Set<Leaf>();
  while (leaves.length < classes) {
    const at = nextLeaf(leaves, closed, settings);
    if (at < 0) break;
    const division = divide(matrix, leaves[at], settings);
    if (division === null) {
      closed.add(leaves[at]);
      continue;
    }
    leaves = leaves.toSpliced(at, 1, division.first, division.second);
    splits.push({ parent: at + 1, ...division.measures });
    groups.push(numberRows(matrix.rowCount, leaves));
    afterSplit(leaves.length, classes);
  }
  return { splits, groups, leaves };
}

export type Division = {
  readonly first: Leaf;
  readonly second: Leaf;
  readonly measures: Omit<Split, 'parent'>;
};

/** Divides one node in two; null where it can't be. */
export function divide(
  matrix: BooleanMatrix,
  leaf: Leaf,
  settings: ReinertSettings,
): Division | null {
  const part = select(matrix, leaf.rows, leaf.columns);
  if (part.rows.length < smallestTable(settings) || part.columns.length < 3) return null;
  const cut = cutAlongFirstAxis(part.matrix);
  if (cut === null) return null;
  const ordered = takeRows(part.matrix, cut.order);
  const switched = switchRows(ordered, cut.cutSize);
  const members = (isFirst: number) =>
    cut.order
      .filter((_, at) => switched.isFirst[at] === isFirst)
      .map((row) => part.rows[row])
      .sort();
  const [first, second] = [members(1), members(0)];
  const counts = columnCounts(ordered);
  const firstCounts = countColumnsOf(ordered, switched.isFirst);
  const down = handDownForms(firstCounts, counts, settings.contingency, settings.minimumCount);
  return {
    first: { rows: first, columns: down.first.map((j) => part.columns[j]) },
    second: { rows: second, columns: down.second.map((j) => part.columns[j]) },
    measures: {
      rows: part.rows.length,
      columns: part.columns.length,
      sigma1: cut.sigma,
      cutSize: cut.cutSize,
      cutChi2: cut.chi2,
      chi2: switched.chi2,
      sizes: [first.length, second.length],
    },
  };
}

/** The first axis needs three rows and three columns. */
function smallestTable(settings: ReinertSettings): number {
  return Math.max(3, settings.minimumSplit);
}

function nextLeaf(
  leaves: readonly Leaf[],
  closed: ReadonlySet<Leaf>,
  settings: ReinertSettings,
): number {
  let best = -1;
  leaves.forEach((leaf, at) => {
    if (closed.has(leaf) || leaf.rows.length < smallestTable(settings)) return;
    if (best < 0 || leaf.rows.length > leaves[best].rows.length) best = at;
  });
  return best;
}

function numberRows(rowCount: number, leaves: readonly Leaf[]): Int32Array {
  const group = new Int32Array(rowCount);
  leaves.forEach((leaf, at) => {
    for (const row of leaf.rows) group[row] = at + 1;
  });
  return group;
}

function countColumnsOf(matrix: BooleanMatrix, isFirst: Uint8Array): Int32Array {
  const counts = new Int32Array(matrix.columnCount);
  for (let r = 0; r < matrix.rowCount; r++) {
    if (isFirst[r] === 0) continue;
    for (let i = matrix.rowStart[r]; i < matrix.rowStart[r + 1]; i++) counts[matrix.columns[i]]++;
  }
  return counts;
}

function identity(length: number): Int32Array {
  return Int32Array.from({ length }, (_, i) => i);
}
