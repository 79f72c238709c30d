import { type Compiled, compile, type Step } from './compile.ts';
import type { Question, Questionnaire, Section } from './definition.ts';
import { BudgetError, isTrue, type Scope } from './expressions/evaluate.ts';
import type { Expression } from './expressions/grammar.ts';
import { type DataNode, treeOf } from './expressions/tree.ts';
import { prunedAnswer, typeOf } from './question-types/find.ts';
import type { Offer } from './question-types/type.ts';

/** Question id → answer, in the shape that its type declares. */
export type Answers = Readonly<Record<string, unknown>>;

/** What a respondent is asked, given what they answered so far. */
export type Routing = {
  readonly sections: ReadonlySet<string>;
  readonly questions: ReadonlySet<string>;
  /** Per question that has choices: the ids left on offer. */
  readonly offers: ReadonlyMap<string, Offer>;
  /** What expressions see of each question, for a browser to go on from. */
  readonly nodes: ReadonlyMap<string, DataNode>;
};

/** The answer of a question that is not asked counts as blank, as in XLSForm: it shows and hides nothing. */
export function route(questionnaire: Questionnaire, answers: Answers): Routing {
  const state = startingState(compile(questionnaire));
  for (const step of compile(questionnaire).steps) {
    if (step.question) routeQuestion(step, step.question, answers, state);
    else if (isMet(step.condition, state, state.root)) state.sections.add(step.section.id);
  }
  return state;
}

export function sectionsAsked({ sections }: Questionnaire, routing: Routing): Section[] {
  return sections.filter((section) => questionsAsked(section, routing).length > 0);
}

export function questionsAsked({ questions }: Section, routing: Routing): Question[] {
  return questions.filter(({ id }) => routing.questions.has(id));
}

/** « Non demandé » told from « non évoqué »: for each question that can be answered, whether this respondent was asked. */
export function coverage(
  questionnaire: Questionnaire,
  answers: Answers,
): Readonly<Record<string, 'asked' | 'not-asked'>> {
  const { questions } = route(questionnaire, answers);
  const answerable = questionnaire.sections
    .flatMap((section) => section.questions)
    .filter((question) => typeOf(question).isAnswered);
  return Object.fromEntries(
    answerable.map(({ id }) => [id, questions.has(id) ? 'asked' : 'not-asked']),
  );
}

export function offerOf({ offers }: Routing, question: Question): Offer {
  return offers.get(question.id) ?? NOTHING;
}

const NOTHING: Offer = new Set();

type State = {
  readonly root: DataNode;
  readonly scope: Scope['lookUp'];
  readonly sections: Set<string>;
  readonly questions: Set<string>;
  readonly offers: Map<string, Offer>;
  readonly nodes: Map<string, DataNode>;
  readonly set: (question: Question, node: DataNode) => void;
};

/** A tree where every question has its place, blank until it is routed. */
function startingState({ questions }: Compiled): State {
  const children: DataNode[] = [];
  const root: DataNode = { name: 'answers', value: '', children, parent: undefined };
  const nodes = new Map<string, DataNode>();
  const places = new Map<string, number>();
  for (const question of questions.values()) {
    places.set(question.id, children.length);
    const node = treeOf(question.id, typeOf(question).data(question, undefined), root);
    children.push(node);
    nodes.set(question.id, node);
  }
  return {
    root,
    nodes,
    scope: (name) => nodes.get(name),
    sections: new Set(),
    questions: new Set(),
    offers: new Map(),
    set({ id }, node) {
      children[places.get(id) ?? 0] = node;
      nodes.set(id, node);
    },
  };
}

function routeQuestion(step: Step, question: Question, answers: Answers, state: State): void {
  const self = state.nodes.get(question.id) ?? state.root;
  const offer = offerFor(step, question, state);
  if (offer) state.offers.set(question.id, offer);
  const isAsked =
    state.sections.has(step.section.id) && isMet(step.condition, state, self) && offer?.size !== 0;
  if (!isAsked) return;
  state.questions.add(question.id);
  const answer = prunedAnswer(question, answers[question.id], offer ?? NOTHING);
  const data = typeOf(question).data(question, answer);
  state.set(question, treeOf(question.id, data, state.root));
}

function offerFor({ filter }: Step, question: Question, state: State): Offer | undefined {
  const options = typeOf(question).options(question);
  if (!options) return undefined;
  if (!filter) return new Set(options.choices.map(({ id }) => id));
  const kept = options.choices.filter(({ id, label }) =>
    isMet(filter, state, treeOf('choice', { name: id, label })),
  );
  return new Set(kept.map(({ id }) => id));
}

function isMet(expression: Expression | undefined, state: State, node: DataNode): boolean {
  if (!expression) return true;
  try {
    return isTrue(expression, { node, lookUp: state.scope });
  } catch (error) {
    // A condition too costly to decide must not hide a question from whoever answers.
    if (error instanceof BudgetError) return true;
    throw error;
  }
}
