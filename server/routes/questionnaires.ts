import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { newId } from '../../db/ids.ts';
import {
  findUpload,
  insertDraftSurvey,
  insertUpload,
  publishRevision,
} from '../../db/queries/questionnaires.ts';
import { findQuestionnaire, findSurvey, listSurveys } from '../../db/queries/surveys.ts';
import { elus } from '../../surveys/definitions/elus.ts';
import { countQuestions, type Draft, draftOf, readDraft } from '../../surveys/edit/draft.ts';
import { applyOperation } from '../../surveys/edit/operations.ts';
import { checkDraft } from '../../surveys/edit/problems.ts';
import { writeXlsform } from '../../surveys/xlsform/write.ts';
import { render } from '../../views/engine.ts';
import { formatPlural } from '../../views/format.ts';
import { questionnaireMessages as said } from '../../views/messages/questionnaires.ts';
import { messages } from '../../views/messages.ts';
import { paths } from '../../views/paths.ts';
import { type Member, requireConsultant } from '../access.ts';
import { questionnaireOf } from '../answering.ts';
import { writeWorkbook } from '../documents/write/workbook.ts';
import { conflict, HttpError, notFound } from '../errors.ts';
import { type Refusal, summaryOf, titleWith, typedValues } from '../forms.ts';
import { memberFrame, setFlash } from '../frames.ts';
import { changesBetween, changeViews, summaryOfChanges } from '../questionnaires/pages/changes.ts';
import { paperPage } from '../questionnaires/pages/paper.ts';
import { type DraftState, requireDraft } from '../questionnaires/state.ts';
import {
  readQuestionnaireFile,
  receiveQuestionnaire,
  type UploadProblem,
} from '../questionnaires/upload.ts';
import type { Services } from '../services.ts';
import { surveyFrame, surveyTabs } from '../survey-pages.ts';

type One = { Params: { mission: string; survey: string } };
type OneVersion = { Params: { version: string }; Querystring: { avec?: string } };
type OneUpload = { Params: { mission: string; upload: string } };

const LIMIT_MB = 20;
const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const HISTORY_SHOWN = 30;
const TITLE_MAX = 300;

/** Questionnaires: where a survey's comes from, its versions, and the publication of its draft. */
export function questionnaires(app: FastifyInstance, services: Services): void {
  const { store } = services;
  const surveys = '/missions/:mission/enquetes';
  const one = `${surveys}/:survey/questionnaire`;

  app.get(`${surveys}/nouvelle`, async (request, reply) =>
    newPage(request, reply, await requireConsultant(services, request)),
  );

  app.post(`${surveys}/nouvelle`, async (request, reply) => {
    const member = await requireConsultant(services, request);
    const typed = typedValues(request.body);
    const start = await startFrom(member, typed.origin ?? '');
    if (!start) return newPage(request, reply.code(422), member, { origin: said.origin });
    return create(request, reply, member, start, typed);
  });

  app.post(`${surveys}/fichiers`, async (request, reply) => {
    const member = await requireConsultant(services, request);
    const received = await receiveQuestionnaire(request, LIMIT_MB);
    if ('error' in received) {
      return newPage(request, reply.code(422), member, { file: received.error });
    }
    const { definition, problems } = await readQuestionnaireFile(received.name, received.bytes);
    const id = newId();
    await insertUpload(store, {
      id,
      missionId: member.mission.id,
      name: received.name,
      definition: definition ?? null,
      problems,
      sentBy: member.account.id,
    });
    return reply.redirect(paths.questionnaireUpload(member.mission.id, id), 303);
  });

  app.get<OneUpload>(`${surveys}/fichiers/:upload`, async (request, reply) => {
    const member = await requireConsultant(services, request);
    const { mission } = member;
    const upload = await findUpload(store, mission.id, request.params.upload);
    if (!upload) throw notFound();
    const draft = readDraft(upload.definition);
    const problems = upload.problems as readonly UploadProblem[]; // as they were stored
    const errors = problems.filter(({ isError }) => isError).length;
    const frame = memberFrame(request, member, 'surveys', {
      title: said.uploadTitle,
      breadcrumb: [{ label: messages.navigation.surveys, href: paths.surveys(mission.id) }],
    });
    return render(reply, 'questionnaires/upload', frame, {
      name: upload.name,
      id: upload.id,
      action: paths.questionnaireUpload(mission.id, upload.id),
      newPath: paths.newSurvey(mission.id),
      title: draft?.title ?? '',
      isReadable: draft !== undefined,
      counts: draft
        ? [
            `${formatPlural(draft.sections.length, 'page', 'pages')}, ${formatPlural(countQuestions(draft), 'question', 'questions')}.`,
            `${said.upload.errors(errors)}, ${said.upload.warnings(problems.length - errors)}.`,
          ]
        : [],
      problems: problems.map(({ place, message, isError }) => ({
        place,
        message,
        pill: said.upload.pills[isError ? 'error' : 'warning'],
      })),
    });
  });

  app.post<OneUpload>(`${surveys}/fichiers/:upload`, async (request, reply) => {
    const member = await requireConsultant(services, request);
    const upload = await findUpload(store, member.mission.id, request.params.upload);
    const draft = readDraft(upload?.definition);
    if (!upload || !draft) throw notFound();
    // The same file makes one survey, however many times the button is pressed.
    return create(request, reply, member, draft, { ...typedValues(request.body), id: upload.id });
  });

  app.get<One>(one, async (request, reply) =>
    index(request, reply, await requireDraft(services, request)),
  );

  app.post<One>(`${one}/publication`, async (request, reply) => {
    const state = await requireDraft(services, request);
    const { member, survey, draft, seen } = state;
    const { publishable } = checkDraft(draft);
    if (!publishable) return index(request, reply.code(422), state);
    const typed = typedValues(request.body);
    if (Number(typed.seen) !== seen) throw conflict(said.publishConflict);
    if (!state.isChanged)
      return reply.redirect(paths.questionnaire(member.mission.id, survey.id), 303);
    const outcome = await publishRevision(store, {
      survey,
      by: member.account.id,
      seen,
      title: publishable.title,
      definition: (version) =>
        version === 1 ? publishable : { ...publishable, version: String(version) },
    });
    if (outcome === 'conflict') throw conflict(said.publishConflict);
    setFlash(request, said.done.published(outcome.version));
    return reply.redirect(paths.questionnaire(member.mission.id, survey.id), 303);
  });

  app.get<OneVersion>(`${one}/versions/:version`, async (request, reply) => {
    const state = await requireDraft(services, request);
    const { version } = request.params;
    const shown = state.publications.find((each) => String(each.version) === version);
    const draft = readDraft(shown?.definition);
    if (!shown || !draft) throw notFound();
    const others = state.publications.filter((each) => each !== shown);
    const before =
      others.find((each) => String(each.version) === request.query.avec) ??
      others.find((each) => each.version < shown.version);
    const old = readDraft(before?.definition);
    return versionPage(request, reply, state, {
      title: said.versionTitle(shown.version),
      kicker: shown.publishedAt === null ? '' : said.publishedOn(shown.publishedAt),
      draft,
      old,
      comparison:
        before && old
          ? said.diff.from(said.version(before.version), said.toVersion(shown.version))
          : said.diff.first,
      others: others.map((each) => ({
        label: said.version(each.version),
        href: paths.questionnaireVersion(
          state.member.mission.id,
          state.survey.id,
          shown.version,
          each.version,
        ),
        isCurrent: each === before,
      })),
    });
  });

  app.get<OneVersion>(`${one}/versions/:version/xlsform`, async (request, reply) => {
    const { publications, survey } = await requireDraft(services, request);
    const { version } = request.params;
    const shown = publications.find((each) => String(each.version) === version);
    if (!shown) throw notFound();
    const workbook = await writeWorkbook(writeXlsform(questionnaireOf(shown)));
    return reply
      .header('content-type', XLSX)
      .header('content-disposition', `attachment; filename="${survey.slug}-v${shown.version}.xlsx"`)
      .send(Buffer.from(workbook));
  });

  app.get<One>(`${one}/brouillon/changements`, async (request, reply) => {
    const state = await requireDraft(services, request);
    const [latest] = state.publications;
    const old = readDraft(latest?.definition);
    return versionPage(request, reply, state, {
      title: said.draft.title,
      kicker: said.draft.kicker,
      draft: state.draft,
      old,
      comparison: latest
        ? said.diff.from(said.version(latest.version), said.draft.name)
        : said.diff.first,
      others: [],
    });
  });

  /** The draft that a new survey begins with. */
  async function startFrom({ mission }: Member, origin: string): Promise<Draft | undefined> {
    if (origin === 'elus') return draftOf(elus);
    if (origin === 'blank') return blankDraft();
    const survey = await findSurvey(store, mission.id, origin);
    const row = survey && (await findQuestionnaire(store, survey.id));
    return readDraft(row?.definition);
  }

  async function create(
    request: FastifyRequest,
    reply: FastifyReply,
    { mission, account }: Member,
    start: Draft,
    typed: Readonly<Record<string, string>>,
  ) {
    const title = (typed.title ?? '').trim().slice(0, TITLE_MAX) || start.title;
    const edited = applyOperation(start, { act: 'replace', definition: { ...start, title } });
    if ('refused' in edited) throw new HttpError(422, said.refusals[edited.refused]);
    const id = await insertDraftSurvey(store, {
      id: z.uuid().safeParse(typed.id).success ? (typed.id ?? newId()) : newId(),
      missionId: mission.id,
      title: title || said.blank.title,
      definition: edited.draft,
      by: account.id,
    });
    setFlash(request, said.done.created);
    return reply.redirect(paths.questionnaireDraft(mission.id, id), 303);
  }

  async function newPage(
    request: FastifyRequest,
    reply: FastifyReply,
    member: Member,
    errors: Refusal['errors'] = {},
  ) {
    const { mission } = member;
    const rows = await listSurveys(store, mission.id);
    const typed = request.isMultipart() ? {} : typedValues(request.body);
    const published = [];
    for (const { survey } of rows) {
      if (await findQuestionnaire(store, survey.id)) published.push(survey);
    }
    const chosen = typed.origin ?? 'elus';
    const origins = [
      { value: 'elus', label: said.origins.elus, hint: elus.title },
      { value: 'blank', label: said.origins.blank, hint: said.origins.blankHint },
      ...published.map(({ id, title }) => ({ value: id, label: said.copyOf(title), hint: '' })),
    ];
    const frame = memberFrame(request, member, 'surveys', {
      title: titleWith(errors, said.newSurvey),
      breadcrumb: [{ label: messages.navigation.surveys, href: paths.surveys(mission.id) }],
    });
    return render(reply, 'questionnaires/new', frame, {
      action: paths.newSurvey(mission.id),
      uploadAction: paths.questionnaireUploads(mission.id),
      id: newId(),
      origins: origins.map((each) => ({ ...each, isSelected: each.value === chosen })),
      typed: { title: '', ...typed },
      errors: { origin: '', title: '', file: '', ...errors },
      summary: summaryOf(errors),
      limitMb: LIMIT_MB,
    });
  }

  async function index(request: FastifyRequest, reply: FastifyReply, state: DraftState) {
    const { member, survey, draft, publications, revisions } = state;
    const { id: mission } = member.mission;
    const { problems, publishable } = checkDraft(draft);
    const errors = problems.filter(({ severity }) => severity === 'error').length;
    const [latest] = publications;
    const old = readDraft(latest?.definition);
    const frame = surveyFrame(request, state, { title: `${said.title}, ${survey.title}` });
    return render(reply, 'questionnaires/index', frame, {
      title: survey.title,
      tabs: surveyTabs(state, 'questionnaire'),
      draft: {
        href: paths.questionnaireDraft(mission, survey.id),
        isChanged: state.isChanged,
        isFirst: latest === undefined,
        text: !latest
          ? said.draft.first(draft.sections.length, countQuestions(draft))
          : state.isChanged && old
            ? said.draft.changed(latest.version, summaryOfChanges(changesBetween(old, draft)))
            : said.draft.unchanged(latest.version),
        problems: errors > 0 ? said.draft.problems(errors) : null,
        isPublishable: publishable !== undefined,
        seen: state.seen,
        publishAction: paths.publication(mission, survey.id),
        abandonAction:
          latest && state.isChanged ? paths.draftTravel(mission, survey.id, 'abandon') : null,
        compareHref: latest && state.isChanged ? paths.draftChanges(mission, survey.id) : null,
      },
      previewHref: paths.draftPreview(mission, survey.id),
      testHref: paths.draftTest(mission, survey.id),
      xlsformHref: latest ? paths.questionnaireXlsform(mission, survey.id, latest.version) : '',
      versions: publications.map((each, place) => {
        const own = readDraft(each.definition);
        const before = readDraft(publications[place + 1]?.definition);
        return {
          label: said.versionTitle(each.version),
          href: paths.questionnaireVersion(mission, survey.id, each.version),
          publishedAt: each.publishedAt,
          by: each.publishedByName ?? said.platform,
          received: each.received,
          pending: each.started - each.received,
          questions: own ? countQuestions(own) : 0,
          changes: own && before ? summaryOfChanges(changesBetween(before, own)) : said.diff.first,
        };
      }),
      history: revisions
        .slice(-HISTORY_SHOWN)
        .toReversed()
        .map(({ at, act, kind, subject, editedByName }) => ({
          at,
          who: editedByName ?? said.platform,
          what: said.act(kind === 'edit' ? act : kind, subject),
        })),
    });
  }

  function versionPage(
    request: FastifyRequest,
    reply: FastifyReply,
    state: DraftState,
    page: {
      readonly title: string;
      readonly kicker: string;
      readonly draft: Draft;
      readonly old: Draft | undefined;
      readonly comparison: string;
      readonly others: readonly {
        readonly label: string;
        readonly href: string;
        readonly isCurrent: boolean;
      }[];
    },
  ) {
    const { draft, old, ...rest } = page;
    const changes = old ? changesBetween(old, draft) : [];
    const { member, survey } = state;
    const frame = surveyFrame(request, state, {
      title: `${page.title}, ${survey.title}`,
      above: [{ label: said.title, href: paths.questionnaire(member.mission.id, survey.id) }],
    });
    return render(reply, 'questionnaires/version', frame, {
      ...rest,
      tabs: surveyTabs(state, 'questionnaire'),
      comparison: old ? `${page.comparison} ${summaryOfChanges(changes)}` : page.comparison,
      changes: changeViews(changes),
      sections: paperPage(draft).sections,
    });
  }
}

function blankDraft(): Draft {
  const section = { id: 'page-1', title: said.blank.section, questions: [] };
  return {
    id: 'enquete',
    version: '1',
    language: 'fr',
    title: said.blank.title,
    sections: [section],
  };
}
