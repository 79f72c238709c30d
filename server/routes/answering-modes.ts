import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import {
  isAnonymitySettled,
  listDeclaredStrata,
  STRATA,
  updateAnonymity,
} from '../../db/queries/anonymity.ts';
import { listInvitations } from '../../db/queries/invitations.ts';
import { findQuestionnaire } from '../../db/queries/surveys.ts';
import { identifyingQuestions } from '../../surveys/anonymity.ts';
import { render } from '../../views/engine.ts';
import { modeMessages as said } from '../../views/messages/answering-modes.ts';
import { paths } from '../../views/paths.ts';
import { questionnaireOf } from '../answering.ts';
import { titleWith } from '../forms.ts';
import { setFlash } from '../frames.ts';
import type { Services } from '../services.ts';
import {
  requireSurveyMember,
  type SurveyMember,
  surveyFrame,
  surveyTabs,
} from '../survey-pages.ts';

const oneOrMany = z.union([z.array(z.string()), z.string().transform((one) => [one])]).catch([]);
const anonymityForm = z.object({
  isAnonymous: z.enum(['yes', 'no']).catch('no'),
  strata: oneOrMany,
});

/** How a survey can be answered: by name or anonymously, on paper, from links filled in beforehand. */
export function answeringModes(app: FastifyInstance, services: Services): void {
  const { store } = services;
  const one = '/missions/:mission/enquetes/:survey';

  app.get(`${one}/facons-de-repondre`, async (request, reply) =>
    page(request, reply, await requireSurveyMember(services, request)),
  );

  app.post(`${one}/anonymat`, async (request, reply) => {
    const found = await requireSurveyMember(services, request);
    const { member, survey } = found;
    const form = anonymityForm.parse(request.body ?? {});
    const isAnonymous = form.isAnonymous === 'yes';
    const identifying = await identifyingIn(found);
    if (isAnonymous && identifying.length > 0)
      return page(request, reply.code(422), found, said.identifying(identifying.length));
    const outcome = await updateAnonymity(store, {
      ...{ survey, by: member.account.id, isAnonymous },
      strata: STRATA.filter((stratum) => form.strata.includes(stratum)),
    });
    if (outcome === 'answered') setFlash(request, said.settled, 'warning');
    if (outcome === 'changed') setFlash(request, said.saved[isAnonymous ? 'anonymous' : 'named']);
    return reply.redirect(paths.answeringModes(member.mission.id, survey.id), 303);
  });

  async function page(
    request: FastifyRequest,
    reply: FastifyReply,
    found: SurveyMember,
    error: string | null = null,
  ) {
    const { member, survey } = found;
    const title = titleWith(error ? { isAnonymous: error } : {}, said.title);
    return render(reply, 'answering-modes/show', surveyFrame(request, found, { title }), {
      survey: survey.title,
      tabs: surveyTabs(found, 'modes'),
      summary: error ? [{ href: '#isAnonymous', message: error }] : [],
      prefill: paths.prefilledLinks(member.mission.id, survey.id),
      isPublished: (await findQuestionnaire(store, survey.id)) !== undefined,
      paper: {
        print: paths.surveyPaper(member.mission.id, survey.id),
        entry: paths.paperEntries(member.mission.id, survey.id),
      },
      anonymity: {
        isAnonymous: survey.isAnonymous,
        isSettled: await isAnonymitySettled(store, survey.id),
        action: paths.surveyAnonymity(member.mission.id, survey.id),
        error,
        identifying: await identifyingIn(found),
        ...(await choicesOf(found, error !== null)),
      },
    });
  }

  async function identifyingIn({ survey }: SurveyMember): Promise<string[]> {
    const row = await findQuestionnaire(store, survey.id);
    return row ? identifyingQuestions(questionnaireOf(row)).map(({ label }) => label) : [];
  }

  async function choicesOf({ survey }: SurveyMember, isRefused: boolean) {
    const declared = await listDeclaredStrata(store, survey.id);
    const invited = await listInvitations(store, survey.id);
    const isAnonymous = survey.isAnonymous || isRefused;
    return {
      modes: [
        { value: 'no', ...said.modes.named, isSelected: !isAnonymous },
        { value: 'yes', ...said.modes.anonymous, isSelected: isAnonymous },
      ],
      strata: STRATA.map((stratum) => {
        const groups = Map.groupBy(invited, ({ stakeholder }) => stakeholder?.[stratum]);
        const sizes = [...groups.values()].map(({ length }) => length);
        return {
          value: stratum,
          label: said.strata[stratum],
          ...(sizes.length > 0 && { hint: said.smallest(Math.min(...sizes)) }),
          isSelected: declared.includes(stratum),
        };
      }),
      strataSaid: said.strataSaid(declared.map((stratum) => said.strataNames[stratum])),
    };
  }
}
