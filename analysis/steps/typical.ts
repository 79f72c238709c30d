import { type BooleanMatrix, rowSize } from '../math/matrix.ts';

export type TypicalRow = { readonly row: number; readonly score: number };

/**
 * Rows of a class by how typical they are: the sum of the signed χ² of the forms they hold (absolute),
 * or its mean (relative, which favours short and pure ones). `chi2` has one value a column.
 */
export function rankTypical(
  matrix: BooleanMatrix,
  members: readonly number[],
  chi2: Float64Array,
  measure: 'absolute' | 'relative',
): TypicalRow[] {
  const scored = members.map((row) => {
    let sum = 0;
    for (let i = matrix.rowStart[row]; i < matrix.rowStart[row + 1]; i++) {
      sum += chi2[matrix.columns[i]];
    }
    return { row, score: measure === 'absolute' ? sum : sum / Math.max(1, rowSize(matrix, row)) };
  });
  return scored.sort((a, b) => b.score - a.score || a.row - b.row);
}
