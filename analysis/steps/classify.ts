import type { Candidate, Choice, TreeChild, TreeSplit } from '../analysis.ts';
import { type CountTable, columnsOf, rowSize, takeCounts } from '../math/matrix.ts';
import type { Settings } from '../settings.ts';
import { choosePlan, mostClasses, type Plan } from './choose.ts';
import { LARGEST_SHARE, percent, toCandidate } from './chooseClasses.ts';
import { FULL_EFFORT } from './ensemble.ts';
import type { Branch, Division } from './families.ts';
import type { FormTable, Units } from './matrix.ts';
import { createMethod } from './methods.ts';
import type { Partition } from './partition.ts';
import { isResampled, measureStability } from './stability.ts';
import type { Workforce } from './workforce.ts';

export type Classes = {
  readonly count: number;
  /** For each unit its class, from 1 by decreasing size; 0 where it has none. */
  readonly group: Int32Array;
  /** 1 for units with too few forms to be classified by their own words. */
  readonly isTooShort: Uint8Array;
  readonly tree: readonly TreeSplit[];
  readonly choice: Choice;
  /** What was classified: the units that were, and the table of their forms. */
  readonly core: Core;
};

export type Core = {
  readonly rows: Int32Array;
  readonly table: CountTable;
  readonly contribution: Uint32Array;
};

/** Classifies the units of a corpus, and says which method and how many classes were chosen, and why. */
export function classifyUnits(
  table: FormTable,
  units: Units,
  settings: Settings,
  workforce: Workforce,
  onProgress: (done: number, total: number) => void,
): Classes {
  const isTooShort = findTooShort(table, units, settings.minimumForms);
  const core = takeCore(table, units, isTooShort);
  const plan = choosePlan(core.table, core.contribution, settings, workforce, onProgress);
  const group = new Int32Array(units.count);
  const nothing = { count: 0, group, isTooShort, tree: [], choice: noChoice(units, core), core };
  if (plan === null) return nothing;
  const method = createMethod(plan.method, settings);
  const part = { table: core.table, blocks: core.contribution };
  const family = method.classify(part, [plan.classes], FULL_EFFORT, onProgress, workforce.starts);
  const at = family.partitions.length - 1;
  if (at < 0) return nothing;
  const partition = family.partitions[at];
  const rank = rankBySize(partition);
  core.rows.forEach((unit, row) => {
    group[unit] = rank[partition.group[row]];
  });
  return {
    count: partition.classes,
    group,
    isTooShort,
    tree: family.treeOf(at).map((division, node) => toTreeSplit(division, node, rank)),
    choice: toChoice(plan, partition, { core, settings, gap: family.gapOf?.(at) ?? 0 }),
    core,
  };
}

/** Stability of each class, in their order; null where no resampling was asked for. */
export function judgeClasses(
  classes: Classes,
  settings: Settings,
  workforce: Workforce,
  onProgress: (done: number, total: number) => void,
): readonly number[] | null {
  const { core, count, group, choice } = classes;
  if (settings.bootstraps === 0 || count === 0 || !isResampled(core.contribution)) return null;
  const partition = { classes: count, group: Int32Array.from(core.rows, (unit) => group[unit]) };
  const task = {
    table: core.table,
    blocks: core.contribution,
    partitions: [partition],
    method: choice.method,
    classes: [count],
    settings,
    resamples: settings.bootstraps,
  };
  const [stability] = measureStability(task, workforce.resamples, onProgress);
  return [...stability];
}

/** 1 for units that are classified by their neighbours: too few forms, unless alone in their contribution. */
export function findTooShort(table: FormTable, units: Units, minimumForms: number): Uint8Array {
  const { matrix } = table;
  return Uint8Array.from({ length: units.count }, (_, unit) => {
    const contribution = units.contribution[unit];
    const isAlone =
      contribution !== units.contribution[unit - 1] &&
      contribution !== units.contribution[unit + 1];
    return rowSize(matrix, unit) < (isAlone ? 1 : minimumForms) ? 1 : 0;
  });
}

function takeCore(table: FormTable, units: Units, isTooShort: Uint8Array): Core {
  const rows = Int32Array.from(isTooShort.keys()).filter(
    (unit) => isTooShort[unit] === 0 && units.isFrench[unit] === 1,
  );
  return {
    rows,
    table: takeCounts(table, rows),
    contribution: Uint32Array.from(rows, (unit) => units.contribution[unit]),
  };
}

/** rank[class] from 1 by decreasing size, the first class first on ties; rank[0] is 0. */
function rankBySize({ group, classes }: Partition): Int32Array {
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

function toChoice(
  plan: Plan,
  partition: Partition,
  {
    core,
    settings,
    gap,
  }: { readonly core: Core; readonly settings: Settings; readonly gap: number },
): Choice {
  const { method, why, candidates } = plan;
  const found = toCandidate(method, partition, new Float64Array());
  const warnings: string[] = [];
  if (settings.classes !== 'auto' && found.classes < settings.classes) {
    warnings.push(
      `${settings.classes} classes étaient demandées ; le corpus ne se divise qu’en ${found.classes}.`,
    );
  }
  if (method === 'double') warnings.push(...ofDouble(partition, gap));
  if (found.largestShare >= LARGEST_SHARE) warnings.push(ofLargest(found, core, settings));
  if (found.smallestShare < settings.minimumShare) {
    warnings.push(
      'Une classe au moins réunit moins de 1 % du corpus classé : moins de classes, ou un seuil de fréquence plus élevé, la rendraient plus sûre.',
    );
  }
  if (!isResampled(core.contribution)) {
    warnings.push(
      'Tout vient d’une seule contribution : rien ne peut y être tiré au sort de nouveau, et la solidité des classes ne peut pas être mesurée.',
    );
  }
  return { method, classes: found.classes, why, warnings, candidates };
}

/** Why a class that holds almost everything could not be avoided, or what to try. */
function ofLargest({ largestShare }: Candidate, { rows }: Core, { classes }: Settings): string {
  const held = `La plus grande classe réunit ${percent(largestShare)} du corpus classé.`;
  const most = mostClasses(rows.length);
  if (classes !== 'auto' || most >= ENOUGH_TRIED)
    return `${held} Essayez plus de classes, ou un seuil de fréquence plus élevé.`;
  return `${held} Avec ${rows.length} unités à classer, il n’y en a pas assez pour proposer plus de ${most} classes : classez des segments plutôt que des contributions entières, ou recueillez davantage.`;
}

/** A corpus that lets so many classes be tried is not too small for balanced ones. */
const ENOUGH_TRIED = 4;

/** Two classifications that do not agree leave much aside: it is the method, and has to be known. */
function ofDouble({ group }: Partition, gap: number): string[] {
  const left = group.reduce((count, own) => (own === 0 ? count + 1 : count), 0);
  const share = percent(left / Math.max(1, group.length));
  const aside = `La classification double ne garde que ce que deux classifications rangent ensemble : elle laisse sans thème ${share} des unités assez longues pour être classées.`;
  if (gap === 0) return [aside];
  return [
    aside,
    `Toutes les combinaisons de classes n’ont pas pu être comparées : une meilleure, s’il en est, le serait de ${percent(gap)} au plus.`,
  ];
}

function noChoice(units: Units, core: Core): Choice {
  return {
    method: 'reinert',
    classes: 0,
    why: `Aucune classe : ${whyNone(units, core)}`,
    warnings: [],
    candidates: [],
  };
}

function whyNone({ count, isFrench }: Units, { rows, table }: Core): string {
  if (count === 0) return 'il n’y a aucun texte à lire.';
  if (count === 1) return 'il n’y a qu’un texte à classer.';
  if (!isFrench.includes(1)) return 'aucun texte n’est en français.';
  if (rows.length === 0) return 'aucun mot ne revient assez souvent pour rapprocher deux textes.';
  const isSame = (row: number) =>
    columnsOf(table.matrix, row).join() === columnsOf(table.matrix, 0).join();
  if (rows.length > 1 && rows.every((_, row) => isSame(row)))
    return 'tous les textes emploient les mêmes mots.';
  return 'le corpus est trop petit, ou trop homogène, pour être divisé.';
}
