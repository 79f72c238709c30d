import type { Question } from '../definition.ts';
import { questionTypes } from './list.ts';
import type { Offer, QuestionType } from './type.ts';

/** A type seen by code that does not know which one it is. */
export type AnyType = QuestionType<Question, unknown>;

const byName = new Map<string, AnyType>(questionTypes.map((type) => [type.type, anyType(type)]));

/** The type that answers for a question. */
export function typeOf({ type }: Question): AnyType {
  const found = byName.get(type);
  if (!found) throw new Error(`no question type is called ${type}`);
  return found;
}

/** The answer without what is not on offer; whole where the question has no choices. */
export function prunedAnswer(question: Question, answer: unknown, offer: Offer): unknown {
  if (answer === undefined) return undefined;
  const type = typeOf(question);
  return type.options(question) ? type.prune(question, answer, offer) : answer;
}

function anyType(type: (typeof questionTypes)[number]): AnyType {
  // A type only ever receives the questions that bear its name, and the answers that it made or parsed itself.
  return type as unknown as AnyType;
}
