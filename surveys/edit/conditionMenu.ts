import { flattened } from '../conditionInWords.ts';
import type { Questionnaire } from '../definition.ts';
import { type Expression, parseExpression } from '../expressions/grammar.ts';
import { ExpressionError } from '../expressions/tokens.ts';
import { quoted, writeExpression } from '../expressions/write.ts';
import type { Subject } from '../question-types/editing.ts';
import { everySubject, type FoundSubject, subjectFinder } from '../subjects.ts';

export const COMPARISONS = [
  'is',
  'is-not',
  'has',
  'has-not',
  'over',
  'at-least',
  'under',
  'at-most',
  'contains',
  'filled',
  'blank',
] as const;

export type Comparison = (typeof COMPARISONS)[number];

/** « Avez-vous un projet ? » n’est pas « Aucun ». */
export type Clause = {
  /** Question and part: `project`, `trajectory/shops`. */
  readonly subject: string;
  readonly comparison: Comparison;
  /** Empty for `filled` and `blank`. */
  readonly value: string;
};

/** A condition as menus say it: all of the clauses, or at least one. */
export type Menu = { readonly join: 'all' | 'any'; readonly clauses: readonly Clause[] };

export const EMPTY_MENU: Menu = { join: 'all', clauses: [] };

/** What can be asked of each kind of subject, the commonest first. */
const OF_KIND: Readonly<Record<Subject['kind'], readonly Comparison[]>> = {
  one: ['is', 'is-not', 'filled', 'blank'],
  several: ['has', 'has-not', 'filled', 'blank'],
  number: ['is', 'is-not', 'over', 'at-least', 'under', 'at-most', 'filled', 'blank'],
  day: ['is', 'is-not', 'over', 'at-least', 'under', 'at-most', 'filled', 'blank'],
  words: ['is', 'is-not', 'contains', 'filled', 'blank'],
};

export const comparisonsOf = ({ kind }: Subject): readonly Comparison[] => OF_KIND[kind];

const OPERATORS: Readonly<Partial<Record<Comparison, string>>> = {
  is: '=',
  'is-not': '!=',
  over: '>',
  'at-least': '>=',
  under: '<',
  'at-most': '<=',
};

export const subjectKey = ({ question, subject }: FoundSubject) => question.id + subject.path;

/** The clause that a subject begins with: one that holds of some answers, and not of the others. */
export function firstClause(found: FoundSubject): Clause {
  const subject = subjectKey(found);
  const [comparison = 'filled'] = comparisonsOf(found.subject);
  const [value] = found.subject.values;
  return value
    ? { subject, comparison, value: value.id }
    : { subject, comparison: 'filled', value: '' };
}

/** The expression of a menu, or nothing where there is no clause. */
export function writeMenu(
  { join, clauses }: Menu,
  questionnaire: Questionnaire,
): string | undefined {
  const subjects = new Map(everySubject(questionnaire).map((each) => [subjectKey(each), each]));
  const parts = clauses.map((clause) => writeClause(clause, subjects.get(clause.subject)));
  return parts.length === 0 ? undefined : parts.join(join === 'all' ? ' and ' : ' or ');
}

function writeClause(
  { subject, comparison, value }: Clause,
  found: FoundSubject | undefined,
): string {
  const [id = '', ...path] = subject.split('/');
  const cited = [`\${${id}}`, ...path].join('/');
  if (comparison === 'filled') return `${cited} != ''`;
  if (comparison === 'blank') return `${cited} = ''`;
  if (comparison === 'has') return `selected(${cited}, ${quoted(value)})`;
  if (comparison === 'has-not') return `not(selected(${cited}, ${quoted(value)}))`;
  if (comparison === 'contains') return `contains(${cited}, ${quoted(value)})`;
  const plain = value.replace(',', '.').replace('−', '-').trim();
  const isNumber = found?.subject.kind === 'number' && /^-?\d+(?:\.\d+)?$/.test(plain);
  return `${cited} ${OPERATORS[comparison]} ${isNumber ? plain : quoted(value)}`;
}

/** The menu that says an expression; undefined where menus can't say it, or not whole. */
export function readMenu(
  source: string | undefined,
  questionnaire: Questionnaire,
): Menu | undefined {
  if (source === undefined) return EMPTY_MENU;
  try {
    const expression = parseExpression(source);
    const isAny = expression.kind === 'binary' && expression.operator === 'or';
    const find = subjectFinder(questionnaire);
    const clauses = flattened(isAny ? 'or' : 'and', expression).map((part) =>
      readClause(part, find),
    );
    if (clauses.some((clause) => clause === undefined)) return undefined;
    return { join: isAny ? 'any' : 'all', clauses: clauses.filter((each) => each !== undefined) };
  } catch (error) {
    if (!(error instanceof ExpressionError)) throw error;
    return undefined;
  }
}

type Find = (node: Expression) => FoundSubject | undefined;

export function readClause(node: Expression, find: Find): Clause | undefined {
  const clause = node.kind === 'binary' ? readComparison(node, find) : readCall(node, find);
  const found = clause && find(parseExpression(citedOf(clause.subject)));
  // A comparison that its menu does not offer would be lost at the first change.
  return found && comparisonsOf(found.subject).includes(clause.comparison) ? clause : undefined;
}

const citedOf = (subject: string) => {
  const [id = '', ...path] = subject.split('/');
  return [`\${${id}}`, ...path].join('/');
};

function readComparison(
  { left, operator, right }: Extract<Expression, { kind: 'binary' }>,
  find: Find,
): Clause | undefined {
  const found = find(left);
  const value = literalOf(right);
  const comparison = COMPARISONS.find((each) => OPERATORS[each] === operator);
  if (!found || value === undefined || !comparison) return undefined;
  const subject = subjectKey(found);
  if (value === '') {
    if (comparison === 'is') return { subject, comparison: 'blank', value };
    return comparison === 'is-not' ? { subject, comparison: 'filled', value } : undefined;
  }
  return { subject, comparison, value };
}

function literalOf(node: Expression): string | undefined {
  if (node.kind === 'string') return node.value;
  const isNumber =
    node.kind === 'number' || (node.kind === 'negate' && node.operand.kind === 'number');
  return isNumber ? writeExpression(node) : undefined;
}

function readCall(node: Expression, find: Find): Clause | undefined {
  if (node.kind !== 'call') return undefined;
  const [first, second] = node.operands;
  if (node.name === 'not' && first?.kind === 'call' && first.name === 'selected') {
    const held = readCall(first, find);
    return held && { ...held, comparison: 'has-not' };
  }
  const comparison = { selected: 'has', contains: 'contains' } as const;
  const named = node.name === 'selected' || node.name === 'contains' ? node.name : undefined;
  const found = first && find(first);
  if (!named || !found || second?.kind !== 'string' || second.value === '') return undefined;
  return { subject: subjectKey(found), comparison: comparison[named], value: second.value };
}
