import type { Points } from './latentSpace.ts';
import { type Random, randomInteger } from './random.ts';

export type Clusters = {
  /** For each point its cluster, from 0. */
  readonly group: Int32Array;
  /** Sum of cosines with the centre of its cluster: the larger the tighter. */
  readonly score: number;
};

/**
 * Spherical k-means (Dhillon & Modha 2001) of points on the unit sphere, the best of `starts` starts,
 * each seeded as k-means++ does (Arthur & Vassilvitskii 2007), and at most `rounds` rounds long.
 */
export function clusterSphere(
  points: Points,
  clusters: number,
  options: { readonly starts: number; readonly rounds: number },
  random: Random,
): Clusters {
  let best: Clusters | undefined;
  for (let start = 0; start < options.starts; start++) {
    const found = refine(points, seedCentres(points, clusters, random), clusters, options.rounds);
    if (best === undefined || found.score > best.score) best = found;
  }
  return best ?? { group: new Int32Array(points.count), score: 0 };
}

/** Each centre is a point, drawn with a chance that grows with its distance to those already drawn. */
function seedCentres(points: Points, clusters: number, random: Random): Float64Array {
  const { count, dimensions, coordinates } = points;
  const centres = new Float64Array(clusters * dimensions);
  const distance = new Float64Array(count).fill(1);
  for (let k = 0; k < clusters && count > 0; k++) {
    const drawn = k === 0 ? randomInteger(random, count) : drawByWeight(distance, random);
    const from = drawn * dimensions;
    centres.set(coordinates.subarray(from, from + dimensions), k * dimensions);
    for (let r = 0; r < count; r++) {
      const away = Math.max(
        0,
        1 - cosine(coordinates, r * dimensions, centres, k * dimensions, dimensions),
      );
      distance[r] = k === 0 ? away : Math.min(distance[r], away);
    }
  }
  return centres;
}

function drawByWeight(weights: Float64Array, random: Random): number {
  let left = random() * weights.reduce((sum, weight) => sum + weight, 0);
  for (let r = 0; r < weights.length; r++) {
    left -= weights[r];
    if (left < 0) return r;
  }
  return weights.length - 1;
}

function refine(points: Points, start: Float64Array, clusters: number, rounds: number): Clusters {
  const { count, dimensions, coordinates } = points;
  const group = new Int32Array(count).fill(-1);
  const cosines = new Float64Array(clusters);
  let centres = start;
  let score = 0;
  for (let round = 0; round < rounds; round++) {
    const sums = new Float64Array(clusters * dimensions);
    let moved = 0;
    score = 0;
    for (let r = 0; r < count; r++) {
      const at = r * dimensions;
      cosinesWithAll(coordinates, at, centres, dimensions, cosines);
      let nearest = 0;
      let highest = Number.NEGATIVE_INFINITY;
      for (let k = 0; k < clusters; k++) {
        if (cosines[k] > highest) {
          highest = cosines[k];
          nearest = k;
        }
      }
      if (group[r] !== nearest) moved++;
      group[r] = nearest;
      score += highest;
      for (let j = 0; j < dimensions; j++) sums[nearest * dimensions + j] += coordinates[at + j];
    }
    if (moved === 0) break;
    centres = toCentres(sums, centres, clusters, dimensions);
  }
  return { group, score };
}

/** Sums brought to unit length; a cluster left empty keeps its centre. */
function toCentres(
  sums: Float64Array,
  before: Float64Array,
  clusters: number,
  dimensions: number,
): Float64Array {
  for (let k = 0; k < clusters; k++) {
    const from = k * dimensions;
    const length = Math.sqrt(cosine(sums, from, sums, from, dimensions));
    for (let j = from; j < from + dimensions; j++) {
      sums[j] = length === 0 ? before[j] : sums[j] / length;
    }
  }
  return sums;
}

/**
 * Cosines of a point with each centre, four centres at a time: each is the sum that `cosine` makes, term after term, but
 * four sums go on while one would wait for its last term.
 */
function cosinesWithAll(
  a: Float64Array,
  at: number,
  centres: Float64Array,
  dimensions: number,
  cosines: Float64Array,
): void {
  const whole = cosines.length - (cosines.length % 4);
  for (let k = 0; k < whole; k += 4) {
    const [first, second] = [k * dimensions, (k + 1) * dimensions];
    const [third, fourth] = [(k + 2) * dimensions, (k + 3) * dimensions];
    let [one, two, three, four] = [0, 0, 0, 0];
    for (let j = 0; j < dimensions; j++) {
      const value = a[at + j];
      one += value * centres[first + j];
      two += value * centres[second + j];
      three += value * centres[third + j];
      four += value * centres[fourth + j];
    }
    cosines[k] = one;
    cosines[k + 1] = two;
    cosines[k + 2] = three;
    cosines[k + 3] = four;
  }
  for (let k = whole; k < cosines.length; k++) {
    cosines[k] = cosine(a, at, centres, k * dimensions, dimensions);
  }
}

function cosine(
  a: Float64Array,
  at: number,
  b: Float64Array,
  bt: number,
  dimensions: number,
): number {
  let sum = 0;
  for (let j = 0; j < dimensions; j++) sum += a[at + j] * b[bt + j];
  return sum;
}
