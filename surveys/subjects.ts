import { everyQuestionOf, type Question, type Questionnaire } from './definition.ts';
import type { Expression } from './expressions/grammar.ts';
import type { Subject } from './question-types/editing.ts';
import { typeOf } from './question-types/find.ts';

/** Something that a condition can ask about, and the question that it is part of. */
export type FoundSubject = { readonly question: Question; readonly subject: Subject };

/** Everything that conditions can ask about, in the order of the questionnaire. */
export function everySubject(questionnaire: Questionnaire): FoundSubject[] {
  return everyQuestionOf(questionnaire).flatMap((question) =>
    typeOf(question)
      .editing.subjects(question)
      .map((subject) => ({ question, subject })),
  );
}

/** What `${question}` or `${question}/row` stands for; undefined for anything else. */
export function subjectFinder(
  questionnaire: Questionnaire,
): (node: Expression) => FoundSubject | undefined {
  const known = finders.get(questionnaire);
  if (known) return known;
  const byPlace = new Map(
    everySubject(questionnaire).map((found) => [found.question.id + found.subject.path, found]),
  );
  const fresh = (node: Expression) => byPlace.get(placeOf(node) ?? '');
  finders.set(questionnaire, fresh);
  return fresh;
}

const finders = new WeakMap<Questionnaire, (node: Expression) => FoundSubject | undefined>();

function placeOf(node: Expression): string | undefined {
  if (node.kind === 'reference') return node.name;
  if (node.kind !== 'path' || node.from.kind !== 'reference') return undefined;
  const isPlain =
    node.predicates.length === 0 &&
    node.steps.every(({ axis, predicates }) => axis === 'child' && predicates.length === 0);
  if (!isPlain) return undefined;
  return `${node.from.name}${node.steps.map(({ test }) => `/${test}`).join('')}`;
}

/** « Question, ligne » */
export const subjectLabel = ({ question, subject }: FoundSubject): string =>
  subject.label === '' ? question.label : `${question.label} (${subject.label})`;

/** The label of one of its values; the value itself where it has none. */
export const valueLabel = ({ subject }: FoundSubject, value: string): string =>
  subject.values.find(({ id }) => id === value)?.label ?? value;
