import type { Store } from '../db/open.ts';
import type { Survey } from '../db/queries/surveys.ts';
import { findTerritory } from '../db/queries/territories.ts';
import type { Questionnaire } from '../surveys/definition.ts';
import { respondentOf } from '../surveys/respondent.ts';
import type { Answers } from '../surveys/routing.ts';
import { stratumOf } from '../surveys/sampling.ts';
import { samplingMessages as said } from '../views/messages/sampling.ts';
import type { Answering } from './respondents.ts';
import { planOf, standingOf } from './sampling.ts';

/** Someone who answers, as far as quotas go. */
export interface Quotaed {
  readonly survey: Survey;
  readonly definition: Questionnaire;
  readonly answers: Answers;
  /** A personal link stays good whatever the stratum. */
  readonly isInvited: boolean;
  /** Their answers count already: they are only changing them. */
  readonly isCounted: boolean;
}

/**
 * Why no more answers are taken from towns like this respondent's, in French; undefined where they are. Known as soon as
 * the commune is; two who send at the very same moment may both be taken. Of an anonymous survey, no one's stratum is known.
 */
export async function whyFull(
  store: Store,
  { survey, definition, answers, isInvited, isCounted }: Quotaed,
): Promise<string | undefined> {
  if (isInvited || isCounted || survey.isAnonymous) return undefined;
  const { communeCode } = respondentOf(definition, answers);
  if (communeCode === null) return undefined;
  const plan = await planOf(store, survey);
  if (!plan?.refusesWhenFull) return undefined;
  const commune = await findTerritory(store, survey.missionId, communeCode);
  const id = commune && stratumOf(commune, plan);
  const { strata } = await standingOf(store, survey, plan);
  return strata.some(({ stratum, isFull }) => stratum.id === id && isFull)
    ? said.refusal
    : undefined;
}

/** The same of who is answering in this browser. */
export const quotaedIn = ({
  survey,
  definition,
  draft,
  response,
  submission,
}: Answering): Quotaed => ({
  survey,
  definition,
  answers: draft.answers,
  isInvited: response.invitationId !== null,
  isCounted: submission !== null,
});
