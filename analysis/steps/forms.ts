import type { PartOfSpeech } from '../corpus.ts';
import { PARTS_OF_SPEECH } from '../corpus.ts';
import { type Dictionary, EMPTY_DICTIONARY } from '../dictionary.ts';
import { languagesOf } from '../lexicon/languages.ts';
import { ANY_AGREEMENT, PART_OF_TAG, TAG_INDEX, TAGS } from '../lexicon/tags.ts';
import type { Reading } from './lexiconReadings.ts';
import { normalise } from './normalise.ts';
import { isKnownWord, readingsOf, type Standing } from './readings.ts';
import { type ChunkKind, splitWord } from './tokenise.ts';

/**
 * Every form met so far, each resolved once: which words a chunk holds, and what each may be. One column a
 * property; a form's readings lie side by side from `firstReading[form]`, `readingCount[form]` of them.
 */
export interface Forms {
  readonly dictionary: Dictionary;
  /** The mission's lemma of a form, by its normalised spelling in small letters. */
  readonly ownLemmas: ReadonlyMap<string, string>;
  readonly chunks: Readonly<Record<Standing, Map<string, number>>>;
  /** Chunks met lately inside sentences, by hash: found without making a string. */
  readonly recentChunk: string[];
  readonly recentPieces: Int32Array;
  readonly formBySurface: Readonly<Record<Standing, Map<string, number>>>;
  /** Words of a chunk, side by side: where they start and end in it, and their form. */
  readonly pieceStart: number[];
  readonly pieceEnd: number[];
  readonly pieceForm: number[];
  readonly surface: string[];
  readonly firstReading: number[];
  readonly readingCount: number[];
  /** Languages that the form speaks for, as bits (lexicon/languages.ts); KNOWN_BIT where French knows it. */
  readonly languages: number[];
  /** HESITATION, REPEATABLE or 0: what speech may hold that the context of other words skips. */
  readonly stumble: number[];
  /** 1 where the form is only known with accents that are not written. */
  readonly isUnaccented: number[];
  readonly formOfReading: number[];
  readonly tag: number[];
  readonly cost: number[];
  readonly agreement: number[];
  readonly lemma: string[];
  /** Position in PARTS_OF_SPEECH. */
  readonly pos: number[];
}

/** Set in `Forms.languages` where the French lexicon knows the form. */
export const KNOWN_BIT = 128;

/** Forms that stand for whatever is written in figures, signs or addresses; their lemma is their text. */
export const SHARED_FORMS = {
  pause: 0,
  number: 1,
  symbol: 2,
  address: 3,
  long: 4,
  hesitantPause: 5,
} as const;

/** « euh », « hum » … */
export const HESITATION = 1;
/** A word of grammar, which a speaker may say twice. */
export const REPEATABLE = 2;

const MAXIMUM_READINGS = 12;
const MAXIMUM_PIECES = 15;
/** A longer run of letters is no word: it is not kept, so that hostile text cannot fill the memory. */
export const MAXIMUM_WORD = 60;

export function createForms(dictionary: Dictionary = EMPTY_DICTIONARY): Forms {
  const forms: Forms = {
    dictionary,
    ownLemmas: new Map(
      Object.entries(dictionary.lemmas).map(([form, lemma]) => [
        normalise(form.trim()).text.toLowerCase(),
        lemma.trim(),
      ]),
    ),
    chunks: { inside: new Map(), first: new Map(), bare: new Map() },
    recentChunk: new Array<string>(RECENT).fill(''),
    recentPieces: new Int32Array(RECENT),
    formBySurface: { inside: new Map(), first: new Map(), bare: new Map() },
    pieceStart: [],
    pieceEnd: [],
    pieceForm: [],
    surface: [],
    firstReading: [],
    readingCount: [],
    languages: [],
    stumble: [],
    isUnaccented: [],
    formOfReading: [],
    tag: [],
    cost: [],
    agreement: [],
    lemma: [],
    pos: [],
  };
  addForm(forms, '', [shared('pause')], 'tool');
  addForm(forms, '', [shared('numeral')], 'number');
  addForm(forms, '', [shared('noun')], 'number');
  addForm(forms, '', [shared('other')], 'address');
  addForm(forms, '', [shared('other')], 'unknown');
  addForm(forms, '', [shared('pause')], 'tool');
  return forms;
}

const RECENT = 1 << 15;

/** Words of the chunk from `start` to `end` of a text, as `piecesOf` gives them. */
export function piecesAt(
  forms: Forms,
  text: string,
  start: number,
  end: number,
  kind: ChunkKind,
  standing: Standing,
): number {
  if (standing !== 'inside') return piecesOf(forms, text.slice(start, end), kind, standing);
  let hash = 0x811c9dc5;
  for (let at = start; at < end; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  const slot = (hash ^ (hash >>> 15)) & (RECENT - 1);
  if (isAt(forms.recentChunk[slot] ?? '', text, start, end)) return forms.recentPieces[slot] ?? 0;
  const chunk = text.slice(start, end);
  const pieces = piecesOf(forms, chunk, kind, standing);
  forms.recentChunk[slot] = chunk;
  forms.recentPieces[slot] = pieces;
  return pieces;
}

function isAt(word: string, text: string, start: number, end: number): boolean {
  if (word.length !== end - start) return false;
  for (let i = 0; i < word.length; i++) {
    if (word.charCodeAt(i) !== text.charCodeAt(start + i)) return false;
  }
  return true;
}

/**
 * Words of a chunk: `first × 16 + count`, positions in the piece columns. Cached, so that a chunk is taken
 * apart once however often it comes back.
 */
export function piecesOf(forms: Forms, chunk: string, kind: ChunkKind, standing: Standing): number {
  const known = forms.chunks[standing].get(chunk);
  if (known !== undefined) return known;
  const starts = kind === 'word' ? splitWord(chunk, isKnownWord).slice(0, MAXIMUM_PIECES) : [0];
  const first = forms.pieceForm.length;
  starts.forEach((start, index) => {
    const end = starts[index + 1] ?? chunk.length;
    // Only the first word of a chunk stands where the chunk does.
    const own = standing === 'first' && index > 0 ? 'inside' : standing;
    forms.pieceStart.push(start);
    forms.pieceEnd.push(end);
    forms.pieceForm.push(formOf(forms, chunk.slice(start, end), kind, own));
  });
  const pieces = first * 16 + starts.length;
  forms.chunks[standing].set(chunk, pieces);
  return pieces;
}

function formOf(forms: Forms, surface: string, kind: ChunkKind, standing: Standing): number {
  const known = forms.formBySurface[standing].get(surface);
  if (known !== undefined) return known;
  const lower = surface.toLowerCase();
  const readings = kind === 'ordinal' ? [ordinal(lower)] : readingsOf(surface, standing);
  const form = addForm(forms, surface, override(readings, forms.ownLemmas.get(lower)));
  forms.formBySurface[standing].set(surface, form);
  return form;
}

function addForm(
  forms: Forms,
  surface: string,
  readings: readonly Reading[],
  part?: PartOfSpeech,
): number {
  const form = forms.surface.length;
  const kept = [...readings].sort((a, b) => a.cost - b.cost).slice(0, MAXIMUM_READINGS);
  const isGuess = kept.every((reading) => reading.isGuess);
  forms.surface.push(surface);
  forms.firstReading.push(forms.tag.length);
  forms.readingCount.push(kept.length);
  forms.languages.push(languagesOf(surface.toLowerCase()) | (isGuess ? 0 : KNOWN_BIT));
  forms.stumble.push(stumbleOf(surface, kept));
  forms.isUnaccented.push(kept.some((reading) => reading.isUnaccented) ? 1 : 0);
  for (const reading of kept) {
    forms.formOfReading.push(form);
    forms.tag.push(reading.tag);
    forms.cost.push(reading.cost);
    forms.agreement.push(reading.agreement);
    forms.lemma.push(reading.lemma);
    forms.pos.push(PARTS_OF_SPEECH.indexOf(part ?? partOf(reading)));
  }
  return form;
}

/** Readings that only a strong context brings back. */
const UNLIKELY_COST = 60;

function stumbleOf(surface: string, readings: readonly Reading[]): number {
  const [first] = readings;
  if (first?.isHesitation) return HESITATION;
  // « nous nous voyons » and « le car, car il » are no stumbles.
  const likely = readings.filter(({ cost }) => cost < UNLIKELY_COST);
  const isGrammar = likely.every(({ tag }) => PART_OF_TAG[TAGS[tag] ?? 'other'] === 'tool');
  return isGrammar && !/^(?:[nv]ous|$)/iu.test(surface) ? REPEATABLE : 0;
}

function partOf(reading: Reading): PartOfSpeech {
  if (reading.isHesitation) return 'hesitation';
  const part = PART_OF_TAG[TAGS[reading.tag] ?? 'other'];
  return reading.isGuess && part !== 'proper' ? 'unknown' : part;
}

function shared(tag: 'pause' | 'numeral' | 'noun' | 'other'): Reading {
  return { tag: TAG_INDEX[tag], lemma: '', agreement: ANY_AGREEMENT, cost: 0 };
}

/** « 1ère » → « 1er », « 17e » → « 17e ». */
function ordinal(lower: string): Reading {
  const lemma = lower.replace(/^1(?:i?[eè]re?|re)s?$/u, '1er').replace(/s$/u, '');
  return { tag: TAG_INDEX.adjective, lemma, agreement: ANY_AGREEMENT, cost: 0 };
}

/** The mission's lemma, whatever the context; the readings keep their part of speech. */
function override(readings: readonly Reading[], lemma: string | undefined): readonly Reading[] {
  if (lemma === undefined) return readings;
  const chosen = readings.filter((reading) => reading.lemma === lemma);
  if (chosen.length > 0) return chosen;
  const isOpen = ({ tag }: Reading) => {
    const part = PART_OF_TAG[TAGS[tag] ?? 'other'];
    return part === 'noun' || part === 'adjective' || part === 'verb' || part === 'adverb';
  };
  const open = readings.filter(isOpen);
  const noun = { ...shared('noun'), lemma };
  return open.length > 0 ? open.map((reading) => ({ ...reading, lemma, isGuess: false })) : [noun];
}
