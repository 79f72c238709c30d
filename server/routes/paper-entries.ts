import { randomUUID } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { listInvitations } from '../../db/queries/invitations.ts';
import { findPaperEntry, listReferences, savePaperCheck } from '../../db/queries/paper-entries.ts';
import { findReceivedResponse } from '../../db/queries/received-responses.ts';
import { insertSubmission } from '../../db/queries/responses.ts';
import { reopenResponse } from '../../db/queries/submission-withdrawals.ts';
import { findQuestionnaire } from '../../db/queries/surveys.ts';
import {
  type AnswerError,
  completeAnswers,
  type Draft,
  EMPTY_DRAFT,
  type Form,
  fieldsOf,
  pageFields,
  parseAnswers,
  SHOWN_FIELD,
  shapeAnswers,
} from '../../surveys/answers.ts';
import { type Question, type Questionnaire, questionsOf } from '../../surveys/definition.ts';
import { paperOf } from '../../surveys/paper.ts';
import { prunedAnswer, typeOf } from '../../surveys/question-types/find.ts';
import type { LookUps } from '../../surveys/question-types/type.ts';
import { openAnswersOf, respondentOf } from '../../surveys/respondent.ts';
import { type Answers, offerOf, route } from '../../surveys/routing.ts';
import { render } from '../../views/engine.ts';
import { paperEntryMessages as said } from '../../views/messages/paper-entries.ts';
import { paths } from '../../views/paths.ts';
import { type Member, requireConsultant } from '../access.ts';
import { sendAnonymously } from '../anonymous.ts';
import {
  findCommunes,
  lookUpsFor,
  questionnaireOf,
  questionViews,
  summaryOf,
} from '../answering.ts';
import { notFound } from '../errors.ts';
import { setFlash } from '../frames.ts';
import { momentOf } from '../moment.ts';
import type { Services } from '../services.ts';
import {
  requireSurveyMember,
  type SurveyMember,
  spacedReceipt,
  surveyFrame,
  surveyTabs,
} from '../survey-pages.ts';

const sheetForm = z.object({
  _key: z.uuid().catch(() => randomUUID()),
  _reference: z.string().trim().max(60).catch(''),
  _consent: z.enum(['signed', 'oral']).optional().catch(undefined),
  _invitation: z.string().max(60).catch(''),
  _incomplete: z.literal('yes').optional().catch(undefined),
  _to: z.string().optional().catch(undefined),
});

type Sheet = z.output<typeof sheetForm>;
type One = { Params: { mission: string; response: string } };

/** What a sheet comes to: its answers, what is wrong and what is missing. */
interface Typed {
  readonly draft: Draft;
  readonly answers: Answers;
  readonly errors: readonly AnswerError[];
  /** Nothing is wrong; something that is due was left blank. */
  readonly isOnlyIncomplete: boolean;
  readonly lookUps: LookUps;
}

const BLANK_SHEET: Sheet = { _key: '', _reference: '', _invitation: '' };

/** Staff type the sheets that came back, one page a sheet, with the keyboard alone. */
export function paperEntries(app: FastifyInstance, services: Services): void {
  const { store } = services;
  const index = '/missions/:mission/enquetes/:survey/saisie';
  const one = '/missions/:mission/reponses/:response';

  app.get<{ Querystring: { q?: string } }>(`${index}/communes`, async (request) => {
    const { survey } = await requireSurveyMember(services, request);
    const typed = String(request.query.q ?? '').slice(0, 80);
    return { communes: await findCommunes(store, survey.missionId, typed) };
  });

  app.get(index, async (request, reply) => {
    const found = await requireSurveyMember(services, request);
    const definition = await latest(found);
    const sheet = { ...BLANK_SHEET, _key: randomUUID() };
    return newPage(request, reply, found, {
      definition,
      sheet,
      typed: await blank(found, definition),
    });
  });

  app.post(index, async (request, reply) => {
    const found = await requireSurveyMember(services, request);
    const { survey, member } = found;
    const definition = await latest(found);
    const row = await findQuestionnaire(store, survey.id);
    if (!row) throw notFound();
    const sheet = sheetForm.parse(request.body ?? {});
    const typed = await read(found, definition, EMPTY_DRAFT, request.body as Form);
    const errors = await sheetErrors(found, sheet);
    const isRefused = Object.keys(errors).length > 0 || mustMend(typed, sheet);
    if (isRefused || sheet._to === 'search') {
      if (sheet._to !== 'search') reply.code(422);
      const shown = sheet._to === 'search' ? { ...typed, errors: [] } : typed;
      return newPage(request, reply, found, { definition, sheet, typed: shown, errors });
    }
    const { answers } = typed;
    const receipt = survey.isAnonymous
      ? await sendUnnamed(found, { definition, answers, questionnaireId: row.id, key: sheet._key })
      : await send(found, { definition, answers, questionnaireId: row.id, sheet });
    setFlash(request, said.saved(sheet._reference, spacedReceipt(receipt)));
    return reply.redirect(paths.paperEntries(member.mission.id, survey.id), 303);
  });

  app.get<One>(`${one}/saisie`, async (request, reply) => {
    const found = await requirePaper(request);
    const draft = { answers: shapeAnswers(found.definition, found.submission.answers), typed: {} };
    const typed = await judge(found, found.definition, draft);
    return editPage(request, reply, found, { ...typed, errors: [] });
  });

  app.post<One>(`${one}/saisie`, async (request, reply) => {
    const found = await requirePaper(request);
    const { definition, member, entry, response } = found;
    const typed = await read(found, definition, EMPTY_DRAFT, request.body as Form);
    const sheet = sheetForm.parse(request.body ?? {});
    if (sheet._to === 'search') return editPage(request, reply, found, { ...typed, errors: [] });
    if (mustMend(typed, sheet)) return editPage(request, reply.code(422), found, typed);
    await reopenResponse(store, response.id);
    await insertSubmission(store, {
      ...submissionOf(found, definition, typed.answers),
      ...{ responseId: response.id, questionnaireId: response.questionnaireId, key: sheet._key },
      paper: {
        enteredBy: member.account.id,
        ...{ consent: entry.consent, reference: entry.reference },
      },
    });
    setFlash(request, said.corrected);
    return reply.redirect(paths.submission(member.mission.id, response.id), 303);
  });

  app.get<One>(`${one}/verification`, async (request, reply) => {
    const found = await requirePaper(request);
    return checkPage(request, reply, found, await blank(found, found.definition));
  });

  app.post<One>(`${one}/verification`, async (request, reply) => {
    const found = await requirePaper(request);
    const { definition, member, response, survey } = found;
    const typed = await read(found, definition, EMPTY_DRAFT, request.body as Form);
    const sheet = sheetForm.parse(request.body ?? {});
    if (sheet._to === 'search') return checkPage(request, reply, found, { ...typed, errors: [] });
    if (mustMend(typed, sheet)) return checkPage(request, reply.code(422), found, typed);
    const first = shapeAnswers(definition, found.submission.answers);
    const differences = differing(definition, first, typed.answers);
    await savePaperCheck(store, {
      ...{ responseId: response.id, checkedBy: member.account.id },
      differences: differences.map(({ id }) => id),
    });
    const numbers = numbersOf(definition);
    const lookUps = await lookUpsOf(found, definition, {
      answers: { ...first, ...typed.answers },
      typed: {},
    });
    const { check } = said;
    return render(
      reply,
      'paper-entries/check',
      surveyFrame(request, found, { title: check.title }),
      {
        survey: survey.title,
        title: check.title,
        verdict: differences.length === 0 ? check.same : check.differs(differences.length),
        differences: differences.map((question) => ({
          number: numbers.get(question.id) ?? null,
          label: question.label,
          first: linesOf(definition, question, first, lookUps),
          second: linesOf(definition, question, typed.answers, lookUps),
        })),
        edit: paths.paperEntry(member.mission.id, response.id),
        back: paths.submission(member.mission.id, response.id),
      },
    );
  });

  type Place = Pick<SurveyMember, 'survey' | 'member'>;

  async function latest({ survey }: SurveyMember): Promise<Questionnaire> {
    const row = await findQuestionnaire(store, survey.id);
    if (!row) throw notFound();
    return questionnaireOf(row);
  }

  /** @throws 404 for a response that did not come on paper. */
  async function requirePaper(request: FastifyRequest<One>) {
    const member = await requireConsultant(services, request);
    const found = await findReceivedResponse(store, member.mission.id, request.params.response);
    const entry = found && (await findPaperEntry(store, found.response.id));
    if (!found || !entry) throw notFound();
    return { ...found, member, entry, definition: questionnaireOf(found.questionnaire) };
  }

  const lookUpsOf = ({ survey }: Place, definition: Questionnaire, draft: Draft) =>
    lookUpsFor(
      store,
      survey.missionId,
      questionsOf(definition),
      Object.assign({}, ...definition.sections.map((section) => pageFields(section, draft))),
    );

  const blank = (place: Place, definition: Questionnaire) =>
    judge(place, definition, EMPTY_DRAFT).then((typed) => ({ ...typed, errors: [] }));

  /** Every page of the questionnaire, read from one form. */
  async function read(
    place: Place,
    definition: Questionnaire,
    from: Draft,
    form: Form,
  ): Promise<Typed> {
    const questions = questionsOf(definition);
    const fields = fieldsOf(form ?? {});
    const lookUps = await lookUpsFor(store, place.survey.missionId, questions, fields);
    const whole = { ...fields, [SHOWN_FIELD]: questions.map(({ id }) => id) };
    const draft = definition.sections.reduce(
      (each, section) => parseAnswers(definition, section, whole, each, lookUps, moment()).draft,
      from,
    );
    return judge(place, definition, draft, lookUps);
  }

  async function judge(
    place: Place,
    definition: Questionnaire,
    draft: Draft,
    known?: LookUps,
  ): Promise<Typed> {
    const lookUps = known ?? (await lookUpsOf(place, definition, draft));
    const { answers, errors } = completeAnswers(definition, draft, lookUps, moment());
    const wrong = new Set(Object.keys(draft.typed));
    const isOnlyIncomplete = errors.length > 0 && wrong.size === 0;
    return { draft, answers, errors, isOnlyIncomplete, lookUps };
  }

  async function sheetErrors({ survey }: SurveyMember, sheet: Sheet) {
    const references = survey.isAnonymous ? [] : await listReferences(store, survey.id);
    const isTaken = references.includes(sheet._reference);
    return {
      ...(sheet._reference === '' && { _reference: said.noReference }),
      ...(isTaken && { _reference: said.sameReference }),
      ...(sheet._consent === undefined && { _consent: said.noConsent }),
    };
  }

  function submissionOf({ survey }: Place, definition: Questionnaire, answers: Answers) {
    return {
      ...{ surveyId: survey.id, missionId: survey.missionId, answers },
      respondent: respondentOf(definition, answers),
      openAnswers: openAnswersOf(definition, answers),
    };
  }

  type Sending = {
    readonly definition: Questionnaire;
    readonly answers: Answers;
    readonly questionnaireId: string;
  };

  async function send(
    found: SurveyMember,
    { definition, answers, questionnaireId, sheet }: Sending & { readonly sheet: Sheet },
  ): Promise<string> {
    const invited = (await waiting(found)).find(({ id }) => id === sheet._invitation);
    const { submission } = await insertSubmission(store, {
      ...submissionOf(found, definition, answers),
      ...{ questionnaireId, key: sheet._key },
      ...(invited && {
        invitation: { id: invited.id, stakeholderId: invited.stakeholder?.id ?? null },
      }),
      paper: {
        enteredBy: found.member.account.id,
        consent: sheet._consent ?? '',
        reference: sheet._reference,
      },
    });
    return submission.receipt;
  }

  async function sendUnnamed(
    { survey }: SurveyMember,
    sending: Sending & { readonly key: string },
  ): Promise<string> {
    return (await sendAnonymously(store, survey, { ...sending, invitation: null })).receipt;
  }

  /** Those who hold a link and did not begin: a sheet may be theirs. */
  async function waiting({ survey }: SurveyMember) {
    const invited = await listInvitations(store, survey.id);
    return invited.filter(({ startedAt, revokedAt }) => startedAt === null && revokedAt === null);
  }

  type Shown = { readonly definition: Questionnaire; readonly typed: Typed };

  async function newPage(
    request: FastifyRequest,
    reply: FastifyReply,
    found: SurveyMember,
    {
      sheet,
      errors = {},
      ...shown
    }: Shown & { readonly sheet: Sheet; readonly errors?: Readonly<Record<string, string>> },
  ) {
    const { member, survey } = found;
    const people = survey.isAnonymous ? [] : await waiting(found);
    return page(request, reply, found, shown, {
      ...{ title: said.title, lead: said.lead, button: said.button, key: sheet._key },
      tabs: surveyTabs(found, 'modes'),
      action: paths.paperEntries(member.mission.id, survey.id),
      errors,
      sheet: {
        reference: sheet._reference,
        referenceError: errors._reference ?? null,
        consentError: errors._consent ?? null,
        consents: Object.entries(said.consents).map(([value, label]) => ({
          ...{ value, label },
          isSelected: sheet._consent === value,
        })),
        people:
          people.length === 0
            ? null
            : people.map(({ id, name, stakeholder }) => ({
                value: id,
                label: [name, stakeholder?.function, stakeholder?.organisation]
                  .filter(Boolean)
                  .join(', '),
                isSelected: sheet._invitation === id,
              })),
      },
    });
  }

  type Paper = Awaited<ReturnType<typeof requirePaper>>;

  const editPage = (request: FastifyRequest, reply: FastifyReply, found: Paper, typed: Typed) =>
    page(
      request,
      reply,
      found,
      { definition: found.definition, typed },
      {
        ...{ ...said.edit, key: randomUUID(), tabs: null, sheet: null, errors: {} },
        action: paths.paperEntry(found.member.mission.id, found.response.id),
      },
    );

  const checkPage = (request: FastifyRequest, reply: FastifyReply, found: Paper, typed: Typed) =>
    page(
      request,
      reply,
      found,
      { definition: found.definition, typed },
      {
        ...{ title: said.check.title, lead: said.check.lead, button: said.check.button },
        ...{ key: randomUUID(), tabs: null, sheet: null, errors: {} },
        action: paths.paperCheck(found.member.mission.id, found.response.id),
      },
    );

  type Around = Pick<
    Parameters<typeof render<'paper-entries/edit'>>[3],
    'title' | 'lead' | 'button' | 'tabs' | 'action' | 'sheet' | 'key'
  > & { readonly errors: Readonly<Record<string, string>> };

  async function page(
    request: FastifyRequest,
    reply: FastifyReply,
    { survey, member }: { readonly survey: SurveyMember['survey']; readonly member: Member },
    { definition, typed }: Shown,
    { errors, ...around }: Around,
  ) {
    const { draft, lookUps } = typed;
    const routing = route(definition, draft.answers, moment());
    const numbers = numbersOf(definition);
    const summary = [
      ...Object.entries(errors).map(([field, message]) => ({ href: `#${field}`, message })),
      ...summaryOf(definition, typed.errors, ({ field }) => `#${field}`),
    ];
    const frame = surveyFrame(
      request,
      { member, survey },
      { title: around.title, scripts: ['paper-entry'] },
    );
    reply.header('cache-control', 'no-store');
    return render(reply, 'paper-entries/edit', frame, {
      ...around,
      survey: survey.title,
      summary,
      isIncomplete: typed.isOnlyIncomplete && typed.errors.length > 0,
      sections: definition.sections.map((section) => ({
        title: section.title,
        questions: questionViews(section, draft, routing, typed.errors, lookUps, () => '……').map(
          // A sheet shows everything, by number; a script hides what its answers pass over.
          (view) => ({ ...view, isAsked: true, label: numbered(numbers.get(view.id), view.label) }),
        ),
      })),
      communes: paths.paperEntryCommunes(member.mission.id, survey.id),
      moment: JSON.stringify(moment()),
    });
  }
}

const moment = () => momentOf('paper');

const numbered = (number: string | null | undefined, label: string) =>
  number ? `${number}. ${label}` : label;

/** Something typed is wrong, or due answers are missing and nobody said that the sheet is so. */
const mustMend = ({ errors, isOnlyIncomplete }: Typed, { _incomplete }: Sheet): boolean =>
  errors.length > 0 && !(isOnlyIncomplete && _incomplete === 'yes');

const numbersOf = (definition: Questionnaire): ReadonlyMap<string, string | null> => {
  const printed = paperOf(definition).flatMap(({ questions }) => questions);
  const shown = questionsOf(definition).filter((question) => !typeOf(question).isSilent);
  return new Map(shown.map(({ id }, index) => [id, printed[index]?.number ?? null]));
};

function differing(definition: Questionnaire, first: Answers, second: Answers): Question[] {
  const written = (question: Question, answer: unknown) =>
    answer === undefined ? '' : JSON.stringify(typeOf(question).write(question, answer));
  return questionsOf(definition).filter(
    (question) =>
      typeOf(question).isAnswered &&
      !typeOf(question).isSilent &&
      written(question, first[question.id]) !== written(question, second[question.id]),
  );
}

function linesOf(
  definition: Questionnaire,
  question: Question,
  answers: Answers,
  lookUps: LookUps,
): string[] {
  const routing = route(definition, answers, moment());
  const answer = prunedAnswer(question, answers[question.id], offerOf(routing, question));
  return answer === undefined ? [] : typeOf(question).display(question, answer, lookUps);
}
