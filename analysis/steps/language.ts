import { LANGUAGES, type Segments } from '../corpus.ts';
import { KNOWN_BIT } from './forms.ts';

/** What the language of a stretch of words is read from. */
export interface LanguageEvidence {
  /** Words that could tell: neither names, numbers nor signs. */
  words: number;
  /** Of these, words that the French lexicon knows. */
  known: number;
  /** Words that belong to another language and not to French, by position in LANGUAGES. */
  readonly foreign: Uint32Array;
}

/** In `languagesOf`: a name, a number, a sign. */
export const UNTELLING = 255;

const FRENCH = 0;
const OTHER = LANGUAGES.length - 1;

/** Fewer words than this are taken as French: a short answer is never set aside. */
const MINIMUM_WORDS = 4;
const MINIMUM_WORDS_OTHER = 8;
const MINIMUM_FOREIGN_SHARE = 0.15;
const MAXIMUM_KNOWN_SHARE = 0.7;
const MAXIMUM_KNOWN_SHARE_OTHER = 0.35;

/**
 * Sets `segments.language`. `languagesOf[token]` holds the bits of the token's form (forms.ts), or 255 for
 * a word that tells nothing. A segment too short to tell by itself follows its contribution.
 */
export function detectLanguages(segments: Segments, languagesOf: Uint8Array): void {
  for (let first = 0; first < segments.count; ) {
    let end = first + 1;
    while (end < segments.count && segments.contribution[end] === segments.contribution[first])
      end++;
    detectInContribution(segments, languagesOf, first, end);
    first = end;
  }
}

/** The language of some evidence, as a position in LANGUAGES; French wherever there is doubt. */
export function languageOf(evidence: LanguageEvidence): number {
  const { words, known, foreign } = evidence;
  if (words < MINIMUM_WORDS) return FRENCH;
  let best = FRENCH;
  for (let language = 1; language < OTHER; language++) {
    if ((foreign[language] ?? 0) > (best === FRENCH ? 0 : (foreign[best] ?? 0))) best = language;
  }
  const isForeign =
    best !== FRENCH &&
    (foreign[best] ?? 0) >= Math.max(2, words * MINIMUM_FOREIGN_SHARE) &&
    known < words * MAXIMUM_KNOWN_SHARE;
  if (isForeign) return best;
  return words >= MINIMUM_WORDS_OTHER && known < words * MAXIMUM_KNOWN_SHARE_OTHER ? OTHER : FRENCH;
}

function detectInContribution(
  segments: Segments,
  languagesOf: Uint8Array,
  first: number,
  end: number,
): void {
  const from = segments.firstToken[first] ?? 0;
  const whole = languageOf(gather(languagesOf, from, segments.endToken[end - 1] ?? from));
  for (let s = first; s < end; s++) {
    const own = gather(languagesOf, segments.firstToken[s] ?? 0, segments.endToken[s] ?? 0);
    segments.language[s] =
      own.words < MINIMUM_WORDS_OTHER ? whole || languageOf(own) : languageOf(own);
  }
}

function gather(languagesOf: Uint8Array, from: number, to: number): LanguageEvidence {
  const foreign = new Uint32Array(LANGUAGES.length);
  const evidence = { words: 0, known: 0, foreign };
  for (let token = from; token < to; token++) {
    const bits = languagesOf[token] ?? 255;
    if (bits === UNTELLING) continue;
    evidence.words++;
    if (bits & KNOWN_BIT) evidence.known++;
    for (let language = 1; language < OTHER; language++) {
      if (bits & (1 << language)) foreign[language] = (foreign[language] ?? 0) + 1;
    }
  }
  return evidence;
}
