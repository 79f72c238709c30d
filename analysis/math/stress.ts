export type Point = { readonly x: number; readonly y: number };
type Edge = { readonly first: number; readonly second: number };

const ROUNDS = 1000;
const SETTLED = 1e-6;
/** Between trees that nothing links. */
const APART = 3;

/**
 * Where to draw the nodes of a forest so that distances on paper follow distances along its edges: stress majorisation
 * (Gansner, Koren, North 2004), from a circle in the order of a walk through the tree, so that edges start uncrossed.
 * Edges between nodes of many neighbours are longer, to leave room. Turned so that the drawing is wider than high.
 */
export function layOutForest(count: number, edges: readonly Edge[]): Point[] {
  if (count === 0) return [];
  const neighbours = neighboursOf(count, edges);
  const distances = distancesBetween(neighbours);
  const points = circleOf(neighbours);
  for (let round = 0; round < ROUNDS; round++) {
    if (settle(points, distances) < SETTLED) break;
  }
  return turned(points);
}

type Neighbour = { readonly node: number; readonly length: number };
type Points = { readonly x: Float64Array; readonly y: Float64Array };

function neighboursOf(count: number, edges: readonly Edge[]): Neighbour[][] {
  const degrees = new Int32Array(count);
  for (const { first, second } of edges) {
    degrees[first]++;
    degrees[second]++;
  }
  const neighbours: Neighbour[][] = Array.from({ length: count }, () => []);
  const join = (first: number, second: number, length: number) => {
    neighbours[first].push({ node: second, length });
    neighbours[second].push({ node: first, length });
  };
  for (const { first, second } of edges) {
    join(first, second, Math.sqrt(Math.max(1, degrees[first] + degrees[second] - 2)));
  }
  for (const root of rootsOf(neighbours).slice(1)) join(0, root, APART);
  return neighbours;
}

/** The first node of each tree. */
function rootsOf(neighbours: readonly Neighbour[][]): number[] {
  const seen = new Uint8Array(neighbours.length);
  return Array.from(neighbours.keys()).filter((root) => {
    if (seen[root] === 1) return false;
    for (const node of walk(neighbours, root)) seen[node] = 1;
    return true;
  });
}

/** Nodes of one tree, each branch to its end before the next. */
function walk(neighbours: readonly Neighbour[][], root: number): number[] {
  const seen = new Set<number>();
  const waiting = [root];
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    if (seen.has(node)) continue;
    seen.add(node);
    for (const next of neighbours[node].toReversed()) waiting.push(next.node);
  }
  return [...seen];
}

/** Along the only path from each node to each other. */
function distancesBetween(neighbours: readonly Neighbour[][]): Float64Array[] {
  return neighbours.map((_, from) => {
    const distances = new Float64Array(neighbours.length).fill(-1);
    distances[from] = 0;
    const waiting = [from];
    for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
      for (const next of neighbours[node]) {
        if (distances[next.node] >= 0) continue;
        distances[next.node] = distances[node] + next.length;
        waiting.push(next.node);
      }
    }
    return distances;
  });
}

function circleOf(neighbours: readonly Neighbour[][]): Points {
  const count = neighbours.length;
  const points = { x: new Float64Array(count), y: new Float64Array(count) };
  walk(neighbours, 0).forEach((node, place) => {
    points.x[node] = Math.cos((2 * Math.PI * place) / count) * Math.sqrt(count);
    points.y[node] = Math.sin((2 * Math.PI * place) / count) * Math.sqrt(count);
  });
  return points;
}

/** Moves each node in turn to where its distances ask for it; returns the longest move. */
function settle({ x, y }: Points, distances: readonly Float64Array[]): number {
  let longest = 0;
  for (let i = 0; i < x.length; i++) {
    let [weights, sumX, sumY] = [0, 0, 0];
    for (let j = 0; j < x.length; j++) {
      if (i === j) continue;
      const wanted = distances[i][j];
      const weight = 1 / (wanted * wanted);
      const [dx, dy] = [x[i] - x[j], y[i] - y[j]];
      const apart = Math.sqrt(dx * dx + dy * dy);
      const scale = apart > 1e-9 ? wanted / apart : 0;
      weights += weight;
      sumX += weight * (x[j] + dx * scale);
      sumY += weight * (y[j] + dy * scale);
    }
    if (weights === 0) continue;
    longest = Math.max(longest, Math.abs(sumX / weights - x[i]), Math.abs(sumY / weights - y[i]));
    x[i] = sumX / weights;
    y[i] = sumY / weights;
  }
  return longest;
}

/** Centred, and turned so that the longest side lies flat. */
function turned({ x, y }: Points): Point[] {
  const [meanX, meanY] = [meanOf(x), meanOf(y)];
  let [xx, yy, xy] = [0, 0, 0];
  for (let i = 0; i < x.length; i++) {
    xx += (x[i] - meanX) ** 2;
    yy += (y[i] - meanY) ** 2;
    xy += (x[i] - meanX) * (y[i] - meanY);
  }
  const angle = Math.atan2(2 * xy, xx - yy) / 2;
  const [cosine, sine] = [Math.cos(angle), Math.sin(angle)];
  return Array.from(x, (_, i) => {
    const [dx, dy] = [x[i] - meanX, y[i] - meanY];
    return { x: dx * cosine + dy * sine, y: dy * cosine - dx * sine };
  });
}

function meanOf(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
