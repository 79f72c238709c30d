import type { BooleanMatrix } from '../math/matrix.ts';
import type { ReinertSettings } from '../settings.ts';
import { agglomerate } from './agglomerate.ts';
import { descend } from './descend.ts';
import { bestPartitions, crossClasses, DOUBLE_SETTINGS, joinRows } from './doubleReinert.ts';
import type { Effort } from './ensemble.ts';
import type { Family } from './families.ts';
import type { Part } from './methods.ts';

export type CrossingOptions = {
  readonly minimumRows: number;
  readonly reinert: ReinertSettings;
  readonly effort: Effort;
};

/** Forms that a unit of each of the two classifications holds at least, as rainette's documentation has it. */
const FORMS_PER_UNIT = [10, 15];
/** Descents go this far at least: how far they get depends on it, and must not depend on the numbers that are tried. */
const DEPTH = 12;
/** A crossed class of fewer rows is an accident of two cuts; in a small corpus, a twentieth of it. */
const FEWEST_MEMBERS = 10;
const SMALLEST_PART = 0.05;

/**
 * Reinert's double classification (Reinert 1990): two descents on units of two sizes, tiny classes set aside, and the
 * sets of disjoint crossed classes that attract each other most. What the two do not put together has no class.
 * For k classes each descent is read down to k, and further only while k crossed classes can't be found (small classes come
 * first on some corpora, and are none when crossed): read further at once, any two classes that both have at any depth would
 * do as well, and where units are whole contributions, never joined, it would not be the simple classification.
 * Where there are not so many classes as asked, as many as there are.
 */
export function classifyByCrossing(
  { table: { matrix }, blocks }: Part,
  classes: readonly number[],
  options: CrossingOptions,
  afterDescent: (done: number, total: number) => void = () => {},
): Family {
  const depth = Math.max(DEPTH, ...classes);
  const steps = FORMS_PER_UNIT.length + 1;
  const [first, second] = FORMS_PER_UNIT.map((forms, at) => {
    const levels = descendJoined(matrix, blocks, forms, depth, options);
    afterDescent(at + 1, steps);
    return levels;
  });
  const settings = {
    minimumChi2: DOUBLE_SETTINGS.minimumChi2,
    minimumMembers: fewestMembers(matrix.rowCount, options.minimumRows),
  };
  const { budget } = options.effort;
  const bestAt = (count: number, level: number) => {
    const crossed = crossClasses(first.slice(0, level - 1), second.slice(0, level - 1), settings);
    return bestPartitions(crossed, 'chi2', matrix.rowCount, [count], budget).filter(isFound);
  };
  const bestOf = (count: number) =>
    firstFound(range(count, depth), (level) => bestAt(count, level));
  const asked = classes.flatMap(bestOf);
  const fewer = range(2, Math.max(...classes) - 1).reverse();
  const best = asked.length > 0 ? asked : firstFound(fewer, bestOf);
  const partitions = best.map(({ crossed, group }) => ({ classes: crossed.length, group }));
  afterDescent(steps, steps);
  return {
    partitions,
    treeOf: (at) => agglomerate(matrix, partitions[at]),
    gapOf: (at) => best[at].gap,
  };
}

const range = (from: number, to: number): number[] =>
  Array.from({ length: Math.max(0, to - from + 1) }, (_, at) => from + at);

function firstFound<Found>(counts: readonly number[], find: (count: number) => Found[]): Found[] {
  for (const count of counts) {
    const found = find(count);
    if (found.length > 0) return found;
  }
  return [];
}

const isFound = <Found>(found: Found | null): found is Found => found !== null;

/** For each number of classes from 2, the class of each row: that of the unit it stands in. */
function descendJoined(
  matrix: BooleanMatrix,
  blocks: Uint32Array,
  forms: number,
  depth: number,
  { minimumRows, reinert }: CrossingOptions,
): Int32Array[] {
  const { merged, unitOf } = joinRows(matrix, blocks, forms);
  const fewest = Math.max(1, Math.round((minimumRows * merged.rowCount) / matrix.rowCount));
  const { levels } = descend(merged, depth, fewest, reinert);
  return levels.map(({ group }) => unitOf.map((unit) => group[unit]));
}

function fewestMembers(rows: number, minimumRows: number): number {
  return Math.max(minimumRows, Math.min(FEWEST_MEMBERS, Math.ceil(SMALLEST_PART * rows)));
}
