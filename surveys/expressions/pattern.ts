/**
 * Regular expressions that end: a set of states walked side by side (Thompson 1968), so that a text costs its
 * length times the size of the pattern, whatever the pattern. No look-around and no back-reference, which
 * would need something else. A pattern holds when it covers the whole text, as in OpenRosa.
 */

export class PatternError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'PatternError';
  }
}

type Test = (character: string) => boolean;

type State =
  | { readonly kind: 'test'; readonly test: Test; next: number }
  | { readonly kind: 'fork'; next: number; other: number }
  | { readonly kind: 'start' | 'end'; next: number }
  | { readonly kind: 'done' };

export type Pattern = { readonly states: readonly State[]; readonly first: number };

const MAX_STATES = 2_000;
const MAX_PATTERN_LENGTH = 1_000;
const MAX_DEPTH = 50;

type Tree =
  | { readonly kind: 'test'; readonly test: Test }
  | { readonly kind: 'start' | 'end' }
  | { readonly kind: 'all' | 'any'; readonly parts: readonly Tree[] }
  | { readonly kind: 'times'; readonly of: Tree; readonly least: number; readonly most: number };

type Reader = { readonly source: readonly string[]; next: number; depth: number };

/** @throws PatternError where the pattern is too large, or uses what this engine does not have. */
export function readPattern(source: string): Pattern {
  if (source.length > MAX_PATTERN_LENGTH) throw new PatternError('too long');
  const reader = { source: [...source], next: 0, depth: 0 };
  const tree = readAny(reader);
  if (reader.next < reader.source.length) throw new PatternError(`unexpected ${peek(reader)}`);
  const states: State[] = [{ kind: 'done' }];
  return { first: build(tree, 0, states), states };
}

/** @param pay is told the cost as it is met, and may stop the walk by throwing. */
export function isWholeMatch(
  { states, first }: Pattern,
  text: string,
  pay: (states: number) => void,
): boolean {
  const characters = [...text];
  let current = reach([first], states, 0, characters.length);
  for (const [at, character] of characters.entries()) {
    pay(current.length + 1);
    if (current.length === 0) return false;
    const stepped = current.flatMap((index) => {
      const state = states[index];
      return state?.kind === 'test' && state.test(character) ? [state.next] : [];
    });
    current = reach(stepped, states, at + 1, characters.length);
  }
  return current.some((index) => states[index]?.kind === 'done');
}

/** Every state that is met without reading a character. */
function reach(
  from: readonly number[],
  states: readonly State[],
  at: number,
  end: number,
): number[] {
  const seen = new Set<number>();
  const waiting = [...from];
  for (let index = waiting.pop(); index !== undefined; index = waiting.pop()) {
    if (seen.has(index)) continue;
    seen.add(index);
    const state = states[index];
    if (state?.kind === 'fork') waiting.push(state.next, state.other);
    if (state?.kind === 'start' && at === 0) waiting.push(state.next);
    if (state?.kind === 'end' && at === end) waiting.push(state.next);
  }
  return [...seen].filter((index) => ['test', 'done'].includes(states[index]?.kind ?? ''));
}

/** Adds the states of a tree before `next`. @returns its first state. */
function build(tree: Tree, next: number, states: State[]): number {
  if (states.length > MAX_STATES) throw new PatternError('too large');
  switch (tree.kind) {
    case 'test':
      return add(states, { kind: 'test', test: tree.test, next });
    case 'start':
    case 'end':
      return add(states, { kind: tree.kind, next });
    case 'all':
      return tree.parts.reduceRight((after, part) => build(part, after, states), next);
    case 'any':
      return tree.parts
        .map((part) => build(part, next, states))
        .reduce((other, first) => add(states, { kind: 'fork', next: first, other }));
    case 'times':
      return buildTimes(tree, next, states);
  }
}

function buildTimes(
  { of, least, most }: Extract<Tree, { kind: 'times' }>,
  next: number,
  states: State[],
): number {
  let after = next;
  if (most === Number.POSITIVE_INFINITY) {
    const fork: State = { kind: 'fork', next: 0, other: next };
    after = add(states, fork);
    fork.next = build(of, after, states);
  } else {
    for (let count = least; count < most; count += 1) {
      after = add(states, { kind: 'fork', next: build(of, after, states), other: next });
    }
  }
  for (let count = 0; count < least; count += 1) after = build(of, after, states);
  return after;
}

function add(states: State[], state: State): number {
  return states.push(state) - 1;
}

function readAny(reader: Reader): Tree {
  reader.depth += 1;
  if (reader.depth > MAX_DEPTH) throw new PatternError('too deep');
  const parts = [readAll(reader)];
  while (peek(reader) === '|') {
    reader.next += 1;
    parts.push(readAll(reader));
  }
  reader.depth -= 1;
  const [only] = parts;
  return parts.length === 1 && only ? only : { kind: 'any', parts };
}

function readAll(reader: Reader): Tree {
  const parts: Tree[] = [];
  while (peek(reader) !== undefined && peek(reader) !== '|' && peek(reader) !== ')') {
    parts.push(readTimes(reader));
  }
  return { kind: 'all', parts };
}

function readTimes(reader: Reader): Tree {
  let tree = readOne(reader);
  for (let bounds = readBounds(reader); bounds; bounds = readBounds(reader)) {
    tree = { kind: 'times', of: tree, ...bounds };
    // Greedy or not, the whole text is covered or it is not.
    if (peek(reader) === '?') reader.next += 1;
  }
  return tree;
}

function readBounds(reader: Reader): { least: number; most: number } | undefined {
  const sign = peek(reader);
  const infinite = Number.POSITIVE_INFINITY;
  if (sign === '*' || sign === '+' || sign === '?') {
    reader.next += 1;
    return { least: sign === '+' ? 1 : 0, most: sign === '?' ? 1 : infinite };
  }
  if (sign !== '{') return undefined;
  const rest = reader.source.slice(reader.next, reader.next + 20).join('');
  const found = /^\{(\d{1,4})(,(\d{1,4})?)?\}/.exec(rest);
  if (!found) return undefined;
  reader.next += found[0].length;
  const least = Number(found[1]);
  const most =
    found[2] === undefined ? least : found[3] === undefined ? infinite : Number(found[3]);
  if (most < least) throw new PatternError('bounds in the wrong order');
  return { least, most };
}

function readOne(reader: Reader): Tree {
  const character = take(reader);
  if (character === '(') return readGroup(reader);
  if (character === '[') return { kind: 'test', test: readClass(reader) };
  if (character === '^') return { kind: 'start' };
  if (character === '$') return { kind: 'end' };
  if (character === '.') return { kind: 'test', test: (each) => each !== '\n' && each !== '\r' };
  if (character === '\\') return { kind: 'test', test: readEscape(reader) };
  if ('*+?'.includes(character)) throw new PatternError(`nothing before ${character}`);
  return { kind: 'test', test: (each) => each === character };
}

function readGroup(reader: Reader): Tree {
  if (peek(reader) === '?') {
    reader.next += 1;
    if (take(reader) !== ':') throw new PatternError('look-around');
  }
  const tree = readAny(reader);
  if (take(reader) !== ')') throw new PatternError('unclosed group');
  return tree;
}

const CLASSES: Readonly<Record<string, Test>> = {
  d: (each) => /^[0-9]$/.test(each),
  w: (each) => /^[A-Za-z0-9_]$/.test(each),
  s: (each) => /^\s$/u.test(each),
};

const CONTROLS: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t' };

function readEscape(reader: Reader): Test {
  const letter = take(reader);
  const known = CLASSES[letter.toLowerCase()];
  if (known) return letter === letter.toLowerCase() ? known : (each) => !known(each);
  const control = CONTROLS[letter];
  if (control !== undefined) return (each) => each === control;
  if (/^[A-Za-z0-9]$/.test(letter)) throw new PatternError(`unknown \\${letter}`);
  return (each) => each === letter;
}

function readClass(reader: Reader): Test {
  const isNegated = peek(reader) === '^';
  if (isNegated) reader.next += 1;
  const tests: Test[] = [];
  let isFirst = true;
  for (let each = take(reader); each !== ']' || isFirst; each = take(reader)) {
    isFirst = false;
    tests.push(readMember(reader, each));
  }
  return (character) => tests.some((test) => test(character)) !== isNegated;
}

function readMember(reader: Reader, character: string): Test {
  if (character === '\\') return readEscape(reader);
  const isRange = peek(reader) === '-' && reader.source[reader.next + 1] !== ']';
  if (!isRange) return (each) => each === character;
  reader.next += 1;
  const last = take(reader);
  if (last < character) throw new PatternError('range in the wrong order');
  return (each) => each >= character && each <= last;
}

function peek({ source, next }: Reader): string | undefined {
  return source[next];
}

function take(reader: Reader): string {
  const character = peek(reader);
  if (character === undefined) throw new PatternError('unfinished');
  reader.next += 1;
  return character;
}
