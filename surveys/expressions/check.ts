import { functions } from './functions.ts';
import { type Expression, eachNode } from './grammar.ts';
import { PatternError, readPattern } from './pattern.ts';

export type ExpressionProblem = {
  readonly code: 'unknown-function' | 'wrong-arity' | 'unknown-reference' | 'unreadable-pattern';
  readonly name: string;
};

/** What evaluation would not notice: a function that nobody has, a wrong number of operands, a question that is not there. */
export function checkExpression(
  expression: Expression,
  isQuestion: (id: string) => boolean,
): ExpressionProblem[] {
  return [...eachNode(expression)].flatMap((node) => {
    if (node.kind === 'call') {
      return [...checkCall(node.name, node.operands.length), ...checkPattern(node)];
    }
    const isUnknown = node.kind === 'reference' && !isQuestion(node.name);
    return isUnknown ? [{ code: 'unknown-reference' as const, name: node.name }] : [];
  });
}

/** Evaluated lazily, so that they are not in the table of functions. */
const LAZY: ReadonlyMap<string, { least: number; most: number }> = new Map([
  ['if', { least: 3, most: 3 }],
  ['coalesce', { least: 1, most: 99 }],
  ['once', { least: 1, most: 1 }],
  ['indexed-repeat', { least: 3, most: 3 }],
]);

function checkCall(name: string, count: number): ExpressionProblem[] {
  const arity = functions.get(name) ?? LAZY.get(name);
  if (!arity) return [{ code: 'unknown-function', name }];
  const isWrong = count < arity.least || count > arity.most;
  return isWrong ? [{ code: 'wrong-arity', name }] : [];
}

/** Only a pattern written out can be checked before it is used. */
function checkPattern({ name, operands }: Extract<Expression, { kind: 'call' }>) {
  const [, pattern] = operands;
  if (name !== 'regex' || pattern?.kind !== 'string') return [];
  try {
    readPattern(pattern.value);
    return [];
  } catch (error) {
    if (!(error instanceof PatternError)) throw error;
    return [{ code: 'unreadable-pattern' as const, name: `${pattern.value} (${error.message})` }];
  }
}
