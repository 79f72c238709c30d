import type { Store } from '../db/open.ts';
import type { Rival } from '../db/queries/responses.ts';
import {
  findTerritory,
  listTerritoriesOfKind,
  searchCommunes,
  type Territory,
} from '../db/queries/territories.ts';
import {
  type AnswerError,
  completeAnswers,
  type Draft,
  pageFields,
  shapeAnswers,
} from '../surveys/answers.ts';
import { startingAnswers } from '../surveys/defaults.ts';
import {
  conditionOf,
  type Question,
  type Questionnaire,
  questionnaire,
  questionsOf,
  type Section,
} from '../surveys/definition.ts';
import { parseExpression, referencesOf } from '../surveys/expressions/grammar.ts';
import type { Moment } from '../surveys/expressions/scope.ts';
import type { Data, DataNode } from '../surveys/expressions/tree.ts';
import { piped, sayer } from '../surveys/piping.ts';
import { prunedAnswer, typeOf } from '../surveys/question-types/find.ts';
import { followable } from '../surveys/question-types/turns.ts';
import type { Commune, Fields, LookUps } from '../surveys/question-types/type.ts';
import { offerOf, type Routing, route, sectionsAsked } from '../surveys/routing.ts';
import { answerSentence } from '../views/messages/answers.ts';
import type { QuestionView, ReviewPage } from '../views/responses/page.ts';
import { keepField, versionsOf } from './rivals.ts';

/** What answering needs between the store, the questionnaire and the page. */

/** What was typed and is not an answer lies in the draft under a name that no question can have. */
const TYPED = '_typed';

const MAX_CACHED = 100;
const parsed = new Map<string, Questionnaire>();

/** A published version never changes, so that it is parsed once. */
export function questionnaireOf(row: { readonly id: string; readonly definition: unknown }) {
  const known = parsed.get(row.id);
  if (known) return known;
  const fresh = questionnaire.parse(row.definition);
  if (parsed.size >= MAX_CACHED) parsed.clear();
  parsed.set(row.id, fresh);
  return fresh;
}

export function readDraft(
  definition: Questionnaire,
  stored: Readonly<Record<string, unknown>>,
  moment?: Moment,
): Draft {
  const isBlank = Object.keys(stored).length === 0;
  const answers = isBlank ? startingAnswers(definition, moment) : shapeAnswers(definition, stored);
  return { answers, typed: typedIn(stored[TYPED]) };
}

export function storedDraft({ answers, typed }: Draft): Record<string, unknown> {
  return { ...answers, [TYPED]: typed };
}

function typedIn(stored: unknown): Fields {
  if (typeof stored !== 'object' || stored === null) return {};
  return Object.fromEntries(
    Object.entries(stored).map(([name, values]) => [
      name,
      Array.isArray(values) ? values.filter((value) => typeof value === 'string') : [],
    ]),
  );
}

/** Asks the store once for all that these questions want looked up. */
export async function lookUpsFor(
  store: Store,
  missionId: string,
  questions: readonly Question[],
  fields: Fields,
): Promise<LookUps> {
  const wanted = questions.flatMap((question) => typeOf(question).wanted?.(question, fields) ?? []);
  const codes = new Map<string, Commune>();
  for (const code of wanted.flatMap((each) => each.codes)) {
    const territory = await findTerritory(store, missionId, code);
    if (territory?.kind === 'commune') codes.set(code, await communeOf(store, territory));
  }
  const searches = new Map<string, Commune[]>();
  for (const typed of wanted.flatMap((each) => each.searches)) {
    searches.set(typed, await findCommunes(store, missionId, typed));
  }
  return {
    findCommune: (code) => codes.get(code),
    communesFound: (typed) => searches.get(typed) ?? [],
  };
}

/** The same for a whole draft. */
export function lookUpsForDraft(
  store: Store,
  missionId: string,
  definition: Questionnaire,
  draft: Draft,
): Promise<LookUps> {
  const fields = Object.assign({}, ...definition.sections.map((each) => pageFields(each, draft)));
  return lookUpsFor(store, missionId, questionsOf(definition), fields);
}

/** Communes by name or postcode, told apart by département and postcode. */
export async function findCommunes(
  store: Store,
  missionId: string,
  typed: string,
): Promise<Commune[]> {
  const found = await searchCommunes(store, typed, { missionId });
  return Promise.all(found.map((territory) => communeOf(store, territory)));
}

const departments = new Map<string, string>();

async function communeOf(store: Store, territory: Territory): Promise<Commune> {
  if (departments.size === 0) {
    for (const { departmentCode, name } of await listTerritoriesOfKind(store, 'department')) {
      if (departmentCode) departments.set(departmentCode, name);
    }
  }
  const department = departments.get(territory.departmentCode ?? '') ?? territory.departmentCode;
  const detail = [department, territory.postcodes[0]].filter((part) => part).join(' · ');
  return { code: territory.code, name: territory.name, detail };
}

/** Address of a page: its place in the questionnaire, from 1. */
export function pageNumber({ sections }: Questionnaire, section: Section): string {
  return String(sections.indexOf(section) + 1);
}

export function sectionAt({ sections }: Questionnaire, page: string): Section | undefined {
  return /^[1-9]\d{0,2}$/.test(page) ? sections[Number(page) - 1] : undefined;
}

/** The page after, or before, among those that are asked; undefined at either end. */
export function neighbour(
  definition: Questionnaire,
  section: Section,
  routing: Routing,
  direction: 1 | -1,
): Section | undefined {
  const asked = sectionsAsked(definition, routing);
  return asked[asked.indexOf(section) + direction];
}

/** Where to go on: the first page that still wants something; undefined when all is answered. */
export function firstIncomplete(
  definition: Questionnaire,
  draft: Draft,
  lookUps: LookUps,
  moment?: Moment,
): Section | undefined {
  const { errors } = completeAnswers(definition, draft, lookUps, moment);
  const waiting = new Set(errors.map(({ question }) => question));
  return definition.sections.find(({ questions }) => questions.some(({ id }) => waiting.has(id)));
}

/** The questions of a page as its template shows them. */
export function questionViews(
  section: Section,
  draft: Draft,
  routing: Routing,
  errors: readonly AnswerError[],
  lookUps: LookUps,
  said: (question: string) => string,
  rivals: readonly Rival[] = [],
): QuestionView[] {
  const fields = pageFields(section, draft);
  const shown = section.questions.filter((question) => !typeOf(question).isSilent);
  return shown.map((question) => {
    const type = typeOf(question);
    const own = errors.filter((error) => error.question === question.id);
    const sentences = [...new Set(own.map(({ code, facts }) => answerSentence(code, facts)))];
    const describedBy = [
      question.hint === undefined ? [] : `${question.id}-hint`,
      sentences.length === 0 ? [] : `${question.id}-error`,
    ].flat();
    return {
      ...type.view(question, fields, offerOf(routing, question), lookUps),
      id: question.id,
      template: `question-types/${question.type}`,
      label: piped(question.label, said),
      hint: question.hint === undefined ? null : piped(question.hint, said),
      isRequired: question.required || routing.required.has(question.id),
      isGroup: type.isGroup,
      isAnswered: type.isAnswered,
      isAsked: routing.questions.has(question.id),
      condition: followable(conditionOf(section, question)),
      filter: followable(type.options(question)?.filter),
      errors: sentences,
      rival: rivalView(question, draft, rivals, lookUps),
      faulty: Object.fromEntries(own.map(({ field }) => [field, true])),
      describedBy: describedBy.join(' '),
    };
  });
}

/** The version that another device wrote, beside the one that stands. */
function rivalView(
  question: Question,
  draft: Draft,
  rivals: readonly Rival[],
  lookUps: LookUps,
): QuestionView['rival'] {
  const rival = rivals.find((each) => each.question === question.id);
  if (!rival) return null;
  const versions = versionsOf(question, draft, rival, lookUps);
  return { name: keepField(question.id), at: rival.at, ...versions };
}

/** Links of the error summary: each names its question, then says what to do. */
export function summaryOf(
  definition: Questionnaire,
  errors: readonly AnswerError[],
  href: (error: AnswerError) => string,
): { href: string; message: string }[] {
  const labels = new Map(
    definition.sections.flatMap(({ questions }) => questions.map(({ id, label }) => [id, label])),
  );
  return errors.map((error) => ({
    href: href(error),
    message: `${labels.get(error.question)} ${answerSentence(error.code, error.facts)}`,
  }));
}

/** Answers in words, page by page, with what is still wrong. */
export function reviewSections(
  definition: Questionnaire,
  draft: Draft,
  errors: readonly AnswerError[],
  lookUps: LookUps,
  href: (section: Section) => string,
  moment?: Moment,
): ReviewPage['sections'] {
  const routing = route(definition, draft.answers, moment);
  const said = sayer(definition, draft.answers, routing, lookUps);
  return sectionsAsked(definition, routing).map((section) => ({
    title: section.title,
    href: href(section),
    questions: section.questions
      .filter((question) => routing.questions.has(question.id) && typeOf(question).isAnswered)
      .filter((question) => !typeOf(question).isSilent)
      .map((question) => ({
        id: question.id,
        label: piped(question.label, said),
        lines: linesOf(question, draft, routing, lookUps),
        errors: errors
          .filter((error) => error.question === question.id)
          .map(({ code, facts }) => answerSentence(code, facts)),
      })),
  }));
}

function linesOf(question: Question, draft: Draft, routing: Routing, lookUps: LookUps): string[] {
  const offer = offerOf(routing, question);
  const answer = prunedAnswer(question, draft.answers[question.id], offer);
  return answer === undefined ? [] : typeOf(question).display(question, answer, lookUps);
}

/** What expressions of a page cite from the other pages, and nothing more, for a script to evaluate them. */
export function seenElsewhere(
  section: Section,
  { nodes }: Routing,
): Record<string, Data | readonly Data[]> {
  const cited = section.questions.flatMap((question) =>
    [conditionOf(section, question), typeOf(question).options(question)?.filter].flatMap(
      (source) => (source === undefined ? [] : referencesOf(parseExpression(source))),
    ),
  );
  const own = new Set(section.questions.map(({ id }) => id));
  return Object.fromEntries(
    cited.flatMap((id) => {
      const found = own.has(id) ? [] : (nodes.get(id) ?? []);
      const [only] = found;
      if (!only) return [];
      return [[id, found.length > 1 ? found.map(dataOf) : dataOf(only)] as const];
    }),
  );
}

function dataOf({ value, children }: DataNode): Data {
  if (children.length === 0) return value;
  return Object.fromEntries(children.map((child) => [child.name, dataOf(child)]));
}
