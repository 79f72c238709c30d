import { type Focus, functions, nodesOf } from './functions.ts';
import type { Expression, Step } from './grammar.ts';
import type { Scope } from './scope.ts';
import { type DataNode, rootOf, textOf } from './tree.ts';
import { toBoolean, toNumber, toText, type Value } from './values.ts';

export type { Scope } from './scope.ts';

export class BudgetError extends Error {
  constructor() {
    super('the expression takes more steps than it may');
    this.name = 'BudgetError';
  }
}

const MAX_STEPS = 10_000;

/** A text of this length costs one step, so that long answers are paid for as well. */
const CHARACTERS_PER_STEP = 1_000;

type Run = { readonly lookUp: Scope['lookUp']; remaining: number };

export function evaluate(expression: Expression, scope: Scope): Value {
  const run: Run = { lookUp: scope.lookUp, remaining: MAX_STEPS };
  const pay = (steps: number) => spend(run, steps);
  return resolve(expression, { node: scope.node, position: 1, size: 1, scope, pay }, run);
}

export function isTrue(expression: Expression, scope: Scope): boolean {
  return toBoolean(evaluate(expression, scope));
}

function resolve(expression: Expression, focus: Focus, run: Run): Value {
  spend(run, 1);
  switch (expression.kind) {
    case 'number':
    case 'string':
      return expression.value;
    case 'negate':
      return -toNumber(resolve(expression.operand, focus, run));
    case 'binary':
      return binary(expression, focus, run);
    case 'call':
      return call(expression, focus, run);
    case 'reference':
      return [run.lookUp(expression.name) ?? []].flat();
    case 'root':
      return [rootOf(focus.node)];
    case 'context':
      return [focus.node];
    case 'path':
      return path(expression, focus, run);
  }
}

function spend(run: Run, steps: number): void {
  run.remaining -= steps;
  if (run.remaining < 0) throw new BudgetError();
}

type Binary = Extract<Expression, { kind: 'binary' }>;

function binary({ operator, left, right }: Binary, focus: Focus, run: Run): Value {
  const first = resolve(left, focus, run);
  if (operator === 'or') return toBoolean(first) || toBoolean(resolve(right, focus, run));
  if (operator === 'and') return toBoolean(first) && toBoolean(resolve(right, focus, run));
  const second = resolve(right, focus, run);
  if (operator === '|') return [...new Set([...nodesOf(first), ...nodesOf(second)])];
  if (COMPARISONS.has(operator)) return compare(operator, first, second, run);
  return compute(operator, toNumber(first), toNumber(second));
}

function compute(operator: string, a: number, b: number): number {
  if (operator === '+') return a + b;
  if (operator === '-') return a - b;
  if (operator === '*') return a * b;
  return operator === 'div' ? a / b : a % b;
}

const COMPARISONS = new Set(['=', '!=', '<', '<=', '>', '>=']);

/** A comparison with a set of nodes holds when it holds for one of them (XPath 1.0, section 3.4). */
function compare(operator: string, a: Value, b: Value, run: Run): boolean {
  if (typeof a === 'boolean' || typeof b === 'boolean') {
    return comparePlain(operator, toBoolean(a), toBoolean(b));
  }
  const lefts = plainValues(a);
  const rights = plainValues(b);
  spend(run, lefts.length * rights.length);
  return lefts.some((left) => rights.some((right) => comparePlain(operator, left, right)));
}

type Plain = string | number | boolean;

function plainValues(value: Value): Plain[] {
  return typeof value === 'object' ? value.map(textOf) : [value];
}

function comparePlain(operator: string, a: Plain, b: Plain): boolean {
  if (operator === '=') return isEqual(a, b);
  if (operator === '!=') return !isEqual(a, b);
  return compareNumbers(operator, toNumber(a), toNumber(b));
}

function isEqual(a: Plain, b: Plain): boolean {
  if (typeof a === 'boolean' || typeof b === 'boolean') return toBoolean(a) === toBoolean(b);
  if (typeof a === 'number' || typeof b === 'number') return toNumber(a) === toNumber(b);
  return a === b;
}

function compareNumbers(operator: string, a: number, b: number): boolean {
  if (operator === '<') return a < b;
  if (operator === '<=') return a <= b;
  return operator === '>' ? a > b : a >= b;
}

type Call = Extract<Expression, { kind: 'call' }>;

function call({ name, operands }: Call, focus: Focus, run: Run): Value {
  if (name === 'if') return choose(operands, focus, run);
  if (name === 'coalesce') return firstFilled(operands, focus, run);
  if (name === 'once') return kept(focus) ?? firstFilled(operands, focus, run);
  if (name === 'indexed-repeat') return indexedRepeat(operands, focus, run);
  const values = operands.map((operand) => resolve(operand, focus, run));
  for (const value of values) spend(run, costOf(value));
  return functions.get(name)?.run(values, focus) ?? '';
}

function costOf(value: Value): number {
  if (typeof value === 'object')
    return value.length + Math.ceil((value[0]?.value.length ?? 0) / CHARACTERS_PER_STEP);
  return typeof value === 'string' ? Math.ceil(value.length / CHARACTERS_PER_STEP) : 0;
}

function choose([test, then, otherwise]: readonly Expression[], focus: Focus, run: Run): Value {
  if (!test || !then || !otherwise) return '';
  return toBoolean(resolve(test, focus, run))
    ? resolve(then, focus, run)
    : resolve(otherwise, focus, run);
}

function firstFilled(operands: readonly Expression[], focus: Focus, run: Run): Value {
  for (const operand of operands) {
    const value = resolve(operand, focus, run);
    if (toText(value) !== '') return value;
  }
  return '';
}

/** What the question already holds: `once()` computes nothing where there is something. */
function kept({ scope }: Focus): string | undefined {
  const text = textOf(scope.node);
  return text === '' ? undefined : text;
}

/** `indexed-repeat(${age}, ${person}, 2)`: the age of the second person. */
function indexedRepeat(operands: readonly Expression[], focus: Focus, run: Run): Value {
  const [question, repeat, index] = operands;
  if (question?.kind !== 'reference' || !repeat || !index) return '';
  const turns = nodesOf(resolve(repeat, focus, run));
  const turn = turns[toNumber(resolve(index, focus, run)) - 1];
  return turn ? below(turn, run).filter(({ name }) => name === question.name) : [];
}

type Path = Extract<Expression, { kind: 'path' }>;

function path({ from, predicates, steps }: Path, focus: Focus, run: Run): Value {
  const start = resolve(from, focus, run);
  const filtered = keep(nodesOf(start), predicates, focus, run);
  return steps.reduce<readonly DataNode[]>(
    (nodes, step) => walk(nodes, step, focus, run),
    filtered,
  );
}

function walk(nodes: readonly DataNode[], step: Step, focus: Focus, run: Run): readonly DataNode[] {
  const found = nodes.flatMap((node) => keep(reach(node, step, run), step.predicates, focus, run));
  return nodes.length > 1 ? [...new Set(found)] : found;
}

function reach(node: DataNode, step: Step, run: Run): readonly DataNode[] {
  const reached = along(node, step.axis, run);
  spend(run, reached.length);
  if (step.test === '*' || step.test === 'node()') return reached;
  return reached.filter((each) => each.name === step.test);
}

function along(node: DataNode, axis: Step['axis'], run: Run): readonly DataNode[] {
  if (axis === 'child') return node.children;
  if (axis === 'parent') return node.parent ? [node.parent] : [];
  return axis === 'self' ? [node] : below(node, run);
}

function below(node: DataNode, run: Run): readonly DataNode[] {
  spend(run, 1);
  return [node, ...node.children.flatMap((child) => below(child, run))];
}

function keep(
  nodes: readonly DataNode[],
  predicates: readonly Expression[],
  focus: Focus,
  run: Run,
): readonly DataNode[] {
  return predicates.reduce((left, predicate) => keepOne(left, predicate, focus, run), nodes);
}

function keepOne(
  nodes: readonly DataNode[],
  predicate: Expression,
  focus: Focus,
  run: Run,
): readonly DataNode[] {
  const size = nodes.length;
  return nodes.filter((node, index) => {
    const value = resolve(predicate, { ...focus, node, position: index + 1, size }, run);
    return typeof value === 'number' ? value === index + 1 : toBoolean(value);
  });
}
