import type { Candidate } from '../analysis.ts';
import { meanStability, type Partition } from './stability.ts';

/** Above this mean best Jaccard index, classes are held to come back when the corpus is drawn again. */
export const STABLE = 0.6;
/** A class that holds more than this tells nothing apart. */
export const LARGEST_SHARE = 0.6;

export type Chosen = {
  readonly at: number;
  readonly why: string;
  readonly candidates: readonly Candidate[];
};

/**
 * Which of several partitions to propose: the finest one whose classes are stable on average and whose
 * largest class holds less than 60 %; failing that the most stable of those that are balanced; failing
 * that the one whose largest class is smallest. `why` says which, in a sentence for a person.
 */
export function chooseClasses(
  partitions: readonly Partition[],
  stability: readonly Float64Array[],
): Chosen {
  const candidates = partitions.map((partition, at) => toCandidate(partition, stability[at]));
  const balanced = candidates.flatMap((candidate, at) =>
    candidate.largestShare < LARGEST_SHARE ? [at] : [],
  );
  const stable = balanced.filter((at) => (candidates[at].stability ?? 0) >= STABLE);
  const last = stable.at(-1);
  if (last !== undefined) {
    return { at: last, why: whyStable(candidates[last]), candidates };
  }
  if (balanced.length > 0) {
    const at = maximumBy(balanced, (index) => candidates[index].stability ?? 0);
    return { at, why: whyMostStable(candidates[at]), candidates };
  }
  const at = maximumBy([...candidates.keys()], (index) => -candidates[index].largestShare);
  return { at, why: whyUnbalanced(candidates[at]), candidates };
}

function toCandidate(partition: Partition, stability: Float64Array): Candidate {
  const sizes = new Float64Array(partition.classes);
  for (const theClass of partition.group) if (theClass > 0) sizes[theClass - 1]++;
  const total = sizes.reduce((sum, size) => sum + size, 0);
  const shares = sizes.map((size) => size / Math.max(1, total));
  return {
    classes: partition.classes,
    smallestShare: Math.min(...shares),
    largestShare: Math.max(...shares),
    stability: stability.length === 0 ? null : meanStability(partition, stability),
  };
}

function whyStable({ classes, stability, largestShare }: Candidate): string {
  return `${classes} classes : c’est le découpage le plus fin dont les classes se retrouvent quand on retire au sort les contributions (stabilité moyenne ${decimal(stability)}, seuil ${decimal(STABLE)}) ; la plus grande réunit ${percent(largestShare)} des unités.`;
}

function whyMostStable({ classes, stability }: Candidate): string {
  return `${classes} classes : aucun découpage n’est pleinement stable (seuil ${decimal(STABLE)}) ; celui-ci l’est le plus (${decimal(stability)}). À lire comme une première piste.`;
}

function whyUnbalanced({ classes, largestShare }: Candidate): string {
  return `${classes} classes : quel que soit le découpage, une classe réunit plus de ${percent(LARGEST_SHARE)} des unités (ici ${percent(largestShare)}). Le corpus est peut-être trop petit ou trop homogène.`;
}

export function decimal(value: number | null): string {
  return value === null ? 'non calculée' : value.toFixed(2).replace('.', ',');
}

export function percent(share: number): string {
  return `${Math.round(share * 100)} %`;
}

function maximumBy(indices: readonly number[], value: (index: number) => number): number {
  return indices.reduce((best, index) => (value(index) > value(best) ? index : best));
}
