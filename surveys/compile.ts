import {
  everyQuestionOf,
  type Question,
  type Questionnaire,
  questionsOf,
  type Section,
} from './definition.ts';
import { checkExpression, type ExpressionProblem } from './expressions/check.ts';
import { type Expression, eachNode, parseExpression, referencesOf } from './expressions/grammar.ts';
import { ExpressionError } from './expressions/tokens.ts';
import { type DataNode, treeOf } from './expressions/tree.ts';
import { typeOf } from './question-types/find.ts';
import type { Group } from './question-types/question.ts';

/** What a question says in expressions; `default` only where it is computed. */
export const ROLES = [
  'condition',
  'constraint',
  'requiredIf',
  'filter',
  'calculation',
  'default',
  'count',
] as const;

export type Role = (typeof ROLES)[number];

export type QuestionStep = {
  readonly section: Section;
  readonly question: Question;
  readonly roles: Readonly<Partial<Record<Role, Expression>>>;
  /** The conditions of the groups that it stands in, outermost first. */
  readonly groups: readonly Expression[];
  /** The questions of each turn, in their own order, where the question is a repeated group. */
  readonly turns?: readonly QuestionStep[];
};

export type SectionStep = {
  readonly section: Section;
  readonly question?: undefined;
  readonly turns?: undefined;
  readonly roles: Pick<QuestionStep['roles'], 'condition'>;
};

/** A section or a question with its expressions parsed, in an order where what is cited comes first. */
export type Step = SectionStep | QuestionStep;

export type QuestionnaireProblem = {
  readonly code: ExpressionProblem['code'] | 'duplicate-id' | 'unreadable-expression' | 'cycle';
  /** The question, group or section that it is about. */
  readonly on: string;
  /** What it says there; nothing where it is about the whole question. */
  readonly role?: Role;
  readonly detail: string;
};

export type Compiled = {
  readonly steps: readonly Step[];
  /** Those that are answered: a repeated group stands for its own. */
  readonly questions: ReadonlyMap<string, Question>;
  /** A list of choices as `instance()` reads it: `root/item`, each with its name, its label and its values. */
  readonly list: (name: string) => DataNode | undefined;
};

/** Parses every expression once. @throws Error where the questionnaire has problems: publish only what has none. */
export function compile(questionnaire: Questionnaire): Compiled {
  const known = compiled.get(questionnaire);
  if (known) return known;
  const problems = problemsOf(questionnaire);
  if (problems.length > 0) throw new Error(`${questionnaire.id}: ${JSON.stringify(problems)}`);
  const fresh = {
    steps: orderedSteps(questionnaire).steps,
    questions: new Map(questionsOf(questionnaire).map((question) => [question.id, question])),
    list: listsOf(questionnaire),
  };
  compiled.set(questionnaire, fresh);
  return fresh;
}

/** Each list becomes a tree when it is first read, once. */
function listsOf(questionnaire: Questionnaire): Compiled['list'] {
  const rows = new Map(Object.entries(questionnaire.lists ?? {}));
  for (const question of everyQuestionOf(questionnaire)) {
    if (!('choices' in question)) continue;
    const items = question.choices.map(({ id, label, values }) => ({ ...values, name: id, label }));
    rows.set(question.list ?? question.id, items);
  }
  const trees = new Map<string, DataNode>();
  return (name) => {
    const items = rows.get(name)?.map((row) => ({ ...row, itextId: row.label ?? '' }));
    const tree = trees.get(name) ?? (items && treeOf('', { root: { item: items } }));
    if (tree) trees.set(name, tree);
    return tree;
  };
}

const compiled = new WeakMap<Questionnaire, Compiled>();

/** What keeps a questionnaire from being published. */
export function problemsOf(questionnaire: Questionnaire): QuestionnaireProblem[] {
  const problems = [...duplicates(questionnaire), ...unreadable(questionnaire)];
  if (problems.length > 0) return problems;
  const { cycle } = orderedSteps(questionnaire);
  return cycle ? [{ code: 'cycle', on: cycle[0] ?? '', detail: cycle.join(' → ') }] : [];
}

function duplicates(questionnaire: Questionnaire): QuestionnaireProblem[] {
  const sectionIds = questionnaire.sections.map(({ id }) => id);
  const questionIds = everyQuestionOf(questionnaire).map(({ id }) => id);
  return [sectionIds, questionIds].flatMap((ids) => {
    const seen = new Set<string>();
    return ids.flatMap((id) => {
      if (seen.has(id)) return [{ code: 'duplicate-id' as const, on: id, detail: id }];
      seen.add(id);
      return [];
    });
  });
}

function unreadable(questionnaire: Questionnaire): QuestionnaireProblem[] {
  const ids = new Set(everyQuestionOf(questionnaire).map(({ id }) => id));
  const groups = (list: readonly Group[] = []) =>
    list.flatMap((group) => problemsIn(group.id, 'condition', group.condition, ids));
  return questionnaire.sections.flatMap((section) => [
    ...problemsIn(section.id, 'condition', section.condition, ids),
    ...groups(section.groups),
    ...section.questions.flatMap((question) => [
      ...problemsWith(question, ids),
      ...groups(typeOf(question).turns?.(question).groups),
      ...(typeOf(question).turns?.(question).questions ?? []).flatMap((own) =>
        problemsWith(own, ids),
      ),
    ]),
  ]);
}

function problemsWith(question: Question, ids: ReadonlySet<string>): QuestionnaireProblem[] {
  const sources = sourcesOf(question);
  return ROLES.flatMap((role) => problemsIn(question.id, role, sources[role], ids));
}

/** The expressions of a question, as they are written. */
export function sourcesOf(question: Question): Readonly<Partial<Record<Role, string>>> {
  const type = typeOf(question);
  return present({
    condition: question.condition,
    constraint: question.constraint,
    requiredIf: question.requiredIf,
    filter: type.options(question)?.filter,
    calculation: type.calculation?.(question),
    default: isComputed(question.default) ? question.default : undefined,
    count: type.turns?.(question).count,
  });
}

/** A default is the value itself unless it cites an answer or calls a function, as in XLSForm. */
export function isComputed(source: string | undefined): boolean {
  if (source === undefined) return false;
  try {
    const kinds = new Set([...eachNode(parseExpression(source))].map(({ kind }) => kind));
    return kinds.has('reference') || kinds.has('call');
  } catch (error) {
    if (!(error instanceof ExpressionError)) throw error;
    return source.includes('${');
  }
}

function present<Value>(
  record: Readonly<Partial<Record<Role, Value | undefined>>>,
): Partial<Record<Role, Value>> {
  const filled = Object.entries(record).filter(([, value]) => value !== undefined);
  // What was undefined is gone; the names are those that came in.
  return Object.fromEntries(filled) as Partial<Record<Role, Value>>;
}

function problemsIn(
  on: string,
  role: Role,
  source: string | undefined,
  ids: ReadonlySet<string>,
): QuestionnaireProblem[] {
  if (source === undefined) return [];
  try {
    const problems = checkExpression(parseExpression(source), (id) => ids.has(id));
    return problems.map(({ code, name }) => ({ code, on, role, detail: name }));
  } catch (error) {
    if (!(error instanceof ExpressionError)) throw error;
    return [{ code: 'unreadable-expression', on, role, detail: error.message }];
  }
}

function stepsOf({ sections }: Questionnaire): Step[] {
  return sections.flatMap((section) => {
    const condition = section.condition && parseExpression(section.condition);
    const groups = conditionsOf(section.groups);
    return [
      { section, roles: condition ? { condition } : {} },
      ...section.questions.map((question) => questionStep(section, question, groups)),
    ];
  });
}

function questionStep(
  section: Section,
  question: Question,
  groups: (id: string | undefined) => readonly Expression[],
): QuestionStep {
  const sources = Object.entries(sourcesOf(question));
  const roles = Object.fromEntries(
    sources.map(([role, source]) => [role, parseExpression(source)]),
  ) as QuestionStep['roles']; // the same roles, parsed
  const step = { section, question, roles, groups: groups(question.group) };
  const turns = typeOf(question).turns?.(question);
  if (!turns) return step;
  const inner = conditionsOf(turns.groups);
  const own = turns.questions.map((each) => questionStep(section, each, inner));
  return { ...step, turns: own };
}

/** A group → its condition and those of the groups that hold it; parsed once. */
function conditionsOf(groups: readonly Group[] = []): (id: string | undefined) => Expression[] {
  const byId = new Map(groups.map((group) => [group.id, group]));
  const parsed = new Map(
    groups.flatMap(({ id, condition }) => (condition ? [[id, parseExpression(condition)]] : [])),
  );
  return (id) => {
    const found: Expression[] = [];
    const met = new Set<string>();
    for (let at = id; at !== undefined && !met.has(at); at = byId.get(at)?.group) {
      met.add(at);
      const condition = parsed.get(at);
      if (condition) found.unshift(condition);
    }
    return found;
  };
}

type Ordering<Any> = { readonly steps: Any[]; readonly cycle?: readonly string[] };

function orderedSteps(questionnaire: Questionnaire): Ordering<Step> {
  const steps: Step[] = [];
  for (const step of stepsOf(questionnaire)) {
    if (!step.question || !step.turns) {
      steps.push(step);
      continue;
    }
    const turns = inOrder<QuestionStep>(step.turns);
    if (turns.cycle) return { steps: [], cycle: turns.cycle };
    steps.push({ ...step, turns: turns.steps });
  }
  return inOrder(steps);
}

/**
 * What is cited is placed before what cites it, whatever the length of the chain: depth first, on a stack of our
 * own. A step met again on its own path is a cycle.
 */
function inOrder<Any extends Step>(steps: readonly Any[]): Ordering<Any> {
  const needed = needsOf(steps);
  const placed = new Set<Any>();
  for (const first of steps) {
    const path: { step: Any; waiting: Any[] }[] = [{ step: first, waiting: needed(first) }];
    const isOnPath = new Set<Any>([first]);
    for (let top = path.at(-1); top; top = path.at(-1)) {
      const next = placed.has(top.step) ? undefined : top.waiting.shift();
      if (next && isOnPath.has(next)) {
        const from = path.findIndex(({ step }) => step === next);
        return {
          steps: [],
          cycle: [...path.slice(from).map(({ step }) => step), next].map(nameOf),
        };
      }
      if (next && !placed.has(next)) {
        path.push({ step: next, waiting: needed(next) });
        isOnPath.add(next);
      } else if (!next) {
        placed.add(top.step);
        isOnPath.delete(top.step);
        path.pop();
      }
    }
  }
  return { steps: [...placed] };
}

function needsOf<Any extends Step>(steps: readonly Any[]): (step: Any) => Any[] {
  const byQuestion = new Map<string, Any>();
  const bySection = new Map<Section, Any>();
  for (const step of steps) {
    if (!step.question) bySection.set(step.section, step);
    for (const id of namesOf(step)) byQuestion.set(id, step);
  }
  return (step) => {
    const cited = citedBy(step)
      .map((id) => byQuestion.get(id))
      .filter((each) => each !== undefined);
    const own = step.question ? bySection.get(step.section) : undefined;
    // A repeated group cites its own questions within each turn.
    return [...(own ? [own] : []), ...cited].filter((each) => each !== step || isSelfCited(step));
  };
}

/** The question itself, and what it repeats. */
function namesOf({ question, turns = [] }: Step): string[] {
  return question ? [question.id, ...turns.map((each) => each.question.id)] : [];
}

/** A constraint is checked once everything is known, and `once()` reads what is already there: neither waits. */
function citedBy(step: Step): string[] {
  if (!step.question) return referencesIn(step.roles.condition);
  const { constraint: _checkedLast, default: _atTheStart, ...first } = step.roles;
  const own = [...Object.values(first), ...step.groups].flatMap(referencesIn);
  return [...own, ...(step.turns ?? []).flatMap(citedBy)];
}

function referencesIn(expression: Expression | undefined): string[] {
  return expression ? referencesOf(expression) : [];
}

function isSelfCited(step: Step): boolean {
  return step.question !== undefined && step.turns === undefined;
}

function nameOf({ section, question }: Step): string {
  return question?.id ?? section.id;
}
