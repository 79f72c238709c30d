import type { Contribution } from '../../../analysis/corpus.ts';
import { problem } from './problem.ts';
import type { DocumentProblem } from './reading.ts';

export interface PlacedContribution extends Contribution {
  readonly line?: number;
}

/**
 * Keeps every identifier that the input gives; the second « a » becomes « a#2 », or the first of « a#3 »,
 * « a#4 »… that the input itself does not use. Each change is reported.
 */
export function distinctIds(placed: readonly PlacedContribution[]): {
  readonly contributions: readonly Contribution[];
  readonly problems: readonly DocumentProblem[];
} {
  const taken = new Set(placed.map(({ id }) => id));
  const seen = new Map<string, number>();
  const problems: DocumentProblem[] = [];
  const contributions = placed.map(({ line, ...contribution }) => {
    const { id } = contribution;
    if (!seen.has(id)) {
      seen.set(id, 1);
      return contribution;
    }
    const renamed = nextFree(id, seen, taken);
    problems.push(problem('repeatedId', { id, renamed }, line === undefined ? {} : { line }));
    return { ...contribution, id: renamed };
  });
  return { contributions, problems };
}

function nextFree(id: string, seen: Map<string, number>, taken: Set<string>): string {
  let turn = seen.get(id) ?? 1;
  let renamed: string;
  do {
    turn++;
    renamed = `${id}#${turn}`;
  } while (taken.has(renamed));
  seen.set(id, turn);
  taken.add(renamed);
  return renamed;
}
