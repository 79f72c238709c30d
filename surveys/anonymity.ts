import { everyQuestionOf, type Question, type Questionnaire } from './definition.ts';
import { typeOf } from './question-types/find.ts';

/** The questions whose answers say by themselves who gives them: what an anonymous survey can't ask. */
export function identifyingQuestions(definition: Questionnaire): Question[] {
  return everyQuestionOf(definition).filter((question) => typeOf(question).isIdentifying);
}
