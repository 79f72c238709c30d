import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { findTerritory } from '../../db/queries/territories.ts';
import {
  type AnswerError,
  completeAnswers,
  type Draft,
  type Form,
  fieldsOf,
  pageFields,
  parseAnswers,
  shapeAnswers,
} from '../../surveys/answers.ts';
import { startingAnswers } from '../../surveys/defaults.ts';
import type { Questionnaire, Section } from '../../surveys/definition.ts';
import { checkDraft } from '../../surveys/edit/problems.ts';
import { answersLeadingTo } from '../../surveys/leadingTo.ts';
import { sayer } from '../../surveys/piping.ts';
import type { LookUps } from '../../surveys/question-types/type.ts';
import { route, sectionsAsked } from '../../surveys/routing.ts';
import { render } from '../../views/engine.ts';
import { answerFrame } from '../../views/frame.ts';
import { questionnaireMessages as said } from '../../views/messages/questionnaires.ts';
import { paths } from '../../views/paths.ts';
import {
  lookUpsFor,
  lookUpsForDraft,
  neighbour,
  questionViews,
  reviewSections,
  sectionAt,
  seenElsewhere,
  summaryOf,
} from '../answering.ts';
import { notFound } from '../errors.ts';
import { momentOf } from '../moment.ts';
import { allowFrames, allowFraming } from '../questionnaires/frames.ts';
import { paperPage } from '../questionnaires/pages/paper.ts';
import { testPage, walkPage } from '../questionnaires/pages/test.ts';
import { type DraftState, requireDraft } from '../questionnaires/state.ts';
import { findWalks } from '../questionnaires/walks.ts';
import type { Services } from '../services.ts';
import { surveyFrame, surveyTabs } from '../survey-pages.ts';

/** `question` is one to bring up, if answers can. */
type OnePage = { Params: { page: string }; Querystring: { question?: string } };

/** What was answered in the preview lies in its own form, and nowhere else. */
const ANSWERS_FIELD = '_resume';
/** Nobody's response: what expressions draw lots from. */
const NOBODY = 'preview';
const ANSWERS_MAX = 200_000;

/** The draft as it will be answered, on a telephone and on paper, and tried by answers made up. */
export function questionnairePreviews(app: FastifyInstance, services: Services): void {
  const { store } = services;
  const one = '/missions/:mission/enquetes/:survey/questionnaire';

  app.get<{ Querystring: { page?: string } }>(`${one}/apercu`, async (request, reply) => {
    const state = await requireDraft(services, request);
    const { member, survey, draft } = state;
    const { publishable } = checkDraft(draft);
    const current = publishable && sectionAt(publishable, request.query.page ?? '1');
    const page = current ? publishable.sections.indexOf(current) + 1 : 1;
    const { id: mission } = member.mission;
    const frame = surveyFrame(request, state, {
      title: `${said.preview}, ${survey.title}`,
      above: [{ label: said.title, href: paths.questionnaire(mission, survey.id) }],
    });
    allowFrames(reply);
    return render(reply, 'questionnaires/preview', frame, {
      ...paperPage(draft),
      tabs: surveyTabs(state, 'questionnaire'),
      editHref: paths.questionnaireDraft(mission, survey.id),
      frameHref: publishable ? paths.draftPreviewPage(mission, survey.id, page) : null,
      notReadable: publishable === undefined,
      pages: (publishable?.sections ?? []).map(({ title }, index) => ({
        label: title,
        href: paths.draftPreview(mission, survey.id, index + 1),
        isCurrent: index + 1 === page,
      })),
    });
  });

  app.get<OnePage>(`${one}/apercu/pages/:page`, async (request, reply) => {
    const { state, definition, section } = await requirePage(request);
    const moment = momentOf(NOBODY);
    const { question = '' } = request.query;
    const answers = {
      ...startingAnswers(definition, moment),
      ...answersLeadingTo(definition, question),
    };
    const draft = { answers, typed: {} };
    return showPage(reply, state, definition, section, draft, []);
  });

  app.post<OnePage>(`${one}/apercu/pages/:page`, async (request, reply) => {
    const { state, definition, section } = await requirePage(request);
    const form = (request.body ?? {}) as Form; // only its texts are read
    const before = { answers: keptAnswers(definition, form), typed: {} };
    const lookUps = await lookUpsFor(
      store,
      state.member.mission.id,
      section.questions,
      fieldsOf(form),
    );
    const read = parseAnswers(definition, section, form, before, lookUps, momentOf(NOBODY));
    const to = fieldsOf(form)._to?.[0];
    if (to === 'search') return showPage(reply, state, definition, section, read.draft, []);
    const routing = route(definition, read.draft.answers, momentOf(NOBODY));
    if (to === 'previous') {
      const previous = neighbour(definition, section, routing, -1) ?? section;
      return showPage(reply, state, definition, previous, read.draft, []);
    }
    if (read.errors.length > 0) {
      return showPage(reply.code(422), state, definition, section, read.draft, read.errors);
    }
    if (read.broughtUp.length > 0)
      return showPage(reply, state, definition, section, read.draft, []);
    const next = neighbour(definition, section, routing, 1);
    return next
      ? showPage(reply, state, definition, next, read.draft, [])
      : showReview(reply, state, definition, read.draft);
  });

  app.get(`${one}/essai`, async (request, reply) => {
    const state = await requireDraft(services, request);
    const walks = await walksIn(state);
    const { member, survey } = state;
    const frame = surveyFrame(request, state, {
      title: `${said.testing}, ${survey.title}`,
      above: [{ label: said.title, href: paths.questionnaire(member.mission.id, survey.id) }],
    });
    return render(reply, 'questionnaires/test', frame, testPage(state, walks));
  });

  app.get<{ Params: { walk: string } }>(`${one}/essai/:walk`, async (request, reply) => {
    const state = await requireDraft(services, request);
    const walks = await walksIn(state);
    const walk = walks?.walks.find(({ number }) => String(number) === request.params.walk);
    if (!walks || !walk) throw notFound();
    const { member, survey } = state;
    const lookUps = await lookUpsForDraft(store, member.mission.id, walks.questionnaire, {
      answers: walk.answers,
      typed: {},
    });
    const frame = surveyFrame(request, state, {
      title: `${said.walks.name(walk.number)}, ${survey.title}`,
      above: [
        { label: said.title, href: paths.questionnaire(member.mission.id, survey.id) },
        { label: said.testing, href: paths.draftTest(member.mission.id, survey.id) },
      ],
    });
    return render(reply, 'questionnaires/walk', frame, walkPage(state, walks, walk, lookUps));
  });

  /** Undefined while errors keep the draft from being walked. */
  async function walksIn({ draft, member }: DraftState) {
    const { publishable } = checkDraft(draft);
    if (!publishable) return undefined;
    const communes = [];
    for (const code of SOME_COMMUNES) {
      const territory = await findTerritory(store, member.mission.id, code);
      if (territory) communes.push({ code, name: territory.name, detail: '' });
    }
    return findWalks(publishable, communes);
  }

  async function requirePage(request: FastifyRequest<OnePage>) {
    const state = await requireDraft(services, request);
    const { publishable: definition } = checkDraft(state.draft);
    const section = definition && sectionAt(definition, request.params.page);
    if (!section) throw notFound();
    return { state, definition, section };
  }

  async function showPage(
    reply: FastifyReply,
    state: DraftState,
    definition: Questionnaire,
    section: Section,
    draft: Draft,
    errors: readonly AnswerError[],
  ) {
    const { member, survey } = state;
    const fields = pageFields(section, draft);
    const lookUps = await lookUpsFor(store, member.mission.id, section.questions, fields);
    const moment = momentOf(NOBODY);
    const routing = route(definition, draft.answers, moment);
    const asked = sectionsAsked(definition, routing);
    const place = asked.indexOf(section);
    allowFraming(reply);
    return render(reply, 'responses/edit', frameOf(state, section.title), {
      action: addressOf(state, definition, section),
      title: section.title,
      introduction: section.introduction ?? null,
      place: {
        number: place === -1 ? definition.sections.indexOf(section) + 1 : place + 1,
        count: Math.max(asked.length, 1),
      },
      summary: summaryOf(definition, errors, ({ field }) => `#${field}`),
      questions: questionViews(
        section,
        draft,
        routing,
        errors,
        lookUps,
        sayer(definition, draft.answers, routing, lookUps),
      ),
      language: definition.language,
      languages: [],
      hasPrevious: place > 0,
      isAnonymous: survey.isAnonymous,
      isFromReview: false,
      takesFiles: false,
      hasOptional: section.questions.some(({ required }) => !required),
      response: NOBODY,
      resume: JSON.stringify(draft.answers),
      base: '{}',
      survey: survey.id,
      moment: JSON.stringify(moment),
      elsewhere: JSON.stringify(seenElsewhere(section, routing)),
      communes: '',
    });
  }

  async function showReview(
    reply: FastifyReply,
    state: DraftState,
    definition: Questionnaire,
    draft: Draft,
  ) {
    const { member, survey } = state;
    const lookUps: LookUps = await lookUpsForDraft(store, member.mission.id, definition, draft);
    const { errors } = completeAnswers(definition, draft, lookUps, momentOf(NOBODY));
    const href = (section: Section) => addressOf(state, definition, section);
    const [first] = definition.sections;
    const sectionOf = (id: string) =>
      definition.sections.find(({ questions }) =>
        questions.some((question) => question.id === id),
      ) ?? first;
    allowFraming(reply);
    return render(reply, 'responses/review', frameOf(state, said.preview), {
      action: first ? href(first) : '',
      key: '',
      resume: JSON.stringify(draft.answers),
      isChange: false,
      isAnonymous: survey.isAnonymous,
      summary: summaryOf(definition, errors, ({ question }) => {
        const section = sectionOf(question);
        return section ? href(section) : '';
      }),
      sections: reviewSections(definition, draft, errors, lookUps, href, momentOf(NOBODY)),
    });
  }
}

/** Of the Code officiel géographique, for made-up answers: Blois, Châlons-en-Champagne, Rodez. */
const SOME_COMMUNES = ['41018', '51108', '12202'];

const frameOf = ({ survey }: DraftState, title: string) =>
  answerFrame({
    title: `${said.preview}\u00a0: ${title}`,
    survey: survey.title,
    scripts: ['preview'],
  });

const addressOf = ({ member, survey }: DraftState, definition: Questionnaire, section: Section) =>
  paths.draftPreviewPage(member.mission.id, survey.id, definition.sections.indexOf(section) + 1);

/** Answers of the pages before, as the preview wrote them into its own form. */
function keptAnswers(definition: Questionnaire, form: Form) {
  const [text = ''] = fieldsOf(form)[ANSWERS_FIELD] ?? [];
  if (text === '' || text.length > ANSWERS_MAX) return {};
  try {
    return shapeAnswers(definition, JSON.parse(text));
  } catch {
    return {};
  }
}
