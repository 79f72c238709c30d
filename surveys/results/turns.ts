import type { Question } from '../definition.ts';
import { typeOf } from '../question-types/find.ts';
import type { Repeat } from '../question-types/repeat.ts';
import { askedKey, offerIn, shapedTurn, type TurnAnswers } from '../question-types/turns.ts';
import { answeredAmong, countOf, type Entry } from './entry.ts';
import { summariseNumbers } from './numbers.ts';
import type { QuestionResult, TurnsSummary } from './summary.ts';

/** A turn counts once for each respondent who wrote it: what is counted below the number of turns is turns. */
export function summariseTurns(
  { questions }: Repeat,
  entries: readonly Entry<TurnAnswers>[],
): TurnsSummary {
  const lengths = answeredAmong(entries).map(({ answer, offer, count }) => ({
    answer: answer.length,
    offer,
    count,
  }));
  return {
    kind: 'turns',
    turns: summariseNumbers(undefined, lengths),
    questions: questions
      .filter((question) => typeOf(question).isAnswered)
      .map((question) => {
        const { id, label } = question;
        return { id, label, result: resultInTurns(question, questions, entries) };
      }),
  };
}

function resultInTurns(
  question: Question,
  questions: readonly Question[],
  entries: readonly Entry<TurnAnswers>[],
): QuestionResult {
  const type = typeOf(question);
  const turns = answeredAmong(entries).flatMap(({ answer, offer, count }) =>
    answer.map((turn, index) => ({ turn, number: index + 1, offer, count })),
  );
  const asked = turns
    .filter(({ offer, number }) => offer.size === 0 || offer.has(askedKey(number, question.id)))
    .map(({ turn, number, offer, count }): Entry<unknown> => {
      const given = shapedTurn(questions, turn)[question.id];
      const answer = given === undefined ? undefined : talliedOf(question, given);
      return { answer, offer: offerIn(offer, number, question), count };
    });
  return {
    received: countOf(turns),
    asked: countOf(asked),
    answered: countOf(answeredAmong(asked)),
    summary: type.summary(question, asked),
  };
}

/** What a summary counts of an answer. */
export function talliedOf(question: Question, answer: unknown): unknown {
  const type = typeOf(question);
  return type.tallied ? type.tallied(question, answer) : answer;
}
