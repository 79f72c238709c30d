import type { z } from 'zod';
import { problemsOf, type QuestionnaireProblem, type Role } from '../compile.ts';
import { type Questionnaire, questionnaire } from '../definition.ts';
import { citedIn } from '../piping.ts';
import { questionTypes } from '../question-types/list.ts';
import { type Draft, type DraftQuestion, type DraftSection, everyDraftQuestion } from './draft.ts';

/** What is wrong in a draft, where, in a form that a sentence can be made of. */
export type DraftProblem = {
  readonly code:
    | QuestionnaireProblem['code']
    | 'missing'
    | 'not-a-number'
    | 'too-few'
    | 'too-long'
    | 'out-of-bounds'
    | 'unknown-type'
    | 'bad-id'
    | 'columns-or-criteria'
    | 'screens'
    | 'same-item'
    | 'least-over-most'
    | 'unreadable-part'
    | 'empty-section'
    | 'unknown-citation';
  /** An error keeps the draft from being published; a warning does not. */
  readonly severity: 'error' | 'warning';
  /** Id of the question or of the section, which may be the same; empty: the questionnaire itself. */
  readonly on: string;
  readonly of: 'question' | 'section';
  /** The property that is wrong, where there is one. */
  readonly field: string | null;
  readonly role: Role | null;
  readonly detail: string;
};

/** A draft read as a questionnaire as far as it can be: what is broken in it stands as a note under its own id. */
export type Checked = {
  readonly problems: readonly DraftProblem[];
  readonly readable: Questionnaire | undefined;
  /** The questionnaire to publish; undefined while an error remains. */
  readonly publishable: Questionnaire | undefined;
};

export function checkDraft(draft: Draft): Checked {
  const known = checked.get(draft);
  if (known) return known;
  const fresh = check(draft);
  checked.set(draft, fresh);
  return fresh;
}

const checked = new WeakMap<Draft, Checked>();

function check(draft: Draft): Checked {
  const problems = [
    ...draft.sections.flatMap(sectionProblems),
    ...everyDraftQuestion(draft).flatMap(questionProblems),
    ...citationProblems(draft),
  ];
  const broken = new Set(problems.filter(isBreaking).map(({ on }) => on));
  const parsed = questionnaire.safeParse(patched(draft, broken));
  if (!parsed.success) {
    const rest = parsed.error.issues.map((issue) => ({
      ...fromIssue(issue, ownerOf(draft, issue.path)),
      of: issue.path[2] === 'questions' ? ('question' as const) : ('section' as const),
    }));
    return { problems: [...problems, ...rest], readable: undefined, publishable: undefined };
  }
  const compiled = problemsOf(parsed.data).map(({ code, on, role, detail }) => ({
    ...problem(code, on, detail),
    of: ownerKind(draft, on, role),
    role: role ?? null,
  }));
  const all = [...problems, ...compiled];
  const isWhole = all.every(({ severity }) => severity === 'warning');
  return { problems: all, readable: parsed.data, publishable: isWhole ? parsed.data : undefined };
}

const isBreaking = ({ of, severity }: DraftProblem) => of === 'question' && severity === 'error';

/** A page may bear the id of a question: the one that says something there is the one meant. */
function ownerKind(draft: Draft, on: string, role: Role | undefined): DraftProblem['of'] {
  const question = everyDraftQuestion(draft).find(({ id }) => id === on);
  const section = draft.sections.find(({ id }) => id === on);
  if (!question || !section) return question ? 'question' : 'section';
  return role === 'condition' && question.condition === undefined ? 'section' : 'question';
}

const problem = (
  code: DraftProblem['code'],
  on: string,
  detail = '',
  field: string | null = null,
): DraftProblem => ({ code, severity: 'error', on, of: 'question', field, role: null, detail });

function sectionProblems({ id, title, questions }: DraftSection): DraftProblem[] {
  return [
    ...(title.trim() === '' ? [problem('missing', id, '', 'title')] : []),
    ...(questions.length === 0 ? [problem('empty-section', id)] : []),
  ].map((each) => ({ ...each, of: 'section' as const }));
}

function questionProblems(question: DraftQuestion): DraftProblem[] {
  const type = questionTypes.find((each) => each.type === question.type);
  if (!type) return [problem('unknown-type', question.id, question.type)];
  // What stands within a repeated group is checked one by one, where it stands.
  const inner = question.questions && {
    questions: [{ id: 'inner', type: 'note', label: 'inner' }],
  };
  const parsed = type.definition.safeParse({ ...question, ...inner });
  const issues = parsed.success ? [] : parsed.error.issues;
  return [
    ...issues.map((issue) => fromIssue(issue, question.id)),
    ...(question.questions?.length === 0
      ? [problem('too-few', question.id, '1', 'questions')]
      : []),
    ...sameItems(question),
    ...boundsProblems(question),
  ];
}

function fromIssue(issue: z.core.$ZodIssue, on: string): DraftProblem {
  const field = issue.path.find((part) => typeof part === 'string' && part !== 'sections') ?? null;
  return problem(codeOf(issue), on, detailOf(issue), field === null ? null : String(field));
}

function codeOf(issue: z.core.$ZodIssue): DraftProblem['code'] {
  const last = issue.path.at(-1);
  if (issue.code === 'custom') {
    return issue.message.startsWith('a matrix') ? 'columns-or-criteria' : 'screens';
  }
  if (issue.code === 'invalid_type') {
    if (issue.message.endsWith('received undefined')) return 'missing';
    return issue.expected === 'number' || issue.expected === 'int'
      ? 'not-a-number'
      : 'unreadable-part';
  }
  if (issue.code === 'too_small') {
    if (issue.origin === 'string') return 'missing';
    return issue.origin === 'array' ? 'too-few' : 'out-of-bounds';
  }
  if (issue.code === 'too_big') return issue.origin === 'string' ? 'too-long' : 'out-of-bounds';
  if (issue.code === 'invalid_format' && (last === 'id' || last === undefined)) return 'bad-id';
  return 'unreadable-part';
}

function detailOf(issue: z.core.$ZodIssue): string {
  if (issue.code === 'too_small') return String(issue.minimum);
  if (issue.code === 'too_big') return String(issue.maximum);
  return issue.code === 'unrecognized_keys' ? issue.keys.join(', ') : '';
}

/** Which section or question a path of the whole definition leads to. */
function ownerOf({ sections }: Draft, path: readonly PropertyKey[]): string {
  const [first, index, second, place] = path;
  const section = first === 'sections' ? sections[Number(index)] : undefined;
  const question = second === 'questions' ? section?.questions[Number(place)] : undefined;
  return question?.id ?? section?.id ?? '';
}

/** Lists whose members are told apart by their ids. */
const LISTS = ['choices', 'items', 'rows', 'columns', 'criteria'];

function sameItems(question: DraftQuestion): DraftProblem[] {
  return LISTS.flatMap((field) => {
    const list = question[field];
    if (!Array.isArray(list)) return [];
    const ids = list.map((item: unknown) => String(Object(item).id));
    const twice = new Set(ids.filter((id, index) => ids.indexOf(id) !== index));
    return [...twice].map((id) => problem('same-item', question.id, id, field));
  });
}

function boundsProblems({ id, min, max }: DraftQuestion): DraftProblem[] {
  const isWrong = typeof min === 'number' && typeof max === 'number' && min > max;
  return isWrong ? [problem('least-over-most', id, `${min} > ${max}`, 'max')] : [];
}

/** A text that cites a question which is not there would show nothing in its place. */
function citationProblems(draft: Draft): DraftProblem[] {
  const ids = new Set(everyDraftQuestion(draft).map(({ id }) => id));
  const said = [
    ...draft.sections.map(({ id, title, introduction }) => ({
      id,
      of: 'section' as const,
      texts: [title, introduction],
    })),
    ...everyDraftQuestion(draft).map(({ id, label, hint }) => ({
      id,
      of: 'question' as const,
      texts: [label, hint],
    })),
  ];
  return said.flatMap(({ id, of, texts }) =>
    texts
      .flatMap((text) => (typeof text === 'string' ? citedIn(text) : []))
      .filter((cited) => !ids.has(cited))
      .map((cited) => ({
        ...problem('unknown-citation', id, cited),
        of,
        severity: 'warning' as const,
      })),
  );
}

/** What is broken stands as a note under its own id, so that what cites it can still be checked. */
function patched(draft: Draft, broken: ReadonlySet<string>): unknown {
  const whole = (question: DraftQuestion): unknown => {
    if (broken.has(question.id)) return standIn(question);
    const questions = question.questions?.map(whole);
    return { ...question, ...(questions && { questions }) };
  };
  return {
    ...draft,
    sections: draft.sections.map((section) => ({
      ...section,
      title: section.title || '?',
      questions:
        section.questions.length > 0
          ? section.questions.map(whole)
          : [{ id: freeFor(section.id), type: 'note', label: '?' }],
    })),
  };
}

const standIn = ({ id, label }: DraftQuestion) => ({ id, type: 'note', label: label || '?' });

const freeFor = (section: string) => `${section.slice(0, 50)}-empty`;
