import { ANY_AGREEMENT, TAG_INDEX } from '../lexicon/tags.ts';
import { PREFIXES, SUFFIXES } from '../lexicon/word-formation.ts';
import type { Reading } from './readings.ts';

type Nominals = (word: string) => readonly Reading[];

/**
 * What an unknown word may be, from how it is made: inclusive spelling, a compound, a prefix on a known
 * word, or an ending. Always at least one reading.
 */
export function guessReadings(
  word: string,
  isCapital: boolean,
  isFirst: boolean,
  isKnown: (word: string) => boolean,
  nominals: Nominals,
): readonly Reading[] {
  const lower = word.toLowerCase();
  const made =
    fromInclusive(lower, nominals) ??
    fromCompound(lower, isKnown, nominals) ??
    fromPrefix(lower, nominals);
  const guessed = made ?? fromSuffix(lower);
  if (!isCapital) return guessed;
  const name = {
    tag: TAG_INDEX.proper,
    lemma: word,
    agreement: ANY_AGREEMENT,
    cost: 0,
    isGuess: true,
  };
  const commonCost = isFirst ? COMMON_AT_START_COST : COMMON_WITH_CAPITAL_COST;
  return [name, ...guessed.map((own) => ({ ...own, cost: own.cost + commonCost }))];
}

const COMMON_AT_START_COST = 4;
const COMMON_WITH_CAPITAL_COST = 30;

/** « élu(e)s », « habitant·e·s », « agriculteur/trice » → the masculine that they extend. */
function fromInclusive(lower: string, nominals: Nominals): readonly Reading[] | undefined {
  const mark = lower.search(/[(·•‧⋅∙./]/u);
  if (mark < 2) return fromHyphenInclusive(lower, nominals);
  const found = nominals(lower.slice(0, mark));
  return found.length > 0 ? found.map(anyAgreement) : [guess('noun', lower.slice(0, mark), 0)];
}

function fromHyphenInclusive(lower: string, nominals: Nominals): readonly Reading[] | undefined {
  const match = /^(.{2,})-(?:e|ne|le|te|rice|trice|ère|euse|ve|se)-?s?$/u.exec(lower);
  const found = match?.[1] ? nominals(match[1]) : [];
  return found.length > 0 ? found.map(anyAgreement) : undefined;
}

function anyAgreement(own: Reading): Reading {
  return { ...own, agreement: ANY_AGREEMENT };
}

/** « petits-enfants » → « petit-enfant »; a word cut by the end of a line → the word. */
function fromCompound(
  lower: string,
  isKnown: (word: string) => boolean,
  nominals: Nominals,
): readonly Reading[] | undefined {
  const parts = lower.split(/-\n?/u);
  if (parts.length < 2 || parts.length > 6) return undefined;
  const joined = parts.join('');
  const hyphenated = parts.join('-');
  if (hyphenated !== lower) {
    const whole = isKnown(joined) ? nominals(joined) : nominals(hyphenated);
    if (whole.length > 0) return whole;
  }
  const last = parts.at(-1) ?? '';
  const heads = nominals(last);
  const lemmas = parts.slice(0, -1).map((part) => singular(part, nominals));
  if (heads.length > 0) {
    return heads.map((own) => ({ ...own, lemma: [...lemmas, own.lemma].join('-') }));
  }
  return fromSuffix(last).map((own) => ({ ...own, lemma: [...lemmas, own.lemma].join('-') }));
}

function singular(part: string, nominals: Nominals): string {
  return /[sx]$/u.test(part) ? (nominals(part)[0]?.lemma ?? part) : part;
}

/** « redynamisation », « écoquartier », « intercommunalité »: the lemma keeps the prefix. */
function fromPrefix(lower: string, nominals: Nominals): readonly Reading[] | undefined {
  for (const prefix of PREFIXES) {
    if (!lower.startsWith(prefix) || lower.length < prefix.length + 4) continue;
    const found = nominals(lower.slice(prefix.length));
    if (found.length > 0) {
      return found.map((own) => ({ ...own, lemma: prefix + own.lemma, cost: own.cost + 2 }));
    }
  }
  return undefined;
}

function fromSuffix(lower: string): readonly Reading[] {
  const found = SUFFIXES.filter(
    ({ ending }) => lower.endsWith(ending) && lower.length > ending.length + 2,
  );
  const longest = Math.max(0, ...found.map(({ ending }) => ending.length));
  const readings = found
    .filter(({ ending }) => ending.length === longest)
    .map(({ ending, tag, lemma, cost }) =>
      guess(tag, lower.slice(0, lower.length - ending.length) + lemma, cost),
    );
  return readings.length > 0
    ? readings
    : [guess('noun', withoutPlural(lower), 0), guess('adjective', withoutPlural(lower), 12)];
}

function guess(tag: keyof typeof TAG_INDEX, lemma: string, cost: number): Reading {
  return { tag: TAG_INDEX[tag], lemma, agreement: ANY_AGREEMENT, cost, isGuess: true };
}

function withoutPlural(lower: string): string {
  if (lower.length < 4) return lower;
  if (/eaux$/u.test(lower)) return lower.slice(0, -1);
  return /[^sui]s$|[éaeiou]es$/u.test(lower) ? lower.slice(0, -1) : lower;
}
