import type { Choice, TreeChild, TreeSplit } from '../analysis.ts';
import { type CountTable, rowSize, takeCounts } from '../math/matrix.ts';
import type { Settings } from '../settings.ts';
import { type Chosen, chooseClasses, LARGEST_SHARE, percent } from './chooseClasses.ts';
import type { Branch, Division, Family } from './families.ts';
import type { FormTable, Units } from './matrix.ts';
import { classifyByMixture } from './mixtureFamily.ts';
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
/** Nor is a class refused that holds this part of an even share, however many are asked for. */
const SMALLEST_PART = 0.1;
const REPEATS = 4;
const REPEATS_OF_RESAMPLE = 1;

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
  const core = takeCounts(table, rows);
  const method = chooseMethod(settings);
  const classify = createMethod(method, rows.length, settings);
  const most = mostClasses(rows.length, settings);
  const steps = most + settings.bootstraps;
  const family = classify(core, REPEATS, (done) => onProgress(done, steps));
  const stability = measureStability(
    units.contribution.filter((_, unit) => isTooShort[unit] === 0 && units.isFrench[unit] === 1),
    family.partitions,
    (drawn) => classify(takeCounts(core, drawn), REPEATS_OF_RESAMPLE).partitions,
    { resamples: settings.bootstraps, seed: settings.seed },
    (done) => onProgress(most + done, steps),
  );
  return present(family, stability, { rows, isTooShort, settings, method });
}

type Classify = (
  table: CountTable,
  repeats: number,
  afterStep?: (done: number, total: number) => void,
) => Family;

function chooseMethod(settings: Settings): 'reinert' | 'mixture' {
  if (settings.method !== 'auto') return settings.method;
  return settings.unit === 'contribution' ? 'mixture' : 'reinert';
}

/** A method ready to run on the whole table or on a resample of it, with the same settings. */
function createMethod(
  method: 'reinert' | 'mixture',
  rowCount: number,
  settings: Settings,
): Classify {
  const most = mostClasses(rowCount, settings);
  const minimumShare = Math.min(settings.minimumShare, SMALLEST_PART / most);
  const minimumOf = (rows: number) => Math.max(SMALLEST_CLASS, Math.ceil(minimumShare * rows));
  if (method === 'reinert') {
    return ({ matrix }, _repeats, afterStep) =>
      onlyLastIfAsked(
        classifyByDescent(matrix, most, minimumOf(matrix.rowCount), settings.reinert, afterStep),
        settings,
      );
  }
  const classes =
    settings.classes === 'auto'
      ? Array.from({ length: most - 1 }, (_, at) => at + 2)
      : [settings.classes];
  return (table, repeats, afterStep) =>
    classifyByMixture(
      table,
      classes,
      { minimumRows: minimumOf(table.matrix.rowCount), seed: settings.seed, repeats },
      afterStep,
    );
}

type Context = {
  readonly rows: Int32Array;
  readonly isTooShort: Uint8Array;
  readonly settings: Settings;
  readonly method: Choice['method'];
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

function mostClasses(rows: number, settings: Settings): number {
  if (settings.classes !== 'auto') return settings.classes;
  return Math.max(2, Math.min(MOST_CLASSES, Math.floor(rows / UNITS_PER_CLASS)));
}

/** A number of classes that a person asked for is not weighed against others. */
function onlyLastIfAsked(family: Family, settings: Settings): Family {
  if (settings.classes === 'auto') return family;
  const last = family.partitions.length - 1;
  return { partitions: family.partitions.slice(-1), treeOf: () => family.treeOf(last) };
}

function present(family: Family, stability: readonly Float64Array[], context: Context): Classes {
  const { rows, isTooShort, settings, method } = context;
  const group = new Int32Array(isTooShort.length);
  if (family.partitions.length === 0) {
    return { count: 0, group, isTooShort, stability: null, tree: [], choice: noChoice(method) };
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
    choice: toChoice(chosen, settings, method),
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

function toChoice(chosen: Chosen, settings: Settings, method: Choice['method']): Choice {
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
    method,
    classes: candidate.classes,
    why: isAsked ? `${candidate.classes} classes, comme demandé.` : chosen.why,
    warnings,
    candidates: chosen.candidates,
  };
}

function noChoice(method: Choice['method']): Choice {
  return {
    method,
    classes: 0,
    why: 'Aucune classe : le corpus est trop petit, ou trop homogène, pour être divisé.',
    warnings: [],
    candidates: [],
  };
}
