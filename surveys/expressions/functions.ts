import type { DataNode } from './tree.ts';
import { textOf } from './tree.ts';
import { toBoolean, toNumber, toText, type Value } from './values.ts';

export type Focus = { readonly node: DataNode; readonly position: number; readonly size: number };

type Implementation = {
  readonly least: number;
  readonly most: number;
  readonly run: (operands: readonly Value[], focus: Focus) => Value;
};

/** XPath 1.0 section 4, then what OpenRosa adds, then ours. `if` and `coalesce` are evaluated lazily, elsewhere. */
export const functions: ReadonlyMap<string, Implementation> = new Map([
  ['last', fixed(0, (_, { size }) => size)],
  ['position', fixed(0, (_, { position }) => position)],
  ['count', fixed(1, ([nodes]) => nodesOf(nodes).length)],
  ['name', between(0, 1, ([nodes], { node }) => (nodes ? nodesOf(nodes)[0] : node)?.name ?? '')],
  [
    'string',
    between(0, 1, ([value], { node }) => (value === undefined ? textOf(node) : toText(value))),
  ],
  ['concat', between(1, 99, (operands) => operands.map(toText).join(''))],
  ['starts-with', fixed(2, ([a, b]) => text(a).startsWith(text(b)))],
  ['contains', fixed(2, ([a, b]) => text(a).includes(text(b)))],
  ['substring-before', fixed(2, ([a, b]) => before(text(a), text(b)))],
  ['substring-after', fixed(2, ([a, b]) => after(text(a), text(b)))],
  ['substring', between(2, 3, ([a, from, length]) => substring(text(a), from, length))],
  [
    'string-length',
    between(0, 1, ([a], { node }) => [...(a === undefined ? textOf(node) : text(a))].length),
  ],
  ['normalize-space', fixed(1, ([a]) => text(a).trim().replace(/\s+/g, ' '))],
  ['translate', fixed(3, ([a, from, to]) => translate(text(a), text(from), text(to)))],
  ['boolean', fixed(1, ([a]) => toBoolean(a ?? ''))],
  ['not', fixed(1, ([a]) => !toBoolean(a ?? ''))],
  ['true', fixed(0, () => true)],
  ['false', fixed(0, () => false)],
  ['number', between(0, 1, ([a], { node }) => toNumber(a === undefined ? textOf(node) : a))],
  ['sum', fixed(1, ([nodes]) => numbers([nodes]).reduce((sum, each) => sum + each, 0))],
  ['floor', fixed(1, ([a]) => Math.floor(toNumber(a ?? '')))],
  ['ceiling', fixed(1, ([a]) => Math.ceil(toNumber(a ?? '')))],
  ['round', between(1, 2, ([a, digits]) => round(toNumber(a ?? ''), toNumber(digits ?? 0)))],

  ['selected', fixed(2, ([a, choice]) => words(a).includes(text(choice).trim()))],
  ['selected-at', fixed(2, ([a, index]) => words(a)[toNumber(index ?? '')] ?? '')],
  ['count-selected', fixed(1, ([a]) => words(a).length)],
  ['int', fixed(1, ([a]) => Math.trunc(toNumber(a ?? '')))],
  ['pow', fixed(2, ([a, b]) => toNumber(a ?? '') ** toNumber(b ?? ''))],
  ['min', between(1, 99, (operands) => Math.min(...numbers(operands)))],
  ['max', between(1, 99, (operands) => Math.max(...numbers(operands)))],

  // The part of an answer whose name is itself computed, e.g. the row of a matrix: cell(${trajectory}, name).
  ['cell', fixed(2, ([nodes, name]) => cell(nodes, text(name)))],
]);

export function nodesOf(value: Value | undefined): readonly DataNode[] {
  return typeof value === 'object' ? value : [];
}

function fixed(arity: number, run: Implementation['run']): Implementation {
  return { least: arity, most: arity, run };
}

function between(least: number, most: number, run: Implementation['run']): Implementation {
  return { least, most, run };
}

function text(value: Value | undefined): string {
  return value === undefined ? '' : toText(value);
}

function words(value: Value | undefined): string[] {
  return text(value)
    .split(/\s+/)
    .filter((word) => word !== '');
}

function numbers(values: readonly (Value | undefined)[]): number[] {
  return values.flatMap((value) => {
    if (typeof value === 'object') return value.map((node) => toNumber([node]));
    return value === undefined ? [] : [toNumber(value)];
  });
}

function cell(nodes: Value | undefined, name: string): Value {
  return nodesOf(nodes).flatMap((node) => node.children.filter((child) => child.name === name));
}

function before(whole: string, part: string): string {
  return whole.includes(part) ? whole.slice(0, whole.indexOf(part)) : '';
}

function after(whole: string, part: string): string {
  return whole.includes(part) ? whole.slice(whole.indexOf(part) + part.length) : '';
}

/** Characters are counted from 1, and both bounds are rounded (XPath 1.0, section 4.2). */
function substring(whole: string, from: Value | undefined, length: Value | undefined): string {
  const start = Math.round(toNumber(from ?? 1));
  const end =
    length === undefined ? Number.POSITIVE_INFINITY : start + Math.round(toNumber(length));
  return [...whole].filter((_, index) => index + 1 >= start && index + 1 < end).join('');
}

function translate(whole: string, from: string, to: string): string {
  const source = [...from];
  const target = [...to];
  return [...whole]
    .map((each) => (source.includes(each) ? (target[source.indexOf(each)] ?? '') : each))
    .join('');
}

function round(value: number, digits: number): number {
  const factor = 10 ** digits;
  return Math.round(value * factor) / factor;
}
