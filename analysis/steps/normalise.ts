/**
 * A text made regular (NFC, one apostrophe, one hyphen, one space, no invisible characters), with the
 * way back: unit i of `text` was written by units `starts[i]` to `ends[i]` (excluded) of the original.
 * Both are absent where nothing moved, which is nearly always.
 */
export interface NormalisedText {
  readonly text: string;
  readonly starts?: Uint32Array;
  readonly ends?: Uint32Array;
}

/** Normalises one text of any length. Never throws; lone surrogates stay as they are. */
export function normalise(original: string): NormalisedText {
  const even = original
    .replace(APOSTROPHES, "'")
    .replace(HYPHENS, '-')
    .replace(SPACES, ' ')
    .replace(LINE_BREAKS, '\n');
  if (!MOVING.test(even) && even === even.normalize('NFC')) return { text: even };
  return normaliseByCluster(even);
}

/** Where, in the original text, the unit at `index` of the normalised text begins. */
export function originalStart(normalised: NormalisedText, index: number): number {
  return normalised.starts ? (normalised.starts[index] ?? 0) : index;
}

/** Where, in the original text, a span that ends before `index` in the normalised text ends. */
export function originalEnd(normalised: NormalisedText, index: number): number {
  return normalised.ends ? (normalised.ends[index - 1] ?? 0) : index;
}

// One unit for one unit: offsets do not move.
const APOSTROPHES = /[\u2018\u2019\u201b\u02bc\u02b9\u2032\u00b4`\uff07]/g;
const HYPHENS = /[\u2010\u2011\u2012\u2043\ufe63\uff0d]|(?<=\p{L})\u2013(?=\p{L})/gu;
const SPACES = /[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000\t\v\f]/g;
const LINE_BREAKS = /[\u0085\u2028\u2029\r]/g;

/** Soft hyphens, zero-width and direction marks: part of no word. */
const INVISIBLE = /^[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]$/;
const LIGATURES: Readonly<Record<string, string>> = {
  ﬀ: 'ff',
  ﬁ: 'fi',
  ﬂ: 'fl',
  ﬃ: 'ffi',
  ﬄ: 'ffl',
  ﬅ: 'st',
  ﬆ: 'st',
};
const MOVING = /[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufb00-\ufb06]/;

/** A letter with its marks, a run of Hangul jamo, or any other single code point. */
const CLUSTER = /[\u1100-\u11ff\ua960-\ua97f\ud7b0-\ud7ff]+|\P{M}\p{M}*|\p{M}+/gu;

function normaliseByCluster(even: string): NormalisedText {
  const parts: string[] = [];
  const starts: number[] = [];
  const ends: number[] = [];
  for (const { 0: cluster, index } of even.matchAll(CLUSTER)) {
    for (const [offset, written] of visibleParts(cluster)) {
      const composed = LIGATURES[written] ?? written.normalize('NFC');
      parts.push(composed);
      // A cluster that keeps its length keeps its inner offsets; otherwise it is one indivisible whole.
      const isSame = composed.length === written.length;
      for (let unit = 0; unit < composed.length; unit++) {
        starts.push(index + offset + (isSame ? unit : 0));
        ends.push(index + offset + (isSame ? unit + 1 : written.length));
      }
    }
  }
  return { text: parts.join(''), starts: Uint32Array.from(starts), ends: Uint32Array.from(ends) };
}

/** The cluster itself, or what remains of it around invisible characters that carry a mark. */
function visibleParts(cluster: string): [offset: number, written: string][] {
  if (!MOVING.test(cluster) || LIGATURES[cluster] !== undefined) return [[0, cluster]];
  return Array.from(cluster, (character, index): [number, string] => [index, character]).filter(
    ([, character]) => !INVISIBLE.test(character),
  );
}
