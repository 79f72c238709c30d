import { type Corpus, PARTS_OF_SPEECH } from '../corpus.ts';
import type { Phrase } from './phrases.ts';

/** A form that may enter a name, strongest first. */
export type NameForm = { readonly term: number; readonly chi2: number };

const ITEMS = 3;
const NAMING = new Set(['noun', 'proper', 'unknown', 'expression']);
/** A phrase stands for its strongest word when it keeps at least this part of that word's χ². */
const PHRASE_PART = 0.25;

/**
 * A name for a theme, as a proposal: its three strongest nouns, each widened to the phrase that it most
 * stands in (« logements vacants, commerces, centre-bourg »). Falls back on whatever forms there are.
 */
export function proposeName(
  corpus: Corpus,
  forms: readonly NameForm[],
  phrases: readonly Phrase[],
): string {
  const nouns = forms.filter(({ term }) => NAMING.has(PARTS_OF_SPEECH[corpus.terms.pos[term]]));
  const items: string[] = [];
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
    const item = phrase?.phrase ?? corpus.terms.label[form.term];
    if (!items.some((other) => isWithin(item, other))) items.push(item);
  }
  return capitalised(items.join(', '));
}

/** « service » says nothing after « service public ». */
function isWithin(item: string, other: string): boolean {
  return ` ${other} `.includes(` ${item} `) || ` ${other} `.includes(` ${item}s `);
}

function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
