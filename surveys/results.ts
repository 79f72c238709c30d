import type { Question, Questionnaire } from './definition.ts';
import { prunedAnswer, typeOf } from './question-types/find.ts';
import { type ChoicesSummary, summariseChoices, summariseConsent } from './results/choices.ts';
import { type CommunesSummary, summariseCommunes } from './results/communes.ts';
import type { Entry } from './results/entry.ts';
import { type MatrixSummary, summariseMatrix } from './results/matrix.ts';
import { type MaxDiffSummary, summariseMaxDiff } from './results/maxdiff.ts';
import { type NumbersSummary, summariseNumbers, summariseScale } from './results/numbers.ts';
import { type RankingSummary, summariseRanking } from './results/ranking.ts';
import { type Answers, offerOf, type Routing, route } from './routing.ts';

/** Answers that were sent, with what their own version asked of them. */
export interface Received {
  readonly answers: Answers;
  readonly routing: Routing;
}

/** What the answers to one question come to. Counts only: what may be said of them is decided elsewhere. */
export interface QuestionResult {
  /** Responses received. */
  readonly received: number;
  /** Those whose answers led to the question. */
  readonly asked: number;
  /** Those that answered it. */
  readonly answered: number;
  readonly summary: Summary;
}

export type Summary =
  | ChoicesSummary
  | NumbersSummary
  | MatrixSummary
  | RankingSummary
  | MaxDiffSummary
  | CommunesSummary
  /** Words are read, not counted. */
  | { readonly kind: 'words' }
  | { readonly kind: 'nothing' };

/** Routing is what costs: done once for all the questions of a response. */
export function receive(definition: Questionnaire, answers: Answers): Received {
  return { answers, routing: route(definition, answers) };
}

export function resultOf(question: Question, received: readonly Received[]): QuestionResult {
  const entries = received
    .filter(({ routing }) => routing.questions.has(question.id))
    .map((each) => entryOf(question, each));
  return {
    received: received.length,
    asked: entries.length,
    answered: entries.filter(({ answer }) => answer !== undefined).length,
    summary: summarise(question, entries),
  };
}

/** An answer of another shape, from an older version of the question, is no answer to this one. */
function entryOf(question: Question, { answers, routing }: Received): Entry<unknown> {
  const offer = offerOf(routing, question);
  const parsed = typeOf(question).answer.safeParse(answers[question.id]);
  return {
    answer: parsed.success ? prunedAnswer(question, parsed.data, offer) : undefined,
    offer,
  };
}

type OfType<Type> = Extract<Question, { readonly type: Type }>;

/** One line a type of question: a type without its summary does not compile. */
const summaries: {
  // An entry's answer has just been parsed by the type of its question.
  readonly [Type in Question['type']]: (
    question: OfType<Type>,
    entries: readonly Entry<never>[],
  ) => Summary;
} = {
  single: summariseChoices,
  multiple: summariseChoices,
  matrix: summariseMatrix,
  ranking: summariseRanking,
  number: summariseNumbers,
  scale: summariseScale,
  maxdiff: summariseMaxDiff,
  commune: summariseCommunes,
  consent: summariseConsent,
  dropdown: summariseChoices,
  integer: summariseNumbers,
  decimal: summariseNumbers,
  date: () => ({ kind: 'words' }),
  time: () => ({ kind: 'words' }),
  'date-time': () => ({ kind: 'words' }),
  email: () => ({ kind: 'words' }),
  phone: () => ({ kind: 'words' }),
  file: () => ({ kind: 'words' }),
  geopoint: () => ({ kind: 'words' }),
  allocation: () => ({ kind: 'words' }),
  repeat: () => ({ kind: 'words' }),
  hidden: () => ({ kind: 'nothing' }),
  calculated: () => ({ kind: 'nothing' }),
  'short-text': () => ({ kind: 'words' }),
  'long-text': () => ({ kind: 'words' }),
  note: () => ({ kind: 'nothing' }),
};

function summarise(question: Question, entries: readonly Entry<unknown>[]): Summary {
  // Each function is filed under the type that it takes, which a look-up by that very type can't tell.
  const ofType = summaries[question.type] as (
    question: Question,
    entries: readonly Entry<unknown>[],
  ) => Summary;
  return ofType(question, entries);
}
