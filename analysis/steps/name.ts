import { type Corpus, PARTS_OF_SPEECH } from '../corpus.ts';
import type { Phrase } from './phrases.ts';

/** A form that may enter a name, strongest first. */
export type NameForm = { readonly term: number; readonly chi2: number };

const ITEMS = 3;
const NAMING = new Set(['noun', 'proper', 'unknown', 'expression']);
/** A phrase stands for its strongest word when it keeps at least this part of that word's χ²: most of its uses. */
const PHRASE_PART = 0.4;
/** « logiciel libre » says more than « logiciel », and takes its place when it is at least this strong. */
const PRECISION_PART = 0.5;
/** What a title can hold three of. */
const LONGEST_ITEM = 40;

type Item = { readonly words: string; readonly chi2: number };

/**
 * A name for a theme, as a proposal: its three strongest nouns, each widened to the phrase that it mostly
 * stands in (« logements vacants, commerces, centre-bourg »). Falls back on whatever forms there are.
 */
export function proposeName(
  corpus: Corpus,
  forms: readonly NameForm[],
  phrases: readonly Phrase[],
): string {
  const nouns = forms.filter(({ term }) => NAMING.has(PARTS_OF_SPEECH[corpus.terms.pos[term]]));
  const items: Item[] = [];
  const used = new Set<number>();
  for (const form of nouns.length > 0 ? nouns : forms) {
    if (items.length === ITEMS) break;
    if (used.has(form.term)) continue;
    const phrase = phrases.find(
      ({ terms, chi2 }) =>
        terms.includes(form.term) &&
        chi2 >= PHRASE_PART * form.chi2 &&
        !terms.some((term) => used.has(term)),
    );
    for (const term of phrase?.terms ?? [form.term]) used.add(term);
    add(items, { words: phrase?.phrase ?? corpus.terms.label[form.term], chi2: form.chi2 });
  }
  return capitalised(items.map(({ words }) => words.replaceAll("'", '’')).join(', '));
}

/** Nothing twice, whole or in part: « service » after « service public », « fils » after « fil ». */
function add(items: Item[], item: Item): void {
  if (item.words.length > LONGEST_ITEM && items.length > 0) return;
  if (items.some(({ words }) => isWithin(item.words, words))) return;
  const broader = items.findIndex(({ words }) => isWithin(words, item.words));
  if (broader < 0) items.push(item);
  else if (item.chi2 >= PRECISION_PART * (items[broader]?.chi2 ?? 0)) items[broader] = item;
}

const isWithin = (words: string, others: string) =>
  ` ${singular(others)} `.includes(` ${singular(words)} `);

/** Enough to hold two spellings equal; never shown. */
const singular = (words: string) =>
  words.toLowerCase().replaceAll(/(?<=\p{L}{2})[sx](?!\p{L})/gu, '');

function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
