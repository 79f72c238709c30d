import { type Question, type Questionnaire, questionsOf } from './definition.ts';
import type { Family } from './question-types/editing.ts';
import { typeOf } from './question-types/find.ts';
import type { LookUps } from './question-types/type.ts';
import type { Answers } from './routing.ts';

/** What becomes of a response in progress when a new version is published. */
export type Carry =
  | {
      readonly kind: 'carried';
      readonly answers: Answers;
      /** Questions whose answer lost something that is no longer proposed: to be answered again. */
      readonly toReview: readonly string[];
    }
  /** Something that was answered has no place in the new version: the response is finished on its own. */
  | { readonly kind: 'kept'; readonly because: readonly string[] };

/** Families within which a type takes the answers of another, when they have its shape and no fault. */
const AKIN: ReadonlySet<Family> = new Set(['choosing', 'writing', 'counting']);

/**
 * The rules: an answer goes to the question of the same id, if its type is the same or akin; what is no longer proposed
 * is taken out of it, and the question is to be reviewed. A response that answered a question which is gone, or which
 * asks for something else now, stays whole on its own version. Answers are as their version shaped them.
 */
export function carryAnswers(from: Questionnaire, to: Questionnaire, answers: Answers): Carry {
  const before = new Map(questionsOf(from).map((question) => [question.id, question]));
  const after = new Map(questionsOf(to).map((question) => [question.id, question]));
  const kept: Record<string, unknown> = {};
  const toReview: string[] = [];
  const because: string[] = [];
  for (const [id, answer] of Object.entries(answers)) {
    const old = before.get(id);
    if (!old || answer === undefined) continue;
    const fresh = after.get(id);
    const outcome = fresh ? carried(old, fresh, answer) : undefined;
    if (!outcome) {
      // What nobody typed comes again from elsewhere.
      if (!typeOf(old).isSilent) because.push(id);
      continue;
    }
    if (outcome.answer !== undefined) kept[id] = outcome.answer;
    if (outcome.isReduced) toReview.push(id);
  }
  return because.length > 0
    ? { kind: 'kept', because }
    : { kind: 'carried', answers: kept, toReview };
}

type Carried = { readonly answer: unknown; readonly isReduced: boolean };

/** Undefined where the new question can't hold such answers. */
function carried(old: Question, fresh: Question, answer: unknown): Carried | undefined {
  const type = typeOf(fresh);
  const isSame = old.type === fresh.type;
  const family = type.editing.family;
  if (!isSame && !(AKIN.has(family) && typeOf(old).editing.family === family)) return undefined;
  const parsed = type.answer.safeParse(answer);
  if (!parsed.success) return undefined;
  const choices = type.options(fresh)?.choices;
  const offer = new Set(choices?.map(({ id }) => id));
  const pruned = choices ? type.prune(fresh, parsed.data, offer) : parsed.data;
  const isReduced = JSON.stringify(pruned) !== JSON.stringify(parsed.data);
  if (pruned === undefined) return { answer: undefined, isReduced };
  const isWrong = type.faults(fresh, pruned, ANYWHERE).length > 0;
  if (!isWrong) return { answer: pruned, isReduced };
  return isSame ? { answer: undefined, isReduced: true } : undefined;
}

/** Places were looked up when they were answered. */
const ANYWHERE: LookUps = {
  findCommune: (code) => ({ code, name: code, detail: '' }),
  communesFound: () => [],
};
