import {
  AGREEMENTS,
  GENDER_COST,
  NO_AGREEMENT,
  NOMINAL_AGREEMENT,
  NUMBER_COST,
  PERSON_COST,
} from '../lexicon/agreements.ts';
import {
  ANY_AGREEMENT,
  ANY_GENDER,
  ANY_NUMBER,
  ANY_PERSON,
  TAG_INDEX,
  TAGS,
} from '../lexicon/tags.ts';
import { TRANSITIONS } from '../lexicon/transitions.ts';
import type { Forms } from './forms.ts';

/** Longer sentences (speech without punctuation) are read in pieces of this many words. */
export const SENTENCE_CAPACITY = 1024;
const READINGS = 12;

/** Room to work in, and the answer: for each of `length` forms, the reading chosen (a position in Forms). */
export interface Sentence {
  length: number;
  readonly form: Int32Array;
  readonly reading: Int32Array;
  readonly score: Int32Array;
  readonly cameFrom: Uint8Array;
}

export function createSentence(): Sentence {
  return {
    length: 0,
    form: new Int32Array(SENTENCE_CAPACITY),
    reading: new Int32Array(SENTENCE_CAPACITY),
    score: new Int32Array(SENTENCE_CAPACITY * READINGS),
    cameFrom: new Uint8Array(SENTENCE_CAPACITY * READINGS),
  };
}

/**
 * Chooses one reading a form: the sequence of least total cost, where a reading costs its own rarity, that
 * of its tag after the tag before, and any disagreement with it (Viterbi 1967). Cost grows with the length
 * times the square of the readings a form has, one or two for most.
 */
export function chooseReadings(sentence: Sentence, forms: Forms): void {
  for (let at = 0; at < sentence.length; at++) weighForm(sentence, forms, at);
  traceBack(sentence, forms);
}

function weighForm(sentence: Sentence, forms: Forms, at: number): void {
  const { form, score, cameFrom } = sentence;
  const own = form[at] ?? 0;
  const first = forms.firstReading[own] ?? 0;
  const count = forms.readingCount[own] ?? 0;
  const before = form[at - 1] ?? 0;
  const beforeFirst = forms.firstReading[before] ?? 0;
  const beforeCount = at === 0 ? 1 : (forms.readingCount[before] ?? 0);
  for (let r = 0; r < count; r++) {
    const tag = forms.tag[first + r] ?? 0;
    const agreement = forms.agreement[first + r] ?? 0;
    let best = 0x3fffffff;
    let bestFrom = 0;
    for (let b = 0; b < beforeCount; b++) {
      const fromTag = at === 0 ? TAG_INDEX.start : (forms.tag[beforeFirst + b] ?? 0);
      const shared =
        agreement & (at === 0 ? ANY_AGREEMENT : (forms.agreement[beforeFirst + b] ?? 0));
      const cost =
        (at === 0 ? 0 : (score[(at - 1) * READINGS + b] ?? 0)) + stepCost(fromTag, tag, shared);
      if (cost < best) {
        best = cost;
        bestFrom = b;
      }
    }
    score[at * READINGS + r] = best + (forms.cost[first + r] ?? 0);
    cameFrom[at * READINGS + r] = bestFrom;
  }
}

function stepCost(from: number, to: number, shared: number): number {
  const pair = from * TAGS.length + to;
  const cost = TRANSITIONS[pair] ?? 0;
  const kind = AGREEMENTS[pair];
  if (kind === NO_AGREEMENT) return cost;
  const number = shared & ANY_NUMBER ? 0 : NUMBER_COST;
  if (kind === NOMINAL_AGREEMENT) return cost + number + (shared & ANY_GENDER ? 0 : GENDER_COST);
  return cost + number + (shared & ANY_PERSON ? 0 : PERSON_COST);
}

function traceBack(sentence: Sentence, forms: Forms): void {
  const { length, form, reading, score, cameFrom } = sentence;
  let chosen = 0;
  let best = 0x3fffffff;
  const last = form[length - 1] ?? 0;
  for (let r = 0; r < (forms.readingCount[last] ?? 0); r++) {
    const tag = forms.tag[(forms.firstReading[last] ?? 0) + r] ?? 0;
    const cost =
      (score[(length - 1) * READINGS + r] ?? 0) + stepCost(tag, TAG_INDEX.start, ANY_AGREEMENT);
    if (cost < best) {
      best = cost;
      chosen = r;
    }
  }
  for (let at = length - 1; at >= 0; at--) {
    reading[at] = (forms.firstReading[form[at] ?? 0] ?? 0) + chosen;
    chosen = cameFrom[at * READINGS + chosen] ?? 0;
  }
}
