import { type Candidate, chooseFairly } from './small-n.ts';
import { compareCodeUnits, formWords, positionsOf, wordsIn } from './spot.ts';

/** A segment of the theme, with who speaks and from where. */
export interface ThemeSegment {
  readonly id: string;
  readonly text: string;
  readonly speaker: string;
  readonly kind: 'verbatim' | 'reformulation' | 'observation';
  readonly family: string;
  readonly category: string | null;
  readonly region: string | null;
}

export interface ThemeFacts {
  /** What the theme is called: a list of things (« Ingénierie, chef de projet »), or a person's name for it. */
  readonly name: string;
  readonly forms: readonly { readonly form: string; readonly chi2: number }[];
  /** Segment ids, most typical first. */
  readonly typical: readonly string[];
  readonly segments: readonly ThemeSegment[];
  /** How each value of a variable speaks of it, tested by permutation. */
  readonly metadata: readonly {
    readonly variable: string;
    readonly value: string;
    readonly speakers: number;
    readonly expected: number;
    readonly q: number;
  }[];
}

/** What a draft says, before it is worded: only what was counted, never a claim about what they think. */
export interface FindingDraft {
  /** The things that the theme is about. */
  readonly items: readonly string[];
  /** Its strongest forms that the items do not name. */
  readonly forms: readonly string[];
  readonly segments: number;
  readonly stakeholders: number;
  /** Stakeholders who speak of it, by family of source, category and region; most first. */
  readonly families: readonly Tally[];
  readonly categories: readonly Tally[];
  readonly regions: readonly Tally[];
  /** Categories and regions that speak of it more than chance would have it (false-discovery rate 5 %). */
  readonly attracted: {
    readonly categories: readonly string[];
    readonly regions: readonly string[];
  };
  /** Segments attached to begin with, fairly chosen, in the order of the choice. */
  readonly supports: readonly string[];
}

export interface Tally {
  readonly value: string;
  readonly stakeholders: number;
}

/** False-discovery rate under which a group may be said to speak of a theme more than the others. */
const SIGNIFICANT_Q = 0.05;
const ITEMS = 3;
const FORMS = 6;
const SUPPORTS = 8;
/** More are attached only so that every cell that speaks is heard. */
const SUPPORTS_MOST = 15;
/** Fewer words rarely say anything that can be quoted. */
const WORDS_TO_QUOTE = 8;

/** A draft from what the analysis says of a theme: who speaks of it, and the words to begin reading with. */
export function draftFinding(theme: ThemeFacts): FindingDraft {
  const { segments } = theme;
  const items = itemsOf(theme);
  return {
    items,
    forms: otherForms(theme, items),
    segments: segments.length,
    stakeholders: new Set(segments.map(({ speaker }) => speaker)).size,
    families: tally(segments, ({ family }) => family),
    categories: tally(segments, ({ category }) => category),
    regions: tally(segments, ({ region }) => region),
    attracted: {
      categories: attractedBy(theme, 'category'),
      regions: attractedBy(theme, 'region'),
    },
    supports: chooseSupports(theme),
  };
}

const attractedBy = ({ metadata }: ThemeFacts, variable: string) =>
  metadata
    .filter((one) => one.variable === variable && one.speakers > one.expected)
    .filter(({ q }) => q <= SIGNIFICANT_Q)
    .toSorted((a, b) => a.q - b.q || compareCodeUnits(a.value, b.value))
    .map(({ value }) => value);

function itemsOf({ name, forms }: ThemeFacts): string[] {
  const named = name.split(', ').filter((item) => item.trim() !== '');
  return named.length > 0 ? named.slice(0, ITEMS) : forms.slice(0, ITEMS).map(({ form }) => form);
}

function otherForms({ forms }: ThemeFacts, items: readonly string[]): string[] {
  const named = wordsIn(items.join(' '));
  return forms
    .filter(({ form }) => positionsOf(named, formWords(form)).length === 0)
    .slice(0, FORMS)
    .map(({ form }) => form);
}

function tally(
  segments: readonly ThemeSegment[],
  readValue: (segment: ThemeSegment) => string | null,
): Tally[] {
  const speakers = new Map<string, Set<string>>();
  for (const segment of segments) {
    const value = readValue(segment);
    if (value === null) continue;
    speakers.set(value, (speakers.get(value) ?? new Set()).add(segment.speaker));
  }
  return [...speakers]
    .map(([value, people]) => ({ value, stakeholders: people.size }))
    .toSorted((a, b) => b.stakeholders - a.stakeholders || compareCodeUnits(a.value, b.value));
}

/**
 * Fair to who speaks, where, and through which source: verbatims before other kinds, typical ones before
 * others, and on until every cell (region × category) that speaks of the theme is heard once.
 */
function chooseSupports(theme: ThemeFacts): string[] {
  const candidates = quotable(theme);
  const chosen = chooseFairly(rankSupports(theme, candidates), SUPPORTS_MOST);
  const cells = new Set(candidates.map(cellOf));
  const heard = new Set<string>();
  const kept: string[] = [];
  for (const { id, segment } of chosen) {
    if (kept.length >= SUPPORTS && (heard.size === cells.size || heard.has(cellOf(segment))))
      continue;
    heard.add(cellOf(segment));
    kept.push(id);
  }
  return kept;
}

const cellOf = ({ region, category }: ThemeSegment) => `${region ?? ''}|${category ?? ''}`;

/** Whole enough to be quoted, and in the speaker's own words; whatever there is, where nothing is. */
function quotable({ segments }: ThemeFacts): readonly ThemeSegment[] {
  const verbatims = segments.filter(({ kind }) => kind === 'verbatim');
  const whole = verbatims.filter(({ text }) => wordsIn(text).length >= WORDS_TO_QUOTE);
  return [whole, verbatims, segments].find((some) => some.length > 0) ?? [];
}

type Support = Candidate & { readonly segment: ThemeSegment };

function rankSupports(theme: ThemeFacts, candidates: readonly ThemeSegment[]): Support[] {
  const typical = new Map(theme.typical.map((id, rank) => [id, rank]));
  const forms = theme.forms.map(({ form, chi2 }) => ({ words: formWords(form), chi2 }));
  const weightOf = ({ text }: ThemeSegment) => {
    const words = wordsIn(text);
    return forms.reduce(
      (sum, form) => sum + (positionsOf(words, form.words).length > 0 ? form.chi2 : 0),
      0,
    );
  };
  const ordered = candidates
    .map((segment) => ({ segment, weight: weightOf(segment), place: typical.get(segment.id) }))
    .toSorted(
      (a, b) =>
        (a.place ?? typical.size) - (b.place ?? typical.size) ||
        b.weight - a.weight ||
        compareCodeUnits(a.segment.id, b.segment.id),
    );
  return ordered.map(({ segment }, rank) => ({
    id: segment.id,
    segment,
    rank,
    strata: [
      `speaker ${segment.speaker}`,
      `family ${segment.family}`,
      `region ${segment.region}`,
      `category ${segment.category}`,
      `cell ${cellOf(segment)}`,
    ],
  }));
}
