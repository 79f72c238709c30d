import { everyQuestionOf, type Questionnaire } from './definition.ts';
import { type Expression, parseExpression } from './expressions/grammar.ts';
import { ExpressionError } from './expressions/tokens.ts';
import { writeExpression } from './expressions/write.ts';
import { piped } from './piping.ts';
import { type FoundSubject, subjectFinder, subjectLabel, valueLabel } from './subjects.ts';

/**
 * An expression as someone can read it in French, on paper or beside a question, without a capital nor a full stop:
 * « Avez-vous un projet ? » est « Aucun ». What has no words keeps its own writing, with the questions by their names.
 */
export function conditionInWords(source: string, questionnaire: Questionnaire): string {
  try {
    const expression = parseExpression(source);
    return inWords(expression, { find: subjectFinder(questionnaire), questionnaire });
  } catch (error) {
    if (!(error instanceof ExpressionError)) throw error;
    return source;
  }
}

type Words = {
  readonly find: (node: Expression) => FoundSubject | undefined;
  readonly questionnaire: Questionnaire;
};

function inWords(node: Expression, words: Words): string {
  if (node.kind === 'binary' && (node.operator === 'and' || node.operator === 'or')) {
    return joined(node.operator, node, words);
  }
  if (node.kind === 'binary' && isComparison(node.operator)) return compared(node, words);
  if (node.kind === 'call') return calledInWords(node, words) ?? raw(node, words);
  return raw(node, words);
}

function joined(operator: 'and' | 'or', node: Expression, words: Words): string {
  const parts = flattened(operator, node).map((part) => {
    const text = inWords(part, words);
    const isOther = part.kind === 'binary' && (part.operator === 'and' || part.operator === 'or');
    return isOther ? `(${text})` : text;
  });
  return parts.join(operator === 'and' ? ' et ' : ' ou ');
}

/** The members of `a and b and c`, whatever its length. */
export function flattened(operator: 'and' | 'or', node: Expression): Expression[] {
  const parts: Expression[] = [];
  const waiting = [node];
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    if (next.kind === 'binary' && next.operator === operator) waiting.push(next.right, next.left);
    else parts.push(next);
  }
  return parts;
}

const isComparison = (operator: string) => operator in VERBS;

const VERBS: Readonly<Record<string, string>> = {
  '=': 'est',
  '!=': 'n’est pas',
  '<': 'est inférieur à',
  '<=': 'est au plus',
  '>': 'est supérieur à',
  '>=': 'est au moins',
};

/** The same comparison seen from its other side. */
const TURNED: Readonly<Record<string, string>> = { '<': '>', '<=': '>=', '>': '<', '>=': '<=' };

function compared(node: Extract<Expression, { kind: 'binary' }>, words: Words): string {
  const isTurned = node.left.kind === 'string' || node.left.kind === 'number';
  const [left, right] = isTurned ? [node.right, node.left] : [node.left, node.right];
  const operator = isTurned ? (TURNED[node.operator] ?? node.operator) : node.operator;
  const found = words.find(left);
  const name = found ? cited(subjectLabel(found)) : termInWords(left, words);
  if (right.kind === 'string' && right.value === '') {
    if (operator === '=') return `${name} n’est pas rempli`;
    if (operator === '!=') return `${name} est rempli`;
  }
  const value =
    right.kind === 'string'
      ? cited(found ? valueLabel(found, right.value) : right.value)
      : termInWords(right, words);
  return `${name} ${VERBS[operator]} ${value}`;
}

/** What stands on one side of a comparison. */
function termInWords(node: Expression, words: Words): string {
  if (node.kind === 'number') return String(node.value).replace('.', ',').replace('-', '−');
  if (node.kind === 'negate' && node.operand.kind === 'number') {
    return `−${termInWords(node.operand, words)}`;
  }
  if (writeExpression(node) === '.') return 'ce qui est répondu';
  const found = words.find(node);
  if (found) return cited(subjectLabel(found));
  if (node.kind !== 'call') return raw(node, words);
  const [first] = node.operands;
  const subject = first && words.find(first);
  if (node.name === 'today') return 'la date du jour';
  if (node.name === 'count-selected' && subject) {
    return `le nombre de réponses cochées à ${cited(subjectLabel(subject))}`;
  }
  if (node.name === 'string-length' && subject) {
    return `la longueur de ${cited(subjectLabel(subject))}`;
  }
  return raw(node, words);
}

type Call = Extract<Expression, { kind: 'call' }>;

function calledInWords(node: Call, words: Words): string | undefined {
  const [first, second] = node.operands;
  if (node.name === 'true' && !first) return 'toujours';
  if (node.name === 'false' && !first) return 'jamais';
  if (node.name === 'not' && first) return negatedInWords(first, words);
  const verb = HOLDING[node.name]?.[0];
  return verb && first && second ? holding(first, second, verb, words) : undefined;
}

/** Function → the verb, and the same denied. */
const HOLDING: Readonly<Record<string, readonly [string, string]>> = {
  selected: ['comprend', 'ne comprend pas'],
  contains: ['contient', 'ne contient pas'],
  'starts-with': ['commence par', 'ne commence pas par'],
};

function holding(
  first: Expression,
  second: Expression,
  verb: string,
  words: Words,
): string | undefined {
  const found = words.find(first);
  if (!found) return undefined;
  if (second.kind !== 'string') {
    const isChoice = writeExpression(second) === 'name';
    return isChoice ? `${cited(subjectLabel(found))} ${verb} cette proposition` : undefined;
  }
  return `${cited(subjectLabel(found))} ${verb} ${cited(valueLabel(found, second.value))}`;
}

function negatedInWords(node: Expression, words: Words): string {
  if (node.kind === 'call') {
    const [first, second] = node.operands;
    const verb = HOLDING[node.name]?.[1];
    const denied = verb && first && second && holding(first, second, verb, words);
    if (denied) return denied;
  }
  return `il est faux que ${inWords(node, words)}`;
}

const cited = (text: string) => `«\u00a0${text}\u00a0»`;

/** As it is written, each question by its name. */
function raw(node: Expression, { questionnaire }: Words): string {
  const labels = new Map(everyQuestionOf(questionnaire).map(({ id, label }) => [id, label]));
  return piped(writeExpression(node), (id) => cited(labels.get(id) ?? id));
}
