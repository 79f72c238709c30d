import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Store } from '../db/open.ts';
import { findMission } from '../db/queries/missions.ts';
import { findResponse } from '../db/queries/responses.ts';
import { findSurveyBySlug, findVersion, type Survey } from '../db/queries/surveys.ts';
import type { Draft } from '../surveys/answers.ts';
import { stateAt } from '../surveys/campaign.ts';
import type { Questionnaire } from '../surveys/definition.ts';
import { shuffledFor } from '../surveys/shuffling.ts';
import { render } from '../views/engine.ts';
import { answerFrame, type Frame } from '../views/frame.ts';
import { campaignMessages as campaign } from '../views/messages/campaigns.ts';
import { paths } from '../views/paths.ts';
import { pageNameOf, readAnonymousDraft, readTicket } from './anonymous.ts';
import {
  firstIncomplete,
  lookUpsForDraft,
  pageNumber,
  questionnaireOf,
  readDraft,
} from './answering.ts';
import { onLatestVersion } from './carry.ts';
import { notFound, wantsJson } from './errors.ts';
import { momentOf } from './moment.ts';
import { inChosenLanguage } from './reading-languages.ts';
import { isSigned, signatureOf } from './signatures.ts';

/** Who answers, known by this browser's session alone, and what they are answering. */
export type Answering = NonNullable<Awaited<ReturnType<typeof findResponse>>> & {
  readonly definition: Questionnaire;
  readonly draft: Draft;
  /** Sent, and not being changed. */
  readonly isSent: boolean;
  /** Of an anonymous survey, the key of the draft; the response has no row yet, nor ever one that is known. */
  readonly key: string | null;
};

/** @throws 404 for an address that leads to no survey. */
export async function requireSurvey(store: Store, request: FastifyRequest): Promise<Survey> {
  const { slug } = request.params as { slug: string }; // every such route names it
  const survey = await findSurveyBySlug(store, slug);
  if (!survey) throw notFound();
  return survey;
}

/**
 * What this browser is answering in the survey, if it began. A form says itself whose it is: two people who
 * answer in turn on one machine never write in each other's response.
 */
export async function findAnswering(
  store: Store,
  request: FastifyRequest,
  survey: Survey,
): Promise<Answering | undefined> {
  if (survey.isAnonymous) return findAnonymous(store, request, survey);
  const id = (await resumedFrom(store, request)) ?? request.session.answering?.[survey.id];
  const held = id === undefined ? undefined : await findResponse(store, id);
  if (held?.survey.id !== survey.id) return undefined;
  const found = await onLatestVersion(store, request, held);
  const definition = inTheirOrder(request, found.questionnaire, found.response.id);
  remember(request, survey.id, found.response.id);
  return {
    ...found,
    definition,
    key: null,
    isSent: found.submission !== null && !found.isReopened,
    draft: readDraft(definition, found.response.answers, momentOf(found.response.id)),
  };
}

/** In the language that they chose, and in the order that is theirs. */
function inTheirOrder(
  request: FastifyRequest,
  questionnaire: Answering['questionnaire'],
  responseId: string,
): Questionnaire {
  const definition = inChosenLanguage(request, questionnaireOf(questionnaire));
  return shuffledFor(definition, momentOf(responseId).seed ?? 0).definition;
}

async function findAnonymous(
  store: Store,
  request: FastifyRequest,
  survey: Survey,
): Promise<Answering | undefined> {
  const { key } = (await readTicket(store, request, survey)) ?? { key: null };
  const held = key === null ? undefined : await readAnonymousDraft(store, key);
  const questionnaire = held && (await findVersion(store, survey.id, held.questionnaireId));
  if (key === null || !questionnaire) return undefined;
  const id = pageNameOf(key);
  const definition = inTheirOrder(request, questionnaire, id);
  return {
    survey,
    questionnaire,
    response: unnamedResponse(survey, questionnaire.id, { id, answers: held.answers }),
    submission: null,
    ...{ isReopened: false, isSent: false, key, definition },
    draft: readDraft(definition, held.answers, momentOf(id)),
  };
}

const unnamedResponse = (
  { id: surveyId, opensAt }: Survey,
  questionnaireId: string,
  draft: Pick<Answering['response'], 'id' | 'answers'>,
): Answering['response'] => ({
  ...{ ...draft, surveyId, questionnaireId, invitationId: null, stakeholderId: null },
  ...{ strata: null, orders: null, revision: 0, startedAt: opensAt, updatedAt: opensAt },
});

/** A new session id for whoever begins: one that was planted before opens nothing. */
export async function beginAnswering(
  request: FastifyRequest,
  surveyId: string,
  responseId: string,
): Promise<void> {
  await request.session.regenerate(['answering', 'accountId']);
  remember(request, surveyId, responseId);
}

function remember(request: FastifyRequest, surveyId: string, responseId: string): void {
  if (request.session.answering?.[surveyId] === responseId) return;
  request.session.answering = { ...request.session.answering, [surveyId]: responseId };
}

/** Field of a page's form that lets it be saved after its session has ended: nothing typed is lost. */
export const RESUME_FIELD = '_resume';

/**
 * Names the response and proves that this platform wrote it: an id that is merely known opens nothing.
 * `resume` stands in a page's form; `later` is the address that someone keeps to go on elsewhere.
 */
export async function resumeToken(
  store: Store,
  responseId: string,
  use: 'resume' | 'later' = 'resume',
): Promise<string> {
  return `${responseId}.${await signatureOf(store, `${use}:${responseId}`)}`;
}

async function resumedFrom(store: Store, { body }: FastifyRequest): Promise<string | undefined> {
  const token = (body as Record<string, unknown> | null | undefined)?.[RESUME_FIELD];
  return typeof token === 'string' ? responseNamed(store, token, 'resume') : undefined;
}

/** The response that a token names, if this platform signed it for this use. */
export async function responseNamed(
  store: Store,
  token: string,
  use: 'resume' | 'later',
): Promise<string | undefined> {
  const [responseId = '', signature = ''] = token.split('.');
  return (await isSigned(store, `${use}:${responseId}`, signature)) ? responseId : undefined;
}

/** The frame of a page that answers: the survey's name, and the notice of a demonstration. */
export async function respondentFrame(
  store: Store,
  survey: Survey,
  title: string,
  scripts: readonly string[] = [],
): Promise<Frame> {
  const mission = await findMission(store, survey.missionId);
  const isDemonstration = mission?.isDemonstration ?? false;
  const notice = campaign.notice(survey, stateAt(survey, Date.now()));
  return answerFrame({
    flashes: notice ? [{ kind: 'information', text: notice }] : [],
    title,
    scripts,
    survey: survey.title,
    mission: { name: survey.title, href: '', isDemonstration },
  });
}

/** Why someone who began can't go on answering at this moment, in French; undefined when they can. */
export const whyNotNow = (survey: Survey, now = Date.now()): string | undefined =>
  campaign.refusal(survey, stateAt(survey, now), true);

/** The same for someone who has not begun: while a survey closes, only those who began may answer. */
export const whyNotBegin = (survey: Survey, now = Date.now()): string | undefined =>
  campaign.refusal(survey, stateAt(survey, now), false);

/** The page that says why nothing can be answered; a script gets the same as a code. */
export async function turnAway(
  store: Store,
  request: FastifyRequest,
  reply: FastifyReply,
  survey: Survey,
  refusal: { readonly status: 200 | 401 | 409; readonly sentence: string },
) {
  const { status, sentence } = refusal;
  reply.code(status).header('cache-control', 'no-store');
  if (wantsJson(request)) return reply.send({ error: status, message: sentence });
  const frame = await respondentFrame(store, survey, survey.title);
  return render(reply, 'responses/closed', frame, { title: survey.title, sentence });
}

/** To the first page that wants something, or to the review when nothing is missing. */
export async function goOn(
  store: Store,
  request: FastifyRequest,
  reply: FastifyReply,
  survey: Survey,
) {
  const answering = await findAnswering(store, request, survey);
  if (!answering) throw notFound();
  if (answering.isSent) return reply.redirect(paths.answeringReceipt(survey.slug), 303);
  const { definition, draft } = answering;
  const lookUps = await lookUpsForDraft(store, survey.missionId, definition, draft);
  const section = firstIncomplete(definition, draft, lookUps, momentOf(answering.response.id));
  return reply.redirect(
    section
      ? paths.answeringPage(survey.slug, pageNumber(definition, section))
      : paths.answeringReview(survey.slug),
    303,
  );
}
