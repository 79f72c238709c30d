import type { Candidate, MethodName } from '../analysis.ts';
import type { Partition } from './partition.ts';
import { meanStability } from './stability.ts';

/** Above this mean best Jaccard index, classes are held to come back when the corpus is drawn again. */
export const STABLE = 0.6;
/** A class that holds more than this tells nothing apart. */
export const LARGEST_SHARE = 0.6;
/** A class that holds less than this is an anecdote. */
const SMALLEST_SHARE = 0.01;
/** Reinert's method must be steadier by this much: measured on human labels, the mixture is closer. */
const MARGIN = 0.02;
/** Where nothing is stable, candidates that reach this part of the steadiest are as good: the finest is kept. */
const NEARLY = 0.9;
/** Dividing in two says too little to be proposed where there is anything else. */
const FEWEST = 3;

export type Chosen = { readonly candidate: Candidate; readonly why: string };

export function toCandidate(
  method: MethodName,
  partition: Partition,
  stability: Float64Array,
): Candidate {
  const sizes = new Float64Array(partition.classes);
  for (const theClass of partition.group) if (theClass > 0) sizes[theClass - 1]++;
  const total = sizes.reduce((sum, size) => sum + size, 0);
  const shares = sizes.map((size) => size / Math.max(1, total));
  return {
    method,
    classes: partition.classes,
    smallestShare: Math.min(...shares),
    largestShare: Math.max(...shares),
    stability: stability.length === 0 ? null : meanStability(partition, stability),
  };
}

/**
 * Which method to propose: the one whose balanced partitions come back best on average, beyond what
 * chance gives (an unbalanced one counts for nothing); the mixture unless Reinert's is clearly steadier.
 */
export function chooseMethod(candidates: readonly Candidate[]): {
  readonly method: MethodName;
  readonly why: string;
} {
  const reinert = steadiness(candidates, 'reinert');
  const mixture = steadiness(candidates, 'mixture');
  if (reinert > mixture + MARGIN) return { method: 'reinert', why: whyReinert(candidates) };
  return { method: 'mixture', why: whyMixture(candidates) };
}

/**
 * Which of a method's partitions to propose: the finest one whose classes are stable on average and whose
 * largest class holds less than 60 %; failing that the finest of those that are nearly the steadiest,
 * beyond chance; failing that the one whose largest class is smallest. `why` says which, in a sentence for a person.
 */
export function chooseClasses(candidates: readonly Candidate[]): Chosen {
  const balanced = candidates.filter(isBalanced);
  const fine = balanced.filter(({ classes }) => classes >= FEWEST);
  const open = fine.length > 0 ? fine : balanced;
  const finest = open.findLast(({ stability }) => (stability ?? 0) >= STABLE);
  if (finest !== undefined) return { candidate: finest, why: whyStable(finest) };
  if (open.length > 0) {
    const highest = Math.max(...open.map(beyondChance));
    const candidate = open.findLast((other) => beyondChance(other) >= highest * NEARLY) ?? open[0];
    return { candidate, why: whySteadiest(candidate) };
  }
  const candidate = candidates.reduce((best, other) =>
    other.largestShare < best.largestShare ? other : best,
  );
  return { candidate, why: whyUnbalanced(candidate) };
}

/** Of partitions tried with different settings, the balanced one that comes back best, beyond what chance gives; null where none is balanced. */
export function steadiestOf<Tried extends Omit<Candidate, 'method'>>(
  tried: readonly Tried[],
): Tried | null {
  const balanced = tried.filter(isBalanced);
  const fine = balanced.filter(({ classes }) => classes >= FEWEST);
  return (fine.length > 0 ? fine : balanced).reduce<Tried | null>(
    (best, other) => (best === null || beyondChance(other) > beyondChance(best) ? other : best),
    null,
  );
}

export function isBalanced({
  largestShare,
  smallestShare,
}: Pick<Candidate, 'largestShare' | 'smallestShare'>): boolean {
  return largestShare < LARGEST_SHARE && smallestShare >= SMALLEST_SHARE;
}

/** Stability over what it would be, 1/(2k − 1), for two unrelated partitions into k equal classes. */
function beyondChance({ classes, stability }: Pick<Candidate, 'classes' | 'stability'>): number {
  const chance = 1 / (2 * classes - 1);
  return ((stability ?? 0) - chance) / (1 - chance);
}

function steadiness(candidates: readonly Candidate[], method: MethodName): number {
  const own = candidates.filter((candidate) => candidate.method === method);
  const detailed = own.filter(({ classes }) => classes >= FEWEST);
  const counted = detailed.length > 0 ? detailed : own;
  if (counted.length === 0) return Number.NEGATIVE_INFINITY;
  const sum = counted.reduce(
    (total, candidate) => total + (isBalanced(candidate) ? beyondChance(candidate) : 0),
    0,
  );
  return sum / counted.length;
}

function meanOf(candidates: readonly Candidate[], method: MethodName): number {
  const own = candidates.filter((candidate) => candidate.method === method);
  return own.reduce((sum, { stability }) => sum + (stability ?? 0), 0) / Math.max(1, own.length);
}

function whyMixture(candidates: readonly Candidate[]): string {
  if (candidates.every(({ stability }) => stability === null)) {
    return 'Méthode du mélange : faute de pouvoir mesurer la solidité, celle qui s’accorde le mieux avec des lectures humaines.';
  }
  const [mixture, reinert] = [meanOf(candidates, 'mixture'), meanOf(candidates, 'reinert')];
  if (mixture >= reinert) {
    return `Méthode du mélange : quand on retire au sort les contributions, ses classes se retrouvent au moins aussi bien que celles de Reinert (${decimal(mixture)} contre ${decimal(reinert)} en moyenne).`;
  }
  return 'Méthode du mélange : celle de Reinert laisse ici trop de textes dans une seule classe, ou ne fait pas mieux.';
}

function whyReinert(candidates: readonly Candidate[]): string {
  const [mixture, reinert] = [meanOf(candidates, 'mixture'), meanOf(candidates, 'reinert')];
  return `Méthode de Reinert : quand on retire au sort les contributions, ses classes se retrouvent mieux que celles du mélange (${decimal(reinert)} contre ${decimal(mixture)} en moyenne).`;
}

function whyStable({ classes, stability, largestShare }: Candidate): string {
  return `${classes} classes : c’est le découpage le plus fin dont les classes restent stables (${decimal(stability)} en moyenne, pour un seuil de ${decimal(STABLE)}) ; la plus grande réunit ${percent(largestShare)} du corpus classé.`;
}

function whySteadiest({ classes, stability }: Candidate): string {
  if (stability === null) {
    return `${classes} classes : la solidité ne pouvant pas être mesurée, le plus simple des découpages équilibrés. À lire comme une première piste.`;
  }
  return `${classes} classes : aucun découpage n’est pleinement stable (seuil ${decimal(STABLE)}) ; celui-ci est le plus fin de ceux qui le sont le plus (${decimal(stability)}). À lire comme une première piste.`;
}

function whyUnbalanced({ classes, largestShare }: Candidate): string {
  return `${classes} classes : quel que soit le découpage, une classe réunit plus de ${percent(LARGEST_SHARE)} du corpus (ici ${percent(largestShare)}). Le corpus est peut-être trop petit, ou trop homogène.`;
}

export function decimal(value: number | null): string {
  return value === null ? 'non calculée' : value.toFixed(2).replace('.', ',');
}

export function percent(share: number): string {
  return `${Math.round(share * 100)} %`;
}
