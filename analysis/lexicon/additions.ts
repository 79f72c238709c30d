import { type LefffLine, linesLike } from './lefff.ts';

/** Words that the Lefff of 2014 lacks and that a guess would not read well: `form category lemma traits`. */
const ADDITIONS = `numérique nc numérique ms
numériques nc numérique mp
cheffe nc chef fs
cheffes nc chef fp
autrice nc auteur fs
autrices nc auteur fp
professeure nc professeur fs
professeures nc professeur fp
périscolaire nc périscolaire ms
associatif nc associatif ms
médico-social nc médico-social ms
présentiel nc présentiel ms
distanciel nc distanciel ms
covoiturage nc covoiturage ms
ehpad nc ehpad ms
ehpads nc ehpad mp
ouais pres ouais -`;

const added = Map.groupBy(
  ADDITIONS.split('\n').map((line): LefffLine => {
    const [form = '', category = '', lemma = '', traits = ''] = line.split(' ');
    return { form, category, lemma, traits: traits === '-' ? '' : traits, likeness: 0 };
  }),
  ({ form }) => form,
);

/** Lines of the Lefff for a word (lefff.ts), and ours. */
export function lexiconLines(word: string): LefffLine[] {
  const lower = word.toLowerCase();
  const own = (added.get(lower) ?? []).map(
    (line): LefffLine => (word === lower ? line : { ...line, likeness: 1 }),
  );
  return [...linesLike(word), ...own];
}
