import type { Choice, TreeChild, TreeSplit } from '../analysis.ts';
import { rowSize, takeRows } from '../math/matrix.ts';
import type { Settings } from '../settings.ts';
import { type Chosen, chooseClasses, LARGEST_SHARE, percent } from './chooseClasses.ts';
import type { Branch, Division, Family } from './families.ts';
import type { FormTable, Units } from './matrix.ts';
import { classifyByDescent } from './reinertFamily.ts';
import { measureStability } from './stability.ts';

export type Classes = {
  readonly count: number;
  /** For each unit its class, from 1 by decreasing size; 0 where it has none. */
  readonly group: Int32Array;
  /** 1 for units with too few forms to be classified by their own words. */
  readonly isTooShort: Uint8Array;
  /** One value a class; null where it was not measured. */
  readonly stability: readonly number[] | null;
  readonly tree: readonly TreeSplit[];
  readonly choice: Choice;
};

const MOST_CLASSES = 12;
const UNITS_PER_CLASS = 20;
/** A class of one or two units is an anecdote, whatever the corpus. */
const SMALLEST_CLASS = 3;

/** Classifies the units of a corpus, and says how many classes were chosen and why. */
export function classifyUnits(
  table: FormTable,
  units: Units,
  settings: Settings,
  onProgress: (done: number, total: number) => void,
): Classes {
  const isTooShort = findTooShort(table, units, settings.minimumForms);
  const rows = Int32Array.from(isTooShort.keys()).filter(
    (unit) => isTooShort[unit] === 0 && units.isFrench[unit] === 1,
  );
  const matrix = takeRows(table.matrix, rows);
  const minimumRows = Math.max(SMALLEST_CLASS, Math.ceil(settings.minimumShare * rows.length));
  const most = settings.classes === 'auto' ? mostClasses(rows.length) : settings.classes;
  const steps = most + settings.bootstraps;
  const classify = (sample: typeof matrix, afterSplit?: (done: number) => void) =>
    classifyByDescent(sample, most, minimumRows, settings.reinert, afterSplit);
  const family = onlyLastIfAsked(
    classify(matrix, (done) => onProgress(done, steps)),
    settings,
  );
  const stability = measureStability(
    matrix,
    units.contribution.filter((_, unit) => isTooShort[unit] === 0 && units.isFrench[unit] === 1),
    family.partitions,
    (sample) => classify(sample).partitions,
    { resamples: settings.bootstraps, seed: settings.seed },
    (done) => onProgress(most + done, steps),
  );
  return present(family, stability, { rows, isTooShort, settings });
}

type Context = {
  readonly rows: Int32Array;
  readonly isTooShort: Uint8Array;
  readonly settings: Settings;
};

function findTooShort(table: FormTable, units: Units, minimumForms: number): Uint8Array {
  const { matrix } = table;
  return Uint8Array.from({ length: units.count }, (_, unit) => {
    const contribution = units.contribution[unit];
    const isAlone =
      contribution !== units.contribution[unit - 1] &&
      contribution !== units.contribution[unit + 1];
    return rowSize(matrix, unit) < (isAlone ? 1 : minimumForms) ? 1 : 0;
  });
}

function mostClasses(rows: number): number {
  return Math.max(2, Math.min(MOST_CLASSES, Math.floor(rows / UNITS_PER_CLASS)));
}

/** A number of classes that a person asked for is not weighed against others. */
function onlyLastIfAsked(family: Family, settings: Settings): Family {
  if (settings.classes === 'auto') return family;
  const last = family.partitions.length - 1;
  return { partitions: family.partitions.slice(-1), treeOf: () => family.treeOf(last) };
}

function present(family: Family, stability: readonly Float64Array[], context: Context): Classes {
  const { rows, isTooShort, settings } = context;
  const group = new Int32Array(isTooShort.length);
  if (family.partitions.length === 0) {
    return { count: 0, group, isTooShort, stability: null, tree: [], choice: noChoice() };
  }
  const chosen = chooseClasses(family.partitions, stability);
  const partition = family.partitions[chosen.at];
  const rank = rankBySize(partition.group, partition.classes);
  rows.forEach((unit, row) => {
    group[unit] = rank[partition.group[row]];
  });
  const ordered = new Array<number>(partition.classes);
  stability[chosen.at].forEach((value, theClass) => {
    ordered[rank[theClass + 1] - 1] = value;
  });
  return {
    count: partition.classes,
    group,
    isTooShort,
    stability: settings.bootstraps > 0 ? ordered : null,
    tree: family.treeOf(chosen.at).map((division, node) => toTreeSplit(division, node, rank)),
    choice: toChoice(chosen, settings),
  };
}

/** rank[class] from 1 by decreasing size, the first class first on ties; rank[0] is 0. */
function rankBySize(group: Int32Array, classes: number): Int32Array {
  const sizes = new Int32Array(classes + 1);
  for (const theClass of group) sizes[theClass]++;
  const order = Array.from({ length: classes }, (_, at) => at + 1);
  order.sort((a, b) => sizes[b] - sizes[a] || a - b);
  const rank = new Int32Array(classes + 1);
  order.forEach((theClass, at) => {
    rank[theClass] = at + 1;
  });
  return rank;
}

function toTreeSplit(division: Division, node: number, rank: Int32Array): TreeSplit {
  const toChild = ({ division: next, group, size }: Branch): TreeChild => ({
    node: next,
    theme: group === null ? null : rank[group],
    size,
  });
  const [first, second] = division.children;
  return { node, height: division.height, children: [toChild(first), toChild(second)] };
}

function toChoice(chosen: Chosen, settings: Settings): Choice {
  const candidate = chosen.candidates[chosen.at];
  const isAsked = settings.classes !== 'auto';
  const warnings: string[] = [];
  if (isAsked && candidate.classes < Number(settings.classes)) {
    warnings.push(
      `${settings.classes} classes étaient demandées ; le corpus ne se divise qu’en ${candidate.classes}.`,
    );
  }
  if (candidate.largestShare >= LARGEST_SHARE) {
    warnings.push(
      `La plus grande classe réunit ${percent(candidate.largestShare)} des unités. Essayez plus de classes, ou un seuil de fréquence plus élevé.`,
    );
  }
  return {
    method: 'reinert',
    classes: candidate.classes,
    why: isAsked ? `${candidate.classes} classes, comme demandé.` : chosen.why,
    warnings,
    candidates: chosen.candidates,
  };
}

function noChoice(): Choice {
  return {
    method: 'reinert',
    classes: 0,
    why: 'Aucune classe : le corpus est trop petit, ou trop homogène, pour être divisé.',
    warnings: [],
    candidates: [],
  };
}
