import { functions } from './functions.ts';
import { type Expression, eachNode } from './grammar.ts';

export type ExpressionProblem = {
  readonly code: 'unknown-function' | 'wrong-arity' | 'unknown-reference';
  readonly name: string;
};

/** What evaluation would not notice: a function that nobody has, a wrong number of operands, a question that is not there. */
export function checkExpression(
  expression: Expression,
  isQuestion: (id: string) => boolean,
): ExpressionProblem[] {
  return [...eachNode(expression)].flatMap((node) => {
    if (node.kind === 'call') return checkCall(node.name, node.operands.length);
    const isUnknown = node.kind === 'reference' && !isQuestion(node.name);
    return isUnknown ? [{ code: 'unknown-reference' as const, name: node.name }] : [];
  });
}

/** Evaluated lazily, so that they are not in the table of functions. */
const LAZY: ReadonlyMap<string, { least: number; most: number }> = new Map([
  ['if', { least: 3, most: 3 }],
  ['coalesce', { least: 1, most: 99 }],
]);

function checkCall(name: string, count: number): ExpressionProblem[] {
  const arity = functions.get(name) ?? LAZY.get(name);
  if (!arity) return [{ code: 'unknown-function', name }];
  const isWrong = count < arity.least || count > arity.most;
  return isWrong ? [{ code: 'wrong-arity', name }] : [];
}
