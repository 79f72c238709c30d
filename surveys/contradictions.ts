import { flattened } from './conditionInWords.ts';
import { conditionOf, type Question, type Questionnaire, type Section } from './definition.ts';
import { type Clause, readClause } from './edit/conditionMenu.ts';
import { type Expression, parseExpression } from './expressions/grammar.ts';
import type { Subject } from './question-types/editing.ts';
import { typeOf } from './question-types/find.ts';
import { everySubject, type FoundSubject, subjectFinder } from './subjects.ts';

/** A condition that no answer can meet, or that waits for a choice that is not there. */
export type Contradiction = {
  readonly of: 'section' | 'question';
  readonly on: string;
  readonly code: 'never' | 'unknown-choice';
  /** The condition; or the choice that it waits for. */
  readonly detail: string;
};

const MAX_ALTERNATIVES = 64;

type Find = (node: Expression) => FoundSubject | undefined;

/** Only what is proved: a condition that can't be read in menus is taken for one that can be met. */
export function contradictionsOf(questionnaire: Questionnaire): Contradiction[] {
  const find = subjectFinder(questionnaire);
  const subjects = new Map(everySubject(questionnaire).map((each) => [keyOf(each), each.subject]));
  return questionnaire.sections.flatMap((section) => [
    ...found(section.condition, { of: 'section', on: section.id }, find, subjects),
    ...everyOwn(section).flatMap((question) => {
      const own = conditionOf(section, question);
      if (own === undefined) return [];
      const whole = section.condition === undefined ? own : `(${section.condition}) and (${own})`;
      return found(whole, { of: 'question', on: question.id }, find, subjects);
    }),
  ]);
}

const keyOf = ({ question, subject }: FoundSubject) => question.id + subject.path;

const everyOwn = ({ questions }: Section): Question[] =>
  questions.flatMap((question) => [
    question,
    ...(typeOf(question).turns?.(question).questions ?? []),
  ]);

function found(
  source: string | undefined,
  where: Pick<Contradiction, 'of' | 'on'>,
  find: Find,
  subjects: ReadonlyMap<string, Subject>,
): Contradiction[] {
  if (source === undefined) return [];
  const alternatives = alternativesOf(parseExpression(source));
  if (!alternatives) return [];
  const clauses = alternatives.map((atoms) =>
    atoms.flatMap((atom) => readClause(atom, find) ?? []),
  );
  const gone = clauses
    .flat()
    .filter((clause) => waitsForNothing(clause, subjects.get(clause.subject)))
    .map(({ value }) => ({ ...where, code: 'unknown-choice' as const, detail: value }));
  const isNever = clauses.every((all) => !canHold(all, subjects));
  if (isNever) return [{ ...where, code: 'never', detail: source }, ...gone];
  return gone;
}

/** The condition as alternatives, each of which is a list of things that must all hold; undefined where they are too many. */
function alternativesOf(node: Expression): Expression[][] | undefined {
  if (node.kind !== 'binary' || (node.operator !== 'and' && node.operator !== 'or'))
    return [[node]];
  const parts = flattened(node.operator, node).map(alternativesOf);
  if (node.operator === 'or') {
    const all = parts.flatMap((part) => part ?? [[]]);
    return all.length > MAX_ALTERNATIVES ? undefined : all;
  }
  let combined: Expression[][] = [[]];
  for (const part of parts) {
    combined = combined.flatMap((before) => (part ?? [[]]).map((after) => [...before, ...after]));
    if (combined.length > MAX_ALTERNATIVES) return undefined;
  }
  return combined;
}

function waitsForNothing({ comparison, value }: Clause, subject: Subject | undefined): boolean {
  const isWaiting = comparison === 'is' || comparison === 'has';
  if (!isWaiting || !subject || subject.values.length === 0) return false;
  return !subject.values.some(({ id }) => id === value);
}

function canHold(clauses: readonly Clause[], subjects: ReadonlyMap<string, Subject>): boolean {
  const bySubject = new Map<string, Clause[]>();
  for (const clause of clauses) {
    bySubject.set(clause.subject, [...(bySubject.get(clause.subject) ?? []), clause]);
  }
  return [...bySubject].every(([key, own]) => {
    const subject = subjects.get(key);
    if (!subject) return true;
    if (subject.kind === 'one') return canBeOne(own, subject);
    if (subject.kind === 'several') return canBeSeveral(own, subject);
    return subject.kind === 'number' ? canBeNumber(own) : canBeFilled(own);
  });
}

function canBeOne(clauses: readonly Clause[], { values }: Subject): boolean {
  const possible = ['', ...values.map(({ id }) => id)];
  return possible.some((value) =>
    clauses.every((clause) => {
      if (clause.comparison === 'is') return value === clause.value;
      if (clause.comparison === 'is-not') return value !== clause.value;
      return (clause.comparison === 'blank') === (value === '');
    }),
  );
}

function canBeSeveral(clauses: readonly Clause[], { values }: Subject): boolean {
  const wanted = clauses.filter(({ comparison }) => comparison === 'has').map(({ value }) => value);
  const refused = clauses
    .filter(({ comparison }) => comparison === 'has-not')
    .map(({ value }) => value);
  const isKnown = wanted.every((value) => values.some(({ id }) => id === value));
  const isRefused = wanted.some((value) => refused.includes(value));
  const isBlank = clauses.some(({ comparison }) => comparison === 'blank');
  return isKnown && !isRefused && !(isBlank && wanted.length > 0) && canBeFilled(clauses);
}

function canBeFilled(clauses: readonly Clause[]): boolean {
  const has = (wanted: Clause['comparison']) =>
    clauses.some(({ comparison }) => comparison === wanted);
  const equals = new Set(
    clauses.filter(({ comparison }) => comparison === 'is').map(({ value }) => value),
  );
  return !(has('blank') && has('filled')) && !(has('blank') && equals.size > 0) && equals.size < 2;
}

/** The bounds that numbers must keep to; a strict bound counts as one just beyond it. */
function canBeNumber(clauses: readonly Clause[]): boolean {
  let [low, high] = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];
  let isBounded = false;
  for (const { comparison, value } of clauses) {
    const bound = Number(value);
    if (value === '' || Number.isNaN(bound)) continue;
    if (comparison === 'is' || comparison === 'at-least') low = Math.max(low, bound);
    if (comparison === 'is' || comparison === 'at-most') high = Math.min(high, bound);
    if (comparison === 'over')
      low = Math.max(low, bound + Number.EPSILON * Math.max(1, Math.abs(bound)));
    if (comparison === 'under')
      high = Math.min(high, bound - Number.EPSILON * Math.max(1, Math.abs(bound)));
    isBounded ||= comparison !== 'is-not';
  }
  const isBlank = clauses.some(({ comparison }) => comparison === 'blank');
  return low <= high && !(isBlank && isBounded) && canBeFilled(clauses);
}
