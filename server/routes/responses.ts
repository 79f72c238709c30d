import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { hasParticipated } from '../../db/queries/anonymity.ts';
import { findInvitation, isBegun } from '../../db/queries/invitations.ts';
import { insertResponse, updateDraft } from '../../db/queries/responses.ts';
import { findQuestionnaire, type Survey } from '../../db/queries/surveys.ts';
import { prefilled } from '../../surveys/prefill.ts';
import { render } from '../../views/engine.ts';
import { campaignMessages as campaign } from '../../views/messages/campaigns.ts';
import { responseMessages } from '../../views/messages/responses.ts';
import { paths } from '../../views/paths.ts';
import { beginAnonymously, readTicket } from '../anonymous.ts';
import { lookUpsForDraft, questionnaireOf, storedDraft } from '../answering.ts';
import { notFound } from '../errors.ts';
import { readPrefill } from '../prefill.ts';
import { inChosenLanguage, isLanguageChosen, languagesOf, tagOf } from '../reading-languages.ts';
import {
  beginAnswering,
  findAnswering,
  goOn,
  requireSurvey,
  respondentFrame,
  turnAway,
  whyNotBegin,
  whyNotNow,
} from '../respondents.ts';
import type { Services } from '../services.ts';

/** An élu begins to answer, by a personal or an open link, or goes on where they stopped. */
export function responses(app: FastifyInstance, { store, config }: Services): void {
  const limit = { config: { rateLimit: { max: config.LINK_ATTEMPTS, timeWindow: '1 minute' } } };
  type Invited = { Params: { token: string } };

  /** A mail scanner follows links: looking at one consumes nothing and opens nothing. */
  app.get<Invited>('/i/:token', limit, async (request, reply) => {
    const { survey, invitation } = await requireInvitation(request.params.token);
    const refusal = await whyNotInvited(survey, invitation);
    if (refusal) return turnAway(store, request, reply, survey, { status: 200, sentence: refusal });
    const action = paths.invitation(request.params.token);
    const isStarted = await isStartedHere(request, survey, invitation.id);
    const paper = paths.invitationPaper(request.params.token);
    const link = invitation.id;
    return startPage(request, reply, survey, { action, isStarted, paper, link });
  });

  app.post<Invited>('/i/:token', limit, async (request, reply) => {
    const { survey, invitation } = await requireInvitation(request.params.token);
    const refusal = await whyNotInvited(survey, invitation);
    if (refusal) return turnAway(store, request, reply, survey, { status: 409, sentence: refusal });
    if (survey.isAnonymous) return beginUnnamed(request, reply, survey, invitation.id);
    const response = await begin(survey, invitation);
    await beginAnswering(request, survey.id, response);
    await prefill(request, survey, invitation.id);
    return goOn(store, request, reply, survey);
  });

  app.get('/enquetes/:slug', async (request, reply) => {
    const survey = await requireSurvey(store, request);
    const answering = await findAnswering(store, request, survey);
    if (await hasReceipt(request, survey))
      return reply.redirect(paths.answeringReceipt(survey.slug));
    if (!answering && !survey.isOpen) throw notFound();
    if (answering?.isSent) return reply.redirect(paths.answeringReceipt(survey.slug));
    const refusal = (answering ? whyNotNow : whyNotBegin)(survey);
    if (refusal) return turnAway(store, request, reply, survey, { status: 200, sentence: refusal });
    const action = paths.answering(survey.slug);
    const isStarted = answering !== undefined;
    const paper = paths.answeringPaper(survey.slug);
    return startPage(request, reply, survey, { action, isStarted, paper, link: 'open' });
  });

  app.post('/enquetes/:slug', async (request, reply) => {
    const survey = await requireSurvey(store, request);
    const answering = await findAnswering(store, request, survey);
    if (!answering && !survey.isOpen) throw notFound();
    const refusal = (answering ? whyNotNow : whyNotBegin)(survey);
    if (refusal) return turnAway(store, request, reply, survey, { status: 409, sentence: refusal });
    if (survey.isAnonymous && !answering) return beginUnnamed(request, reply, survey, null);
    if (!answering) await beginAnswering(request, survey.id, await begin(survey));
    if (!answering) await prefill(request, survey, 'open');
    return goOn(store, request, reply, survey);
  });

  /** Values that the link brings, if it brings any that are its own. */
  async function prefillIn(request: FastifyRequest, survey: Survey, link: string) {
    const { p } = request.query as { p?: unknown }; // read by its signature alone
    const values = survey.isAnonymous ? undefined : await readPrefill(store, survey.id, link, p);
    if (values === 'tampered') return { isTampered: true };
    return values === undefined
      ? { isTampered: false }
      : { isTampered: false, values, token: String(p) };
  }

  /** Only in a draft where nobody wrote yet: what someone typed is never written over. */
  async function prefill(request: FastifyRequest, survey: Survey, link: string): Promise<void> {
    const { values } = await prefillIn(request, survey, link);
    const answering = values && (await findAnswering(store, request, survey));
    if (!answering || answering.response.revision > 0) return;
    const { definition, draft, response } = answering;
    const lookUps = await lookUpsForDraft(store, survey.missionId, definition, draft);
    const answers = storedDraft(prefilled(definition, draft, values, lookUps));
    await updateDraft(store, { id: response.id, revision: response.revision, answers });
  }

  /** The ticket goes with this answer, and opens the next page. */
  async function beginUnnamed(
    request: FastifyRequest,
    reply: FastifyReply,
    survey: Survey,
    invitation: string | null,
  ) {
    await beginAnonymously(store, config, request, reply, survey, invitation);
    return reply.redirect(paths.answeringGoOn(survey.slug), 303);
  }

  async function isStartedHere(request: FastifyRequest, survey: Survey, invitation: string) {
    if (!survey.isAnonymous)
      return (await findAnswering(store, request, survey))?.response.invitationId === invitation;
    const held = await readTicket(store, request, survey);
    return held?.key != null && held.invitation === invitation;
  }

  async function startPage(
    request: FastifyRequest,
    reply: FastifyReply,
    survey: Survey,
    start: { action: string; isStarted: boolean; paper: string; link: string },
  ) {
    const { isStarted, paper, link } = start;
    const { token, isTampered } = await prefillIn(request, survey, link);
    const action =
      token === undefined ? start.action : `${start.action}?p=${encodeURIComponent(token)}`;
    const questionnaire = await requireQuestionnaire(survey);
    if (isLanguageChosen(request, reply, questionnaire)) return reply.redirect(action);
    const definition = inChosenLanguage(request, questionnaire);
    reply.header('cache-control', 'no-store');
    const frame = await respondentFrame(store, survey, survey.title);
    const notice = { kind: 'warning' as const, text: responseMessages.tampered };
    const flashes = isTampered ? [...frame.flashes, notice] : frame.flashes;
    return render(
      reply,
      'responses/start',
      { ...frame, flashes },
      {
        action,
        title: definition.title,
        introduction: definition.introduction ?? '',
        minutes: definition.minutes ?? null,
        isStarted,
        paper,
        isAnonymous: survey.isAnonymous,
        language: tagOf(definition.language),
        languages: languagesOf(request, definition),
        deadline: campaign.deadline(survey) ?? null,
      },
    );
  }

  async function begin(
    survey: Survey,
    invitation?: { readonly id: string; readonly stakeholderId: string | null },
  ): Promise<string> {
    const questionnaire = await findQuestionnaire(store, survey.id);
    if (!questionnaire) throw notFound();
    const surveyId = survey.id;
    const questionnaireId = questionnaire.id;
    return insertResponse(store, { surveyId, questionnaireId, ...(invitation && { invitation }) });
  }

  /** Just sent without a name: the browser holds a number, and nothing else. */
  async function hasReceipt(request: FastifyRequest, survey: Survey): Promise<boolean> {
    return survey.isAnonymous && Boolean((await readTicket(store, request, survey))?.receipt);
  }

  async function whyNotInvited(survey: Survey, invitation: { readonly id: string }) {
    if (survey.isAnonymous && (await hasParticipated(store, invitation.id)))
      return responseMessages.alreadyAnonymous;
    return (await isBegun(store, invitation.id)) ? whyNotNow(survey) : whyNotBegin(survey);
  }

  async function requireInvitation(token: string) {
    const found = await findInvitation(store, token);
    if (!found) throw notFound();
    return found;
  }

  async function requireQuestionnaire(survey: Survey) {
    const row = await findQuestionnaire(store, survey.id);
    if (!row) throw notFound();
    return questionnaireOf(row);
  }
}
