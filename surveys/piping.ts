import type { Question, Questionnaire } from './definition.ts';
import { everyQuestionOf } from './definition.ts';
import { prunedAnswer, typeOf } from './question-types/find.ts';
import type { LookUps } from './question-types/type.ts';
import { type Answers, offerOf, type Routing } from './routing.ts';

/** A text with `${question}` in place of what was answered there, in words; nothing where nothing was. */
export function piped(text: string, said: (question: string) => string): string {
  return text.replace(/\$\{\s*([^{}]{1,64}?)\s*\}/g, (_cited, question: string) => said(question));
}

export function citedIn(text: string): string[] {
  return [...text.matchAll(/\$\{\s*([^{}]{1,64}?)\s*\}/g)].flatMap(([, id]) => id ?? []);
}

/** What was answered to a question, as a sentence can hold it. */
export function sayer(
  questionnaire: Questionnaire,
  answers: Answers,
  routing: Routing,
  lookUps: LookUps,
): (question: string) => string {
  const questions = new Map(everyQuestionOf(questionnaire).map((each) => [each.id, each]));
  return (id) => {
    const question = questions.get(id);
    if (!question || !routing.questions.has(id)) return '';
    return lines(question, routing.computed.get(id) ?? answers[id], routing, lookUps).join(', ');
  };
}

function lines(question: Question, answer: unknown, routing: Routing, lookUps: LookUps): string[] {
  const pruned = prunedAnswer(question, answer, offerOf(routing, question));
  return pruned === undefined ? [] : typeOf(question).display(question, pruned, lookUps);
}
