import { type Compiled, compile, type QuestionStep } from './compile.ts';
import type { Question, Questionnaire, Section } from './definition.ts';
import { BudgetError, evaluate, isTrue } from './expressions/evaluate.ts';
import type { Expression } from './expressions/grammar.ts';
import type { Moment, Scope } from './expressions/scope.ts';
import { type DataNode, textOf, treeOf } from './expressions/tree.ts';
import { toText } from './expressions/values.ts';
import { prunedAnswer, typeOf } from './question-types/find.ts';
import { askedKey, choiceKey, requiredKey, shapedTurn } from './question-types/turns.ts';
import type { Offer } from './question-types/type.ts';

/** Question id → answer, in the shape that its type declares. */
export type Answers = Readonly<Record<string, unknown>>;

/** What a respondent is asked, given what they answered so far. */
export type Routing = {
  readonly sections: ReadonlySet<string>;
  readonly questions: ReadonlySet<string>;
  /** Per question that has choices: the ids left on offer. */
  readonly offers: ReadonlyMap<string, Offer>;
  /** Questions whose answer is due because of the other answers. */
  readonly required: ReadonlySet<string>;
  /** Answers whose constraint does not hold; `person.2.age` in a repeated group. */
  readonly broken: ReadonlyMap<string, Question>;
  /** Answers that come from the others. */
  readonly computed: ReadonlyMap<string, unknown>;
  /** What expressions see of each question, for a browser to go on from; several nodes where it is repeated. */
  readonly nodes: ReadonlyMap<string, readonly DataNode[]>;
};

/**
 * The answer of a question that is not asked counts as blank, as in XLSForm: it shows and hides nothing.
 * @param moment what `today()` and `random()` go by; without it they are blank.
 */
export function route(questionnaire: Questionnaire, answers: Answers, moment?: Moment): Routing {
  const compiled = compile(questionnaire);
  const state = startingState(compiled, moment);
  for (const step of compiled.steps) {
    if (step.question) routeQuestion(step, answers, state);
    else if (isMet(step.roles.condition, state, state.root)) state.sections.add(step.section.id);
  }
  for (const check of state.checks) check();
  return state;
}

export function sectionsAsked({ sections }: Questionnaire, routing: Routing): Section[] {
  return sections.filter((section) =>
    questionsAsked(section, routing).some((question) => !typeOf(question).isSilent),
  );
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
    .filter((question) => typeOf(question).isAnswered && !typeOf(question).isSilent);
  return Object.fromEntries(
    answerable.map(({ id }) => [id, questions.has(id) ? 'asked' : 'not-asked']),
  );
}

export function offerOf({ offers }: Routing, question: Question): Offer {
  return offers.get(question.id) ?? NOTHING;
}

const NOTHING: Offer = new Set();

/** Writable while it is worked out. */
type State = {
  readonly root: DataNode;
  readonly scope: Omit<Scope, 'node'>;
  readonly sections: Set<string>;
  readonly questions: Set<string>;
  readonly offers: Map<string, Offer>;
  readonly required: Set<string>;
  readonly broken: Map<string, Question>;
  readonly computed: Map<string, unknown>;
  readonly nodes: Map<string, readonly DataNode[]>;
  /** Constraints, once every answer has its place. */
  readonly checks: (() => void)[];
  readonly set: (question: Question, nodes: readonly DataNode[]) => void;
  /** Turns of a repeated group, beside whatever the tree holds. */
  readonly attach: (turn: DataNode) => void;
  readonly detach: (turns: readonly DataNode[]) => void;
};

/** A tree where every question has its place, blank until it is routed. */
function startingState({ questions, list }: Compiled, moment: Moment | undefined): State {
  const children: DataNode[] = [];
  const root: DataNode = { name: 'answers', value: '', children, parent: undefined };
  const nodes = new Map<string, readonly DataNode[]>();
  const places = new Map<string, number>();
  for (const question of questions.values()) {
    if (typeOf(question).turns) continue;
    places.set(question.id, children.length);
    const node = treeOf(question.id, typeOf(question).data(question, undefined), root);
    children.push(node);
    nodes.set(question.id, [node]);
  }
  return {
    root,
    nodes,
    scope: {
      lookUp: (name) => nodes.get(name),
      moment,
      choiceLabel: (question, choice) => labelIn(questions, question, choice),
      list,
    },
    sections: new Set(),
    questions: new Set(),
    offers: new Map(),
    required: new Set(),
    broken: new Map(),
    computed: new Map(),
    checks: [],
    set({ id }, fresh) {
      const place = places.get(id);
      const [only] = fresh;
      if (place !== undefined && only) children[place] = only;
      nodes.set(id, fresh);
    },
    attach: (turn) => void children.push(turn),
    detach(turns) {
      children.splice(0, children.length, ...children.filter((each) => !turns.includes(each)));
    },
  };
}

function labelIn(questions: ReadonlyMap<string, Question>, id: string, choice: string): string {
  for (const question of withTurns(questions)) {
    if (question.id !== id) continue;
    const found = typeOf(question)
      .options(question)
      ?.choices.find((each) => each.id === choice);
    return found?.label ?? '';
  }
  return '';
}

function withTurns(questions: ReadonlyMap<string, Question>): Question[] {
  return [...questions.values()].flatMap((question) => [
    question,
    ...(typeOf(question).turns?.(question).questions ?? []),
  ]);
}

function routeQuestion(step: QuestionStep, answers: Answers, state: State): void {
  const { question, roles } = step;
  if (step.turns) {
    routeTurns(step, step.turns, answers, state);
    return;
  }
  const self = state.nodes.get(question.id)?.[0] ?? state.root;
  const offer = offerFor(step, state);
  if (offer) state.offers.set(question.id, offer);
  const isAsked = isReached(step, state, self) && offer?.size !== 0;
  if (!isAsked) return;
  state.questions.add(question.id);
  if (roles.requiredIf && isMet(roles.requiredIf, state, self)) state.required.add(question.id);
  const given = prunedAnswer(question, answers[question.id], offer ?? NOTHING);
  const answer = computedOr(step, given, state, self);
  if (roles.calculation) state.computed.set(question.id, answer);
  const node = treeOf(question.id, typeOf(question).data(question, answer), state.root);
  state.set(question, [node]);
  checkLater(step, question.id, node, state.scope, state);
}

function isReached(
  { section, groups, roles }: QuestionStep,
  state: State,
  self: DataNode,
): boolean {
  return (
    state.sections.has(section.id) &&
    groups.every((condition) => isMet(condition, state, self)) &&
    isMet(roles.condition, state, self)
  );
}

/** What a calculation comes to, in the shape of its question; what was given where there is no calculation. */
function computedOr(
  { question, roles }: QuestionStep,
  given: unknown,
  { scope }: Pick<State, 'scope'>,
  self: DataNode,
): unknown {
  if (!roles.calculation) return given;
  const type = typeOf(question);
  const held = treeOf(question.id, type.data(question, given), self.parent);
  const text = textFrom(roles.calculation, { ...scope, node: held });
  return text === undefined ? given : type.fromText?.(question, text);
}

/** Undefined where it takes more steps than it may. */
export function textFrom(expression: Expression, scope: Scope): string | undefined {
  try {
    return toText(evaluate(expression, scope));
  } catch (error) {
    if (error instanceof BudgetError) return undefined;
    throw error;
  }
}

function checkLater(
  { question, roles }: QuestionStep,
  key: string,
  node: DataNode,
  scope: State['scope'],
  state: State,
): void {
  const { constraint } = roles;
  if (!constraint) return;
  state.checks.push(() => {
    if (textOf(node) === '') return;
    if (!holds(constraint, { ...scope, node })) state.broken.set(key, question);
  });
}

/** Each turn sees its own answers under their names, and those of the page around it. */
function routeTurns(
  step: QuestionStep,
  turns: readonly QuestionStep[],
  answers: Answers,
  state: State,
): void {
  const { question, roles } = step;
  const settings = typeOf(question).turns?.(question);
  if (!settings || !isReached(step, state, state.root)) {
    state.set(question, []);
    return;
  }
  const given = turnsIn(answers[question.id], settings.questions);
  const count = roles.count
    ? countFrom(roles.count, state, settings.max)
    : Math.min(given.length + 1, settings.max);
  const offer = new Set<string>();
  const kept: Record<string, unknown>[] = [];
  const nodes = Array.from({ length: count }, (_, index) => {
    const routed = routeTurn(question.id, index + 1, turns, given[index] ?? {}, offer, state);
    if (index < given.length && Object.keys(routed.answer).length > 0) kept.push(routed.answer);
    return routed.node;
  });
  if (offer.size === 0) {
    state.detach(nodes);
    state.set(question, []);
    return;
  }
  state.offers.set(question.id, offer);
  state.questions.add(question.id);
  const isDue = turns.some(({ question: own }) =>
    nodes.some((_, index) => own.required && offer.has(askedKey(index + 1, own.id))),
  );
  if (roles.count && isDue) state.required.add(question.id);
  if (turns.some(({ roles: own }) => own.calculation) && given.length > 0) {
    state.computed.set(question.id, kept);
  }
  // A turn that nobody began is shown, and counts for nothing.
  const begun = roles.count ? nodes : nodes.slice(0, given.length);
  state.detach(nodes.slice(begun.length));
  state.set(question, begun);
  for (const { question: own } of turns) {
    const all = begun.flatMap(({ children }) => children.filter(({ name }) => name === own.id));
    state.nodes.set(own.id, all);
  }
}

function turnsIn(answer: unknown, questions: readonly Question[]): Answers[] {
  if (!Array.isArray(answer)) return [];
  return answer.map((turn) => shapedTurn(questions, Object(turn)));
}

function countFrom(expression: Expression, state: State, max: number): number {
  const count = Number(textFrom(expression, { ...state.scope, node: state.root }));
  return Number.isFinite(count) ? Math.min(Math.max(Math.trunc(count), 0), max) : 0;
}

function routeTurn(
  repeat: string,
  turn: number,
  steps: readonly QuestionStep[],
  given: Answers,
  offer: Set<string>,
  state: State,
): { node: DataNode; answer: Record<string, unknown> } {
  const children: DataNode[] = [];
  const node: DataNode = { name: repeat, value: '', children, parent: state.root };
  state.attach(node);
  const places = new Map<string, number>();
  for (const { question } of steps) {
    places.set(question.id, children.length);
    children.push(treeOf(question.id, typeOf(question).data(question, undefined), node));
  }
  const own = (name: string) => children[places.get(name) ?? -1];
  const scope = { ...state.scope, lookUp: (name: string) => own(name) ?? state.nodes.get(name) };
  const within = { ...state, scope };
  const answer: Record<string, unknown> = {};
  for (const step of steps) {
    const { question, roles } = step;
    const self = own(question.id) ?? node;
    const offered = offerFor(step, within);
    if (!isReached(step, within, self) || offered?.size === 0) continue;
    offer.add(askedKey(turn, question.id));
    for (const choice of offered ?? []) offer.add(choiceKey(turn, question.id, choice));
    if (roles.requiredIf && isMet(roles.requiredIf, within, self)) {
      offer.add(requiredKey(turn, question.id));
    }
    const pruned = prunedAnswer(question, given[question.id], offered ?? NOTHING);
    const value = computedOr(step, pruned, within, self);
    if (value !== undefined) answer[question.id] = value;
    const fresh = treeOf(question.id, typeOf(question).data(question, value), node);
    children[places.get(question.id) ?? 0] = fresh;
    checkLater(step, `${repeat}.${turn}.${question.id}`, fresh, scope, state);
  }
  return { node, answer };
}

function offerFor(
  { question, roles }: QuestionStep,
  state: Pick<State, 'scope'>,
): Offer | undefined {
  const options = typeOf(question).options(question);
  if (!options) return undefined;
  const { filter } = roles;
  if (!filter) return new Set(options.choices.map(({ id }) => id));
  const kept = options.choices.filter(({ id, label, values }) =>
    isMet(filter, state, treeOf('choice', { ...values, name: id, label })),
  );
  return new Set(kept.map(({ id }) => id));
}

function isMet(
  expression: Expression | undefined,
  { scope }: Pick<State, 'scope'>,
  node: DataNode,
): boolean {
  return !expression || holds(expression, { ...scope, node });
}

/** What is too costly to decide must neither hide a question from whoever answers, nor refuse their answer. */
function holds(expression: Expression, scope: Scope): boolean {
  try {
    return isTrue(expression, scope);
  } catch (error) {
    if (error instanceof BudgetError) return true;
    throw error;
  }
}
