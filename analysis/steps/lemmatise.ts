import { BREAKS } from '../corpus.ts';
import {
  type Forms,
  HESITATION,
  MAXIMUM_WORD,
  piecesAt,
  REPEATABLE,
  SHARED_FORMS,
} from './forms.ts';
import type { Standing } from './readings.ts';
import { chooseReadings, createSentence, SENTENCE_CAPACITY, type Sentence } from './tag.ts';
import { type ChunkKind, scan } from './tokenise.ts';

/** The words of one text, one column a property, `count` long; the columns are reused by the next text. */
export interface ReadWords {
  count: number;
  /** UTF-16 offsets in the normalised text. */
  start: Uint32Array;
  end: Uint32Array;
  form: Int32Array;
  /** The reading chosen: a position in the reading columns of Forms. */
  reading: Int32Array;
  /** Position in BREAKS. */
  breakAfter: Uint8Array;
  /** Where the word stands in its sentence while that is open; -1 for a hesitation. */
  place: Int32Array;
}

/** What reading keeps from one text to the next. */
export interface Lemmatiser {
  readonly forms: Forms;
  readonly sentence: Sentence;
  words: ReadWords;
  /** First word of the sentence being read. */
  sentenceStart: number;
  /** What stands before the next word: a comma or a bracket, a comma beside « euh », or nothing (-1). */
  pauseForm: number;
}

export function createLemmatiser(forms: Forms): Lemmatiser {
  return {
    forms,
    sentence: createSentence(),
    words: createWords(1024),
    sentenceStart: 0,
    pauseForm: NO_PAUSE,
  };
}

/**
 * Words of one normalised text with a form and a reading each, in `lemmatiser.words`. A hesitation, or a
 * word said twice (« le, le maire »), is stepped over: its neighbours are read as if they touched.
 */
export function lemmatise(lemmatiser: Lemmatiser, text: string): ReadWords {
  const words = readAs(lemmatiser, text, isBare(text) ? 'bare' : 'inside');
  return isUnaccented(lemmatiser, text) ? readAs(lemmatiser, text, 'bare') : words;
}

/** A short text without accents, one word of which must have lost them: all may have. */
function isUnaccented({ forms, words }: Lemmatiser, text: string): boolean {
  if (text.length >= MINIMUM_UNACCENTED || ACCENTED.test(text)) return false;
  for (let at = 0; at < words.count; at++) if (forms.isUnaccented[words.form[at] ?? 0]) return true;
  return false;
}

function readAs(lemmatiser: Lemmatiser, text: string, usual: Standing): ReadWords {
  lemmatiser.words.count = 0;
  openSentence(lemmatiser);
  const last = scan(text, (start, end, kind, pause) => {
    if (pause >= SENTENCE_BREAK) closeSentence(lemmatiser);
    noteBreak(lemmatiser, pause);
    readChunk(lemmatiser, text, start, end, kind, usual);
    if (lemmatiser.sentence.length > SENTENCE_CAPACITY - 40) closeSentence(lemmatiser);
  });
  closeSentence(lemmatiser);
  const { words } = lemmatiser;
  if (words.count > 0) words.breakAfter[words.count - 1] = Math.max(last, END_BREAK);
  return words;
}

const SENTENCE_BREAK = BREAKS.indexOf('sentence');
const END_BREAK = BREAKS.indexOf('end');
const MARK = BREAKS.indexOf('mark');
const COMMA = BREAKS.indexOf('comma');
const NO_PAUSE = -1;

/** A text long enough to tell that has no accent, or hardly any small letter. */
function isBare(text: string): boolean {
  const sample = text.length > BARE_SAMPLE ? text.slice(0, BARE_SAMPLE) : text;
  if (sample.length >= MINIMUM_UNACCENTED && !ACCENTED.test(sample)) return true;
  return !HAS_SMALL_WORD.test(sample) && HAS_CAPITAL_WORDS.test(sample);
}

const BARE_SAMPLE = 2000;
const MINIMUM_UNACCENTED = 120;
const ACCENTED = /[àâçéèêëîïôöùûüœÀÂÇÉÈÊËÎÏÔÙÛŒ]/;
const HAS_SMALL_WORD = /\p{Ll}{2}/u;
const HAS_CAPITAL_WORDS = /\p{Lu}{2}\P{L}+\p{Lu}/u;

function openSentence(lemmatiser: Lemmatiser): void {
  lemmatiser.sentenceStart = lemmatiser.words.count;
  lemmatiser.sentence.length = 0;
  lemmatiser.pauseForm = NO_PAUSE;
}

function noteBreak(lemmatiser: Lemmatiser, pause: number): void {
  const { words, forms } = lemmatiser;
  if (pause === 0 || words.count === 0) return;
  const before = words.count - 1;
  words.breakAfter[before] = pause;
  const isAfterHesitation = forms.stumble[words.form[before] ?? 0] === HESITATION;
  const isBreath = isAfterHesitation && pause <= COMMA;
  lemmatiser.pauseForm = isBreath ? SHARED_FORMS.hesitantPause : SHARED_FORMS.pause;
}

function readChunk(
  lemmatiser: Lemmatiser,
  text: string,
  start: number,
  end: number,
  kind: ChunkKind,
  usual: Standing,
): void {
  if (kind !== 'word' && kind !== 'ordinal') {
    addWord(lemmatiser, start, end, SHARED_FORMS[kind]);
  } else if (end - start > MAXIMUM_WORD) {
    addWord(lemmatiser, start, end, SHARED_FORMS.long);
  } else {
    const { forms } = lemmatiser;
    const standing = usual === 'inside' ? standingOf(lemmatiser, text, start, end) : usual;
    const pieces = piecesAt(forms, text, start, end, kind, standing);
    const first = pieces >> 4;
    for (let piece = first; piece < first + (pieces & 15); piece++) {
      addWord(
        lemmatiser,
        start + (forms.pieceStart[piece] ?? 0),
        start + (forms.pieceEnd[piece] ?? 0),
        forms.pieceForm[piece] ?? 0,
      );
    }
  }
}

/** A capital only tells inside a sentence, among words in small letters. */
function standingOf(lemmatiser: Lemmatiser, text: string, start: number, end: number): Standing {
  if (!isCapitalAt(text, start)) return 'inside';
  if (end - start > 1 && isShouted(text, start, end)) return 'bare';
  const { sentence, words } = lemmatiser;
  const isFirst = sentence.length === 0 || isOpening(words.breakAfter[words.count - 1] ?? 0);
  return isFirst ? 'first' : 'inside';
}

function isCapitalAt(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  return (code >= 65 && code <= 90) || (code >= 0xc0 && code <= 0xde) || code === 0x152;
}

/** Brackets, dashes, colons and semicolons open a sentence as far as capitals go. */
function isOpening(pause: number): boolean {
  return pause === MARK || (pause > COMMA && pause < SENTENCE_BREAK);
}

/** All in capitals beside another word all in capitals, the two too long to be acronyms. */
function isShouted(text: string, start: number, end: number): boolean {
  if (!isCapitalAt(text, end - 1)) return false;
  NEXT_SHOUTED.lastIndex = end;
  const next = NEXT_SHOUTED.exec(text)?.[1] ?? '';
  const before =
    LAST_SHOUTED.exec(text.slice(Math.max(0, start - LONGEST_SHOUTED), start))?.[1] ?? '';
  const chunk = text.slice(start, end);
  if (chunk !== chunk.toUpperCase()) return false;
  return Math.max(next.length, before.length) + chunk.length >= MINIMUM_SHOUTED;
}

const NEXT_SHOUTED = /[ '-]{1,3}([\p{Lu}']{2,20})(?!\p{Ll})/uy;
const LAST_SHOUTED = /(?<!\p{L})([\p{Lu}']{2,20})[ '-]{1,3}$/u;
const LONGEST_SHOUTED = 24;
const MINIMUM_SHOUTED = 8;

function addWord(lemmatiser: Lemmatiser, start: number, end: number, form: number): void {
  if (lemmatiser.words.count === lemmatiser.words.start.length) {
    lemmatiser.words = doubled(lemmatiser.words);
  }
  const { words } = lemmatiser;
  const at = words.count++;
  words.start[at] = start;
  words.end[at] = end;
  words.form[at] = form;
  words.breakAfter[at] = 0;
  words.place[at] = placeInSentence(lemmatiser, at, form);
}

function placeInSentence(lemmatiser: Lemmatiser, at: number, form: number): number {
  const { forms, sentence, words } = lemmatiser;
  const stumble = forms.stumble[form];
  if (stumble === HESITATION) {
    if (lemmatiser.pauseForm === SHARED_FORMS.pause)
      lemmatiser.pauseForm = SHARED_FORMS.hesitantPause;
    return -1;
  }
  if (stumble === REPEATABLE && at > lemmatiser.sentenceStart && words.form[at - 1] === form) {
    lemmatiser.pauseForm = NO_PAUSE;
    return words.place[at - 1] ?? -1;
  }
  if (lemmatiser.pauseForm !== NO_PAUSE && sentence.length > 0) {
    sentence.form[sentence.length++] = lemmatiser.pauseForm;
  }
  lemmatiser.pauseForm = NO_PAUSE;
  sentence.form[sentence.length] = form;
  return sentence.length++;
}

/** Chooses the readings of the sentence, writes them on its words, and opens the next. */
function closeSentence(lemmatiser: Lemmatiser): void {
  const { forms, sentence, words } = lemmatiser;
  if (sentence.length > 0) chooseReadings(sentence, forms);
  for (let at = lemmatiser.sentenceStart; at < words.count; at++) {
    const place = words.place[at] ?? -1;
    words.reading[at] =
      place < 0 ? (forms.firstReading[words.form[at] ?? 0] ?? 0) : (sentence.reading[place] ?? 0);
  }
  openSentence(lemmatiser);
}

function createWords(capacity: number): ReadWords {
  return {
    count: 0,
    start: new Uint32Array(capacity),
    end: new Uint32Array(capacity),
    form: new Int32Array(capacity),
    reading: new Int32Array(capacity),
    breakAfter: new Uint8Array(capacity),
    place: new Int32Array(capacity),
  };
}

function doubled(words: ReadWords): ReadWords {
  const larger = createWords(words.start.length * 2);
  larger.count = words.count;
  larger.start.set(words.start);
  larger.end.set(words.end);
  larger.form.set(words.form);
  larger.reading.set(words.reading);
  larger.breakAfter.set(words.breakAfter);
  larger.place.set(words.place);
  return larger;
}
