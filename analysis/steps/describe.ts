import type { Theme, ThemeForm } from '../analysis.ts';
import type { Corpus } from '../corpus.ts';
import type { Settings } from '../settings.ts';
import type { Classes } from './classify.ts';
import { coherence } from './coherence.ts';
import { profileChi2, profileClasses } from './keyness.ts';
import { eachActiveToken, type FormTable, type Units } from './matrix.ts';
import { relateMetadata } from './metadata.ts';
import { proposeName } from './name.ts';
import { findPhrases } from './phrases.ts';
import { specificity } from './specificity.ts';
import { rankTypical } from './typical.ts';

const FORMS_SHOWN = 50;
const ANTI_FORMS_SHOWN = 20;
const TYPICAL_SHOWN = 20;
const PHRASES_SHOWN = 20;
const PHRASES_READ = 60;
const FORMS_JUDGED = 10;
/** Above chance at 5 % (1 df). */
const MINIMUM_CHI2 = 3.84;

/** A theme but for its stability, which is judged apart. */
export type DescribedTheme = Omit<Theme, 'stability'>;

/** What tells each class from the others: forms, phrases, typical units, variables, and a name. */
export function describeClasses(
  corpus: Corpus,
  table: FormTable,
  units: Units,
  classes: Pick<Classes, 'group' | 'count'>,
  unitIds: readonly string[],
  settings: Settings,
): DescribedTheme[] {
  const { group, count } = classes;
  const profile = profileClasses(table.matrix, group, count);
  const occurrences = countOccurrences(corpus, table, units, group, count);
  const phrases = findPhrases(corpus, units, group, count, PHRASES_READ);
  const metadata = relateMetadata(
    corpus.contributions,
    units.contribution,
    group,
    count,
    settings.seed,
  );
  return Array.from({ length: count }, (_, theClass) => {
    const chi2 = Float64Array.from({ length: profile.columns }, (_column, column) =>
      profileChi2(profile, theClass, column),
    );
    const ranked = rankColumns(chi2, table, corpus);
    const over = overUsed(ranked, chi2);
    const under = ranked.filter((column) => chi2[column] <= -MINIMUM_CHI2).reverse();
    const toForm = (column: number): ThemeForm => ({
      form: corpus.terms.label[table.terms[column]],
      lemma: corpus.terms.lemma[table.terms[column]],
      chi2: chi2[column],
      specificity: occurrences.specificityOf(theClass, column),
      count: profile.counts[theClass * profile.columns + column],
      total: profile.totals[column],
    });
    const members = Array.from(group.keys()).filter((unit) => group[unit] === theClass + 1);
    return {
      theme: theClass + 1,
      name: proposeName(
        corpus,
        over.map((column) => ({ term: table.terms[column], chi2: chi2[column] })),
        phrases[theClass],
      ),
      size: members.length,
      share: members.length / profile.size,
      contributions: new Set(members.map((unit) => units.contribution[unit])).size,
      forms: over.slice(0, FORMS_SHOWN).map(toForm),
      antiForms: under.slice(0, ANTI_FORMS_SHOWN).map(toForm),
      typical: distinctTexts(
        rankTypical(table.matrix, members, chi2, 'absolute').map(({ row }) => row),
        corpus,
        units,
      ).map((unit) => unitIds[unit]),
      phrases: phrases[theClass]
        .slice(0, PHRASES_SHOWN)
        .map(({ phrase, chi2: value, count: times }) => ({ phrase, chi2: value, count: times })),
      coherence: coherence(table.matrix, over.slice(0, FORMS_JUDGED)),
      metadata: metadata[theClass],
    };
  });
}

/** How well the first forms of each class hold together, without describing it further; null where too few tell it apart. */
export function measureCoherences(
  corpus: Corpus,
  table: FormTable,
  { group, count }: Classes,
): (number | null)[] {
  const profile = profileClasses(table.matrix, group, count);
  return Array.from({ length: count }, (_, theClass) => {
    const chi2 = Float64Array.from({ length: profile.columns }, (_column, column) =>
      profileChi2(profile, theClass, column),
    );
    const over = overUsed(rankColumns(chi2, table, corpus), chi2);
    return coherence(table.matrix, over.slice(0, FORMS_JUDGED));
  });
}

const overUsed = (ranked: readonly number[], chi2: Float64Array) =>
  ranked.filter((column) => chi2[column] >= MINIMUM_CHI2);

function rankColumns(chi2: Float64Array, table: FormTable, corpus: Corpus): number[] {
  const lemmaOf = (column: number) => corpus.terms.lemma[table.terms[column]];
  return Array.from(chi2.keys()).sort((a, b) => {
    if (chi2[a] !== chi2[b]) return chi2[b] - chi2[a];
    return lemmaOf(a) < lemmaOf(b) ? -1 : 1;
  });
}

type Occurrences = { specificityOf(theClass: number, column: number): number };

/** Occurrences of each form in each class: specificities count words, where keyness counts units. */
function countOccurrences(
  corpus: Corpus,
  table: FormTable,
  units: Units,
  group: Int32Array,
  classes: number,
): Occurrences {
  const columns = table.terms.length;
  const columnOf = new Int32Array(corpus.terms.count).fill(-1);
  table.terms.forEach((term, column) => {
    columnOf[term] = column;
  });
  const counts = new Int32Array(classes * columns);
  const totals = new Int32Array(columns);
  const words = new Int32Array(classes + 1);
  eachActiveToken(corpus, units, (unit, term) => {
    const theClass = group[unit];
    const column = columnOf[term];
    words[theClass]++;
    if (theClass === 0 || column < 0) return;
    counts[(theClass - 1) * columns + column]++;
    totals[column]++;
  });
  const size = words.reduce((sum, count) => sum + count, 0) - words[0];
  return {
    specificityOf: (theClass, column) =>
      specificity(counts[theClass * columns + column], totals[column], words[theClass + 1], size),
  };
}

/** The first units whose words are not yet shown: copies of one text count once. */
function distinctTexts(ranked: readonly number[], corpus: Corpus, units: Units): number[] {
  const seen = new Set<string>();
  const kept: number[] = [];
  for (const unit of ranked) {
    if (kept.length === TYPICAL_SHOWN) break;
    const { text } = corpus.contributions[units.contribution[unit]];
    const words = text.slice(units.start[unit], units.end[unit]).toLowerCase();
    if (seen.has(words)) continue;
    seen.add(words);
    kept.push(unit);
  }
  return kept;
}
