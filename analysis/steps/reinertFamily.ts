import type { BooleanMatrix } from '../math/matrix.ts';
import type { ReinertSettings } from '../settings.ts';
import { type Child, type Descent, descend } from './descend.ts';
import type { Branch, Division, Family } from './families.ts';

/** Reinert's partitions from 2 to `classes` classes, as far as the corpus lets itself be divided. */
export function classifyByDescent(
  matrix: BooleanMatrix,
  classes: number,
  minimumRows: number,
  settings: ReinertSettings,
  afterSplit?: (done: number, total: number) => void,
): Family {
  const descent = descend(matrix, classes, minimumRows, settings, afterSplit);
  return { partitions: descent.levels, treeOf: (at) => treeAt(descent, at) };
}

function treeAt(descent: Descent, at: number): Division[] {
  const { group, divisions } = descent.levels[at];
  const made = descent.divisions.slice(0, divisions);
  const toBranch = (child: Child): Branch => {
    const division = made.indexOf(child);
    const isLeaf = division < 0;
    return {
      division: isLeaf ? null : division,
      group: isLeaf && !child.isOutlier ? group[child.rows[0]] : null,
      size: child.rows.length,
    };
  };
  return made.flatMap(({ split }) => {
    if (split === null) return [];
    const [first, second] = split.children;
    return [{ height: split.chi2, children: [toBranch(first), toBranch(second)] }];
  });
}
