import {
  AGREEMENTS,
  DISTANT_AGREEMENT,
  DISTANT_COST,
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
import { type Forms, SHARED_FORMS } from './forms.ts';

/** Longer sentences (speech without punctuation) are read in pieces of this many words. */
export const SENTENCE_CAPACITY = 1024;
const READINGS = 12;

/**
 * Room to work in, and the answer: for each of `length` forms, the reading chosen (a position in Forms).
 * The other columns hold, for each form, what its readings are and what each costs at best.
 */
export interface Sentence {
  length: number;
  readonly form: Int32Array;
  readonly reading: Int32Array;
  readonly count: Uint8Array;
  readonly tag: Uint8Array;
  readonly agreement: Uint8Array;
  readonly score: Int32Array;
  readonly cameFrom: Uint8Array;
}

export function createSentence(): Sentence {
  const cells = SENTENCE_CAPACITY * READINGS;
  return {
    length: 0,
    form: new Int32Array(SENTENCE_CAPACITY),
    reading: new Int32Array(SENTENCE_CAPACITY),
    count: new Uint8Array(SENTENCE_CAPACITY),
    tag: new Uint8Array(cells),
    agreement: new Uint8Array(cells),
    score: new Int32Array(cells),
    cameFrom: new Uint8Array(cells),
  };
}

/**
 * Chooses one reading a form: the sequence of least total cost, where a reading costs its own rarity, that
 * of its tag after the tag before, and any disagreement with it (Viterbi 1967). Cost grows with the length
 * times the square of the readings a form has, one or two for most.
 */
export function chooseReadings(sentence: Sentence, forms: Forms): void {
  for (let at = 0; at < sentence.length; at++) {
    if (sentence.form[at] === SHARED_FORMS.hesitantPause && at > 0)
      weighHesitantPause(sentence, at);
    else weighForm(sentence, forms, at);
  }
  traceBack(sentence, forms);
}

function weighForm(sentence: Sentence, forms: Forms, at: number): void {
  const { form, count, score, cameFrom, tag, agreement } = sentence;
  const own = form[at] ?? 0;
  const first = forms.firstReading[own] ?? 0;
  const readings = forms.readingCount[own] ?? 0;
  const before = (at - 1) * READINGS;
  const beforeCount = at === 0 ? 0 : (count[at - 1] ?? 0);
  count[at] = readings;
  for (let r = 0; r < readings; r++) {
    const cell = at * READINGS + r;
    const ownTag = forms.tag[first + r] ?? 0;
    const ownAgreement = forms.agreement[first + r] ?? 0;
    let best = at === 0 ? stepCost(TAG_INDEX.start, ownTag, ownAgreement) : NEVER;
    let bestFrom = 0;
    for (let b = 0; b < beforeCount; b++) {
      const step = stepCost(
        tag[before + b] ?? 0,
        ownTag,
        ownAgreement & (agreement[before + b] ?? 0),
      );
      const cost = (score[before + b] ?? 0) + step;
      if (cost < best) {
        best = cost;
        bestFrom = b;
      }
    }
    tag[cell] = ownTag;
    agreement[cell] = ownAgreement;
    score[cell] = best + (forms.cost[first + r] ?? 0);
    cameFrom[cell] = bestFrom;
  }
}

/** Around « euh » a comma may be no more than the breath: the words before may go on, at no cost. */
function weighHesitantPause(sentence: Sentence, at: number): void {
  const { count, tag, agreement, score, cameFrom } = sentence;
  const before = (at - 1) * READINGS;
  const cells = at * READINGS;
  const going = Math.min(count[at - 1] ?? 0, READINGS - 1);
  let best = NEVER;
  let bestFrom = 0;
  for (let b = 0; b < going; b++) {
    tag[cells + b] = tag[before + b] ?? 0;
    agreement[cells + b] = agreement[before + b] ?? 0;
    score[cells + b] = score[before + b] ?? 0;
    cameFrom[cells + b] = b;
    const cost =
      (score[before + b] ?? 0) + stepCost(tag[before + b] ?? 0, TAG_INDEX.pause, ANY_AGREEMENT);
    if (cost < best) {
      best = cost;
      bestFrom = b;
    }
  }
  tag[cells + going] = TAG_INDEX.pause;
  agreement[cells + going] = ANY_AGREEMENT;
  score[cells + going] = best;
  cameFrom[cells + going] = bestFrom;
  count[at] = going + 1;
}

const NEVER = 0x3fffffff;

function stepCost(from: number, to: number, shared: number): number {
  const pair = from * TAGS.length + to;
  const cost = TRANSITIONS[pair] ?? 0;
  const kind = AGREEMENTS[pair];
  if (kind === NO_AGREEMENT) return cost;
  if (kind === DISTANT_AGREEMENT) return cost + (shared & ANY_NUMBER ? 0 : DISTANT_COST);
  const number = shared & ANY_NUMBER ? 0 : NUMBER_COST;
  if (kind === NOMINAL_AGREEMENT) return cost + number + (shared & ANY_GENDER ? 0 : GENDER_COST);
  return cost + number + (shared & ANY_PERSON ? 0 : PERSON_COST);
}

function traceBack(sentence: Sentence, forms: Forms): void {
  const { length, form, reading, count, tag, score, cameFrom } = sentence;
  let chosen = 0;
  let best = NEVER;
  const last = (length - 1) * READINGS;
  for (let r = 0; r < (count[length - 1] ?? 0); r++) {
    const cost =
      (score[last + r] ?? 0) + stepCost(tag[last + r] ?? 0, TAG_INDEX.start, ANY_AGREEMENT);
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
