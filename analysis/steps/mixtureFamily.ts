import { type CountTable, takeCounts } from '../math/matrix.ts';
import { createSequence, type Random, shuffle } from '../math/random.ts';
import { agglomerate } from './agglomerate.ts';
import {
  consensusSpace,
  divideConsensus,
  drawPartitions,
  type Effort,
  latentViews,
  type RunStarts,
  startInTurn,
} from './ensemble.ts';
import type { Family } from './families.ts';
import { fitMixture } from './mixture.ts';
import type { Partition } from './partition.ts';

/** Numbers of clusters of the base partitions when the number of classes is still sought. */
const SOUGHT_CLUSTERS = [8, 14, 20, 26, 32];

export type MixtureOptions = {
  readonly minimumRows: number;
  readonly seed: number;
  readonly effort: Effort;
};

/**
 * The second method, for short texts and many themes: many partitions of the rows in latent spaces, what
 * they agree on, and a mixture of multinomials that starts from that and tells every row.
 * One partition for each number of `classes` asked for, ascending.
 */
export function classifyByMixture(
  table: CountTable,
  classes: readonly number[],
  options: MixtureOptions,
  afterPartition: (done: number, total: number) => void = () => {},
  run: RunStarts = startInTurn,
): Family {
  const sequence = createSequence(options.seed);
  const rows = drawRows(table.matrix.rowCount, options.effort.rows, sequence.random);
  const sample = rows.length === table.matrix.rowCount ? table : takeCounts(table, rows);
  const only = classes.length === 1 ? classes[0] : null;
  const most = Math.max(...classes);
  const partitions: Partition[] = [];
  const views = latentViews(sample, options.effort);
  if (views.every(({ dimensions }) => dimensions >= 1) && rows.length > most) {
    const drawn = drawPartitions(
      views,
      (draw) => only ?? SOUGHT_CLUSTERS[draw % SOUGHT_CLUSTERS.length],
      options.effort,
      sequence,
      run,
    );
    const space = consensusSpace(drawn, most);
    for (const count of classes) {
      const start = new Int32Array(table.matrix.rowCount).fill(-1);
      divideConsensus(space, count, options.effort, sequence, run).forEach((own, at) => {
        start[rows[at]] = own;
      });
      const fitted = fitMixture(table, start, count, {
        minimumRows: options.minimumRows,
        rounds: options.effort.rounds,
      });
      const isNew = !partitions.some(({ classes: known }) => known === fitted.classes);
      if (fitted.classes >= 2 && isNew) {
        partitions.push(fitted);
      }
      afterPartition(count, most);
    }
  }
  return { partitions, treeOf: (at) => agglomerate(table.matrix, partitions[at]) };
}

function drawRows(rowCount: number, limit: number, random: Random): Int32Array {
  const rows = Int32Array.from({ length: rowCount }, (_, row) => row);
  return rowCount <= limit ? rows : shuffle(rows, random).slice(0, limit).sort();
}
