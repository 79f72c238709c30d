import { type Question, type Questionnaire, questionsOf, type Section } from './definition.ts';
import { checkExpression, type ExpressionProblem } from './expressions/check.ts';
import { type Expression, parseExpression, referencesOf } from './expressions/grammar.ts';
import { ExpressionError } from './expressions/tokens.ts';
import { typeOf } from './question-types/find.ts';

/** A section or a question with its expressions parsed, in an order where what is cited comes first. */
export type Step = {
  readonly section: Section;
  /** Absent for the step of the section itself. */
  readonly question?: Question;
  readonly condition?: Expression;
  readonly filter?: Expression;
};

export type QuestionnaireProblem = {
  readonly code: ExpressionProblem['code'] | 'duplicate-id' | 'unreadable-expression' | 'cycle';
  /** The question or section that it is about. */
  readonly on: string;
  readonly detail: string;
};

export type Compiled = {
  readonly steps: readonly Step[];
  readonly questions: ReadonlyMap<string, Question>;
};

/** Parses every expression once. @throws Error where the questionnaire has problems: publish only what has none. */
export function compile(questionnaire: Questionnaire): Compiled {
  const known = compiled.get(questionnaire);
  if (known) return known;
  const problems = problemsOf(questionnaire);
  if (problems.length > 0) throw new Error(`${questionnaire.id}: ${JSON.stringify(problems)}`);
  const fresh = {
    steps: inOrder(stepsOf(questionnaire)).steps,
    questions: new Map(questionsOf(questionnaire).map((question) => [question.id, question])),
  };
  compiled.set(questionnaire, fresh);
  return fresh;
}

const compiled = new WeakMap<Questionnaire, Compiled>();

/** What keeps a questionnaire from being published. */
export function problemsOf(questionnaire: Questionnaire): QuestionnaireProblem[] {
  const problems = [...duplicates(questionnaire), ...unreadable(questionnaire)];
  if (problems.length > 0) return problems;
  const { cycle } = inOrder(stepsOf(questionnaire));
  return cycle ? [{ code: 'cycle', on: cycle[0] ?? '', detail: cycle.join(' → ') }] : [];
}

function duplicates({ sections }: Questionnaire): QuestionnaireProblem[] {
  const sectionIds = sections.map(({ id }) => id);
  const questionIds = sections.flatMap(({ questions }) => questions.map(({ id }) => id));
  return [sectionIds, questionIds].flatMap((ids) =>
    ids
      .filter((id, index) => ids.indexOf(id) !== index)
      .map((id) => ({ code: 'duplicate-id' as const, on: id, detail: id })),
  );
}

function unreadable(questionnaire: Questionnaire): QuestionnaireProblem[] {
  const ids = new Set(questionsOf(questionnaire).map(({ id }) => id));
  return questionnaire.sections.flatMap((section) => [
    ...problemsIn(section.id, section.condition, ids),
    ...section.questions.flatMap((question) =>
      sourcesOf(question).flatMap((source) => problemsIn(question.id, source, ids)),
    ),
  ]);
}

function sourcesOf(question: Question): (string | undefined)[] {
  return [question.condition, typeOf(question).options(question)?.filter];
}

function problemsIn(
  on: string,
  source: string | undefined,
  ids: ReadonlySet<string>,
): QuestionnaireProblem[] {
  if (source === undefined) return [];
  try {
    const problems = checkExpression(parseExpression(source), (id) => ids.has(id));
    return problems.map(({ code, name }) => ({ code, on, detail: name }));
  } catch (error) {
    if (!(error instanceof ExpressionError)) throw error;
    return [{ code: 'unreadable-expression', on, detail: error.message }];
  }
}

function stepsOf({ sections }: Questionnaire): Step[] {
  return sections.flatMap((section) => [
    { section, ...parsed('condition', section.condition) },
    ...section.questions.map((question) => ({
      section,
      question,
      ...parsed('condition', question.condition),
      ...parsed('filter', typeOf(question).options(question)?.filter),
    })),
  ]);
}

function parsed(name: 'condition' | 'filter', source: string | undefined) {
  return source === undefined ? {} : { [name]: parseExpression(source) };
}

type Ordering = { readonly steps: Step[]; readonly cycle?: readonly string[] };

/** Depth first, so that what is cited is placed before what cites it; a step met again on its own path is a cycle. */
function inOrder(steps: readonly Step[]): Ordering {
  const placed = new Set<Step>();
  for (const step of steps) {
    const cycle = place(step, steps, placed, []);
    if (cycle) return { steps: [], cycle };
  }
  return { steps: [...placed] };
}

function place(
  step: Step,
  steps: readonly Step[],
  placed: Set<Step>,
  path: readonly Step[],
): string[] | undefined {
  if (placed.has(step)) return undefined;
  if (path.includes(step)) return [...path.slice(path.indexOf(step)), step].map(nameOf);
  for (const needed of neededBy(step, steps)) {
    const cycle = place(needed, steps, placed, [...path, step]);
    if (cycle) return cycle;
  }
  placed.add(step);
  return undefined;
}

function neededBy({ section, question, condition, filter }: Step, steps: readonly Step[]): Step[] {
  const cited = [condition, filter].flatMap((each) => (each ? referencesOf(each) : []));
  return steps.filter((step) => {
    if (step.question) return cited.includes(step.question.id);
    return question !== undefined && step.section === section;
  });
}

function nameOf({ section, question }: Step): string {
  return question?.id ?? section.id;
}
