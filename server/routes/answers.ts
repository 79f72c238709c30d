import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { listRivals, type Rival, updateDraft } from '../../db/queries/responses.ts';
import type { Survey } from '../../db/queries/surveys.ts';
import {
  type AnswerError,
  type Draft,
  type Form,
  fieldsOf,
  pageFields,
  parseAnswers,
} from '../../surveys/answers.ts';
import type { Question, Section } from '../../surveys/definition.ts';
import { sayer } from '../../surveys/piping.ts';
import { typeOf } from '../../surveys/question-types/find.ts';
import { pressedPlaces } from '../../surveys/question-types/geopoint.ts';
import type { LookUps } from '../../surveys/question-types/type.ts';
import { route, sectionsAsked } from '../../surveys/routing.ts';
import { render } from '../../views/engine.ts';
import { messages } from '../../views/messages.ts';
import { paths } from '../../views/paths.ts';
import { saveAnonymousDraft } from '../anonymous.ts';
import { readPageBody, takeFiles } from '../answer-files.ts';
import {
  findCommunes,
  lookUpsFor,
  neighbour,
  pageNumber,
  questionViews,
  sectionAt,
  seenElsewhere,
  storedDraft,
  summaryOf,
} from '../answering.ts';
import { reviewNotices } from '../carry.ts';
import { conflict, notFound, wantsJson } from '../errors.ts';
import { momentOf } from '../moment.ts';
import { quotaedIn, whyFull } from '../quotas.ts';
import { keepLanguage, languagesOf, tagOf } from '../reading-languages.ts';
import {
  type Answering,
  findAnswering,
  goOn,
  requireSurvey,
  respondentFrame,
  resumeToken,
  turnAway,
  whyNotNow,
} from '../respondents.ts';
import { baseOf, meet, twoVersions } from '../rivals.ts';
import type { Services } from '../services.ts';

type Page = { Params: { slug: string; page: string }; Querystring: { relecture?: string } };

/** An élu answers page after page, back and forth, and loses nothing. */
export function answers(app: FastifyInstance, services: Services): void {
  const { store } = services;
  app.get<{ Params: { slug: string }; Querystring: { q?: string } }>(
    '/enquetes/:slug/communes',
    { config: { rateLimit: { max: 600, timeWindow: '1 minute' } } },
    async (request, reply) => {
      const survey = await requireSurvey(store, request);
      if (!(await findAnswering(store, request, survey))) throw notFound();
      const typed = String(request.query.q ?? '').slice(0, 80);
      reply.header('cache-control', 'no-store');
      return { communes: await findCommunes(store, survey.missionId, typed) };
    },
  );

  app.get<Page>('/enquetes/:slug/:page', async (request, reply) => {
    const survey = await requireSurvey(store, request);
    const answering = await findAnswering(store, request, survey);
    if (!answering) return unknownRespondent(request, reply, survey);
    if (answering.isSent) return reply.redirect(paths.answeringReceipt(survey.slug));
    const refusal = whyNotNow(survey);
    if (refusal) return turnAway(store, request, reply, survey, { status: 200, sentence: refusal });
    const section = requireSection(answering, request.params.page);
    const asked = sectionsAsked(
      answering.definition,
      route(answering.definition, answering.draft.answers, momentOf(answering.response.id)),
    );
    if (!asked.includes(section)) return goOn(store, request, reply, survey);
    const fields = pageFields(section, answering.draft);
    const lookUps = await lookUpsFor(store, survey.missionId, section.questions, fields);
    const rivals = await listRivals(store, answering.response.id);
    return page(request, reply, answering, section, { errors: [], lookUps, rivals });
  });

  app.post<Page>('/enquetes/:slug/:page', async (request, reply) => {
    const survey = await requireSurvey(store, request);
    const posted = await readPageBody(request);
    const answering = await findAnswering(store, request, survey);
    if (!answering) return unknownRespondent(request, reply, survey);
    const refusal = whyNotNow(survey);
    if (refusal) return turnAway(store, request, reply, survey, { status: 409, sentence: refusal });
    const section = requireSection(answering, request.params.page);
    const { form, errors } = await takeFiles(services, answering.response.id, section, posted);
    const pressed = pressedPlaces(fieldsOf(form));
    const [place] = Object.keys(pressed);
    request.body = place === undefined ? form : { ...form, ...pressed, _to: `place:${place}` };
    const saved = await save(request, answering, section, errors);
    if (saved === 'moved') return again(request, reply, survey);
    if (saved === 'sent') return alreadySent(request, reply, survey);
    const { read, met } = saved;
    const written = { ...answering, draft: read.draft };
    if (wantsJson(request)) return toldToScript(reply, section, read.draft, met);
    const full = await whyFull(store, quotaedIn(written));
    if (full) return turnAway(store, request, reply, survey, { status: 409, sentence: full });
    return next(request, reply, written, section, read);
  });

  /** Reads the page, sets it against what other devices wrote, and saves. */
  async function save(
    request: PageRequest,
    { survey, definition, ...read }: Answering,
    section: Section,
    refused: readonly AnswerError[] = [],
  ) {
    const { response, draft } = read;
    const body = (request.body ?? {}) as Form; // only its texts are read
    const held = await listRivals(store, response.id);
    // One browser alone writes an anonymous draft.
    const meeting = read.key ? ALONE : meet(section, body, draft, held);
    const { form = body } = meeting;
    const lookUps = await lookUpsFor(store, survey.missionId, section.questions, fieldsOf(form));
    const moment = momentOf(response.id);
    const parsed = parseAnswers(definition, section, form, draft, lookUps, moment);
    const answers = storedDraft(parsed.draft);
    if (read.key) {
      const { questionnaireId } = response;
      await saveAnonymousDraft(store, survey, read.key, { questionnaireId, answers });
      return {
        met: [],
        read: { ...parsed, errors: [...refused, ...parsed.errors], lookUps, rivals: [] },
      };
    }
    const outcome = await updateDraft(store, {
      ...{ id: response.id, revision: response.revision, rivals: meeting.rivals },
      answers,
    });
    if (outcome !== 'saved') return outcome;
    const rivals = await listRivals(store, response.id);
    const errors = [...refused, ...parsed.errors];
    return { met: meeting.met, read: { ...parsed, errors, lookUps, rivals, met: meeting.met } };
  }

  /** Two devices saved at the very same moment: the second reads what the first wrote. */
  async function again(request: PageRequest, reply: FastifyReply, survey: Survey) {
    const answering = await findAnswering(store, request, survey);
    const section = answering && requireSection(answering, request.params.page);
    const saved = answering && section && (await save(request, answering, section));
    if (!saved || typeof saved === 'string') throw conflict(messages.responses.busy);
    if (wantsJson(request)) return toldToScript(reply, section, saved.read.draft, saved.met);
    return next(request, reply, { ...answering, draft: saved.read.draft }, section, saved.read);
  }

  function toldToScript(
    reply: FastifyReply,
    section: Section,
    draft: Draft,
    met: readonly string[],
  ) {
    if (met.length > 0) return reply.code(409).send({ error: 409, state: 'rival', questions: met });
    return reply.send({ state: 'saved', base: baseOf(section, draft) });
  }

  type PageRequest = FastifyRequest<Page>;
  type Read = {
    readonly errors: readonly AnswerError[];
    readonly lookUps: LookUps;
    readonly rivals: readonly Rival[];
    readonly broughtUp?: readonly string[];
    /** Questions that were written on another device meanwhile. */
    readonly met?: readonly string[];
  };

  /** From one page to another, by the button that was pressed; a page to mend is shown again. */
  async function next(
    request: PageRequest,
    reply: FastifyReply,
    answering: Answering,
    section: Section,
    read: Read,
  ) {
    const { definition, draft, survey, response } = answering;
    const to = fieldsOf(request.body as Form)._to?.[0]; // parsed above
    const routing = route(definition, draft.answers, momentOf(response.id));
    const address = (target: Section) =>
      paths.answeringPage(survey.slug, pageNumber(definition, target));
    if (read.met && read.met.length > 0) {
      return page(request, reply.code(409), answering, section, { ...read, errors: [] });
    }
    const [code] = fieldsOf(request.body as Form)._language ?? [];
    if (code !== undefined) {
      keepLanguage(reply, definition, code);
      return reply.redirect(address(section), 303);
    }
    if (to?.startsWith('place:')) {
      const holder = section.questions.find(({ id }) => to.startsWith(`place:${id}.`));
      const from = request.query.relecture === undefined ? '' : '?relecture';
      return reply.redirect(`${address(section)}${from}#question-${holder?.id ?? ''}`, 303);
    }
    if (to === 'later') return reply.redirect(paths.answeringLater(survey.slug), 303);
    if (to === 'previous') {
      return reply.redirect(address(neighbour(definition, section, routing, -1) ?? section), 303);
    }
    if (to === 'search') return page(request, reply, answering, section, { ...read, errors: [] });
    if (read.errors.length > 0) {
      reply.code(422);
      return page(request, reply, answering, section, read);
    }
    const [first] = read.broughtUp ?? [];
    const again = request.query.relecture === undefined ? '' : '?relecture';
    if (first) return reply.redirect(`${address(section)}${again}#question-${first}`, 303);
    const after = to === 'review' ? undefined : neighbour(definition, section, routing, 1);
    return reply.redirect(after ? address(after) : paths.answeringReview(survey.slug), 303);
  }

  async function page(
    request: PageRequest,
    reply: FastifyReply,
    answering: Answering,
    section: Section,
    { errors, lookUps, rivals, met = [] }: Read,
  ) {
    const { definition, draft, survey, response } = answering;
    const routing = route(definition, draft.answers, momentOf(response.id));
    const asked = sectionsAsked(definition, routing);
    const said = sayer(definition, draft.answers, routing, lookUps);
    const place = { number: asked.indexOf(section) + 1, count: asked.length };
    const isFromReview = request.query.relecture !== undefined;
    const address = paths.answeringPage(survey.slug, pageNumber(definition, section));
    const title = `${messages.responses.place(place.number, place.count)}, ${section.title}`;
    const versions = met.map((question) => twoVersions(question));
    const frame = await respondentFrame(store, survey, titleOf(title, [...errors, ...versions]), [
      'answer',
    ]);
    reply.header('cache-control', 'no-store');
    const flashes = [...frame.flashes, ...(await reviewNotices(store, answering))];
    const noticed = { ...frame, flashes };
    return render(reply, 'responses/edit', noticed, {
      action: isFromReview ? `${address}?relecture` : address,
      title: section.title,
      introduction: section.introduction ?? null,
      place,
      summary: summaryOf(definition, [...versions, ...errors], ({ field }) => `#${field}`),
      questions: questionViews(section, draft, routing, errors, lookUps, said, rivals),
      language: tagOf(definition.language),
      languages: languagesOf(request, definition),
      hasPrevious: place.number > 1,
      isAnonymous: survey.isAnonymous,
      isFromReview,
      takesFiles: section.questions.some(takesFiles),
      hasOptional: section.questions.some(({ required }) => !required),
      response: response.id,
      resume: await resumeToken(store, response.id),
      base: baseOf(section, draft),
      survey: survey.id,
      moment: JSON.stringify(momentOf(response.id)),
      elsewhere: JSON.stringify(seenElsewhere(section, routing)),
      communes: paths.answeringCommunes(survey.slug),
    });
  }

  /** Someone whose session has ended: back to the open link, or told to take their own link again. */
  function unknownRespondent(request: FastifyRequest, reply: FastifyReply, survey: Survey) {
    if (survey.isOpen && !wantsJson(request)) {
      return reply.redirect(paths.answering(survey.slug), 303);
    }
    const sentence = messages.responses.expired;
    return turnAway(store, request, reply, survey, { status: 401, sentence });
  }

  function alreadySent(request: FastifyRequest, reply: FastifyReply, survey: Survey) {
    if (wantsJson(request)) return reply.code(409).send({ error: 409, state: 'sent' });
    return reply.redirect(paths.answeringReceipt(survey.slug), 303);
  }
}

/** Itself, or in its turns. */
const takesFiles = (question: Question): boolean =>
  [question, ...(typeOf(question).turns?.(question).questions ?? [])].some(
    (each) => typeOf(each).accepts,
  );

const ALONE = { form: undefined, rivals: {}, met: [] };

function requireSection({ definition }: Answering, number: string): Section {
  const section = sectionAt(definition, number);
  if (!section) throw notFound();
  return section;
}

/** An error is said first, in the very title that a screen reader announces. */
function titleOf(title: string, errors: readonly AnswerError[]): string {
  return errors.length === 0 ? title : `${messages.errors[422].title}\u00a0: ${title}`;
}
