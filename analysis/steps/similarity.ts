import { createRequire } from 'node:module';
import { UndirectedGraph } from 'graphology';
import { type BooleanMatrix, columnsOf } from '../math/matrix.ts';
import { createRandom } from '../math/random.ts';

// The package is CommonJS and its types say ES module: required, so that both agree.
const louvain: typeof import('graphology-communities-louvain')['default'] = createRequire(
  import.meta.url,
)('graphology-communities-louvain');

/** Two columns that stand in the same units. `first` < `second`. */
export type Link = {
  readonly first: number;
  readonly second: number;
  /** Units that hold both. */
  readonly together: number;
  /** … out of those that hold one or the other, 0 to 1. */
  readonly jaccard: number;
};

export type SimilarityMeasure = 'jaccard' | 'count';

export type SimilarityGraph = {
  readonly links: readonly Link[];
  /** The strongest links that reach every column without any loop (several trees where links lack). */
  readonly tree: readonly Link[];
  /** For each column its community, from 1 by decreasing size. */
  readonly community: Int32Array;
};

/**
 * How columns go together in the units of a table: links, maximum spanning tree (Kruskal 1956), communities (Louvain,
 * Blondel et al. 2008, on all links). Ties go to the first columns, and chance is drawn from `seed`: the same table
 * gives the same graph.
 */
export function similarityGraph(
  matrix: BooleanMatrix,
  options: {
    readonly measure: SimilarityMeasure;
    /** Links of fewer units are dropped. */
    readonly minimumTogether: number;
    readonly seed: number;
  },
): SimilarityGraph {
  const weightOf = weigher(options.measure);
  const { minimumTogether } = options;
  const links = linksBetween(matrix).filter(({ together }) => together >= minimumTogether);
  return {
    links,
    tree: maximumSpanningTree(matrix.columnCount, links, weightOf),
    community: findCommunities(matrix.columnCount, links, weightOf, options.seed),
  };
}

export function weigher(measure: SimilarityMeasure): (link: Link) => number {
  return measure === 'jaccard' ? ({ jaccard }) => jaccard : ({ together }) => together;
}

/** Every pair of columns that stand together in one unit at least, in the order of columns. */
export function linksBetween(matrix: BooleanMatrix): Link[] {
  const { columnCount, rowCount } = matrix;
  const together = new Int32Array(columnCount * columnCount);
  for (let r = 0; r < rowCount; r++) {
    const columns = columnsOf(matrix, r);
    for (let a = 0; a < columns.length; a++) {
      for (let b = a; b < columns.length; b++) together[columns[a] * columnCount + columns[b]]++;
    }
  }
  const links: Link[] = [];
  for (let first = 0; first < columnCount; first++) {
    for (let second = first + 1; second < columnCount; second++) {
      const both = together[first * columnCount + second];
      if (both === 0) continue;
      const either =
        together[first * columnCount + first] + together[second * columnCount + second] - both;
      links.push({ first, second, together: both, jaccard: both / either });
    }
  }
  return links;
}

export function maximumSpanningTree(
  count: number,
  links: readonly Link[],
  weightOf: (link: Link) => number,
): Link[] {
  const parent = Int32Array.from({ length: count }, (_, node) => node);
  const strongest = links.toSorted(
    (a, b) =>
      weightOf(b) - weightOf(a) ||
      b.together - a.together ||
      a.first - b.first ||
      a.second - b.second,
  );
  return strongest.filter(({ first, second }) => {
    const [from, to] = [rootOf(parent, first), rootOf(parent, second)];
    parent[from] = to;
    return from !== to;
  });
}

export function findCommunities(
  count: number,
  links: readonly Link[],
  weightOf: (link: Link) => number,
  seed: number,
): Int32Array {
  const graph = new UndirectedGraph();
  for (let node = 0; node < count; node++) graph.addNode(node);
  for (const link of links) graph.addEdge(link.first, link.second, { weight: weightOf(link) });
  const found = louvain(graph, { getEdgeWeight: 'weight', rng: createRandom(seed) });
  return numberBySize(Int32Array.from({ length: count }, (_, node) => found[node] ?? 0));
}

/** From 1 by decreasing size, the community of the first column first on ties. */
function numberBySize(found: Int32Array): Int32Array {
  const sizes = new Map<number, number>();
  for (const community of found) sizes.set(community, (sizes.get(community) ?? 0) + 1);
  const ordered = [...sizes].sort(([, a], [, b]) => b - a).map(([community]) => community);
  return found.map((community) => ordered.indexOf(community) + 1);
}

function rootOf(parent: Int32Array, start: number): number {
  let node = start;
  while (parent[node] !== node) {
    parent[node] = parent[parent[node]];
    node = parent[node];
  }
  return node;
}
