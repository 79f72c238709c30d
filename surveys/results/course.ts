import type { Questionnaire } from '../definition.ts';
import { typeOf } from '../question-types/find.ts';
import { type Answers, questionsAsked, route, sectionsAsked } from '../routing.ts';
import { type Spread, spreadOf } from '../statistics/quantiles.ts';

/** How respondents went through a questionnaire, page by page. */
export interface Course {
  readonly pages: readonly CoursePage[];
  /** Begun and not sent. */
  readonly unsent: number;
  /** Of those, how many wrote nothing. */
  readonly blank: number;
}

export interface CoursePage {
  readonly id: string;
  readonly title: string;
  /** Those whose answers led to the page and who wrote something there or further on, sent or not. */
  readonly reached: number;
  /** Of those who did not send, how many wrote nothing beyond it. */
  readonly stopped: number;
}

export interface Walked {
  readonly definition: Questionnaire;
  /** In the shape of their questions. */
  readonly answers: Answers;
}

/** @param sentOn by page, how many of those who sent were asked something there. */
export function courseOf(
  { sections }: Questionnaire,
  sentOn: ReadonlyMap<string, number>,
  drafts: Iterable<Walked>,
): Course {
  const reached = new Map<string, number>();
  const stopped = new Map<string, number>();
  let [unsent, blank] = [0, 0];
  for (const draft of drafts) {
    unsent += 1;
    const path = pathOf(draft);
    const last = path.at(-1);
    if (last === undefined) blank += 1;
    else stopped.set(last, (stopped.get(last) ?? 0) + 1);
    for (const page of path) reached.set(page, (reached.get(page) ?? 0) + 1);
  }
  return {
    pages: sections.map(({ id, title }) => ({
      id,
      title,
      reached: (sentOn.get(id) ?? 0) + (reached.get(id) ?? 0),
      stopped: stopped.get(id) ?? 0,
    })),
    unsent,
    blank,
  };
}

/** The pages that a draft went through, up to the last one where something is written. */
function pathOf({ definition, answers }: Walked): string[] {
  const routing = route(definition, answers);
  const pages = sectionsAsked(definition, routing);
  const isWritten = pages.map((page) =>
    questionsAsked(page, routing).some(
      (question) => !typeOf(question).isSilent && answers[question.id] !== undefined,
    ),
  );
  return pages.slice(0, isWritten.lastIndexOf(true) + 1).map(({ id }) => id);
}

export interface Durations {
  /** Seconds; null where none is known. */
  readonly spread: Spread | null;
  readonly known: number;
}

/** From the first word to the sending, interruptions included. What was typed in by staff or came from a file has none. */
export function durationsOf(
  times: Iterable<{ readonly startedAt: number; readonly submittedAt: number }>,
): Durations {
  const seconds = [...times]
    .map(({ startedAt, submittedAt }) => (submittedAt - startedAt) / 1000)
    .filter((value) => value > 0);
  return {
    spread: spreadOf(seconds.map((value) => ({ value, count: 1 }))),
    known: seconds.length,
  };
}
