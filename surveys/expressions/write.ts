import type { Expression, Step } from './grammar.ts';

const PRECEDENCE: Readonly<Record<string, number>> = {
  or: 1,
  and: 2,
  '=': 3,
  '!=': 3,
  '<': 4,
  '<=': 4,
  '>': 4,
  '>=': 4,
  '+': 5,
  '-': 5,
  '*': 6,
  div: 6,
  mod: 6,
  '|': 8,
};

/** An expression as it is written: read again, it is the same. */
export function writeExpression(node: Expression): string {
  switch (node.kind) {
    case 'number':
      return plainNumber(node.value);
    case 'string':
      return quoted(node.value);
    case 'reference':
      return `\${${node.name}}`;
    case 'context':
      return '.';
    case 'root':
      return '/';
    case 'negate':
      return `-${operand(node.operand, 7)}`;
    case 'call':
      return `${node.name}(${node.operands.map(writeExpression).join(', ')})`;
    case 'binary': {
      const level = PRECEDENCE[node.operator] ?? 0;
      return `${operand(node.left, level)} ${node.operator} ${operand(node.right, level + 1)}`;
    }
    case 'path':
      return writePath(node);
  }
}

/** A text as XPath holds it, which has no escape: with both kinds of quotes in it, it is put together. */
export function quoted(text: string): string {
  if (!text.includes("'")) return `'${text}'`;
  if (!text.includes('"')) return `"${text}"`;
  const parts = text.split("'").map((part) => `'${part}'`);
  return `concat(${parts.join(`, "'", `)})`;
}

function operand(node: Expression, level: number): string {
  const text = writeExpression(node);
  const own = node.kind === 'binary' ? (PRECEDENCE[node.operator] ?? 0) : 9;
  return own < level ? `(${text})` : text;
}

/** No exponent, which the grammar does not read. */
function plainNumber(value: number): string {
  const text = String(value);
  return text.includes('e') ? value.toFixed(20).replace(/\.?0+$/, '') : text;
}

function writePath({ from, predicates, steps }: Extract<Expression, { kind: 'path' }>): string {
  const all = steps.map(writeStep).join('/');
  if (from.kind === 'context' && predicates.length === 0) return all;
  if (from.kind === 'root' && predicates.length === 0) return `/${all}`;
  return [startOf(from) + predicates.map(writePredicate).join(''), ...(all ? [all] : [])].join('/');
}

const startOf = (from: Expression): string =>
  from.kind === 'reference' || from.kind === 'call'
    ? writeExpression(from)
    : `(${writeExpression(from)})`;

function writeStep({ axis, test, predicates }: Step): string {
  const after = predicates.map(writePredicate).join('');
  if (test === 'node()' && predicates.length === 0) {
    if (axis === 'self') return '.';
    if (axis === 'parent') return '..';
  }
  return `${axis === 'child' ? '' : `${axis}::`}${test}${after}`;
}

const writePredicate = (predicate: Expression) => `[${writeExpression(predicate)}]`;
