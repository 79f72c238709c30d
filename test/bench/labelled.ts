import { readFileSync } from 'node:fs';
import { sharedPath } from '../support/shared.ts';

export type Labelled = { readonly id: string; readonly text: string; readonly label: string };

/** Corpora with human labels: how many labels, and the agreement that is aimed at. */
export const CORPORA = [
  {
    name: 'service-public',
    file: 'service-public-fiches/fiches_descriptions.jsonl',
    classes: 11,
    goal: 0.4,
  },
  { name: 'sib200', file: 'sib200-fra/sib200-fra.jsonl', classes: 7, goal: 0.265 },
  { name: 'gdn-reunions', file: 'gdn-reunions-locales/reunions.jsonl', classes: 4, goal: 0.62 },
  { name: 'mel comments', file: 'mel-grand-debat/commentaires.jsonl', classes: 28, goal: 0.505 },
  { name: 'vrai-debat-top', file: 'vrai-debat-top/vrai-debat-top.jsonl', classes: 9, goal: 0.28 },
  {
    name: 'republique-num.',
    file: 'republique-numerique/arguments.jsonl',
    classes: 18,
    goal: 0.18,
  },
] as const;

const SMALLEST_LABEL = 5;

/** The distinct labelled texts of labels that at least five texts bear. */
export function readLabelled(file: string): Labelled[] {
  const seen = new Set<string>();
  const texts = readFileSync(sharedPath(`corpora/${file}`), 'utf8')
    .trim()
    .split('\n')
    .map((line): { id: string; text: string; label: string | null } => JSON.parse(line))
    .flatMap(({ id, text, label }) => {
      const words = text.trim();
      if (label === null || label === '' || words === '' || seen.has(words)) return [];
      seen.add(words);
      return [{ id, text, label }];
    });
  const sizes = Map.groupBy(texts, ({ label }) => label);
  return texts.filter(({ label }) => (sizes.get(label)?.length ?? 0) >= SMALLEST_LABEL);
}

/** Normalised mutual information, arithmetic mean of the two entropies. */
export function normalisedInformation(a: readonly unknown[], b: readonly unknown[]): number {
  const pairs = a.map((value, i) => JSON.stringify([value, b[i]]));
  const [both, first, second] = [entropy(pairs), entropy(a), entropy(b)];
  return (first + second - both) / ((first + second) / 2);
}

function entropy(values: readonly unknown[]): number {
  const counts = new Map<unknown, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  let sum = 0;
  for (const count of counts.values()) {
    sum -= (count / values.length) * Math.log(count / values.length);
  }
  return sum;
}
