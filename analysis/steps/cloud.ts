import type { Corpus } from '../corpus.ts';

export type CloudWord = {
  readonly form: string;
  readonly lemma: string;
  readonly occurrences: number;
  /** 1 (rarest of those shown) to `levels`: letters grow with the square root of the count. */
  readonly level: number;
};

/**
 * The active forms that come back most, by their `occurrences` (one a term), in the order of their letters (accents
 * aside), each with how large to write it. On ties at the last place, the first in that order stays.
 */
export function sizeWords(
  { terms }: Corpus,
  occurrences: Int32Array | Uint32Array,
  count: number,
  levels: number,
): CloudWord[] {
  const { lemma, label, isActive } = terms;
  const commonest = Array.from(occurrences.keys())
    .filter((term) => isActive[term] === 1 && occurrences[term] > 0)
    .sort((a, b) => occurrences[b] - occurrences[a] || compare(lemma[a], lemma[b]) || a - b)
    .slice(0, count);
  const root = (term: number) => Math.sqrt(occurrences[term]);
  const [most, least] = [root(commonest[0]), root(commonest[commonest.length - 1])];
  const levelOf = (term: number) =>
    most === least ? 1 : 1 + Math.round(((root(term) - least) / (most - least)) * (levels - 1));
  return commonest
    .map((term) => ({
      form: label[term],
      lemma: lemma[term],
      occurrences: occurrences[term],
      level: levelOf(term),
    }))
    .sort((a, b) => compare(lettersOf(a.form), lettersOf(b.form)) || compare(a.lemma, b.lemma));
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

/** As a dictionary orders words: accents and capitals aside. */
export const lettersOf = (form: string) =>
  form.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase();
