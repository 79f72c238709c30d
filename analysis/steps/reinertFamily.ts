import type { BooleanMatrix } from '../math/matrix.ts';
import type { ReinertSettings } from '../settings.ts';
import { type Child, type Descent, descend, type Level } from './descend.ts';
import type { Branch, Division, Family } from './families.ts';

/**
 * Reinert's partitions into the numbers of classes asked for (ascending), as far as the corpus lets
 * itself be divided; where it does not go that far, its last partition.
 */
export function classifyByDescent(
  matrix: BooleanMatrix,
  classes: readonly number[],
  minimumRows: number,
  settings: ReinertSettings,
  afterSplit?: (done: number, total: number) => void,
): Family {
  const most = Math.max(...classes);
  const descent = descend(matrix, most, minimumRows, settings, afterSplit);
  const asked = descent.levels.filter((level) => classes.includes(level.classes));
  const levels = asked.length > 0 ? asked : descent.levels.slice(-1);
  return { partitions: levels, treeOf: (at) => treeAt(descent, levels[at]) };
}

function treeAt(descent: Descent, { group, divisions }: Level): Division[] {
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
