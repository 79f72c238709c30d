import { compile } from './compile.ts';
import { type Question, type Questionnaire, questionsOf, type Section } from './definition.ts';
import type { Moment } from './expressions/scope.ts';
import { prunedAnswer, typeOf } from './question-types/find.ts';
import { askedKey, inTurn } from './question-types/turns.ts';
import type { Fields, LookUps, Offer, Problem } from './question-types/type.ts';
import { type Answers, offerOf, questionsAsked, type Routing, route } from './routing.ts';

/** A form as it was posted: each name once, or several times. */
export type Form = Readonly<Record<string, unknown>>;

export type AnswerError = Problem & { readonly question: string };

/** What is kept of a response until it is sent: answers, and what was typed that is not an answer yet. */
export type Draft = { readonly answers: Answers; readonly typed: Fields };

export type ParsedPage = {
  /** The draft with this page's form in it; answers of questions that it did not show are kept. */
  readonly draft: Draft;
  /** What is wrong or still due among the questions shown, in the order of the page. */
  readonly errors: readonly AnswerError[];
  /** Questions that these very answers bring up, which the page did not show. */
  readonly broughtUp: readonly string[];
};

/** Names the questions that a page showed: a question that it did not show keeps its answer. */
export const SHOWN_FIELD = '_shown';

export const EMPTY_DRAFT: Draft = { answers: {}, typed: {} };

/** Reads one page of answers at the door: strict on values, and conditions are evaluated afresh. */
export function parseAnswers(
  questionnaire: Questionnaire,
  page: Section,
  form: Form,
  draft: Draft,
  lookUps: LookUps,
  moment?: Moment,
): ParsedPage {
  const fields = fieldsOf(form);
  const names = new Set(fields[SHOWN_FIELD] ?? []);
  const shown = page.questions.filter(({ id }) => names.has(id));
  const readings = shown.map((question) => readQuestion(question, fields, lookUps));
  const merged = readings.reduce(mergeReading, draft);
  const routing = route(questionnaire, merged.answers, moment);
  const asked = questionsAsked(page, routing);
  return {
    draft: withComputed(merged, routing),
    errors: readings
      .filter(({ question }) => asked.includes(question))
      .flatMap((reading) => errorsOf(reading, routing)),
    broughtUp: asked.flatMap((question) => {
      const { isAnswered, isSilent } = typeOf(question);
      if (!isAnswered || isSilent) return [];
      if (!shown.includes(question)) return [question.id];
      return turnsBroughtUp(question, merged.answers[question.id], routing, names);
    }),
  };
}

/** Answers as they can be sent: what is no longer asked is left out, and what is still due is told. */
export function completeAnswers(
  questionnaire: Questionnaire,
  draft: Draft,
  lookUps: LookUps,
  moment?: Moment,
): { readonly answers: Answers; readonly errors: readonly AnswerError[] } {
  const routing = route(questionnaire, draft.answers, moment);
  const readings = questionsOf(questionnaire)
    .filter(({ id }) => routing.questions.has(id))
    .map((question) => readDraft(question, withComputed(draft, routing), lookUps));
  const kept = readings.flatMap(({ question, answer }) => {
    const pruned = prunedAnswer(question, answer, offerOf(routing, question));
    return pruned === undefined ? [] : [[question.id, pruned] as const];
  });
  const errors = readings.flatMap((reading) => errorsOf(reading, routing));
  return { answers: Object.fromEntries(kept), errors };
}

/** Answers read back from a store or brought by an import: what does not have its question's shape is left out. */
export function shapeAnswers(questionnaire: Questionnaire, stored: unknown): Answers {
  if (typeof stored !== 'object' || stored === null) return {};
  const { questions } = compile(questionnaire);
  const shaped = Object.entries(stored).flatMap(([id, value]) => {
    const question = questions.get(id);
    const parsed = question && typeOf(question).answer.safeParse(value);
    return parsed?.success ? [[id, parsed.data] as const] : [];
  });
  return Object.fromEntries(shaped);
}

/** What a page's form holds: what was typed before being an answer, or else the answers themselves. */
export function pageFields(
  { questions }: Pick<Section, 'questions'>,
  { answers, typed }: Draft,
): Fields {
  const written = questions.map((question) => {
    const answer = answers[question.id];
    return answer === undefined ? {} : typeOf(question).write(question, answer);
  });
  return Object.assign({}, ...written, typed);
}

/** Only texts, each under its own name; a nested or odd value is none of ours. */
export function fieldsOf(form: Form): Fields {
  const entries = Object.entries(form).map(([name, value]) => {
    const values = (Array.isArray(value) ? value : [value]).filter(
      (each) => typeof each === 'string',
    );
    return [name, values] as const;
  });
  return Object.fromEntries(entries);
}

type QuestionReading = {
  readonly question: Question;
  readonly answer: unknown;
  readonly errors: readonly AnswerError[];
  readonly typed: Fields;
};

function readQuestion(question: Question, fields: Fields, lookUps: LookUps): QuestionReading {
  const type = typeOf(question);
  const { answer, problems } = type.read(question, fields);
  const faults = problems.length > 0 ? problems : faultsOf(question, answer, lookUps);
  const errors = faults.map((problem) => ({ ...problem, question: question.id }));
  if (errors.length === 0) return { question, answer, errors, typed: {} };
  return { question, answer: undefined, errors, typed: typedIn(question, fields) };
}

function typedIn(question: Question, fields: Fields): Fields {
  const names = typeOf(question).fieldNames(question);
  return Object.fromEntries(names.map((name) => [name, (fields[name] ?? []).map(storable)]));
}

/** A half character can't be stored: it is kept as the sign that stands for one. */
function storable(text: string): string {
  return text.toWellFormed().replaceAll('\0', '\ufffd');
}

/** A question of the draft as its form would be read again: what was typed still counts as wrong. */
function readDraft(question: Question, draft: Draft, lookUps: LookUps): QuestionReading {
  const isTyped = typeOf(question)
    .fieldNames(question)
    .some((name) => draft.typed[name] !== undefined);
  if (isTyped) return readQuestion(question, draft.typed, lookUps);
  const answer = draft.answers[question.id];
  return { question, answer, errors: faultsOf(question, answer, lookUps), typed: {} };
}

function mergeReading(draft: Draft, { question, answer, typed }: QuestionReading): Draft {
  const { [question.id]: _replaced, ...answers } = draft.answers;
  const names = typeOf(question).fieldNames(question);
  const others = Object.entries(draft.typed).filter(([name]) => !names.includes(name));
  return {
    answers: answer === undefined ? answers : { ...answers, [question.id]: answer },
    typed: { ...Object.fromEntries(others), ...typed },
  };
}

function errorsOf(
  { question, answer, errors }: QuestionReading,
  routing: Routing,
): readonly AnswerError[] {
  if (errors.length > 0) return errors;
  const isDue = routing.required.has(question.id) && !question.required;
  // The same question, with an answer that is due.
  const asked = isDue ? ({ ...question, required: true } as Question) : question;
  const gaps = gapsOf(asked, answer, offerOf(routing, question)).map((gap) =>
    answer === undefined && question.requiredMessage !== undefined
      ? { ...gap, code: 'own-words' as const, facts: { message: question.requiredMessage } }
      : gap,
  );
  return gaps.length > 0 ? gaps : brokenIn(question, answer, routing);
}

/** Constraints that do not hold: of the question, or of those of its turns. */
function brokenIn(question: Question, answer: unknown, routing: Routing): AnswerError[] {
  if (answer === undefined || routing.broken.size === 0) return [];
  const own = [...routing.broken].filter(
    ([key]) => key === question.id || key.startsWith(`${question.id}.`),
  );
  return own.map(([field, { constraintMessage: message }]) => ({
    question: question.id,
    field: typeOf(question).turns ? field : (typeOf(question).fieldNames(question)[0] ?? field),
    ...(message === undefined
      ? { code: 'constraint' as const }
      : { code: 'own-words' as const, facts: { message } }),
  }));
}

/** What the answers themselves come to is kept beside them. */
function withComputed(draft: Draft, { computed }: Routing): Draft {
  if (computed.size === 0) return draft;
  const answers = { ...draft.answers, ...Object.fromEntries(computed) };
  const filled = Object.entries(answers).filter(([, answer]) => answer !== undefined);
  return { ...draft, answers: Object.fromEntries(filled) };
}

/** Questions of turns already begun that the answers bring up, and that the page did not show. */
function turnsBroughtUp(
  question: Question,
  answer: unknown,
  routing: Routing,
  shown: ReadonlySet<string>,
): string[] {
  const turns = typeOf(question).turns?.(question);
  if (!turns) return [];
  const offer = offerOf(routing, question);
  const begun = turns.count === undefined ? [answer ?? []].flat().length : turns.max;
  return Array.from({ length: begun }, (_, index) => index + 1).flatMap((turn) =>
    turns.questions
      .filter((own) => typeOf(own).isAnswered && !typeOf(own).isSilent)
      .filter((own) => offer.has(askedKey(turn, own.id)))
      .map((own) => inTurn(question, turn, own).id)
      .filter((id) => !shown.has(id)),
  );
}

function faultsOf(question: Question, answer: unknown, lookUps: LookUps): AnswerError[] {
  if (answer === undefined) return [];
  const faults = typeOf(question).faults(question, answer, lookUps);
  return faults.map((problem) => ({ ...problem, question: question.id }));
}

function gapsOf(question: Question, answer: unknown, offer: Offer): AnswerError[] {
  const problems = gapsIn(question, prunedAnswer(question, answer, offer), offer);
  const reasons = problems.length > 0 ? withdrawn(question, answer, offer) : [];
  return [...reasons, ...problems].map((problem) => ({ ...problem, question: question.id }));
}

function gapsIn(question: Question, answer: unknown, offer: Offer): Problem[] {
  if (answer === undefined) return missing(question, offer);
  return typeOf(question).gaps(question, answer, offer);
}

function missing(question: Question, offer: Offer): Problem[] {
  return question.required ? [typeOf(question).missing(question, offer)] : [];
}

/** Where more is asked only because the other answers took chosen things off the list: says which. */
function withdrawn(question: Question, answer: unknown, offer: Offer): Problem[] {
  const type = typeOf(question);
  const choices = type.options(question)?.choices ?? [];
  const all = new Set(choices.map(({ id }) => id));
  if (answer === undefined || gapsIn(question, answer, all).length > 0) return [];
  const isChosen = (id: string) => type.prune(question, answer, new Set([id])) !== undefined;
  const gone = choices.filter(({ id }) => !offer.has(id) && isChosen(id));
  if (gone.length === 0) return [];
  const labels = gone.map(({ label }) => label).join(', ');
  const { field } = type.missing(question, offer);
  return [{ code: 'no-longer-offered', field, facts: { labels } }];
}
