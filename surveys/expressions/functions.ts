import { dateText, dateTimeText, formatDate } from './dates.ts';
import { areaOf, distanceOf } from './geography.ts';
import { isWholeMatch, type Pattern, PatternError, readPattern } from './pattern.ts';
import { drawn, drawnUuid } from './random.ts';
import type { Scope } from './scope.ts';
import type { DataNode } from './tree.ts';
import { textOf } from './tree.ts';
import { toBoolean, toNumber, toText, type Value } from './values.ts';

export type Focus = {
  readonly node: DataNode;
  readonly position: number;
  readonly size: number;
  /** Where the whole expression is read from. */
  readonly scope: Scope;
  /** Takes steps from the budget. @throws where nothing is left. */
  readonly pay: (steps: number) => void;
};

type Implementation = {
  readonly least: number;
  readonly most: number;
  readonly run: (operands: readonly Value[], focus: Focus) => Value;
};

/** XPath 1.0 section 4, then what OpenRosa adds, then ours. `if` and `coalesce` are evaluated lazily, elsewhere. */
export const functions: ReadonlyMap<string, Implementation> = new Map([
  ['last', fixed(0, (_, { size }) => size)],
  [
    'position',
    between(0, 1, ([nodes], { position }) => (nodes === undefined ? position : placeOf(nodes))),
  ],
  ['current', fixed(0, (_, { scope }) => [scope.node])],
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
  ['min', between(1, 99, (operands) => extreme(Math.min, operands))],
  ['max', between(1, 99, (operands) => extreme(Math.max, operands))],
  ['regex', fixed(2, ([a, pattern], focus) => isMatch(text(a), text(pattern), focus))],
  ['ends-with', fixed(2, ([a, b]) => text(a).endsWith(text(b)))],
  ['substr', between(2, 3, ([a, from, to]) => substr(text(a), from, to))],
  ['lower-case', fixed(1, ([a]) => text(a).toLowerCase())],
  ['upper-case', fixed(1, ([a]) => text(a).toUpperCase())],
  ['join', between(2, 99, ([separator, ...rest]) => texts(rest).join(text(separator)))],
  ['count-non-empty', fixed(1, ([nodes]) => texts([nodes]).filter((each) => each !== '').length)],
  ['checklist', between(3, 99, ([least, most, ...rest]) => isBetween(least, most, trues(rest)))],
  ['boolean-from-string', fixed(1, ([a]) => ['true', '1'].includes(text(a).toLowerCase()))],

  ['today', fixed(0, (_, { scope }) => scope.moment?.now.slice(0, 10) ?? '')],
  ['now', fixed(0, (_, { scope }) => scope.moment?.now ?? '')],
  ['date', fixed(1, ([a]) => asDate(a, dateText, 10))],
  ['date-time', fixed(1, ([a]) => asDate(a, dateTimeText, 29))],
  ['decimal-date-time', fixed(1, ([a]) => toNumber(a ?? ''))],
  ['decimal-time', fixed(1, ([a]) => toNumber(a ?? '') % 1)],
  ['format-date', fixed(2, ([a, pattern]) => formatDate(toNumber(a ?? ''), text(pattern)))],
  ['format-date-time', fixed(2, ([a, pattern]) => formatDate(toNumber(a ?? ''), text(pattern)))],

  ['random', fixed(0, (_, { scope }) => drawn(scope.moment?.seed ?? 0, pathOf(scope.node)))],
  ['uuid', fixed(0, (_, { scope }) => drawnUuid(scope.moment?.seed ?? 0, pathOf(scope.node)))],

  [
    'jr:choice-name',
    fixed(2, ([choice, question], { scope }) => {
      const name = /^\$\{\s*([^{}]+?)\s*\}$/.exec(text(question))?.[1] ?? nameIn(question);
      return scope.choiceLabel?.(name, text(choice)) ?? '';
    }),
  ],
  ['instance', fixed(1, ([name], { scope }) => [scope.list?.(text(name)) ?? []].flat())],
  [
    'pulldata',
    fixed(4, ([list, wanted, key, value], focus) => pulled(list, wanted, key, value, focus)),
  ],
  // A list gives its labels under `itextId`, already in the language of the questionnaire.
  ['jr:itext', fixed(1, ([label]) => text(label))],

  ['distance', between(1, 99, (operands) => distanceOf(texts(operands).join(';')))],
  ['area', between(1, 99, (operands) => areaOf(texts(operands).join(';')))],

  ['abs', fixed(1, ([a]) => Math.abs(toNumber(a ?? '')))],
  ['sqrt', fixed(1, ([a]) => Math.sqrt(toNumber(a ?? '')))],
  ['exp', fixed(1, ([a]) => Math.exp(toNumber(a ?? '')))],
  ['exp10', fixed(1, ([a]) => 10 ** toNumber(a ?? ''))],
  ['log', fixed(1, ([a]) => Math.log(toNumber(a ?? '')))],
  ['log10', fixed(1, ([a]) => Math.log10(toNumber(a ?? '')))],
  ['sin', fixed(1, ([a]) => Math.sin(toNumber(a ?? '')))],
  ['cos', fixed(1, ([a]) => Math.cos(toNumber(a ?? '')))],
  ['tan', fixed(1, ([a]) => Math.tan(toNumber(a ?? '')))],
  ['asin', fixed(1, ([a]) => Math.asin(toNumber(a ?? '')))],
  ['acos', fixed(1, ([a]) => Math.acos(toNumber(a ?? '')))],
  ['atan', fixed(1, ([a]) => Math.atan(toNumber(a ?? '')))],
  ['atan2', fixed(2, ([a, b]) => Math.atan2(toNumber(a ?? ''), toNumber(b ?? '')))],
  ['pi', fixed(0, () => Math.PI)],

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

/** What the first row whose column `key` holds `value` says in the column `wanted`: a cell of a list, or nothing. */
function pulled(
  list: Value | undefined,
  wanted: Value | undefined,
  key: Value | undefined,
  value: Value | undefined,
  { scope, pay }: Focus,
): Value {
  const rows = scope.list?.(text(list))?.children.flatMap(({ children }) => children) ?? [];
  pay(rows.length / 100);
  const said = (row: DataNode, column: string) => toText(cell([row], column));
  const row = rows.find((each) => said(each, text(key)) === text(value));
  return row ? said(row, text(wanted)) : '';
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

/** Place of a node among those of its name: the turn of a repeated group. */
function placeOf(nodes: Value): number {
  const [node] = nodesOf(nodes);
  if (!node) return Number.NaN;
  const twins = node.parent?.children.filter(({ name }) => name === node.name) ?? [node];
  return twins.indexOf(node) + 1;
}

function extreme(choose: (...values: number[]) => number, operands: readonly Value[]): number {
  const found = numbers(operands);
  return found.length === 0 ? Number.NaN : choose(...found);
}

/** `substr('bourg', 1, 3)` is `ou`: counted from 0, the end left out; a negative place counts from the end. */
function substr(whole: string, from: Value | undefined, to: Value | undefined): string {
  const characters = [...whole];
  const end = to === undefined ? characters.length : toNumber(to);
  return characters.slice(toNumber(from ?? 0) || 0, end || 0).join('');
}

function texts(values: readonly (Value | undefined)[]): string[] {
  return values.flatMap((value) => (typeof value === 'object' ? value.map(textOf) : [text(value)]));
}

function trues(values: readonly Value[]): number {
  return values.filter(toBoolean).length;
}

/** −1 stands for no bound. */
function isBetween(least: Value | undefined, most: Value | undefined, count: number): boolean {
  const [from, to] = [toNumber(least ?? -1), toNumber(most ?? -1)];
  return (from === -1 || count >= from) && (to === -1 || count <= to);
}

/** A date stays as it is written; a number of days becomes a date; anything else is blank. */
function asDate(value: Value | undefined, write: (days: number) => string, length: number): string {
  const days = toNumber(value ?? '');
  if (Number.isNaN(days)) return '';
  const written = text(value);
  return /^\d{4}-/.test(written) ? written.slice(0, length) : write(days);
}

const patterns = new Map<string, Pattern | undefined>();
const MAX_PATTERNS = 500;

function isMatch(whole: string, source: string, { pay }: Focus): boolean {
  const pattern = patternOf(source);
  return pattern !== undefined && isWholeMatch(pattern, whole, (states) => pay(states / 100));
}

/** A pattern that can't be read matches nothing; `checkExpression` says so before anyone answers. */
function patternOf(source: string): Pattern | undefined {
  if (patterns.has(source)) return patterns.get(source);
  if (patterns.size >= MAX_PATTERNS) patterns.clear();
  const pattern = readable(source);
  patterns.set(source, pattern);
  return pattern;
}

function readable(source: string): Pattern | undefined {
  try {
    return readPattern(source);
  } catch (error) {
    if (error instanceof PatternError) return undefined;
    throw error;
  }
}

function nameIn(nodes: Value | undefined): string {
  return nodesOf(nodes)[0]?.name ?? '';
}

/** Tells a node from any other: its name, its turn, and those of what holds it. */
function pathOf(node: DataNode): string {
  const own = `${node.name}[${placeOf([node])}]`;
  return node.parent ? `${pathOf(node.parent)}/${own}` : own;
}
