import { compareCodeUnits, formWords, positionsOf, wordsIn } from './spot.ts';

/** A segment that might say otherwise. */
export interface CounterCandidate {
  readonly id: string;
  readonly text: string;
  /** Whether it belongs to the finding's own theme; if not, it has to share its strongest forms. */
  readonly isOfTheme: boolean;
  readonly category: string | null;
  readonly region: string | null;
}

/** Where a supporter speaks from. */
export interface Supporter {
  readonly category: string | null;
  readonly region: string | null;
}

export interface CounterVoice {
  readonly id: string;
  readonly score: number;
  /** The words that made it a candidate, in reading order, as a person would check them. */
  readonly signs: readonly string[];
}

/** Words on each side of a form where a negation is taken to bear on it. */
const NEAR = 6;
const STRONG = 2;
const WEAK = 1;

/**
 * Opposition markers, whose weight says how often they oppose rather than merely articulate. Of our own, for
 * spoken French; « suffit » is not one when it asks for more (« ne suffit pas ») or for little (« il suffit de »).
 */
const MARKERS: readonly (readonly [words: string, weight: number])[] = [
  ['pas d’accord', 3],
  ['en désaccord', 3],
  ['au contraire', 3],
  ['surtout pas', 3],
  ['à l’inverse', 3],
  ['je refuse', 3],
  ['on refuse', 3],
  ['refuse', STRONG],
  ['refusons', STRONG],
  ['inutile', STRONG],
  ['faux', STRONG],
  ['doublon', STRONG],
  ['usine à gaz', STRONG],
  ['contre', STRONG],
  ['opposé', STRONG],
  ['suffit', STRONG],
  ['suffisent', STRONG],
  ['méfie', STRONG],
  ['méfions', STRONG],
  ['superflu', STRONG],
  ['mille-feuille', STRONG],
  ['de trop', STRONG],
  ['non merci', STRONG],
  ['certainement pas', STRONG],
  ['mais', WEAK],
  ['pourtant', WEAK],
  ['cependant', WEAK],
  ['toutefois', WEAK],
  ['en revanche', WEAK],
  ['sauf', WEAK],
];

const NEGATIONS = new Map(
  ['pas', 'jamais', 'rien', 'aucun', 'aucune', 'sans', 'ni', 'guère', 'plus'].flatMap((label) =>
    formWords(label).map((word) => [word, label] as const),
  ),
);

const compiledMarkers = MARKERS.map(([label, weight]) => ({
  label,
  weight,
  words: formWords(label),
}));

/**
 * Counter-voices for a person to read: segments of the theme, or sharing its strongest forms, that carry an
 * opposition marker or a negation near those forms. Those who speak from where few supporters do come first.
 * Whether they contradict is never decided here.
 */
export function searchCounterVoices(
  candidates: readonly CounterCandidate[],
  forms: readonly string[],
  supporters: readonly Supporter[],
): CounterVoice[] {
  const formsInWords = forms.map(formWords);
  return candidates
    .flatMap((candidate) => {
      const found = readSigns(wordsIn(candidate.text), formsInWords);
      if (found.signs.length === 0 || (!candidate.isOfTheme && found.forms === 0)) return [];
      const score = found.weight + remoteness(candidate, supporters);
      return [{ id: candidate.id, score, signs: found.signs }];
    })
    .toSorted((a, b) => b.score - a.score || compareCodeUnits(a.id, b.id));
}

interface Signs {
  readonly signs: readonly string[];
  readonly weight: number;
  /** How many of the theme's forms stand in the text. */
  readonly forms: number;
}

function readSigns(words: readonly string[], forms: readonly (readonly string[])[]): Signs {
  const places = forms.map((form) => positionsOf(words, form));
  const markers = markersIn(words);
  const negations = negationsNear(words, places.flat());
  const signs = [...markers, ...negations].toSorted((a, b) => a.at - b.at);
  return {
    signs: [...new Set(signs.map(({ label }) => label))],
    weight:
      markers.reduce((sum, { weight }) => sum + weight, 0) + (negations.length > 0 ? STRONG : 0),
    forms: places.filter((positions) => positions.length > 0).length,
  };
}

interface Sign {
  readonly at: number;
  readonly label: string;
  readonly weight: number;
}

/** Each marker once, the longest where several begin or lie within each other (« je refuse », « refuse »). */
function markersIn(words: readonly string[]): Sign[] {
  const taken = new Set<number>();
  return compiledMarkers.flatMap(({ label, weight, words: marker }) => {
    const at = positionsOf(words, marker).find(
      (place) => !taken.has(place) && isOpposing(label, words, place),
    );
    if (at === undefined) return [];
    for (let i = 0; i < marker.length; i += 1) taken.add(at + i);
    return [{ at, label, weight }];
  });
}

/** « Cela suffit » opposes; « il suffit de » and « ne suffit pas » ask for something. */
function isOpposing(label: string, words: readonly string[], at: number): boolean {
  if (label !== 'suffit' && label !== 'suffisent') return true;
  const next = words[at + 1] ?? '';
  return !['de', 'd', 'que', 'pas', 'plus'].includes(next);
}

/** « ne … plus » takes away; « plus de … » alone asks for more: « plus » counts after « ne » only. */
function negationsNear(words: readonly string[], places: readonly number[]): Sign[] {
  return [...words.entries()].flatMap(([at, word]) => {
    const label = NEGATIONS.get(word);
    if (label === undefined || !places.some((place) => Math.abs(place - at) <= NEAR)) return [];
    if (label === 'plus' && !words.slice(Math.max(0, at - 4), at).some(isNe)) return [];
    return [{ at, label, weight: 0 }];
  });
}

const isNe = (word: string) => word === 'ne' || word === 'n';

/** 0 where every supporter speaks from the same category and region, 2 where none does. */
function remoteness(candidate: CounterCandidate, supporters: readonly Supporter[]): number {
  const shareOf = (isAlike: (supporter: Supporter) => boolean) =>
    supporters.length === 0 ? 1 : supporters.filter(isAlike).length / supporters.length;
  return (
    2 -
    shareOf(({ category }) => category === candidate.category) -
    shareOf(({ region }) => region === candidate.region)
  );
}
