export type Token = {
  readonly kind: 'number' | 'string' | 'name' | 'reference' | 'operator' | 'mark' | 'end';
  readonly text: string;
  /** Offset of the first character in the source, for error messages. */
  readonly at: number;
};

/** A source that cannot be read: `at` is where, `code` is why. */
export class ExpressionError extends Error {
  readonly code: string;
  readonly at: number;

  constructor(code: string, at: number, detail = '') {
    super(detail === '' ? `${code} at ${at}` : `${code} at ${at}: ${detail}`);
    this.name = 'ExpressionError';
    this.code = code;
    this.at = at;
  }
}

const PATTERN =
  /(?<space>\s+)|(?<number>\d+(?:\.\d*)?|\.\d+)|(?<string>"[^"]*"|'[^']*')|\$\{(?<reference>[^{}]{1,64})\}|(?<name>[\p{L}_][\p{L}\p{N}_.-]*(?::[\p{L}_][\p{L}\p{N}_.-]*)?)|(?<operator>!=|<=|>=|[=<>+|*-])|(?<mark>::|\/\/|\.\.|[()[\],./@])/uy;

const OPERATOR_NAMES = new Set(['and', 'or', 'div', 'mod']);

/** After these, a name or a star is an operand; after anything else it is an operator (XPath 1.0, section 3.7). */
const BEFORE_OPERAND = new Set(['(', '[', ',', '/', '//', '@', '::']);

export function tokenize(source: string): Token[] {
  const tokens: Token[] = [];
  for (const match of matches(source)) {
    const token = tokenOf(match, tokens.at(-1));
    if (token) tokens.push(token);
  }
  return [...tokens, { kind: 'end', text: '', at: source.length }];
}

function* matches(source: string): Generator<RegExpExecArray> {
  const pattern = new RegExp(PATTERN);
  while (pattern.lastIndex < source.length) {
    const at = pattern.lastIndex;
    const match = pattern.exec(source);
    if (!match) throw new ExpressionError('unexpected-character', at, source.slice(at, at + 1));
    yield match;
  }
}

function tokenOf(match: RegExpExecArray, previous: Token | undefined): Token | undefined {
  const { space, number, string, reference, name, operator, mark } = match.groups ?? {};
  const at = match.index;
  if (space !== undefined) return undefined;
  if (number !== undefined) return { kind: 'number', text: number, at };
  if (string !== undefined) return { kind: 'string', text: string.slice(1, -1), at };
  if (reference !== undefined) return { kind: 'reference', text: reference.trim(), at };
  if (name !== undefined)
    return { kind: isOperator(name, previous) ? 'operator' : 'name', text: name, at };
  if (operator === '*' && isOperandExpected(previous)) return { kind: 'name', text: '*', at };
  if (operator !== undefined) return { kind: 'operator', text: operator, at };
  return { kind: 'mark', text: mark ?? '', at };
}

function isOperator(name: string, previous: Token | undefined): boolean {
  return OPERATOR_NAMES.has(name) && !isOperandExpected(previous);
}

function isOperandExpected(previous: Token | undefined): boolean {
  if (!previous || previous.kind === 'operator') return true;
  return previous.kind === 'mark' && BEFORE_OPERAND.has(previous.text);
}
