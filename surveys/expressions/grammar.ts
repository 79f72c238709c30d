import { ExpressionError, type Token, tokenize } from './tokens.ts';

export type Axis = 'child' | 'parent' | 'self' | 'descendant-or-self';

export type Step = {
  readonly axis: Axis;
  /** A name, `*` for any, or `node()`. */
  readonly test: string;
  readonly predicates: readonly Expression[];
};

export type Expression =
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'string'; readonly value: string }
  | { readonly kind: 'negate'; readonly operand: Expression }
  | {
      readonly kind: 'binary';
      readonly operator: string;
      readonly left: Expression;
      readonly right: Expression;
    }
  | { readonly kind: 'call'; readonly name: string; readonly operands: readonly Expression[] }
  | { readonly kind: 'reference'; readonly name: string }
  | { readonly kind: 'root' }
  | { readonly kind: 'context' }
  | {
      readonly kind: 'path';
      readonly from: Expression;
      readonly predicates: readonly Expression[];
      readonly steps: readonly Step[];
    };

const MAX_LENGTH = 10_000;
const MAX_DEPTH = 60;

/** Loosest first, as in XPath 1.0, section 3. */
const PRECEDENCE = [
  ['or'],
  ['and'],
  ['=', '!='],
  ['<', '<=', '>', '>='],
  ['+', '-'],
  ['*', 'div', 'mod'],
];

type Reader = { readonly tokens: readonly Token[]; next: number; depth: number };

/** Parse once, run many. Throws ExpressionError with the offset of what could not be read. */
export function parseExpression(source: string): Expression {
  if (source.length > MAX_LENGTH) throw new ExpressionError('too-long', MAX_LENGTH);
  const reader = { tokens: tokenize(source), next: 0, depth: 0 };
  const expression = readBinary(reader, 0);
  const rest = peek(reader);
  if (rest.kind !== 'end') throw new ExpressionError('unexpected-token', rest.at, rest.text);
  return expression;
}

/** Every `${name}` that an expression cites, in order, without repetition. */
export function referencesOf(expression: Expression): string[] {
  const cited = [...eachNode(expression)].filter((node) => node.kind === 'reference');
  return [...new Set(cited.map((node) => node.name))];
}

export function* eachNode(root: Expression): Generator<Expression> {
  const waiting = [root];
  for (let node = waiting.pop(); node; node = waiting.pop()) {
    yield node;
    waiting.push(...childrenOf(node).reverse());
  }
}

function childrenOf(node: Expression): Expression[] {
  if (node.kind === 'negate') return [node.operand];
  if (node.kind === 'binary') return [node.left, node.right];
  if (node.kind === 'call') return [...node.operands];
  if (node.kind !== 'path') return [];
  return [node.from, ...node.predicates, ...node.steps.flatMap((step) => step.predicates)];
}

function readBinary(reader: Reader, level: number): Expression {
  const operators = PRECEDENCE[level];
  if (!operators) return readUnary(reader);
  let left = readBinary(reader, level + 1);
  while (peek(reader).kind === 'operator' && operators.includes(peek(reader).text)) {
    const operator = take(reader).text;
    left = { kind: 'binary', operator, left, right: readBinary(reader, level + 1) };
  }
  return left;
}

function readUnary(reader: Reader): Expression {
  if (!isOperator(reader, '-')) return readUnion(reader);
  take(reader);
  return { kind: 'negate', operand: nested(reader, () => readUnary(reader)) };
}

function readUnion(reader: Reader): Expression {
  let left = readPath(reader);
  while (isOperator(reader, '|')) {
    take(reader);
    left = { kind: 'binary', operator: '|', left, right: readPath(reader) };
  }
  return left;
}

function readPath(reader: Reader): Expression {
  const token = peek(reader);
  if (isMark(reader, '/') || isMark(reader, '//')) return readAbsolutePath(reader);
  if (isPrimary(reader, token)) return readFilterPath(reader);
  return withSteps({ kind: 'context' }, [], readSteps(reader));
}

function readAbsolutePath(reader: Reader): Expression {
  if (isMark(reader, '//')) return withSteps({ kind: 'root' }, [], readMoreSteps(reader));
  take(reader);
  const steps = isStep(reader) ? readSteps(reader) : [];
  return withSteps({ kind: 'root' }, [], steps);
}

function readFilterPath(reader: Reader): Expression {
  const from = readPrimary(reader);
  const predicates = readPredicates(reader);
  return withSteps(from, predicates, readMoreSteps(reader));
}

function withSteps(
  from: Expression,
  predicates: readonly Expression[],
  steps: readonly Step[],
): Expression {
  const isBare = predicates.length === 0 && steps.length === 0;
  return isBare ? from : { kind: 'path', from, predicates, steps };
}

function isPrimary(reader: Reader, token: Token): boolean {
  if (token.kind === 'number' || token.kind === 'string' || token.kind === 'reference') return true;
  if (isMark(reader, '(')) return true;
  return (
    token.kind === 'name' && token.text !== 'node' && reader.tokens[reader.next + 1]?.text === '('
  );
}

function readPrimary(reader: Reader): Expression {
  const token = take(reader);
  if (token.kind === 'number') return { kind: 'number', value: Number(token.text) };
  if (token.kind === 'string') return { kind: 'string', value: token.text };
  if (token.kind === 'reference') return { kind: 'reference', name: token.text };
  if (token.kind === 'name') return readCall(reader, token.text);
  const inner = nested(reader, () => readBinary(reader, 0));
  expect(reader, ')');
  return inner;
}

function readCall(reader: Reader, name: string): Expression {
  expect(reader, '(');
  const operands: Expression[] = [];
  while (!isMark(reader, ')')) {
    if (operands.length > 0) expect(reader, ',');
    operands.push(nested(reader, () => readBinary(reader, 0)));
  }
  take(reader);
  return { kind: 'call', name, operands };
}

function readSteps(reader: Reader): Step[] {
  return [readStep(reader), ...readMoreSteps(reader)];
}

function readMoreSteps(reader: Reader): Step[] {
  const steps: Step[] = [];
  while (isMark(reader, '/') || isMark(reader, '//')) {
    if (take(reader).text === '//') steps.push(ANYWHERE_BELOW);
    steps.push(readStep(reader));
  }
  return steps;
}

const ANYWHERE_BELOW: Step = { axis: 'descendant-or-self', test: 'node()', predicates: [] };

function readStep(reader: Reader): Step {
  const token = take(reader);
  if (token.text === '.' && token.kind === 'mark') return step(reader, 'self', 'node()');
  if (token.text === '..' && token.kind === 'mark') return step(reader, 'parent', 'node()');
  if (token.kind !== 'name') throw new ExpressionError('unexpected-token', token.at, token.text);
  if (isMark(reader, '::')) return readAxisStep(reader, token);
  return step(reader, 'child', readTest(reader, token));
}

function readAxisStep(reader: Reader, axis: Token): Step {
  take(reader);
  if (!isAxis(axis.text)) throw new ExpressionError('unknown-axis', axis.at, axis.text);
  return step(reader, axis.text, readTest(reader, take(reader)));
}

function isAxis(text: string): text is Axis {
  return ['child', 'parent', 'self', 'descendant-or-self'].includes(text);
}

function readTest(reader: Reader, token: Token): string {
  if (token.kind !== 'name') throw new ExpressionError('unexpected-token', token.at, token.text);
  if (token.text !== 'node' || !isMark(reader, '(')) return token.text;
  take(reader);
  expect(reader, ')');
  return 'node()';
}

function step(reader: Reader, axis: Axis, test: string): Step {
  return { axis, test, predicates: readPredicates(reader) };
}

function readPredicates(reader: Reader): Expression[] {
  const predicates: Expression[] = [];
  while (isMark(reader, '[')) {
    take(reader);
    predicates.push(nested(reader, () => readBinary(reader, 0)));
    expect(reader, ']');
  }
  return predicates;
}

function isStep(reader: Reader): boolean {
  const { kind } = peek(reader);
  return kind === 'name' || isMark(reader, '.') || isMark(reader, '..');
}

function nested<Result>(reader: Reader, read: () => Result): Result {
  reader.depth += 1;
  if (reader.depth > MAX_DEPTH) throw new ExpressionError('too-deep', peek(reader).at);
  const result = read();
  reader.depth -= 1;
  return result;
}

function isMark(reader: Reader, text: string): boolean {
  const token = peek(reader);
  return token.kind === 'mark' && token.text === text;
}

function isOperator(reader: Reader, text: string): boolean {
  const token = peek(reader);
  return token.kind === 'operator' && token.text === text;
}

function expect(reader: Reader, text: string): void {
  const token = take(reader);
  if (token.kind !== 'mark' || token.text !== text) {
    throw new ExpressionError('expected', token.at, text);
  }
}

function take(reader: Reader): Token {
  const token = peek(reader);
  reader.next += 1;
  return token;
}

function peek(reader: Reader): Token {
  const token = reader.tokens[reader.next] ?? reader.tokens.at(-1);
  if (!token) throw new ExpressionError('empty', 0);
  return token;
}
