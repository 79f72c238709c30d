import type { FastifyInstance, FastifyReply } from 'fastify';
import { findInvitation } from '../../db/queries/invitations.ts';
import { findQuestionnaire, type Survey } from '../../db/queries/surveys.ts';
import { paperOf } from '../../surveys/paper.ts';
import { render } from '../../views/engine.ts';
import { responseMessages as said } from '../../views/messages/responses.ts';
import { paths } from '../../views/paths.ts';
import { questionnaireOf } from '../answering.ts';
import { notFound } from '../errors.ts';
import { findAnswering, requireSurvey, respondentFrame } from '../respondents.ts';
import type { Services } from '../services.ts';
import { requireSurveyMember } from '../survey-pages.ts';

/** The questionnaire to print: for staff, for whoever holds a link, and for anyone where anyone may answer. */
export function paper(app: FastifyInstance, services: Services): void {
  const { store, config } = services;
  const limit = { config: { rateLimit: { max: config.LINK_ATTEMPTS, timeWindow: '1 minute' } } };

  app.get('/missions/:mission/enquetes/:survey/papier', async (request, reply) => {
    const { member, survey } = await requireSurveyMember(services, request);
    return page(reply, survey, paths.answeringModes(member.mission.id, survey.id));
  });

  app.get('/enquetes/:slug/papier', async (request, reply) => {
    const survey = await requireSurvey(store, request);
    const answering = await findAnswering(store, request, survey);
    if (!answering && !survey.isOpen) throw notFound();
    return page(reply, survey, paths.answering(survey.slug));
  });

  app.get<{ Params: { token: string } }>('/i/:token/papier', limit, async (request, reply) => {
    const found = await findInvitation(store, request.params.token);
    if (!found) throw notFound();
    return page(reply, found.survey, paths.invitation(request.params.token));
  });

  async function page(reply: FastifyReply, survey: Survey, back: string) {
    const row = await findQuestionnaire(store, survey.id);
    if (!row) throw notFound();
    const definition = questionnaireOf(row);
    reply.header('cache-control', 'no-store');
    const frame = await respondentFrame(store, survey, said.paper, ['copy']);
    return render(reply, 'paper/show', frame, {
      title: definition.title,
      introduction: definition.introduction ?? null,
      isAnonymous: survey.isAnonymous,
      sections: paperOf(definition),
      back,
    });
  }
}
