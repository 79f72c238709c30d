import {
  ELISIONS,
  HYPHENATED_CLITIC,
  isAbbreviation,
  isUnit,
  WHOLE_WORDS,
} from '../lexicon/spelling.ts';

/** What a chunk is: letters (perhaps several words, « l’accueil », « vient-il »), a number, a sign … */
export type ChunkKind = 'word' | 'number' | 'ordinal' | 'symbol' | 'address';

/** Punctuation since the chunk before: position in BREAKS (corpus.ts). */
export type BreakRank = number;

export type ChunkVisitor = (
  start: number,
  end: number,
  kind: ChunkKind,
  breakBefore: BreakRank,
) => void;

/**
 * Cuts a normalised text into chunks, in order, and says what punctuation stands before each; returns the
 * break after the last. One pass, linear in the length of the text whatever it holds.
 */
export function scan(text: string, visit: ChunkVisitor): BreakRank {
  let at = 0;
  let pause = 0;
  while (at < text.length) {
    const code = text.charCodeAt(at);
    const kind = CLASSES[code] ?? OTHER;
    if (kind === SPACE_CLASS) {
      at++;
    } else if (kind === LETTER) {
      const [end, chunk] = wordFrom(text, at);
      visit(at, end, chunk, pause);
      pause = 0;
      at = end;
    } else if (kind === DIGIT) {
      at = visitNumber(text, at, pause, visit);
      pause = 0;
    } else if (kind === SYMBOL) {
      const end = symbolEnd(text, at);
      visit(at, end, 'symbol', pause);
      pause = 0;
      at = end;
    } else {
      pause = Math.max(pause, kind === NEW_LINE ? lineBreak(text, at) : breakOf(text, at));
      at++;
    }
  }
  return pause;
}

/** Parts of a chunk of letters: where each word starts; the last ends with the chunk. */
export function splitWord(chunk: string, isKnown: (word: string) => boolean): number[] {
  const starts = [0];
  let rest = 0;
  for (let quote = elisionEnd(chunk, rest); quote > 0; quote = elisionEnd(chunk, rest)) {
    if (isWhole(chunk.slice(rest), isKnown)) return starts;
    starts.push(quote);
    rest = quote;
  }
  return [...starts, ...cliticStarts(chunk, rest, isKnown)];
}

const OTHER = 0;
const LETTER = 1;
const DIGIT = 2;
const SPACE_CLASS = 3;
const SYMBOL = 4;
const NEW_LINE = 5;
const SUFFIX = 6;

const APOSTROPHE = 0x27;
const HYPHEN = 0x2d;

/** Class of each UTF-16 unit; a surrogate pair is never part of a word. */
const CLASSES = classify();

function classify(): Uint8Array {
  const classes = new Uint8Array(65_536);
  for (let code = 0; code < classes.length; code++) {
    const unit = String.fromCharCode(code);
    if (/\p{L}/u.test(unit)) classes[code] = LETTER;
    else if (/\p{Nd}/u.test(unit)) classes[code] = DIGIT;
    else if (/[\p{No}\p{M}]/u.test(unit)) classes[code] = SUFFIX;
  }
  classes[0x20] = SPACE_CLASS;
  classes[0x0a] = NEW_LINE;
  for (const symbol of '%‰€$£°§') classes[symbol.charCodeAt(0)] = SYMBOL;
  return classes;
}

function classAt(text: string, at: number): number {
  return at < text.length ? (CLASSES[text.charCodeAt(at)] ?? OTHER) : OTHER;
}

function wordFrom(text: string, start: number): [end: number, kind: ChunkKind] {
  let at = start;
  for (;;) {
    const kind = classAt(text, at);
    if (kind === LETTER || kind === DIGIT || kind === SUFFIX) {
      at++;
      continue;
    }
    const code = text.charCodeAt(at);
    if (code === APOSTROPHE) {
      if (classAt(text, at + 1) === LETTER) at++;
      else return [isElision(text, start, at) ? at + 1 : at, 'word'];
    } else if (code === HYPHEN) {
      const next = afterHyphen(text, at);
      if (next === at) return [at, 'word'];
      at = next;
    } else return endOfWord(text, start, at);
  }
}

/** Past the hyphen (and the line break of a word cut at the end of a line), or `at` if the word ends. */
function afterHyphen(text: string, at: number): number {
  const next = classAt(text, at + 1);
  if (next === LETTER || next === DIGIT) return at + 1;
  if (next !== NEW_LINE || classAt(text, at + 2) !== LETTER) return at;
  const letter = text.charAt(at + 2);
  return letter === letter.toLowerCase() ? at + 2 : at;
}

/** A word may go on after a sign: an address, an abbreviation's point, « élu(e)s », « élu·e·s », « n° ». */
function endOfWord(text: string, start: number, at: number): [end: number, kind: ChunkKind] {
  const sign = text.charAt(at);
  if (sign === '' || sign === ' ' || sign === ',' || sign === '\n') return [at, 'word'];
  if (sign === '.' || sign === '@' || sign === ':' || sign === '_') {
    const address = matchEnd(ADDRESS, text, start);
    if (address > at) return [address, 'address'];
  }
  if (sign === '.') {
    const initials = matchEnd(INITIALS, text, start);
    if (initials > at) return [initials, 'word'];
    if (at - start <= 6 && isAbbreviation(text.slice(start, at), text.slice(at + 1, at + 5))) {
      return [at + 1, 'word'];
    }
  }
  if ((sign === '°' || sign === 'º') && at - start === 1 && /n/i.test(text.charAt(start))) {
    return [at + 1, 'word'];
  }
  if (sign === '(' || sign === '.' || sign === '/' || MIDDLE_POINTS.includes(sign)) {
    const inclusive = matchEnd(INCLUSIVE, text, at);
    if (inclusive > at) return [inclusive, 'word'];
  }
  return [at, 'word'];
}

const MIDDLE_POINTS = '·•‧⋅∙';

// Every quantifier is bounded, so that hostile text costs no more than linear time.
const ADDRESS =
  /(?:https?:\/\/|www\.)[^\s<>"«»]{1,2000}(?<![.,;:!?)])|[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}|[\w-]{1,63}(?:\.[\w-]{1,63}){0,8}\.(?:fr|com|org|net|eu|info|io|be|ch)(?![\p{L}\d])(?:\/[^\s<>"«»]{0,2000}(?<![.,;:!?)]))?/uy;
const INITIALS = /(?:\p{L}\.){2,12}(?!\p{L})/uy;

/** The endings of inclusive spelling, after a bracket or a point: « (e)s », « ·rice·s », « .e.s ». */
const INCLUSIVE =
  /(?:\((?:e|s|es|x|aux|le|les|ne|nes|te|tes|se|ses|ve|ves|re|ère|ères|rice|rices|trice|trices|euse|euses)\)s?|[·•‧⋅∙](?:e|le|ne|te|se|ve|re|ère|rice|trice|euse|ice|fe|se)s?(?:[·•‧⋅∙]?s)?|\.(?:e|ne|le|rice|trice|ère|euse)\.s|\.(?:es|ne\.?s|rice|trice|rices|trices|euse|euses|ère|ères)|\/(?:trice|trices|rice|rices|euse|euses|ère|ères))(?![\p{L}\d])/iuy;

function matchEnd(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : -1;
}

function isElision(text: string, start: number, quote: number): boolean {
  if (quote - start > 7) return false;
  const word = text.slice(start, quote).toLowerCase();
  return ELISIONS.has(word.slice(word.lastIndexOf("'") + 1));
}

function visitNumber(text: string, start: number, pause: BreakRank, visit: ChunkVisitor): number {
  const ordinal = matchEnd(ORDINAL, text, start);
  if (ordinal > 0) {
    visit(start, ordinal, 'ordinal', pause);
    return ordinal;
  }
  const end = Math.max(matchEnd(GROUPED, text, start), matchEnd(NUMBER, text, start), start + 1);
  if (classAt(text, end) !== LETTER) {
    visit(start, end, 'number', pause);
    return end;
  }
  let unit = end;
  while (classAt(text, unit) === LETTER) unit++;
  if (unit - end > 4 || !isUnit(text.slice(end, unit))) {
    const [wordEnd, kind] = wordFrom(text, start);
    visit(start, wordEnd, kind, pause);
    return wordEnd;
  }
  if (classAt(text, unit) === SUFFIX) unit++;
  visit(start, end, 'number', pause);
  visit(end, unit, 'word', 0);
  return unit;
}

const ORDINAL =
  /\d{1,4}(?:i?ers?|i?[èe]res?|res?|[eè]|es|[eèé]mes?|i[eèé]mes?|nde?s?)(?![\p{L}\d'])/uy;
const GROUPED = /\d{1,3}(?:[ .]\d{3}){1,6}(?:,\d{1,9})?(?![\d])/y;
const NUMBER = /\d{1,400}(?:[.,:/-]\d{1,400}){0,40}/y;

function symbolEnd(text: string, at: number): number {
  return text.charAt(at) === '°' && /[CF]/.test(text.charAt(at + 1)) ? at + 2 : at + 1;
}

/** A line that goes on in lower case was cut by a margin, not by its author. */
function lineBreak(text: string, at: number): BreakRank {
  let next = at + 1;
  while (classAt(text, next) === SPACE_CLASS && next - at < 40) next++;
  const letter = text.charAt(next);
  const goesOn = classAt(text, next) === LETTER && letter === letter.toLowerCase();
  return goesOn ? 0 : BREAK_RANKS.paragraph;
}

const BREAK_RANKS = {
  mark: 1,
  comma: 2,
  semicolon: 3,
  colon: 4,
  sentence: 5,
  paragraph: 6,
} as const;

function breakOf(text: string, at: number): BreakRank {
  switch (text.charAt(at)) {
    case ',':
      return BREAK_RANKS.comma;
    case '.':
    case '?':
    case '!':
    case '…':
      return BREAK_RANKS.sentence;
    case ':':
      return BREAK_RANKS.colon;
    case ';':
      return BREAK_RANKS.semicolon;
    case '(':
    case ')':
    case '[':
    case ']':
    case '–':
    case '—':
    case '/':
    case '|':
      return BREAK_RANKS.mark;
    case '-':
      return text.charAt(at + 1) === ' ' || text.charAt(at - 1) === ' ' ? BREAK_RANKS.mark : 0;
    default:
      return 0;
  }
}

function elisionEnd(chunk: string, from: number): number {
  const quote = chunk.indexOf("'", from);
  if (quote < 0 || quote === chunk.length - 1) return 0;
  return ELISIONS.has(chunk.slice(from, quote).toLowerCase()) ? quote + 1 : 0;
}

function isWhole(word: string, isKnown: (word: string) => boolean): boolean {
  const lower = word.toLowerCase();
  // « L'Étang-la-Ville » is one name; « l'étang » is two words.
  return WHOLE_WORDS.has(lower) || (word !== lower && isKnown(word) && word.includes('-'));
}

/** « donnez-le-moi » → starts of « -le » and « -moi »; nothing where the hyphens make one word. */
function cliticStarts(chunk: string, from: number, isKnown: (word: string) => boolean): number[] {
  const word = chunk.slice(from);
  if (!word.includes('-') || WHOLE_WORDS.has(word.toLowerCase()) || isKnown(word)) return [];
  const clitic = HYPHENATED_CLITIC.exec(word);
  if (!clitic || clitic.index === 0) return [];
  return [...cliticStarts(chunk.slice(0, from + clitic.index), from, isKnown), from + clitic.index];
}
