import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import {
  findWithdrawal,
  keepSubmission,
  reopenResponse,
  withdrawResponse,
} from '../../db/queries/submission-withdrawals.ts';
import { render } from '../../views/engine.ts';
import { responseMessages as said } from '../../views/messages/responses.ts';
import { paths } from '../../views/paths.ts';
import { dropFiles } from '../answer-files.ts';
import { notFound } from '../errors.ts';
import {
  type Answering,
  beginAnswering,
  findAnswering,
  goOn,
  requireSurvey,
  respondentFrame,
  responseNamed,
  resumeToken,
  turnAway,
  whyNotNow,
} from '../respondents.ts';
import type { Services } from '../services.ts';
import { spacedReceipt } from '../survey-pages.ts';

const withdrawalForm = z.object({ reason: z.string().trim().max(1000).catch('') });

/** What someone may do with what they wrote: go on elsewhere, change it once sent, take it back. */
export function responseChanges(app: FastifyInstance, services: Services): void {
  const { store, config } = services;
  const limit = { config: { rateLimit: { max: config.LINK_ATTEMPTS, timeWindow: '1 minute' } } };
  type Resumed = { Params: { slug: string; token: string } };

  app.get('/enquetes/:slug/plus-tard', async (request, reply) => {
    const answering = await requireNamedAnswering(request);
    const { survey, response, isSent } = answering;
    const token = await resumeToken(store, response.id, 'later');
    const frame = await respondentFrame(store, survey, said.later, ['copy']);
    return render(reply, 'responses/later', frame, {
      url: config.baseUrl + paths.answeringResumption(survey.slug, token),
      isSent,
      isInvited: response.invitationId !== null,
      back: isSent ? paths.answeringReceipt(survey.slug) : paths.answeringGoOn(survey.slug),
    });
  });

  app.get('/enquetes/:slug/suite', async (request, reply) => {
    const { survey } = await requireAnswering(request);
    return goOn(store, request, reply, survey);
  });

  /** As with invitations, looking at the address opens nothing. */
  app.get<Resumed>('/enquetes/:slug/reprise/:token', limit, async (request, reply) => {
    const survey = await requireSurvey(store, request);
    await requireNamed(request.params.token);
    const frame = await respondentFrame(store, survey, survey.title);
    return render(reply, 'responses/resumption', frame, {
      title: survey.title,
      action: paths.answeringResumption(survey.slug, request.params.token),
    });
  });

  app.post<Resumed>('/enquetes/:slug/reprise/:token', limit, async (request, reply) => {
    const survey = await requireSurvey(store, request);
    const response = await requireNamed(request.params.token);
    await beginAnswering(request, survey.id, response);
    const answering = await findAnswering(store, request, survey);
    if (!answering) throw notFound();
    if (answering.isSent) return reply.redirect(paths.answeringReceipt(survey.slug), 303);
    const refusal = whyNotNow(survey);
    if (refusal) return turnAway(store, request, reply, survey, { status: 409, sentence: refusal });
    return goOn(store, request, reply, survey);
  });

  app.post('/enquetes/:slug/modification', async (request, reply) => {
    const { survey, response } = await requireNamedAnswering(request);
    const refusal = whyNotNow(survey);
    if (refusal) return turnAway(store, request, reply, survey, { status: 409, sentence: refusal });
    await reopenResponse(store, response.id);
    return reply.redirect(paths.answeringReview(survey.slug), 303);
  });

  app.post('/enquetes/:slug/modification/abandon', async (request, reply) => {
    const { survey, response } = await requireNamedAnswering(request);
    await keepSubmission(store, response.id);
    return reply.redirect(paths.answeringReceipt(survey.slug), 303);
  });

  app.get('/enquetes/:slug/retrait', async (request, reply) => {
    const answering = await requireNamedAnswering(request);
    const { survey, response, submission } = answering;
    if (!submission) return withdrawn(reply, answering);
    const refusal = whyNotNow(survey);
    if (refusal) return turnAway(store, request, reply, survey, { status: 200, sentence: refusal });
    const frame = await respondentFrame(store, survey, said.withdraw);
    return render(reply, 'responses/withdrawal', frame, {
      action: paths.answeringWithdrawal(survey.slug),
      resume: await resumeToken(store, response.id),
      submittedAt: submission.submittedAt,
      back: paths.answeringReceipt(survey.slug),
    });
  });

  app.post('/enquetes/:slug/retrait', async (request, reply) => {
    const { survey, response } = await requireNamedAnswering(request);
    const refusal = whyNotNow(survey);
    if (refusal) return turnAway(store, request, reply, survey, { status: 409, sentence: refusal });
    const { reason } = withdrawalForm.parse(request.body ?? {});
    const withdrawal = await withdrawResponse(store, response.id, reason);
    await dropFiles(services, withdrawal?.files ?? []);
    return reply.redirect(paths.answeringWithdrawal(survey.slug), 303);
  });

  async function withdrawn(reply: FastifyReply, { survey, response }: Answering) {
    const withdrawal = await findWithdrawal(store, response.id);
    if (!withdrawal?.receipt) return reply.redirect(paths.answeringGoOn(survey.slug));
    const number = spacedReceipt(withdrawal.receipt);
    const frame = await respondentFrame(store, survey, said.withdrawn, ['submission']);
    return render(reply, 'responses/withdrawn', frame, {
      response: response.id,
      receipt: number,
      at: withdrawal.at,
      lookup: `${paths.receipts()}?numero=${encodeURIComponent(number)}`,
      again: whyNotNow(survey) ? null : paths.answering(survey.slug),
    });
  }

  async function requireAnswering(request: FastifyRequest): Promise<Answering> {
    const survey = await requireSurvey(store, request);
    const answering = await findAnswering(store, request, survey);
    if (!answering) throw notFound();
    return answering;
  }

  /** What has no name can't be found again: neither to go on elsewhere, nor to be changed. */
  async function requireNamedAnswering(request: FastifyRequest): Promise<Answering> {
    const answering = await requireAnswering(request);
    if (answering.key) throw notFound();
    return answering;
  }

  async function requireNamed(token: string): Promise<string> {
    const response = await responseNamed(store, token, 'later');
    if (!response) throw notFound();
    return response;
  }
}
