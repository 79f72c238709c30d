import type { Question } from '../definition.ts';
import type { Data } from '../expressions/tree.ts';
import { conditionOf } from './conditions.ts';
import type { Chance } from './editing.ts';
import { fieldName, found, wrong } from './fields.ts';
import { prunedAnswer, typeOf } from './find.ts';
import type { Repeat } from './repeat.ts';
import type {
  Cell,
  Choice,
  ColumnKind,
  Fields,
  LookUps,
  Offer,
  Problem,
  Reading,
  Turns,
  Wanted,
} from './type.ts';

/** One turn of a repeated group: question → answer. */
export type TurnAnswer = Readonly<Record<string, unknown>>;
export type TurnAnswers = readonly TurnAnswer[];

/**
 * A question of a turn is asked as if it stood alone, under a name of its own: `person.2.age`. What is on offer
 * in a repeated group says which questions each turn asks, which of them are required, and which choices they have.
 */
export const askedKey = (turn: number, id: string) => `${turn}.${id}`;
export const requiredKey = (turn: number, id: string) => `${turn}.${id}!`;
export const choiceKey = (turn: number, id: string, choice: string) => `${turn}.${id}/${choice}`;

export function inTurn(
  repeat: { readonly id: string },
  turn: number,
  question: Question,
): Question {
  return { ...question, id: fieldName(repeat.id, turn, question.id) };
}

/** Only what has the shape of its question. */
export function shapedTurn(questions: readonly Question[], turn: TurnAnswer): TurnAnswer {
  const shaped = questions.flatMap((question) => {
    const parsed = typeOf(question).answer.safeParse(turn[question.id]);
    return parsed.success ? [[question.id, parsed.data] as const] : [];
  });
  return Object.fromEntries(shaped);
}

export function turnsOf({ questions, groups, count, max }: Repeat): Turns {
  return { questions, groups: groups ?? [], count, max };
}

function numbersTo(max: number): number[] {
  return Array.from({ length: max }, (_, index) => index + 1);
}

/** Each question of each turn that there may be. */
function everyTurn(repeat: Repeat): { turn: number; question: Question }[] {
  return numbersTo(repeat.max).flatMap((turn) =>
    repeat.questions.map((question) => ({ turn, question })),
  );
}

export function turnFieldNames(repeat: Repeat): string[] {
  return everyTurn(repeat).flatMap(({ turn, question }) => {
    const own = inTurn(repeat, turn, question);
    return typeOf(own).fieldNames(own);
  });
}

export function turnsWanted(repeat: Repeat, fields: Fields): Wanted {
  const all = everyTurn(repeat).flatMap(({ turn, question }) => {
    const own = inTurn(repeat, turn, question);
    return typeOf(own).wanted?.(own, fields) ?? [];
  });
  return {
    codes: all.flatMap(({ codes }) => codes),
    searches: all.flatMap(({ searches }) => searches),
  };
}

/** A turn left empty between two others is closed up. */
export function readTurns(repeat: Repeat, fields: Fields): Reading<TurnAnswers> {
  const problems: Problem[] = [];
  const turns = numbersTo(repeat.max).flatMap((turn) => {
    const answers = repeat.questions.flatMap((question) => {
      const own = inTurn(repeat, turn, question);
      const reading = typeOf(own).read(own, fields);
      problems.push(...reading.problems);
      return reading.answer === undefined ? [] : [[question.id, reading.answer] as const];
    });
    return answers.length > 0 ? [Object.fromEntries(answers)] : [];
  });
  if (problems.length > 0) return wrong(...problems);
  return found(turns.length > 0 ? turns : undefined);
}

export function writeTurns(repeat: Repeat, answers: TurnAnswers): Fields {
  const written = answers.flatMap((answer, index) => {
    const shaped = shapedTurn(repeat.questions, answer);
    return repeat.questions
      .filter(({ id }) => shaped[id] !== undefined)
      .map((question) => {
        const own = inTurn(repeat, index + 1, question);
        return typeOf(own).write(own, shaped[question.id]);
      });
  });
  return Object.assign({}, ...written);
}

/** What one turn leaves on offer for one of its questions. */
export function offerIn(offer: Offer, turn: number, question: Question): Offer {
  const choices = typeOf(question).options(question)?.choices ?? [];
  const kept = choices.filter(({ id }) => offer.has(choiceKey(turn, question.id, id)));
  return new Set(kept.map(({ id }) => id));
}

/** Nothing said of the turns: nothing is on offer, and everything is kept. */
export function pruneTurns(
  { questions }: Repeat,
  answers: TurnAnswers,
  offer: Offer,
): TurnAnswers | undefined {
  if (offer.size === 0) return answers;
  const turns = answers.map((answer, index) => {
    const shaped = shapedTurn(questions, answer);
    const kept = questions
      .filter(({ id }) => offer.has(askedKey(index + 1, id)))
      .flatMap((question) => {
        const offered = offerIn(offer, index + 1, question);
        const pruned = prunedAnswer(question, shaped[question.id], offered);
        return pruned === undefined ? [] : [[question.id, pruned] as const];
      });
    return Object.fromEntries(kept);
  });
  const filled = turns.filter((turn) => Object.keys(turn).length > 0);
  return filled.length > 0 ? filled : undefined;
}

export function turnFaults(repeat: Repeat, answers: TurnAnswers, lookUps: LookUps): Problem[] {
  const unknown = answers
    .flatMap((answer) => Object.keys(answer))
    .filter((id) => !repeat.questions.some((question) => question.id === id));
  if (unknown.length > 0 || answers.length > repeat.max) {
    return [{ code: 'unknown-choice', field: repeat.id }];
  }
  return answers.flatMap((answer, index) =>
    repeat.questions.flatMap((question) => {
      const own = inTurn(repeat, index + 1, question);
      const value = answer[question.id];
      if (value === undefined) return [];
      const parsed = typeOf(own).answer.safeParse(value);
      if (!parsed.success) return [{ code: 'unknown-choice' as const, field: own.id }];
      return typeOf(own).faults(own, parsed.data, lookUps);
    }),
  );
}

export function turnGaps(repeat: Repeat, answers: TurnAnswers, offer: Offer): Problem[] {
  const expected = repeat.count === undefined ? answers.length : repeat.max;
  return numbersTo(expected).flatMap((turn) =>
    repeat.questions
      .filter(({ id }) => offer.has(askedKey(turn, id)))
      .flatMap((question) => {
        const isRequired = question.required || offer.has(requiredKey(turn, question.id));
        const own = inTurn(repeat, turn, { ...question, required: isRequired } as Question);
        const value = answers[turn - 1]?.[question.id];
        const offered = offerIn(offer, turn, question);
        if (value !== undefined) return typeOf(own).gaps(own, value, offered);
        return isRequired ? [typeOf(own).missing(own, offered)] : [];
      }),
  );
}

export function turnViews(repeat: Repeat, fields: Fields, offer: Offer, lookUps: LookUps): object {
  const turns = numbersTo(repeat.max).filter((turn) =>
    repeat.questions.some(({ id }) => offer.has(askedKey(turn, id))),
  );
  return {
    isOpen: repeat.count === undefined && turns.length < repeat.max,
    canChange: repeat.count === undefined,
    max: repeat.max,
    turns: turns.map((turn) => ({
      turn,
      questions: repeat.questions
        .filter((question) => !typeOf(question).isSilent)
        .map((question) => childView(repeat, turn, question, fields, offer, lookUps)),
    })),
  };
}

/** As the page shows any question; its expressions are read within its turn. */
function childView(
  repeat: Repeat,
  turn: number,
  question: Question,
  fields: Fields,
  offer: Offer,
  lookUps: LookUps,
): object {
  const own = inTurn(repeat, turn, question);
  const type = typeOf(own);
  const isAsked = offer.has(askedKey(turn, question.id));
  const said = (id: string) => saidInTurn(repeat, turn, id, fields, lookUps) || '…';
  return {
    // Not asked yet, it stands there whole: a script may bring it up.
    ...type.view(own, fields, isAsked ? offerIn(offer, turn, question) : everyChoice(own), lookUps),
    id: own.id,
    template: `question-types/${own.type}`,
    label: piped(own.label, said),
    hint: own.hint === undefined ? null : piped(own.hint, said),
    isRequired: own.required || offer.has(requiredKey(turn, question.id)),
    isGroup: type.isGroup,
    isAnswered: type.isAnswered,
    isAsked,
    own: question.id,
    condition: followable(conditionOf(repeat, question)),
    filter: followable(type.options(own)?.filter),
    errors: [],
    faulty: {},
    describedBy: own.hint === undefined ? '' : `${own.id}-hint`,
  };
}

/** What the same turn says of another of its questions, in words. */
function saidInTurn(
  repeat: Repeat,
  turn: number,
  id: string,
  fields: Fields,
  lookUps: LookUps,
): string {
  const cited = repeat.questions.find((each) => each.id === id);
  if (!cited) return '';
  const own = inTurn(repeat, turn, cited);
  const { answer } = typeOf(own).read(own, fields);
  return answer === undefined ? '' : typeOf(own).display(own, answer, lookUps).join(', ');
}

/** As piping.ts does; kept here, since that file reads whole questionnaires. */
function piped(text: string, said: (question: string) => string): string {
  return text.replace(/\$\{\s*([^{}]{1,64}?)\s*\}/g, (_cited, id: string) => said(id));
}

const everyChoice = (question: Question): Offer =>
  new Set((typeOf(question).options(question)?.choices ?? []).map(({ id }) => id));

/** An expression that a page can follow by itself: lists and labels of choices are the server's alone. */
export function followable(source: string | undefined): string | null {
  return source === undefined || /\b(?:jr:choice-name|instance)\s*\(/.test(source) ? null : source;
}

export function displayTurns(repeat: Repeat, answers: TurnAnswers, lookUps: LookUps): string[] {
  return answers.flatMap((answer, index) => {
    const shaped = shapedTurn(repeat.questions, answer);
    return repeat.questions
      .filter(({ id }) => shaped[id] !== undefined)
      .flatMap((question) => {
        const lines = typeOf(question).display(question, shaped[question.id], lookUps);
        return `${index + 1}. ${question.label}\u00a0: ${lines.join(', ')}`;
      });
  });
}

export function turnColumns(repeat: Repeat): {
  name: string;
  label: string;
  kind: ColumnKind;
  option: string;
  choices: readonly Choice[] | undefined;
  cell: (answers: TurnAnswers | undefined) => Cell;
}[] {
  return everyTurn(repeat).flatMap(({ turn, question }) => {
    const own = inTurn(repeat, turn, question);
    return typeOf(own)
      .columns(own)
      .map(({ name, label, kind, option, choices }, index) => ({
        name,
        kind,
        option:
          option === undefined ? askedKey(turn, question.id) : choiceKey(turn, question.id, option),
        choices,
        label: `${repeat.label} [${turn}, ${label}]`,
        cell(answers: TurnAnswers | undefined) {
          const shaped = shapedTurn(repeat.questions, answers?.[turn - 1] ?? {});
          return typeOf(own).cells(own, shaped[question.id])[index] ?? null;
        },
      }));
  });
}

/** What expressions see of one turn. */
export function turnData({ questions }: Repeat, answer: TurnAnswer): Data {
  const shaped = shapedTurn(questions, answer);
  return Object.fromEntries(
    questions.map((question) => [
      question.id,
      typeOf(question).data(question, shaped[question.id]),
    ]),
  );
}

export function turnWords({ questions }: Repeat, answers: TurnAnswers): string[] {
  return answers.flatMap((answer) => {
    const shaped = shapedTurn(questions, answer);
    return questions
      .filter(({ id }) => shaped[id] !== undefined)
      .flatMap((question) => typeOf(question).words(question, shaped[question.id]));
  });
}

/** Seconds that one turn takes. */
export function turnSeconds({ questions }: Repeat): number {
  return questions.reduce((sum, question) => sum + typeOf(question).editing.seconds(question), 0);
}

/** As many turns as are asked; none where a first one stays empty. */
export function turnsAttempted(
  { questions, max }: Repeat,
  offer: Offer,
  chance: Chance,
): TurnAnswers | undefined {
  const turns = numbersTo(max).flatMap((turn) => {
    const answers = questions
      .filter(({ id }) => offer.has(askedKey(turn, id)))
      .flatMap((question) => {
        const { editing } = typeOf(question);
        const answer = editing.attempt(question, offerIn(offer, turn, question), chance);
        return answer === undefined ? [] : [[question.id, answer] as const];
      });
    return answers.length > 0 ? [Object.fromEntries(answers)] : [];
  });
  return turns.length > 0 ? turns : undefined;
}
