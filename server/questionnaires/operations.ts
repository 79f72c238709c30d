import type { Questionnaire } from '../../surveys/definition.ts';
import {
  type Clause,
  COMPARISONS,
  EMPTY_MENU,
  firstClause,
  type Menu,
  readMenu,
  subjectKey,
  writeMenu,
} from '../../surveys/edit/conditionMenu.ts';
import { type Draft, type DraftQuestion, placeOf } from '../../surveys/edit/draft.ts';
import { differing, readFields, readListAct, type Typed } from '../../surveys/edit/fields.ts';
import { type Changes, groupsOf, type Operation } from '../../surveys/edit/operations.ts';
import { questionTypes } from '../../surveys/question-types/list.ts';
import { everySubject } from '../../surveys/subjects.ts';
import { identifier } from '../../surveys/text.ts';
import { typeset } from '../../views/messages/typeset.ts';

/**
 * What a form of the editor asks for, read against the draft that its author saw: only what they changed is part of it.
 * @param readable the same draft as a questionnaire, for the menus of conditions.
 */
export function readOperation(
  typed: Typed,
  base: Draft,
  readable: Questionnaire | undefined,
): Operation | undefined {
  const operation = readAct(typed, base, readable);
  const isFrench = base.language === undefined || base.language === 'fr';
  return operation && isFrench && operation.act !== 'translate' ? inFrench(operation) : operation;
}

/** What respondents will read, with the spaces and the apostrophes of French: people type plain ones. */
function inFrench(operation: Operation): Operation {
  const set = (value: unknown, key: string): unknown => {
    // Within braces stands the name of a question.
    if (typeof value === 'string')
      return READ.has(key) && !value.includes('${') ? typeset(value) : value;
    if (Array.isArray(value)) return value.map((each) => set(each, key));
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, set(part, name)]));
  };
  return set(operation, '') as Operation; // the same operation, text by text
}

const READ: ReadonlySet<string> = new Set([
  'title',
  'introduction',
  'label',
  'hint',
  'statement',
  'minLabel',
  'maxLabel',
  'bestLabel',
  'worstLabel',
  'constraintMessage',
  'requiredMessage',
]);

function readAct(
  typed: Typed,
  base: Draft,
  readable: Questionnaire | undefined,
): Operation | undefined {
  const { act, section = '', question = '' } = typed;
  const index = Number.parseInt(typed.index ?? '', 10);
  switch (act) {
    case 'describe':
      return { act, changes: differing(base, describing(typed)) };
    case 'add-section':
      return { act, title: words(typed.title) || 'Nouvelle page', after: typed.after };
    case 'change-section':
      return changeSection(typed, base, readable);
    case 'remove-section':
    case 'duplicate-section':
      return { act, section };
    case 'move-section':
      return Number.isNaN(index) ? undefined : { act, section, index };
    case 'add-question': {
      const label = words(typed.label) || 'Nouvelle question';
      const at = Number.isNaN(index) ? undefined : index;
      return { act, into: typed.into ?? '', type: typed.type ?? '', label, index: at };
    }
    case 'change-question':
      return changeQuestion(typed, base, readable);
    case 'change-type':
      return { act, question, type: typed.type ?? '' };
    case 'rename-question': {
      const to = identifier.safeParse(typed.to);
      return to.success ? { act, question, to: to.data } : undefined;
    }
    case 'move-question':
      return {
        act,
        question,
        into: typed.into ?? '',
        index: Number.isNaN(index) ? 100_000 : index,
      };
    case 'duplicate-question':
    case 'remove-question':
      return { act, question };
    case 'group-questions': {
      const questions = Object.keys(typed).flatMap((name) =>
        name.startsWith('pick.') ? [name.slice('pick.'.length)] : [],
      );
      const label = words(typed.label);
      return label && questions.length > 0 ? { act, section, label, questions } : undefined;
    }
    case 'ungroup':
      return { act, section, group: typed.group ?? '' };
    case 'translate':
      return {
        act,
        language: typed.language ?? '',
        name: (typed.name || typed.language || '').slice(0, 64),
        texts: textsIn(typed),
      };
    default:
      return undefined;
  }
}

const words = (text: string | undefined) => (text ?? '').replaceAll('\r\n', '\n').trim();
const orNothing = (text: string | undefined) => words(text) || undefined;

function describing(typed: Typed): Changes {
  const minutes = words(typed.minutes);
  return {
    title: words(typed.title),
    introduction: orNothing(typed.introduction),
    minutes: minutes === '' ? undefined : /^\d{1,4}$/.test(minutes) ? Number(minutes) : minutes,
  };
}

function changeSection(
  typed: Typed,
  base: Draft,
  readable: Questionnaire | undefined,
): Operation | undefined {
  const section = base.sections.find(({ id }) => id === typed.section);
  if (!section) return undefined;
  const groups = groupsOf(section).map((group) => {
    const { label: _label, condition, ...rest } = group as typeof group & { condition?: string };
    const label = orNothing(typed[`group.${group.id}.label`] ?? group.label);
    const own = readCondition(`group.${group.id}.condition`, typed, condition, readable);
    return { ...rest, ...(label && { label }), ...(own && { condition: own }) };
  });
  const changes = {
    title: words(typed.title),
    introduction: orNothing(typed.introduction),
    condition: readCondition('condition', typed, textOf(section.condition), readable),
    groups: groups.length > 0 ? groups : undefined,
  };
  return { act: 'change-section', section: section.id, changes: differing(section, changes) };
}

const textOf = (value: unknown) => (typeof value === 'string' ? value : undefined);

/** Texts that every question may have, and that only they say. */
const TEXTS = [
  'hint',
  'requiredIf',
  'requiredMessage',
  'constraint',
  'constraintMessage',
  'default',
];

function changeQuestion(
  typed: Typed,
  base: Draft,
  readable: Questionnaire | undefined,
): Operation | undefined {
  const question = placeOf(base, typed.question ?? '')?.question;
  if (!question) return undefined;
  const type = questionTypes.find((each) => each.type === question.type);
  const texts = TEXTS.filter((name) => typed[name] !== undefined);
  const changes: Changes = {
    ...(typed.label !== undefined && { label: words(typed.label) }),
    ...Object.fromEntries(texts.map((name) => [name, orNothing(typed[name])])),
    ...(typed['required.shown'] !== undefined && { required: isRequired(question, typed) }),
    ...(typed.group !== undefined && { group: orNothing(typed.group) }),
    condition: readCondition('condition', typed, textOf(question.condition), readable),
    ...readFields(question, type?.editing.fields ?? [], typed),
  };
  return { act: 'change-question', question: question.id, changes: differing(question, changes) };
}

function isRequired(question: DraftQuestion, typed: Typed): boolean | undefined {
  if (typed.required === 'yes') return true;
  return question.required === undefined ? undefined : false;
}

/**
 * A condition as its author left it: the text where they wrote it, the menus where they chose in them, and what was
 * there, to the letter, where they did neither.
 */
export function readCondition(
  name: string,
  typed: Typed,
  before: string | undefined,
  readable: Questionnaire | undefined,
): string | undefined {
  const text = typed[`${name}.text`];
  if (text === undefined) return before;
  if (words(text) !== words(before)) return orNothing(text);
  const shown = readable && readMenu(before, readable);
  if (!shown || !readable || typed[`${name}.join`] === undefined) return before;
  const chosen = chosenMenu(name, typed, readable);
  return JSON.stringify(chosen) === JSON.stringify(shown) ? before : writeMenu(chosen, readable);
}

function chosenMenu(name: string, typed: Typed, readable: Questionnaire): Menu {
  const act = readListAct(typed._act);
  const clauses: Clause[] = [];
  for (let index = 0; typed[`${name}.${index}.subject`] !== undefined; index += 1) {
    if (act?.list === name && act.act === 'remove' && act.index === index) continue;
    clauses.push(clauseAt(`${name}.${index}`, typed));
  }
  const added = everySubject(readable).find((each) => subjectKey(each) === typed[`${name}.add`]);
  const all = added ? [...clauses, firstClause(added)] : clauses;
  const join = typed[`${name}.join`] === 'any' && all.length > 1 ? 'any' : EMPTY_MENU.join;
  return { join, clauses: all };
}

function clauseAt(name: string, typed: Typed): Clause {
  const comparison = COMPARISONS.find((each) => each === typed[`${name}.comparison`]) ?? 'is';
  const isBare = comparison === 'filled' || comparison === 'blank';
  return {
    subject: typed[`${name}.subject`] ?? '',
    comparison,
    value: isBare ? '' : (typed[`${name}.value`] ?? ''),
  };
}

/** `text.visit:label` → the translation of that place. */
function textsIn(typed: Typed): Record<string, string> {
  return Object.fromEntries(
    Object.entries(typed).flatMap(([name, text]) =>
      name.startsWith('text.') ? [[name.slice('text.'.length), words(text)]] : [],
    ),
  );
}
