import type { Question } from '../definition.ts';
import { questionTypes } from './list.ts';
import type { Offer, QuestionType } from './type.ts';

/** A type seen by code that does not know which one it is. */
export type AnyType = QuestionType<Question, unknown>;

/** Filled when first needed: a repeated group is itself a type, and asks for the types of its questions. */
const byName = new Map<string, AnyType>();

/** The type that answers for a question. */
export function typeOf({ type }: Question): AnyType {
  if (byName.size === 0) for (const each of questionTypes) byName.set(each.type, anyType(each));
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
