import type { Draft } from './answers.ts';
import { type Question, type Questionnaire, questionsOf } from './definition.ts';
import { typeOf } from './question-types/find.ts';
import type { LookUps } from './question-types/type.ts';

/** The questions that a link may answer beforehand: those that say so, and hidden values, which nobody types. */
export function prefillableQuestions(definition: Questionnaire): Question[] {
  return questionsOf(definition).filter((question) => {
    const type = typeOf(question);
    const isHidden = type.isSilent === true && !type.calculation?.(question);
    return type.fromText !== undefined && (isHidden || question.prefillable === true);
  });
}

/** A draft with the values of a link in it. What is no answer to its question is left out. */
export function prefilled(
  definition: Questionnaire,
  draft: Draft,
  values: Readonly<Record<string, string>>,
  lookUps: LookUps,
): Draft {
  const given = prefillableQuestions(definition).flatMap((question) => {
    const answer = answerFrom(question, values[question.id], lookUps);
    return answer === undefined ? [] : [[question.id, answer] as const];
  });
  return { ...draft, answers: { ...draft.answers, ...Object.fromEntries(given) } };
}

/** Undefined where a text is no answer to the question. */
export function answerFrom(
  question: Question,
  text: string | undefined,
  lookUps: LookUps,
): unknown {
  const type = typeOf(question);
  const answer = text === undefined ? undefined : type.fromText?.(question, text);
  if (answer === undefined) return undefined;
  return type.faults(question, answer, lookUps).length === 0 ? answer : undefined;
}
