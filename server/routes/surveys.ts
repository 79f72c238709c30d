import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { listEventsOf } from '../../db/queries/events.ts';
import { listUnpublished } from '../../db/queries/questionnaires.ts';
import {
  closeSurvey,
  findQuestionnaire,
  listParticipants,
  listSurveys,
  publishFirstSurvey,
  reopenSurvey,
  type Survey,
  updateCalendar,
  updateOpenLink,
} from '../../db/queries/surveys.ts';
import { STAKEHOLDER_CATEGORIES } from '../../db/schema/missions.ts';
import { type Calendar, stateAt } from '../../surveys/campaign.ts';
import { questionsOf } from '../../surveys/definition.ts';
import { elus } from '../../surveys/definitions/elus.ts';
import { crossStandings, type Head } from '../../surveys/standing.ts';
import { render } from '../../views/engine.ts';
import { campaignMessages as campaign } from '../../views/messages/campaigns.ts';
import { letterMessages } from '../../views/messages/letters.ts';
import { questionnaireMessages } from '../../views/messages/questionnaires.ts';
import { surveyMessages as said } from '../../views/messages/surveys.ts';
import { messages } from '../../views/messages.ts';
import { paths } from '../../views/paths.ts';
import { drawQr } from '../../views/qr.ts';
import type { StandingView, SurveyPage } from '../../views/surveys/page.ts';
import { requireConsultant } from '../access.ts';
import { questionnaireOf } from '../answering.ts';
import { type Refusal, readForm, summaryOf, typedValues } from '../forms.ts';
import { memberFrame, setFlash } from '../frames.ts';
import {
  dayInParis,
  firstInstantOf,
  instantOf,
  lastInstantOf,
  timeInParis,
} from '../paris-days.ts';
import { regionNames } from '../places.ts';
import type { Services } from '../services.ts';
import { rateOf, requireSurveyMember, type SurveyMember, surveyTabs } from '../survey-pages.ts';
import { sentenceOf } from './events.ts';

const { drafting } = questionnaireMessages;

const day = (message: string) =>
  z.iso.date(message).refine((text) => text >= '2000-01-01' && text <= '2099-12-31', message);

const maybe = (one: z.ZodString | ReturnType<typeof day>, message: string) =>
  z.union([z.literal(''), one], message).default('');
const hour = (message: string) =>
  maybe(z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, message), message);

const calendarForm = z
  .object({
    opensOn: day(said.opensOn),
    opensTime: hour(said.hour),
    closesOn: maybe(day(said.closesOn), said.closesOn),
    closesTime: hour(said.hour),
    finishesOn: maybe(day(said.finishesOn), said.finishesOn),
  })
  .refine(({ closesOn, closesTime }) => closesOn !== '' || closesTime === '', {
    path: ['closesOn'],
    message: said.hourWithoutDay,
  })
  .refine(({ closesOn, finishesOn }) => closesOn !== '' || finishesOn === '', {
    path: ['finishesOn'],
    message: said.finishesWithoutEnd,
  })
  .transform(instantsOf);

const openLinkForm = z.object({ isOpen: z.enum(['yes', 'no']) });

/** The surveys of a mission as staff follow them: state, address, calendar, who answered and who is missing. */
export function surveys(app: FastifyInstance, services: Services): void {
  const { store, config } = services;
  const index = '/missions/:mission/enquetes';
  const one = `${index}/:survey`;

  app.get(index, async (request, reply) => {
    const member = await requireConsultant(services, request);
    const { mission } = member;
    const rows = await listSurveys(store, mission.id);
    const unpublished = new Set(await listUnpublished(store, mission.id));
    const frame = memberFrame(request, member, 'surveys', { title: messages.navigation.surveys });
    return render(reply, 'surveys/index', frame, {
      surveys: rows.map(({ survey, ...progress }) => ({
        title: survey.title,
        href: paths.survey(mission.id, survey.id),
        text: unpublished.has(survey.id) ? drafting.text : periodOf(survey),
        pill: unpublished.has(survey.id) ? drafting.pill : campaign.states[stateOf(survey)],
        facts: figuresOf(progress).map(({ label, value }) => ({ label, value: String(value) })),
      })),
      opening: rows.length === 0 ? { action: paths.surveys(mission.id), title: elus.title } : null,
      newPath: paths.newSurvey(mission.id),
    });
  });

  app.post(index, async (request, reply) => {
    const { mission, account } = await requireConsultant(services, request);
    const id = await publishFirstSurvey(store, {
      missionId: mission.id,
      definition: elus,
      isOpen: false,
      publishedBy: account.id,
    });
    setFlash(request, said.published);
    return reply.redirect(paths.survey(mission.id, id), 303);
  });

  app.get(one, async (request, reply) =>
    page(request, reply, await requireSurveyMember(services, request)),
  );

  app.post(`${one}/calendrier`, async (request, reply) => {
    const found = await requireSurveyMember(services, request);
    const { survey } = found;
    const form = readForm(calendarForm, request.body);
    if ('errors' in form) return page(request, reply.code(422), found, form.errors);
    const calendar = { ...form.values, ...heldIn(survey, form.values) };
    const errors = faultsOf(calendar);
    if (Object.keys(errors).length > 0) return page(request, reply.code(422), found, errors);
    const isChanged = await updateCalendar(store, { ...actOf(found), ...calendar });
    return done(request, reply, found, isChanged, said.scheduled);
  });

  app.post(`${one}/cloture`, async (request, reply) => {
    const found = await requireSurveyMember(services, request);
    return done(request, reply, found, await closeSurvey(store, actOf(found)), said.closed);
  });

  app.post(`${one}/reouverture`, async (request, reply) => {
    const found = await requireSurveyMember(services, request);
    return done(request, reply, found, await reopenSurvey(store, actOf(found)), said.reopened);
  });

  app.post(`${one}/adresse-publique`, async (request, reply) => {
    const found = await requireSurveyMember(services, request);
    const form = readForm(openLinkForm, request.body);
    if ('errors' in form) return page(request, reply.code(422), found);
    const isOpen = form.values.isOpen === 'yes';
    const isChanged = await updateOpenLink(store, { ...actOf(found), isOpen });
    return done(request, reply, found, isChanged, isOpen ? said.linkOpened : said.linkClosed);
  });

  /** Back to the survey; an act that changed nothing, because it was done already, says nothing. */
  function done(
    request: FastifyRequest,
    reply: FastifyReply,
    { member, survey }: SurveyMember,
    isChanged: boolean,
    sentence: string,
  ) {
    if (isChanged) setFlash(request, sentence);
    return reply.redirect(paths.survey(member.mission.id, survey.id), 303);
  }

  async function page(
    request: FastifyRequest,
    reply: FastifyReply,
    found: SurveyMember,
    errors: Refusal['errors'] = {},
  ) {
    const { member, survey, progress } = found;
    const { mission } = member;
    const isRefused = Object.keys(errors).length > 0;
    const frame = memberFrame(request, member, 'surveys', {
      title: isRefused ? `${messages.interviews.errorPrefix}${survey.title}` : survey.title,
      breadcrumb: [{ label: messages.navigation.surveys, href: paths.surveys(mission.id) }],
      scripts: ['copy'],
    });
    const state = stateOf(survey);
    const isPublished = (await findQuestionnaire(store, survey.id)) !== undefined;
    return render(reply, 'surveys/show', frame, {
      title: survey.title,
      state: isPublished ? campaign.states[state] : drafting.pill,
      period: isPublished ? periodOf(survey) : drafting.text,
      tabs: surveyTabs(found, 'show'),
      figures: figuresOf(progress),
      rate: rateOf(progress),
      standing: await standingOf(found),
      invitationsPath: paths.invitations(mission.id, survey.id),
      openLink: {
        url: config.baseUrl + paths.answering(survey.slug),
        isOpen: survey.isOpen,
        qr: drawQr(config.baseUrl + paths.answering(survey.slug), letterMessages.openQr),
        action: paths.surveyOpenLink(mission.id, survey.id),
      },
      calendar: {
        action: paths.surveyCalendar(mission.id, survey.id),
        typed: isRefused ? typedValues(request.body) : calendarOf(survey),
        errors,
        summary: summaryOf(errors),
      },
      ending: {
        closing: state === 'closed' ? null : paths.surveyClosing(mission.id, survey.id),
        reopening:
          state === 'closed' || state === 'closing'
            ? paths.surveyReopening(mission.id, survey.id)
            : null,
      },
      questionnaire: await questionnaireWords(survey),
      history: await historyOf(survey),
    });
  }

  async function standingOf({ member, survey }: SurveyMember): Promise<StandingView | null> {
    const people = await listParticipants(store, survey.id);
    if (people.length === 0) return null;
    const table = crossStandings(people, {
      categories: STAKEHOLDER_CATEGORIES,
      regions: member.mission.regions,
    });
    const names = await regionNames(store);
    const labels: Readonly<Record<string, string>> = messages.categories;
    return {
      regions: table.regions.map((code) =>
        code === null ? said.elsewhere : (names.get(code) ?? code),
      ),
      rows: table.rows.map(({ category, cells, total }) => ({
        label: labels[category ?? ''] ?? said.unknownCategory,
        cells: [...cells, total].map(headView),
      })),
      totals: [...table.totals, table.total].map(headView),
    };
  }

  async function questionnaireWords(survey: Survey): Promise<string> {
    const row = await findQuestionnaire(store, survey.id);
    if (!row) return '';
    const definition = questionnaireOf(row);
    const { length } = questionsOf(definition);
    return said.questionnaire(row.version, definition.sections.length, length);
  }

  async function historyOf(survey: Survey): Promise<SurveyPage['history']> {
    const events = await listEventsOf(store, 'survey', [survey.id]);
    return events.toReversed().map(({ at, action, accountName }) => ({
      at,
      who: accountName ?? messages.events.platform,
      what: lowerFirst(sentenceOf(action)),
    }));
  }
}

const actOf = ({ member, survey }: SurveyMember) => ({ survey, by: member.account.id });

const stateOf = (survey: Survey) => stateAt(survey, Date.now());

const periodOf = (survey: Survey) => campaign.period(survey, stateOf(survey));

/** The calendar as the form shows it; a whole day has no hour. */
function calendarOf({ opensAt, closesAt, finishesAt }: Calendar) {
  const end = closesAt === null ? '' : dayInParis(closesAt);
  const isWholeDay = closesAt === null || closesAt === lastInstantOf(end);
  return {
    opensOn: dayInParis(opensAt),
    opensTime: opensAt === firstInstantOf(dayInParis(opensAt)) ? '' : timeInParis(opensAt),
    closesOn: end,
    closesTime: isWholeDay ? '' : timeInParis(closesAt),
    finishesOn: finishesAt === null ? '' : dayInParis(finishesAt),
  };
}

/** As the form says them: from the first instant of a day, to its last. */
function instantsOf(typed: ReturnType<typeof calendarOf>): Calendar {
  const { opensOn, opensTime, closesOn, closesTime, finishesOn } = typed;
  const end = closesTime === '' ? lastInstantOf : (day: string) => instantOf(day, closesTime);
  return {
    opensAt: opensTime === '' ? firstInstantOf(opensOn) : instantOf(opensOn, opensTime),
    closesAt: closesOn === '' ? null : end(closesOn),
    finishesAt: finishesOn === '' ? null : lastInstantOf(finishesOn),
  };
}

function faultsOf({ opensAt, closesAt, finishesAt }: Calendar): Refusal['errors'] {
  if (closesAt === null) return {};
  if (closesAt <= opensAt) return { closesOn: said.closesBeforeOpening };
  return finishesAt !== null && finishesAt <= closesAt
    ? { finishesOn: said.finishesBeforeEnd }
    : {};
}

/** Instants that the form did not change: it shows minutes, and the store may know seconds. */
function heldIn(survey: Survey, asked: Calendar): Partial<Calendar> {
  const [before, after] = [calendarOf(survey), calendarOf(asked)];
  const isSame = (...names: (keyof typeof before)[]) =>
    names.every((name) => before[name] === after[name]);
  return {
    ...(isSame('opensOn', 'opensTime') && { opensAt: survey.opensAt }),
    ...(isSame('closesOn', 'closesTime') && { closesAt: survey.closesAt }),
    ...(isSame('finishesOn') && { finishesAt: survey.finishesAt }),
  };
}

type Progress = SurveyMember['progress'];

const figuresOf = ({ invitations, started, submitted }: Progress) => [
  { label: said.figures.invitations, value: invitations },
  { label: said.figures.started, value: started },
  { label: said.figures.submitted, value: submitted },
];

const headView = ({ answered, missing }: Head) =>
  answered + missing === 0 ? { answered: null, missing: null } : { answered, missing };

const lowerFirst = (sentence: string) => sentence.charAt(0).toLowerCase() + sentence.slice(1);
