import { conditionOf, type Question, type Questionnaire, questionsOf } from './definition.ts';
import { type Clause, readMenu } from './edit/conditionMenu.ts';
import { typeOf } from './question-types/find.ts';
import type { Answers } from './routing.ts';

/**
 * Answers that bring a question up, as far as its conditions can be read in menus: enough to show it to its author.
 * What can't be read is left out, and the question may then stay hidden.
 */
export function answersLeadingTo(questionnaire: Questionnaire, id: string): Answers {
  const byId = new Map(questionsOf(questionnaire).map((question) => [question.id, question]));
  const answers: Record<string, unknown> = {};
  const waiting = [id];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    for (const [subject, clauses] of bySubject(clausesFor(questionnaire, next))) {
      const question = byId.get(subject);
      if (!question || subject in answers || subject === id) continue;
      const answer = meeting(question, clauses);
      if (answer === undefined) continue;
      answers[subject] = answer;
      waiting.push(subject);
    }
  }
  return answers;
}

/** Those of the page and of the question; of alternatives, the first one. */
function clausesFor(questionnaire: Questionnaire, id: string): readonly Clause[] {
  const section = questionnaire.sections.find(({ questions }) =>
    questions.some((each) => each.id === id),
  );
  const question = section?.questions.find((each) => each.id === id);
  if (!section || !question) return [];
  const sources = [section.condition, conditionOf(section, question)];
  return sources.flatMap((source) => {
    const menu = source === undefined ? undefined : readMenu(source, questionnaire);
    return menu?.join === 'any' ? menu.clauses.slice(0, 1) : (menu?.clauses ?? []);
  });
}

function bySubject(clauses: readonly Clause[]): ReadonlyMap<string, readonly Clause[]> {
  const all = new Map<string, Clause[]>();
  for (const clause of clauses) {
    all.set(clause.subject, [...(all.get(clause.subject) ?? []), clause]);
  }
  return all;
}

/** An answer that all of these hold of, among those that they speak of and those that are proposed. */
function meeting(question: Question, clauses: readonly Clause[]): unknown {
  const type = typeOf(question);
  const [subject] = type.editing.subjects(question);
  const proposed = (subject?.values ?? []).map(({ id }) => id);
  const spoken = clauses.flatMap(({ value }) =>
    value === '' ? [] : [value, String(Number(value) + 1), String(Number(value) - 1)],
  );
  const text = [...(proposed.length > 0 ? proposed : spoken), '1'].find((each) =>
    clauses.every((clause) => isMetBy(clause, each)),
  );
  return text === undefined ? undefined : type.fromText?.(question, text);
}

/** Of several choices, one alone is tried. */
function isMetBy({ comparison, value }: Clause, text: string): boolean {
  const [one, other] = [Number(text), Number(value)];
  const holds: Readonly<Record<Clause['comparison'], boolean>> = {
    is: text === value,
    has: text === value,
    'is-not': text !== value,
    'has-not': text !== value,
    contains: text.includes(value),
    over: one > other,
    'at-least': one >= other,
    under: one < other,
    'at-most': one <= other,
    filled: text !== '',
    blank: false,
  };
  return holds[comparison];
}
