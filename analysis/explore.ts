import type { Contribution, Corpus } from './corpus.ts';
import type { Dictionary } from './dictionary.ts';
import {
  type BooleanMatrix,
  columnCounts,
  columnsOf,
  countCells,
  matrixFromRows,
} from './math/matrix.ts';
import { layOutForest } from './math/stress.ts';
import { type CloudWord, lettersOf, sizeWords } from './steps/cloud.ts';
import { type Collocation, proposeCollocations } from './steps/collocations.ts';
import {
  type Concordance,
  type ConcordanceLine,
  type ConcordanceQuery,
  findConcordance,
} from './steps/concordance.ts';
import { type Correspondence, correspond, type Place, placeRow } from './steps/correspondence.ts';
import { type Profile, profileChi2, profileClasses } from './steps/keyness.ts';
import { type SimilarityMeasure, similarityGraph } from './steps/similarity.ts';
import { readWords } from './words.ts';

/** A stretch of a contribution that a run put in a theme (1, 2, 3 …). */
export type CodedSpan = {
  readonly contribution: string;
  readonly start: number;
  readonly end: number;
  readonly theme: number;
};

/** What a run read and found, as the store keeps it: its words are read again, its classes are not computed again. */
export type ExplorationInput = {
  /** In the order in which a concordance lists them. */
  readonly contributions: readonly Contribution[];
  readonly spans: readonly CodedSpan[];
  readonly themes: number;
  readonly dictionary: Dictionary;
  readonly segmentWords: number;
};

export type Exploration = {
  readonly corpus: Corpus;
  readonly dictionary: Dictionary;
  readonly themes: number;
  /** By contribution, then in reading order. */
  readonly spans: readonly CodedSpan[];
  /** Index of the contribution that each span lies in. */
  readonly contributionOf: Int32Array;
  /** Spans × active terms; `group` says the theme of each span. */
  readonly matrix: BooleanMatrix;
  readonly group: Int32Array;
  /** The forms worth describing, by their letters. */
  readonly forms: Int32Array;
};

export type MapPoint = {
  readonly label: string;
  /** Theme that the point is, or that the form belongs to most. */
  readonly theme: number | null;
  readonly x: number;
  readonly y: number;
  /** Shares of the inertia of the two axes that are the point's; 0 for what is only projected. */
  readonly contributions: readonly [x: number, y: number];
  /** How well the plane shows the point: sum of its cos² on both axes. */
  readonly quality: number;
  /** Segments that the theme holds, or that hold the form, or that people of this value spoke. */
  readonly count: number;
};

export type MapVariable = MapPoint & { readonly variable: string };

export type ThemeMap = {
  /** Inertia of each axis, and all of it: χ²/N. */
  readonly inertias: readonly number[];
  readonly total: number;
  readonly formCount: number;
  readonly themes: readonly MapPoint[];
  /** Those that make the plane most, strongest first. */
  readonly forms: readonly MapPoint[];
  /** Supplementary: regions, categories, families of source. */
  readonly variables: readonly MapVariable[];
};

export type FormNode = {
  readonly form: string;
  readonly lemma: string;
  readonly count: number;
  /** From 1 by decreasing size. */
  readonly community: number;
  readonly x: number;
  readonly y: number;
};

export type FormLink = {
  readonly first: number;
  readonly second: number;
  readonly together: number;
  readonly jaccard: number;
};

export type FormGraph = {
  readonly nodes: readonly FormNode[];
  /** The maximum spanning tree. */
  readonly tree: readonly FormLink[];
  /** All links, of which the tree is a part. */
  readonly links: number;
};

export type ThemedLine = Omit<ConcordanceLine, 'contribution'> & {
  readonly contribution: string;
  /** Null where the run left the segment out. */
  readonly theme: number | null;
};

export type ThemedConcordance = Omit<Concordance, 'lines'> & {
  readonly lines: readonly ThemedLine[];
};

export type Question =
  | { readonly kind: 'map' }
  | { readonly kind: 'graph'; readonly theme: number | null; readonly measure: SimilarityMeasure }
  | { readonly kind: 'concordance'; readonly query: ConcordanceQuery }
  | { readonly kind: 'cloud'; readonly theme: number | null }
  | { readonly kind: 'collocations' };

export type Answer =
  | { readonly kind: 'map'; readonly map: ThemeMap | null }
  | { readonly kind: 'graph'; readonly graph: FormGraph }
  | { readonly kind: 'concordance'; readonly concordance: ThemedConcordance }
  | { readonly kind: 'cloud'; readonly words: readonly CloudWord[] }
  | { readonly kind: 'collocations'; readonly collocations: readonly Collocation[] };

const MAPPED_FORMS = 1500;
const FORMS_DRAWN = 60;
const FORMS_OF_EACH_THEME = 4;
const MINIMUM_UNITS_OF_VALUE = 5;
const GRAPH_FORMS = 60;
/** Above chance at 5 % (1 df). */
const MINIMUM_CHI2 = 3.84;
/** In a small corpus, being together once already says something. */
const SMALL_CORPUS = 200;
const CLOUD_WORDS = 80;
const CLOUD_LEVELS = 6;
const GRAPH_SEED = 1;

/** Reads the words of a run's contributions again and lays its classes over them. */
export function openExploration(input: ExplorationInput): Exploration {
  const { contributions, dictionary, segmentWords, themes } = input;
  const corpus = readWords(contributions, dictionary, { unit: 'segment', segmentWords });
  const { spans, contributionOf } = orderSpans(contributions, input.spans);
  const matrix = formsOfSpans(corpus, spans, contributionOf);
  const group = Int32Array.from(spans, ({ theme }) => theme);
  const forms = commonForms(corpus, matrix);
  return { corpus, dictionary, themes, spans, contributionOf, matrix, group, forms };
}

export function answer(exploration: Exploration, question: Question): Answer {
  switch (question.kind) {
    case 'map':
      return { kind: 'map', map: mapThemes(exploration) };
    case 'graph':
      return { kind: 'graph', graph: linkForms(exploration, question.theme, question.measure) };
    case 'concordance':
      return { kind: 'concordance', concordance: readInContext(exploration, question.query) };
    case 'cloud':
      return { kind: 'cloud', words: writeCloud(exploration, question.theme) };
    case 'collocations':
      return { kind: 'collocations', collocations: proposeCollocations(exploration.corpus) };
  }
}

/**
 * Themes and forms on the first plane of a correspondence analysis of themes × forms (segments that hold the form),
 * with what describes those who speak as supplementary points. Null where there are not three themes to tell apart.
 */
export function mapThemes(exploration: Exploration): ThemeMap | null {
  const { corpus, matrix, group, themes, forms } = exploration;
  const profile = profileClasses(matrix, group, themes);
  const columns = commonest(forms, columnCounts(matrix), MAPPED_FORMS);
  const counts = Float64Array.from(
    { length: themes * columns.length },
    (_, at) =>
      profile.counts[
        Math.floor(at / columns.length) * profile.columns + columns[at % columns.length]
      ],
  );
  const found = correspond({ rows: themes, columns: columns.length, counts });
  if (found.inertias.length < 2) return null;
  return {
    inertias: [...found.inertias],
    total: found.total,
    formCount: columns.length,
    themes: found.rows.map((place, at) =>
      toPoint(place, { label: '', theme: at + 1, count: profile.sizes[at] }),
    ),
    forms: chooseForms(found, profile, columns).map((at) =>
      toPoint(found.columns[at], {
        label: corpus.terms.label[columns[at]],
        theme: mostAttached(profile, columns[at]),
        count: profile.totals[columns[at]],
      }),
    ),
    variables: placeVariables(exploration, found, columns),
  };
}

/**
 * How forms go together in the segments of the whole corpus, or of one theme (then its own forms): the maximum spanning
 * tree of their co-occurrences, communities, and where to draw them. A form that nothing links is left out.
 */
export function linkForms(
  exploration: Exploration,
  theme: number | null,
  measure: SimilarityMeasure,
): FormGraph {
  const { corpus, matrix, group, spans } = exploration;
  const columns = formsToLink(exploration, theme);
  const columnAt = new Map(Array.from(columns, (term, column) => [term, column]));
  const rows = Array.from(spans.keys())
    .filter((unit) => theme === null || group[unit] === theme)
    .map((unit) => Array.from(columnsOf(matrix, unit)).flatMap((term) => columnAt.get(term) ?? []));
  const table = matrixFromRows(rows, columns.length);
  const counts = columnCounts(table);
  const options = {
    measure,
    minimumTogether: rows.length < SMALL_CORPUS ? 1 : 2,
    seed: GRAPH_SEED,
  };
  const { links, tree, community } = similarityGraph(table, options);
  const kept = Array.from(columns.keys()).filter((column) =>
    tree.some(({ first, second }) => first === column || second === column),
  );
  const nodeOf = new Map(kept.map((column, node) => [column, node]));
  const edges = tree.map((link) => ({
    ...link,
    first: nodeOf.get(link.first) ?? 0,
    second: nodeOf.get(link.second) ?? 0,
  }));
  const points = layOutForest(kept.length, edges);
  return {
    nodes: kept.map((column, node) => ({
      form: corpus.terms.label[columns[column]],
      lemma: corpus.terms.lemma[columns[column]],
      count: counts[column],
      community: community[column],
      ...points[node],
    })),
    tree: edges,
    links: links.length,
  };
}

/**
 * The words that come back most in the whole corpus; of a theme, those that are its own, by how many times it says them.
 */
export function writeCloud(exploration: Exploration, theme: number | null): CloudWord[] {
  const { corpus } = exploration;
  const occurrences = theme === null ? corpus.terms.occurrences : countOwnWords(exploration, theme);
  return sizeWords(corpus, occurrences, CLOUD_WORDS, CLOUD_LEVELS);
}

/** A concordance whose lines say which theme holds them. */
export function readInContext(
  { corpus, dictionary, spans }: Exploration,
  query: ConcordanceQuery,
): ThemedConcordance {
  const { lines, ...found } = findConcordance(corpus, query, dictionary);
  return {
    ...found,
    lines: lines.map((line) => {
      const contribution = corpus.contributions[line.contribution].id;
      const span = spans.find(
        ({ contribution: other, start, end }) =>
          other === contribution && start <= line.start && line.start < end,
      );
      return { ...line, contribution, theme: span?.theme ?? null };
    }),
  };
}

function orderSpans(contributions: readonly Contribution[], unordered: readonly CodedSpan[]) {
  const placeOf = new Map(contributions.map(({ id }, place) => [id, place]));
  const spans = unordered
    .filter(({ contribution }) => placeOf.has(contribution))
    .sort(
      (a, b) =>
        (placeOf.get(a.contribution) ?? 0) - (placeOf.get(b.contribution) ?? 0) ||
        a.start - b.start ||
        a.theme - b.theme,
    );
  const contributionOf = Int32Array.from(
    spans,
    ({ contribution }) => placeOf.get(contribution) ?? 0,
  );
  return { spans, contributionOf };
}

/** Which active terms each span holds. */
function formsOfSpans(
  corpus: Corpus,
  spans: readonly CodedSpan[],
  contributionOf: Int32Array,
): BooleanMatrix {
  const { terms } = corpus;
  const cells: { unit: number[]; term: number[] } = { unit: [], term: [] };
  eachActiveTerm(corpus, spans, contributionOf, (unit, term) => {
    cells.unit.push(unit);
    cells.term.push(term);
  });
  const { matrix } = countCells(
    spans.length,
    terms.count,
    Int32Array.from(cells.unit),
    Int32Array.from(cells.term),
  );
  return matrix;
}

/** Times that a theme says each of the words that it uses more than others; 0 for all others. */
function countOwnWords(
  { corpus, spans, contributionOf, matrix, group, themes }: Exploration,
  theme: number,
): Int32Array {
  const profile = profileClasses(matrix, group, themes);
  const counts = new Int32Array(corpus.terms.count);
  if (theme < 1 || theme > themes) return counts;
  eachActiveTerm(corpus, spans, contributionOf, (unit, term) => {
    if (group[unit] === theme) counts[term]++;
  });
  return counts.map((count, term) =>
    count > 0 && profileChi2(profile, theme - 1, term) >= MINIMUM_CHI2 ? count : 0,
  );
}

/** A token belongs to every span that it begins in. */
function eachActiveTerm(
  { tokens, terms }: Corpus,
  spans: readonly CodedSpan[],
  contributionOf: Int32Array,
  visit: (unit: number, term: number) => void,
): void {
  spans.forEach(({ start, end }, unit) => {
    const last = tokens.firstOf[contributionOf[unit] + 1];
    for (let t = firstTokenFrom(tokens, contributionOf[unit], start); t < last; t++) {
      if (tokens.start[t] >= end) break;
      if (tokens.width[t] === 0 || terms.isActive[tokens.term[t]] === 0) continue;
      visit(unit, tokens.term[t]);
    }
  });
}

function firstTokenFrom(tokens: Corpus['tokens'], contribution: number, start: number): number {
  let [low, high] = [tokens.firstOf[contribution], tokens.firstOf[contribution + 1]];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (tokens.start[middle] < start) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The floor of the analysis (steps/matrix.ts): it grows as the vocabulary does. */
function commonForms({ terms }: Corpus, matrix: BooleanMatrix): Int32Array {
  const frequency = columnCounts(matrix);
  const floor = Math.max(2, Math.round(Math.sqrt(matrix.columns.length) / 40));
  const enough = Array.from(frequency.keys()).filter((term) => frequency[term] >= floor);
  return Int32Array.from(
    enough.sort(
      (a, b) =>
        compare(lettersOf(terms.lemma[a]), lettersOf(terms.lemma[b])) ||
        compare(terms.lemma[a], terms.lemma[b]) ||
        a - b,
    ),
  );
}

/** As many as asked of those that stand in most units, in their own order; the first ones on ties. */
function commonest(forms: Int32Array, frequency: Int32Array, count: number): Int32Array {
  const places = Array.from(forms.keys())
    .sort((a, b) => frequency[forms[b]] - frequency[forms[a]] || a - b)
    .slice(0, count)
    .sort((a, b) => a - b);
  return Int32Array.from(places, (place) => forms[place]);
}

function toPoint(place: Place, described: Pick<MapPoint, 'label' | 'theme' | 'count'>): MapPoint {
  return {
    ...described,
    x: place.coordinates[0],
    y: place.coordinates[1],
    contributions: [place.contributions[0], place.contributions[1]],
    quality: place.cosines[0] + place.cosines[1],
  };
}

/** Those that make the plane, and a few of each theme so that none stands without words. */
function chooseForms(found: Correspondence, profile: Profile, columns: Int32Array): number[] {
  const weight = ({ contributions }: Place) =>
    contributions[0] * found.inertias[0] + contributions[1] * found.inertias[1];
  const strongest = Array.from(columns.keys()).sort(
    (a, b) => weight(found.columns[b]) - weight(found.columns[a]) || a - b,
  );
  const chosen = new Set<number>();
  for (let theme = 0; theme < profile.classes; theme++) {
    const chi2Of = (at: number) => profileChi2(profile, theme, columns[at]);
    Array.from(columns.keys())
      .filter((at) => chi2Of(at) >= MINIMUM_CHI2)
      .sort((a, b) => chi2Of(b) - chi2Of(a) || a - b)
      .slice(0, FORMS_OF_EACH_THEME)
      .forEach((at) => {
        chosen.add(at);
      });
  }
  for (const at of strongest) if (chosen.size < FORMS_DRAWN) chosen.add(at);
  return strongest.filter((at) => chosen.has(at));
}

function mostAttached(profile: Profile, column: number): number {
  let best = 0;
  for (let theme = 1; theme < profile.classes; theme++) {
    if (profileChi2(profile, theme, column) > profileChi2(profile, best, column)) best = theme;
  }
  return best + 1;
}

function placeVariables(
  exploration: Exploration,
  found: Correspondence,
  columns: Int32Array,
): MapVariable[] {
  const columnAt = new Map(Array.from(columns, (term, column) => [term, column]));
  const groups = new Map<
    string,
    { variable: string; value: string; units: number; counts: Float64Array }
  >();
  exploration.contributionOf.forEach((contribution, unit) => {
    const { metadata } = exploration.corpus.contributions[contribution];
    for (const [variable, value] of Object.entries(metadata ?? {})) {
      const key = `${variable} ${value}`;
      const counts = () => new Float64Array(columns.length);
      const own = groups.get(key) ?? { variable, value, units: 0, counts: counts() };
      groups.set(key, own);
      own.units++;
      for (const term of columnsOf(exploration.matrix, unit)) {
        const column = columnAt.get(term);
        if (column !== undefined) own.counts[column]++;
      }
    }
  });
  return [...groups.values()]
    .filter(({ units }) => units >= MINIMUM_UNITS_OF_VALUE)
    .sort((a, b) => compare(a.variable, b.variable) || compare(a.value, b.value))
    .flatMap(({ variable, value, units, counts }) => {
      const place = placeRow(found, counts);
      if (!place) return [];
      const point = {
        ...place,
        mass: 0,
        contributions: new Float64Array(place.coordinates.length),
      };
      return [{ variable, ...toPoint(point, { label: value, theme: null, count: units }) }];
    });
}

/** The commonest forms of the corpus, or those that most belong to the theme. */
function formsToLink(exploration: Exploration, theme: number | null) {
  const { forms, matrix } = exploration;
  if (theme === null) return commonest(forms, columnCounts(matrix), GRAPH_FORMS);
  const own = new Set(ownForms(exploration, theme).slice(0, GRAPH_FORMS));
  return forms.filter((form) => own.has(form));
}

/** Terms that a theme uses more than others do, by χ², strongest first; the first by their letters on ties. */
export function ownForms({ forms, matrix, group, themes }: Exploration, theme: number): number[] {
  const profile = profileClasses(matrix, group, themes);
  const chi2Of = (form: number) => profileChi2(profile, theme - 1, form);
  return Array.from(forms.keys())
    .filter((at) => chi2Of(forms[at]) >= MINIMUM_CHI2)
    .sort((a, b) => chi2Of(forms[b]) - chi2Of(forms[a]) || a - b)
    .map((at) => forms[at]);
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
