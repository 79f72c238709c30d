import type { Candidate, MethodName } from '../analysis.ts';
import { type CountTable, takeCounts } from '../math/matrix.ts';
import { createRandom, shuffle } from '../math/random.ts';
import type { Settings } from '../settings.ts';
import { chooseClasses, chooseMethod, toCandidate } from './chooseClasses.ts';
import { LIGHT_EFFORT } from './ensemble.ts';
import { createMethod, type Part } from './methods.ts';
import { isResampled, measureStability } from './stability.ts';
import type { Workforce } from './workforce.ts';

/** What is to be run on the whole corpus, and what led there. */
export type Plan = {
  readonly method: MethodName;
  readonly classes: number;
  readonly why: string;
  readonly candidates: readonly Candidate[];
};

/** Numbers of classes that are tried when none is asked for. */
const TRIED = [2, 3, 4, 5, 6, 7, 8, 9, 10, 12];
const UNITS_PER_CLASS = 20;
/** The choice is made on a part of a large corpus: what it takes must not grow with it. */
const ROWS_TRIED = 5000;
const RESAMPLES = 8;

/**
 * Chooses what the settings leave open, by trying: each method left open classifies the corpus (or a part
 * of it) into each number of classes left open, and again after contributions are drawn again.
 * Null where no method divides the corpus. `blocks` tells the contribution of each row.
 */
export function choosePlan(
  table: CountTable,
  blocks: Uint32Array,
  settings: Settings,
  workforce: Workforce,
  onProgress: (done: number, total: number) => void,
): Plan | null {
  const { method, classes } = settings;
  if (method !== 'auto' && classes !== 'auto') {
    return { method, classes, why: whyAsked(classes), candidates: [] };
  }
  const rows = drawContributions(blocks, createRandom(settings.seed));
  const part = { table: takeCounts(table, rows), blocks: blocks.filter((_, at) => isIn(rows, at)) };
  const names: MethodName[] = method === 'auto' ? ['reinert', 'mixture'] : [method];
  const tried = classes === 'auto' ? triedClasses(rows.length) : [classes];
  const candidates = names.flatMap((name, at) =>
    tryMethod(name, part, tried, settings, workforce, (done) =>
      onProgress(at * (RESAMPLES + 1) + done, names.length * (RESAMPLES + 1)),
    ),
  );
  if (candidates.length === 0) return null;
  const chosenMethod = method === 'auto' ? chooseMethod(candidates) : { method, why: '' };
  const own = candidates.filter((candidate) => candidate.method === chosenMethod.method);
  const chosen = classes === 'auto' ? chooseClasses(own) : { why: whyAsked(classes) };
  const found = 'candidate' in chosen ? chosen.candidate.classes : Number(classes);
  const why = [chosenMethod.why, chosen.why].filter((sentence) => sentence !== '').join(' ');
  return { method: chosenMethod.method, classes: found, why, candidates };
}

function tryMethod(
  name: MethodName,
  part: Part,
  classes: readonly number[],
  settings: Settings,
  workforce: Workforce,
  afterStep: (done: number) => void,
): Candidate[] {
  const { partitions } = createMethod(name, settings).classify(
    part,
    classes,
    LIGHT_EFFORT,
    undefined,
    workforce.starts,
  );
  afterStep(1);
  const task = { ...part, partitions, method: name, classes, settings, resamples: RESAMPLES };
  const stability = isResampled(part.blocks)
    ? measureStability(task, workforce.resamples, (done) => afterStep(done + 1))
    : [];
  return partitions.map((partition, at) =>
    toCandidate(name, partition, stability[at] ?? new Float64Array()),
  );
}

/** A class needs units: more classes than this are not proposed. */
export const mostClasses = (rows: number): number =>
  Math.max(2, Math.floor(rows / UNITS_PER_CLASS));

function triedClasses(rows: number): number[] {
  const most = mostClasses(rows);
  return TRIED.filter((classes) => classes <= most);
}

/** Rows of whole contributions, drawn until there are enough; all of them in a small corpus. */
function drawContributions(blocks: Uint32Array, random: () => number): Int32Array {
  const rows = Int32Array.from(blocks.keys());
  if (rows.length <= ROWS_TRIED) return rows;
  const order = shuffle(Uint32Array.from(new Set(blocks)), random);
  const sizes = new Map<number, number>();
  for (const block of blocks) sizes.set(block, (sizes.get(block) ?? 0) + 1);
  const kept = new Set<number>();
  let count = 0;
  for (const block of order) {
    if (count >= ROWS_TRIED) break;
    kept.add(block);
    count += sizes.get(block) ?? 0;
  }
  return rows.filter((row) => kept.has(blocks[row]));
}

/** Whether an ascending list holds a value. */
function isIn(rows: Int32Array, value: number): boolean {
  let low = 0;
  let high = rows.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (rows[middle] < value) low = middle + 1;
    else high = middle;
  }
  return rows[low] === value;
}

function whyAsked(classes: number): string {
  return `${classes} classes, comme demandé.`;
}
