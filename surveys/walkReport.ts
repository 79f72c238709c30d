import { type Question, type Questionnaire, questionsOf } from './definition.ts';
import { typeOf } from './question-types/find.ts';
import type { Walk } from './walk.ts';

export type WalkReport = {
  readonly walks: number;
  /** Questions that no walk was asked: they may be beyond reach, or only rare. */
  readonly unreached: readonly Question[];
  readonly neverOffered: readonly {
    readonly question: Question;
    readonly choices: readonly string[];
  }[];
  /** Required questions where walks stopped, and how many did. */
  readonly stuck: readonly { readonly question: Question; readonly walks: number }[];
  readonly seconds: { readonly least: number; readonly median: number; readonly most: number };
  readonly shortest: number;
  readonly longest: number;
};

/** What walks show of a questionnaire; undefined without any walk. */
export function reportOf(
  questionnaire: Questionnaire,
  walks: readonly Walk[],
): WalkReport | undefined {
  const ordered = [...walks].sort((a, b) => a.seconds - b.seconds || a.number - b.number);
  const [first] = ordered;
  const last = ordered.at(-1);
  if (!first || !last) return undefined;
  const questions = questionsOf(questionnaire).filter((question) => !typeOf(question).isSilent);
  const asked = union(walks.map((walk) => walk.asked));
  const offered = union(walks.map((walk) => walk.offered));
  const stops = new Map<string, number>();
  for (const id of walks.flatMap(({ stuck }) => stuck)) stops.set(id, (stops.get(id) ?? 0) + 1);
  return {
    walks: walks.length,
    unreached: questions.filter(({ id }) => !asked.has(id)),
    neverOffered: questions
      .filter(({ id }) => asked.has(id))
      .map((question) => ({ question, choices: unofferedOf(question, offered) }))
      .filter(({ choices }) => choices.length > 0),
    stuck: questions.flatMap((question) => {
      const count = stops.get(question.id);
      return count === undefined ? [] : [{ question, walks: count }];
    }),
    seconds: { least: first.seconds, median: medianOf(ordered), most: last.seconds },
    shortest: first.number,
    longest: last.number,
  };
}

/** A repeated group offers questions rather than choices. */
function unofferedOf(question: Question, offered: ReadonlySet<string>): string[] {
  const choices = typeOf(question).options(question)?.choices ?? [];
  return choices.filter(({ id }) => !offered.has(`${question.id} ${id}`)).map(({ label }) => label);
}

function medianOf(ordered: readonly Walk[]): number {
  const middle = (ordered.length - 1) / 2;
  const [low, high] = [ordered[Math.floor(middle)], ordered[Math.ceil(middle)]];
  return ((low?.seconds ?? 0) + (high?.seconds ?? 0)) / 2;
}

const union = (sets: readonly ReadonlySet<string>[]): Set<string> =>
  new Set(sets.flatMap((set) => [...set]));
