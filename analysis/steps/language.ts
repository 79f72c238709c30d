import { LANGUAGES, type Segments } from '../corpus.ts';
import { KNOWN_BIT } from './forms.ts';

/** What the language of a stretch of words is read from. */
export interface LanguageEvidence {
  /** Words that could tell: neither names, numbers nor signs. */
  words: number;
  /** Of these, words that the French lexicon knows. */
  known: number;
  /** Words that speak for a language (lexicon/languages.ts), by position in LANGUAGES. */
  readonly speaking: Uint32Array;
}

/** In `languagesOf`: a name, a number, a sign. */
export const UNTELLING = 255;

const FRENCH = 0;
const OTHER = LANGUAGES.length - 1;

/** Fewer words than this are taken as French: a short answer is never set aside. */
const MINIMUM_WORDS = 4;
const MINIMUM_WORDS_OTHER = 8;
const MINIMUM_SHARE = 0.15;
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
export function languageOf({ words, known, speaking }: LanguageEvidence): number {
  if ((speaking[OTHER] ?? 0) * 2 > words) return OTHER;
  if (words < MINIMUM_WORDS) return FRENCH;
  const loudest = loudestForeign(speaking);
  const isForeign =
    (speaking[loudest] ?? 0) > (speaking[FRENCH] ?? 0) &&
    (speaking[loudest] ?? 0) >= Math.max(2, words * MINIMUM_SHARE) &&
    known < words * MAXIMUM_KNOWN_SHARE;
  if (isForeign) return loudest;
  const isUnknown = words >= MINIMUM_WORDS_OTHER && known < words * MAXIMUM_KNOWN_SHARE_OTHER;
  return isUnknown ? OTHER : FRENCH;
}

function loudestForeign(speaking: Uint32Array): number {
  let loudest = 1;
  for (let language = 2; language < OTHER; language++) {
    if ((speaking[language] ?? 0) > (speaking[loudest] ?? 0)) loudest = language;
  }
  return loudest;
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
    const isTelling = own.words >= MINIMUM_WORDS_OTHER || (own.speaking[FRENCH] ?? 0) > 0;
    segments.language[s] = isTelling ? languageOf(own) : whole;
  }
}

function gather(languagesOf: Uint8Array, from: number, to: number): LanguageEvidence {
  const speaking = new Uint32Array(LANGUAGES.length);
  const evidence = { words: 0, known: 0, speaking };
  for (let token = from; token < to; token++) {
    const bits = languagesOf[token] ?? UNTELLING;
    if (bits === UNTELLING) continue;
    evidence.words++;
    if (bits & KNOWN_BIT) evidence.known++;
    for (let language = 0; language < LANGUAGES.length; language++) {
      if (bits & (1 << language)) speaking[language] = (speaking[language] ?? 0) + 1;
    }
  }
  return evidence;
}
