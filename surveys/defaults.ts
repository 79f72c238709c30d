import { compile } from './compile.ts';
import type { Questionnaire } from './definition.ts';
import type { Moment } from './expressions/scope.ts';
import { type DataNode, treeOf } from './expressions/tree.ts';
import { typeOf } from './question-types/find.ts';
import { type Answers, textFrom } from './routing.ts';

/** What stands in a response before anyone answers: each default in its turn, which may cite the one before. */
export function startingAnswers(questionnaire: Questionnaire, moment?: Moment): Answers {
  const answers: Record<string, unknown> = {};
  const nodes = new Map<string, DataNode>();
  const root: DataNode = { name: 'answers', value: '', children: [], parent: undefined };
  for (const step of compile(questionnaire).steps) {
    if (!step.question || step.question.default === undefined) continue;
    const { question, roles } = step;
    const type = typeOf(question);
    const scope = { node: root, lookUp: (name: string) => nodes.get(name), moment };
    const text = roles.default ? textFrom(roles.default, scope) : question.default;
    const answer = text === undefined ? undefined : type.fromText?.(question, text);
    if (answer === undefined) continue;
    answers[question.id] = answer;
    nodes.set(question.id, treeOf(question.id, type.data(question, answer), root));
  }
  return answers;
}
