import { sourcesOf } from './compile.ts';
import {
  everyQuestionOf,
  type Question,
  type Questionnaire,
  questionsOf,
  type Section,
} from './definition.ts';
import { eachNode, parseExpression } from './expressions/grammar.ts';
import { drawn } from './expressions/random.ts';
import type { Moment } from './expressions/scope.ts';
import type { Chance } from './question-types/editing.ts';
import { prunedAnswer, typeOf } from './question-types/find.ts';
import type { Commune, LookUps } from './question-types/type.ts';
import {
  type Answers,
  offerOf,
  questionsAsked,
  type Routing,
  route,
  sectionsAsked,
} from './routing.ts';

/** One way through a questionnaire, page by page, with answers that someone might give. */
export type Walk = {
  /** From 1: the same walk whenever the same questionnaire is walked. */
  readonly number: number;
  readonly pages: readonly WalkedPage[];
  readonly answers: Answers;
  /** Questions that were asked. */
  readonly asked: ReadonlySet<string>;
  /** Choices that were on offer: `question choice`. */
  readonly offered: ReadonlySet<string>;
  /** Required questions that no answer tried could satisfy. */
  readonly stuck: readonly string[];
  readonly seconds: number;
};

export type WalkedPage = { readonly section: string; readonly questions: readonly string[] };

export type WalkSettings = {
  readonly seed: number;
  /** Of communes that exist; where there is none, their questions stay without answer. */
  readonly communes: readonly Commune[];
  readonly moment?: Moment | undefined;
};

export const WORDS_A_MINUTE = 200;
const MAX_WALKS = 200;
/** Questions routed in all: what a test costs, whatever the length of the questionnaire. */
const MAX_ROUTED = 2_000_000;
const MAX_TRIES = 10;
const MAX_ROUNDS = 4;

/**
 * Walks, one after another, until there are enough of them or they cost enough. What was drawn least is drawn more
 * often, so that few walks see much. Yields nothing between two pages, for others to have their turn, then each walk.
 */
export function* walksOf(
  questionnaire: Questionnaire,
  settings: WalkSettings,
): Generator<Walk | undefined, void> {
  const tally = new Map<string, number>();
  const compared = comparedTexts(questionnaire);
  const size = questionsOf(questionnaire).length * MAX_ROUNDS;
  let routed = 0;
  for (let number = 1; number <= MAX_WALKS && routed < MAX_ROUTED; number += 1) {
    const walker = walkOnce(questionnaire, number, { ...settings, tally, compared });
    for (let step = walker.next(); ; step = walker.next()) {
      routed += size;
      if (step.done) {
        yield step.value;
        break;
      }
      yield undefined;
    }
  }
}

type Walking = WalkSettings & {
  readonly tally: Map<string, number>;
  readonly compared: ReadonlyMap<string, readonly string[]>;
};

function* walkOnce(
  questionnaire: Questionnaire,
  number: number,
  walking: Walking,
): Generator<void, Walk> {
  const lookUps = lookUpsOf(walking.communes);
  const pages: WalkedPage[] = [];
  const visited = new Set<Section>();
  const asked = new Set<string>();
  const offered = new Set<string>();
  const stuck: string[] = [];
  let answers: Answers = {};
  let draws = 0;
  const draw = () => {
    draws += 1;
    return drawn(walking.seed, `${number}/${draws}`);
  };
  let seconds = secondsToRead([questionnaire.introduction]);
  for (;;) {
    const routing = route(questionnaire, answers, walking.moment);
    const last = pages.at(-1)?.section;
    const from = questionnaire.sections.findIndex(({ id }) => id === last);
    const next = sectionsAsked(questionnaire, routing).find(
      (section) => !visited.has(section) && questionnaire.sections.indexOf(section) > from,
    );
    if (!next) break;
    visited.add(next);
    const page = answerPage(questionnaire, next, answers, { ...walking, draw, lookUps });
    answers = page.answers;
    for (const question of page.asked) {
      asked.add(question.id);
      const offer = offerOf(page.routing, question);
      for (const choice of offer) offered.add(`${question.id} ${choice}`);
      const choices = typeOf(question).options(question)?.choices ?? [];
      const labels = choices.filter(({ id }) => offer.has(id)).map(({ label }) => label);
      seconds += secondsToRead([question.label, question.hint, ...labels]);
      if (answers[question.id] !== undefined) seconds += typeOf(question).editing.seconds(question);
    }
    stuck.push(...page.stuck);
    seconds += secondsToRead([next.title, next.introduction]);
    pages.push({ section: next.id, questions: page.asked.map(({ id }) => id) });
    yield;
  }
  return { number, pages, answers, asked, offered, stuck, seconds };
}

type Page = {
  readonly answers: Answers;
  readonly routing: Routing;
  readonly asked: readonly Question[];
  readonly stuck: readonly string[];
};

type Answering = Walking & { readonly draw: () => number; readonly lookUps: LookUps };

/** Answers what the page asks, then what those answers bring up. */
function answerPage(
  questionnaire: Questionnaire,
  section: Section,
  before: Answers,
  answering: Answering,
): Page {
  const answers: Record<string, unknown> = { ...before };
  const tried = new Set<string>();
  const stuck = new Set<string>();
  let routing = route(questionnaire, answers, answering.moment);
  for (let round = 0; round < MAX_ROUNDS; round += 1) {
    const fresh = shownIn(section, routing).filter(({ id }) => !tried.has(id));
    if (fresh.length === 0) break;
    for (const question of fresh) {
      tried.add(question.id);
      const { answer, isStuck } = attempt(questionnaire, question, answers, routing, answering);
      if (isStuck) stuck.add(question.id);
      if (answer !== undefined) answers[question.id] = answer;
    }
    routing = route(questionnaire, answers, answering.moment);
  }
  const asked = shownIn(section, routing);
  const still = asked.filter(({ id }) => stuck.has(id)).map(({ id }) => id);
  return { answers, routing, asked, stuck: still };
}

const shownIn = (section: Section, routing: Routing): Question[] =>
  questionsAsked(section, routing).filter((question) => !typeOf(question).isSilent);

/** As many draws as it takes for an answer that can be sent; without one, a required question stops the walk. */
function attempt(
  questionnaire: Questionnaire,
  question: Question,
  answers: Answers,
  routing: Routing,
  answering: Answering,
): { readonly answer: unknown; readonly isStuck: boolean } {
  const type = typeOf(question);
  const isRequired = question.required || routing.required.has(question.id);
  if (!type.isAnswered) return { answer: undefined, isStuck: false };
  // One optional question in six is passed over, as people do.
  if (!isRequired && answering.draw() < 1 / 6) return { answer: undefined, isStuck: false };
  const offer = offerOf(routing, question);
  const chance = chanceFor(question, answering);
  const isConstrained = question.constraint !== undefined;
  for (let tries = 0; tries < MAX_TRIES; tries += 1) {
    const given = type.editing.attempt(question, offer, chance);
    const answer = given === undefined ? undefined : prunedAnswer(question, given, offer);
    if (answer === undefined) continue;
    const isWrong =
      type.faults(question, answer, answering.lookUps).length > 0 ||
      type.gaps(question, answer, offer).length > 0;
    if (isWrong) continue;
    const isBroken =
      isConstrained &&
      route(questionnaire, { ...answers, [question.id]: answer }, answering.moment).broken.has(
        question.id,
      );
    if (!isBroken) return { answer, isStuck: false };
  }
  return { answer: undefined, isStuck: isRequired };
}

function chanceFor({ id }: Question, { draw, tally, compared, communes }: Answering): Chance {
  return {
    draw,
    compared: compared.get(id) ?? [],
    communes: communes.map(({ code }) => code),
    pick(values) {
      const count = (value: unknown) => tally.get(`${id} ${nameOf(value)}`) ?? 0;
      const least = Math.min(...values.map(count));
      // Half of the time what was drawn least, half of the time anything: what goes together varies too.
      const among = draw() < 0.5 ? values.filter((value) => count(value) === least) : values;
      const value = among[Math.floor(draw() * among.length)];
      if (value !== undefined) tally.set(`${id} ${nameOf(value)}`, count(value) + 1);
      return value;
    },
  };
}

const nameOf = (value: unknown): string =>
  typeof value === 'object' && value !== null && 'id' in value ? String(value.id) : String(value);

const lookUpsOf = (communes: readonly Commune[]): LookUps => ({
  findCommune: (code) => communes.find((commune) => commune.code === code),
  communesFound: () => [],
});

/** What expressions compare each question with: numbers and words that open or close a way. */
function comparedTexts(questionnaire: Questionnaire): ReadonlyMap<string, readonly string[]> {
  const texts = new Map<string, string[]>();
  for (const source of everySource(questionnaire)) {
    const nodes = [...eachNode(parseExpression(source))];
    const literals = nodes.flatMap((node) =>
      node.kind === 'string' || node.kind === 'number' ? [String(node.value)] : [],
    );
    for (const node of nodes) {
      if (node.kind === 'reference')
        texts.set(node.name, [...(texts.get(node.name) ?? []), ...literals]);
    }
  }
  for (const question of everyQuestionOf(questionnaire)) {
    const { constraint } = sourcesOf(question);
    const own = constraint === undefined ? [] : [...eachNode(parseExpression(constraint))];
    const literals = own.flatMap((node) =>
      node.kind === 'string' || node.kind === 'number' ? [String(node.value)] : [],
    );
    if (literals.length > 0)
      texts.set(question.id, [...(texts.get(question.id) ?? []), ...literals]);
  }
  return new Map([...texts].map(([id, all]) => [id, [...new Set(all)].slice(0, 50)]));
}

function everySource(questionnaire: Questionnaire): string[] {
  return [
    ...questionnaire.sections.flatMap(({ condition, groups = [] }) => [
      ...(condition ? [condition] : []),
      ...groups.flatMap((group) => group.condition ?? []),
    ]),
    ...everyQuestionOf(questionnaire).flatMap((question) => Object.values(sourcesOf(question))),
  ];
}

function secondsToRead(texts: readonly (string | undefined)[]): number {
  const words = texts.flatMap(
    (text) => text?.split(/\s+/).filter((word) => word !== '') ?? [],
  ).length;
  return (words * 60) / WORDS_A_MINUTE;
}
