import { questionTypes } from '../question-types/list.ts';
import {
  countQuestions,
  type Draft,
  type DraftQuestion,
  type DraftSection,
  MAX_LENGTH,
  MAX_QUESTIONS,
  type Place,
  placeOf,
  withQuestions,
} from './draft.ts';
import { freeName, nameFrom, takenNames } from './ids.ts';
import { renamed } from './rename.ts';

/** What one says differently; undefined takes it away. */
export type Changes = Readonly<Record<string, unknown>>;

/** Every edit of a questionnaire: data, so that it can be applied again on top of somebody else's. */
export type Operation =
  | { readonly act: 'describe'; readonly changes: Changes }
  | { readonly act: 'add-section'; readonly title: string; readonly after?: string | undefined }
  | { readonly act: 'change-section'; readonly section: string; readonly changes: Changes }
  | { readonly act: 'move-section'; readonly section: string; readonly index: number }
  | { readonly act: 'duplicate-section'; readonly section: string }
  | { readonly act: 'remove-section'; readonly section: string }
  | {
      readonly act: 'add-question';
      /** The section, or the repeated group. */
      readonly into: string;
      readonly type: string;
      readonly label: string;
      readonly index?: number | undefined;
    }
  | { readonly act: 'change-question'; readonly question: string; readonly changes: Changes }
  | { readonly act: 'change-type'; readonly question: string; readonly type: string }
  | { readonly act: 'rename-question'; readonly question: string; readonly to: string }
  | {
      readonly act: 'move-question';
      readonly question: string;
      readonly into: string;
      readonly index: number;
    }
  | { readonly act: 'duplicate-question'; readonly question: string }
  | { readonly act: 'remove-question'; readonly question: string }
  | {
      readonly act: 'group-questions';
      readonly section: string;
      readonly label: string;
      readonly questions: readonly string[];
    }
  | { readonly act: 'ungroup'; readonly section: string; readonly group: string }
  | {
      readonly act: 'translate';
      readonly language: string;
      /** Of the language, as its readers call it. */
      readonly name: string;
      readonly texts: Readonly<Record<string, string>>;
    }
  | { readonly act: 'replace'; readonly definition: Draft };

export type Refusal = 'gone' | 'taken' | 'too-many' | 'not-there' | 'last-section';

/** `subject` is what was edited: to go back to it, and to say it. */
export type Edited = { readonly draft: Draft; readonly subject: string };

/** The draft after the edit; or why there is nothing to do it on. The draft before is left as it was. */
export function applyOperation(
  draft: Draft,
  operation: Operation,
): Edited | { readonly refused: Refusal } {
  const edited = edit(draft, operation);
  if ('refused' in edited) return edited;
  const isTooMuch =
    countQuestions(edited.draft) > MAX_QUESTIONS ||
    JSON.stringify(edited.draft).length > MAX_LENGTH;
  return isTooMuch ? { refused: 'too-many' } : edited;
}

type Outcome = Edited | { readonly refused: Refusal };

const GONE = { refused: 'gone' } as const;

function edit(draft: Draft, operation: Operation): Outcome {
  switch (operation.act) {
    case 'describe':
      return { draft: changed(draft, operation.changes), subject: '' };
    case 'replace':
      return { draft: operation.definition, subject: '' };
    case 'add-section':
      return addSection(draft, operation.title, operation.after);
    case 'change-section':
    case 'move-section':
    case 'duplicate-section':
    case 'remove-section':
    case 'ungroup':
    case 'group-questions':
      return editSection(draft, operation);
    case 'add-question':
      return addQuestion(draft, operation);
    case 'translate':
      return translate(draft, operation);
    default:
      return editQuestion(draft, operation);
  }
}

/** @returns the same thing with what changed, and without what became undefined. */
function changed<Thing extends object>(thing: Thing, changes: Changes): Thing {
  const entries = Object.entries({ ...thing, ...changes }).filter(
    ([, value]) => value !== undefined,
  );
  return Object.fromEntries(entries) as Thing; // ids and texts that a draft needs are never taken away
}

function addSection(draft: Draft, title: string, after: string | undefined): Edited {
  const id = freeName(nameFrom(title, 'page'), takenNames(draft));
  const place = draft.sections.findIndex((section) => section.id === after);
  const index = place === -1 ? draft.sections.length : place + 1;
  const sections = draft.sections.toSpliced(index, 0, { id, title, questions: [] });
  return { draft: { ...draft, sections }, subject: id };
}

type SectionEdit = Extract<Operation, { readonly section: string }>;

function editSection(draft: Draft, operation: SectionEdit): Outcome {
  const { sections } = draft;
  const index = sections.findIndex(({ id }) => id === operation.section);
  const section = sections[index];
  if (!section) return GONE;
  const subject = section.id;
  const put = (one: DraftSection) => ({
    draft: { ...draft, sections: sections.with(index, one) },
    subject,
  });
  switch (operation.act) {
    case 'change-section':
      return put(changed(section, operation.changes));
    case 'group-questions':
      return put(grouped(section, operation.label, operation.questions));
    case 'ungroup':
      return put(ungrouped(section, operation.group));
    case 'move-section': {
      const others = sections.toSpliced(index, 1);
      const moved = others.toSpliced(bounded(operation.index, others.length), 0, section);
      return { draft: { ...draft, sections: moved }, subject };
    }
    case 'duplicate-section': {
      const copy = copiedSection(draft, section);
      return {
        draft: { ...draft, sections: sections.toSpliced(index + 1, 0, copy) },
        subject: copy.id,
      };
    }
    case 'remove-section': {
      if (sections.length === 1) return { refused: 'last-section' };
      const neighbour = sections[index - 1] ?? sections[index + 1];
      const left = sections.toSpliced(index, 1);
      return { draft: { ...draft, sections: left }, subject: neighbour?.id ?? '' };
    }
  }
}

const bounded = (index: number, length: number) => Math.min(Math.max(Math.trunc(index), 0), length);

/** A copy with names of its own; its expressions cite the copied questions rather than the first ones. */
function copiedSection(draft: Draft, section: DraftSection): DraftSection {
  const taken = takenNames(draft);
  const id = claimed(section.id, taken);
  const names = section.questions.flatMap((question) => [
    question.id,
    ...(question.questions ?? []).map((inner) => inner.id),
  ]);
  let copy: Draft = { id: 'copy', version: '', title: '', sections: [{ ...section, id }] };
  for (const name of names) copy = renamed(copy, name, claimed(name, taken));
  return copy.sections[0] ?? section;
}

function claimed(name: string, taken: Set<string>): string {
  const own = freeName(name, taken);
  taken.add(own);
  return own;
}

type DraftGroup = { readonly id: string; readonly label?: string };

export const groupsOf = ({ groups }: DraftSection): DraftGroup[] =>
  Array.isArray(groups) ? groups.filter((each) => typeof each?.id === 'string') : [];

function grouped(section: DraftSection, label: string, questions: readonly string[]): DraftSection {
  const groups = groupsOf(section);
  const known = groups.find((group) => group.label === label);
  const id =
    known?.id ?? freeName(nameFrom(label, 'groupe'), new Set(groups.map((each) => each.id)));
  return {
    ...section,
    groups: known ? groups : [...groups, { id, label }],
    questions: section.questions.map((question) =>
      questions.includes(question.id) ? { ...question, group: id } : question,
    ),
  };
}

/** Its questions stay where they stand, in the group that held it if there is one. */
function ungrouped(section: DraftSection, id: string): DraftSection {
  const groups: readonly (DraftGroup & { readonly group?: unknown })[] = groupsOf(section);
  const outer = groups.find((group) => group.id === id)?.group;
  const left = groups
    .filter((group) => group.id !== id)
    .map((group) => (group.group === id ? changed(group, { group: outer }) : group));
  return changed(
    {
      ...section,
      questions: section.questions.map((question) =>
        question.group === id ? changed(question, { group: outer }) : question,
      ),
    },
    { groups: left.length > 0 ? left : undefined },
  );
}

function addQuestion(
  draft: Draft,
  { into, type, label, index }: Extract<Operation, { act: 'add-question' }>,
): Outcome {
  const place = containerOf(draft, into);
  if (!place || !isKnownType(type)) return GONE;
  if (place.within && type === REPEAT) return { refused: 'not-there' };
  const id = freeName(nameFrom(label, 'question'), takenNames(draft));
  const question = { id, type, label, ...blankOf(type, draft, id) };
  const put = withQuestions(draft, place, (questions) =>
    questions.toSpliced(bounded(index ?? questions.length, questions.length), 0, question),
  );
  return { draft: put, subject: id };
}

/** What holds questions and may not hold itself. */
const REPEAT = questionTypes.find((type) =>
  type.editing.fields.some((field) => field.kind === 'questions'),
)?.type;

const isKnownType = (name: string) => questionTypes.some(({ type }) => type === name);

/** What a type needs to begin with; questions within it take free names. */
function blankOf(name: string, draft: Draft, id: string): Record<string, unknown> {
  const blank = structuredClone({
    ...questionTypes.find(({ type }) => type === name)?.editing.blank,
  }) as Record<string, unknown>; // a copy, for its author to change
  const taken = takenNames(draft).add(id);
  if (Array.isArray(blank.questions)) {
    blank.questions = blank.questions.map((inner: DraftQuestion) => ({
      ...inner,
      id: claimed(`${id}-${inner.id}`.slice(0, 60), taken),
    }));
  }
  return blank;
}

/** The section of that id, or the question of that id that holds others. */
function containerOf(draft: Draft, id: string): Pick<Place, 'section' | 'within'> | undefined {
  const section = draft.sections.find((each) => each.id === id);
  if (section) return { section, within: undefined };
  const place = placeOf(draft, id);
  return place?.question.questions && !place.within
    ? { section: place.section, within: place.question }
    : undefined;
}

type QuestionEdit = Exclude<
  Extract<Operation, { readonly question: string }>,
  { readonly section: string }
>;

function editQuestion(draft: Draft, operation: QuestionEdit): Outcome {
  const place = placeOf(draft, operation.question);
  if (!place) return GONE;
  const { question, index } = place;
  const put = (one: DraftQuestion) => ({
    draft: withQuestions(draft, place, (questions) =>
      questions.map((q) => (q === question ? one : q)),
    ),
    subject: one.id,
  });
  switch (operation.act) {
    case 'change-question':
      return put(changed(question, operation.changes));
    case 'change-type':
      return changeType(draft, place, operation.type, put);
    case 'rename-question':
      if (operation.to === question.id) return { draft, subject: question.id };
      if (takenNames(draft).has(operation.to)) return { refused: 'taken' };
      return { draft: renamed(draft, question.id, operation.to), subject: operation.to };
    case 'move-question':
      return move(draft, place, operation.into, operation.index);
    case 'duplicate-question': {
      const copy = copied(draft, question);
      const added = withQuestions(draft, place, (list) => list.toSpliced(index + 1, 0, copy));
      return { draft: added, subject: copy.id };
    }
    case 'remove-question': {
      const left = withQuestions(draft, place, (list) => list.filter((each) => each !== question));
      const list = place.within?.questions ?? place.section.questions;
      const near = list[index - 1] ?? list[index + 1];
      return { draft: left, subject: near?.id ?? place.within?.id ?? place.section.id };
    }
  }
}

/** What both types say the same way stays, lists above all; what the new one needs and was not there is its own. */
function changeType(
  draft: Draft,
  { question, within }: Place,
  type: string,
  put: (question: DraftQuestion) => Edited,
): Outcome {
  if (!isKnownType(type)) return GONE;
  if (within && type === REPEAT) return { refused: 'not-there' };
  if (type === question.type) return { draft, subject: question.id };
  const before = fieldNamesOf(question.type);
  const after = fieldNamesOf(type);
  const shared = (isKept: (key: string) => boolean) =>
    Object.fromEntries(Object.entries(question).filter(([key]) => !before.has(key) || isKept(key)));
  const things = thingsOf(question);
  const blank = blankOf(type, draft, question.id);
  const list = THINGS.find((key) => key in blank);
  const own = { ...blank, ...(things && list !== undefined && { [list]: things }) };
  const whole = {
    ...own,
    ...shared((key) => after.has(key)),
    type,
    id: question.id,
    label: question.label,
  };
  if (isOfType(type, whole)) return put(whole);
  return put({ ...shared(() => false), ...own, type, id: question.id, label: question.label });
}

function isOfType(name: string, question: DraftQuestion): boolean {
  const type = questionTypes.find((each) => each.type === name);
  return type?.definition.safeParse(question).success ?? false;
}

/** Where types keep what is chosen, rated or ranked: a list goes from one to another. */
const THINGS = ['choices', 'items', 'rows'];

function thingsOf(question: DraftQuestion): unknown[] | undefined {
  const [list] = THINGS.flatMap((key) => (Array.isArray(question[key]) ? [question[key]] : []));
  return list?.map(({ id, label }: { id: unknown; label: unknown }) => ({ id, label }));
}

function fieldNamesOf(name: string): Set<string> {
  const editing = questionTypes.find(({ type }) => type === name)?.editing;
  return new Set([
    ...Object.keys(editing?.blank ?? {}),
    ...(editing?.fields ?? []).map((field) => field.name),
  ]);
}

function move(draft: Draft, place: Place, into: string, index: number): Outcome {
  const target = containerOf(draft, into);
  if (!target) return GONE;
  const isWithinItself = target.within !== undefined && place.question.questions !== undefined;
  if (isWithinItself) return { refused: 'not-there' };
  const isSame = target.section === place.section && target.within === place.within;
  const own = isSame ? place.question : changed(place.question, { group: undefined });
  const left = withQuestions(draft, place, (list) =>
    list.filter((each) => each !== place.question),
  );
  const again = containerOf(left, into);
  if (!again) return GONE;
  const put = withQuestions(left, again, (list) =>
    list.toSpliced(bounded(index, list.length), 0, own),
  );
  return { draft: put, subject: own.id };
}

function copied(draft: Draft, question: DraftQuestion): DraftQuestion {
  const taken = takenNames(draft);
  const section = { id: 'copy', title: '', questions: [question] };
  let copy: Draft = { id: 'copy', version: '', title: '', sections: [section] };
  for (const { id } of [question, ...(question.questions ?? [])]) {
    copy = renamed(copy, id, claimed(id, taken));
  }
  return copy.sections[0]?.questions[0] ?? question;
}

/** An empty text takes the translation away. A language that someone writes in is one to read in. */
function translate(
  draft: Draft,
  { language, name, texts }: Extract<Operation, { act: 'translate' }>,
): Edited {
  const all: Readonly<Record<string, Readonly<Record<string, unknown>>>> = Object(
    draft.translations,
  );
  const own = { ...all[language], ...texts };
  const kept = Object.fromEntries(Object.entries(own).filter(([, text]) => text !== ''));
  const first = { code: String(draft.language ?? 'fr'), name: 'Français' };
  const known: readonly { readonly code: string }[] = Array.isArray(draft.languages)
    ? draft.languages
    : [first];
  const isKnown = known.some(({ code }) => code === language);
  return {
    draft: {
      ...draft,
      languages: isKnown ? known : [...known, { code: language, name }],
      translations: { ...all, [language]: kept },
    },
    subject: '',
  };
}
