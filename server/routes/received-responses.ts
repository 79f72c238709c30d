import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { type AnswerFile, findAnswerFile, listAnswerFiles } from '../../db/queries/answer-files.ts';
import { findPaperEntry } from '../../db/queries/paper-entries.ts';
import {
  findReceivedResponse,
  listReceivedResponses,
} from '../../db/queries/received-responses.ts';
import { listReplaced, listWithdrawals } from '../../db/queries/submission-withdrawals.ts';
import { shapeAnswers } from '../../surveys/answers.ts';
import type { Question, Questionnaire } from '../../surveys/definition.ts';
import { prunedAnswer, typeOf } from '../../surveys/question-types/find.ts';
import type { LookUps } from '../../surveys/question-types/type.ts';
import { respondentOf } from '../../surveys/respondent.ts';
import { type Answers, offerOf, type Routing, route } from '../../surveys/routing.ts';
import { render } from '../../views/engine.ts';
import { formatDateTime } from '../../views/format.ts';
import { paperEntryMessages as paperSaid } from '../../views/messages/paper-entries.ts';
import { surveyMessages } from '../../views/messages/surveys.ts';
import { messages } from '../../views/messages.ts';
import { paths } from '../../views/paths.ts';
import type { ReceivedAnswer, ReceivedWords } from '../../views/received-responses/page.ts';
import { requireConsultant } from '../access.ts';
import { lookUpsForDraft, questionnaireOf } from '../answering.ts';
import { closestPlaces } from '../closest-places.ts';
import { notFound } from '../errors.ts';
import { importedFrom } from '../response-imports/origin.ts';
import type { Services } from '../services.ts';
import { requireSurveyMember, spacedReceipt, surveyFrame, surveyTabs } from '../survey-pages.ts';

const said = surveyMessages.responses;
const PER_PAGE = 50;

const listQuery = z.object({ page: z.coerce.number().int().min(1).max(100_000).catch(1) });

const offset = z
  .string()
  .regex(/^\d{1,9}$/)
  .transform(Number);
const spanQuery = z.object({ contribution: z.string(), de: offset, a: offset });

type Span = z.output<typeof spanQuery>;
type One = { Params: { mission: string; response: string } };
type Found = NonNullable<Awaited<ReturnType<typeof findReceivedResponse>>>;

/** What respondents sent, as consultants read it. */
export function receivedResponses(app: FastifyInstance, services: Services): void {
  const { store, config } = services;

  app.get('/missions/:mission/enquetes/:survey/reponses', async (request, reply) => {
    const found = await requireSurveyMember(services, request);
    const { member, survey, progress } = found;
    const { mission } = member;
    const pages = Math.max(1, Math.ceil(progress.submitted / PER_PAGE));
    const page = Math.min(listQuery.parse(request.query).page, pages);
    const rows = await listReceivedResponses(store, survey.id, {
      limit: PER_PAGE,
      offset: (page - 1) * PER_PAGE,
    });
    const placeOf = await closestPlaces(
      store,
      rows.map(({ stakeholder }) => stakeholder),
    );
    const addressOf = (number: number) =>
      `${paths.receivedResponses(mission.id, survey.id)}?page=${number}`;
    const frame = surveyFrame(request, found, { title: said.title });
    return render(reply, 'received-responses/index', frame, {
      survey: survey.title,
      tabs: surveyTabs(found, 'responses'),
      importsPath: survey.isAnonymous ? null : paths.responseImports(mission.id, survey.id),
      responses: rows.map((row) => ({
        who: survey.isAnonymous ? said.unnamed : whoOf(row),
        place: placeOf(row.stakeholder),
        // Neither means anything where nobody is known.
        submittedAt: survey.isAnonymous ? null : row.submittedAt,
        receipt: survey.isAnonymous ? null : spacedReceipt(row.receipt),
        conflicts: row.conflicts > 0 ? said.conflicts(row.conflicts) : null,
        href: paths.submission(mission.id, row.id),
      })),
      withdrawn: await listWithdrawals(store, survey.id),
      page,
      pages,
      previousHref: page > 1 ? addressOf(page - 1) : null,
      nextHref: page < pages ? addressOf(page + 1) : null,
    });
  });

  app.get<One>('/missions/:mission/reponses/:response', async (request, reply) => {
    const member = await requireConsultant(services, request);
    const { mission } = member;
    const found = await findReceivedResponse(store, mission.id, request.params.response);
    if (!found) throw notFound();
    const { survey } = found;
    const definition = questionnaireOf(found.questionnaire);
    const files = await listAnswerFiles(store, found.response.id);
    const [version, ...others] = await Promise.all(
      [found.submission, ...found.conflicts].map((sent) =>
        readVersion(mission.id, definition, sent),
      ),
    );
    if (!version) throw new Error('a response that was received has answers');
    const span = spanQuery.safeParse(request.query);
    const title = survey.isAnonymous ? said.unnamed : whoOf(found);
    const frame = surveyFrame(
      request,
      { member, survey },
      {
        title,
        above: [{ label: said.title, href: paths.receivedResponses(mission.id, survey.id) }],
      },
    );
    return render(reply, 'received-responses/show', frame, {
      kicker: survey.title,
      title,
      facts: await factsOf(found, definition),
      paper: (await findPaperEntry(store, found.response.id))
        ? {
            edit: paths.paperEntry(mission.id, found.response.id),
            check: paths.paperCheck(mission.id, found.response.id),
          }
        : null,
      conflictNotice:
        found.conflicts.length > 0 ? said.conflictNotice(found.conflicts.length) : null,
      sections: definition.sections.map((section) => ({
        title: section.title,
        questions: section.questions
          .filter((question) => typeOf(question).isAnswered)
          .map((question) =>
            answerView(question, version, others, {
              words: wordsOf(found, question, span.data),
              files: filesOf(mission.id, files, question, version),
            }),
          ),
      })),
    });
  });

  /** Downloaded, never shown: what someone sent runs nowhere. */
  app.get<{ Params: { mission: string; file: string } }>(
    '/missions/:mission/fichiers/:file',
    async (request, reply) => {
      const { mission } = await requireConsultant(services, request);
      const file = await findAnswerFile(store, mission.id, request.params.file);
      const path = file && join(config.originalsPath, file.sha256);
      if (!file || !path || !(await stat(path).catch(() => null))) throw notFound();
      const name = encodeURIComponent(file.fileName);
      return reply
        .header('content-type', 'application/octet-stream')
        .header('content-disposition', `attachment; filename*=UTF-8''${name}`)
        .header('content-length', file.size)
        .send(createReadStream(path));
    },
  );

  async function readVersion(
    missionId: string,
    definition: Questionnaire,
    { answers: stored, submittedAt }: Found['submission'],
  ): Promise<Version> {
    const answers = shapeAnswers(definition, stored);
    const lookUps = await lookUpsForDraft(store, missionId, definition, { answers, typed: {} });
    return { submittedAt, answers, routing: route(definition, answers), lookUps };
  }

  async function factsOf(found: Found, definition: Questionnaire) {
    const { submission, response, stakeholder, questionnaire } = found;
    const { facts } = said;
    const placeOf = await closestPlaces(store, [stakeholder]);
    const place = placeOf(stakeholder);
    const answers = shapeAnswers(definition, submission.answers);
    const { consent } = respondentOf(definition, answers);
    if (found.survey.isAnonymous) return unnamedFacts(found, consent);
    const replaced = await listReplaced(store, response.id);
    const sheet = await findPaperEntry(store, response.id);
    return [
      ...(place ? [{ label: facts.place, value: place }] : []),
      ...(stakeholder
        ? [{ label: facts.category, value: messages.categories[stakeholder.category] }]
        : []),
      { label: facts.consent, value: messages.consents[consent] },
      { label: facts.startedAt, value: formatDateTime(response.startedAt) },
      { label: facts.submittedAt, value: formatDateTime(submission.submittedAt) },
      ...replaced.map((each) => ({
        label: facts.replaced,
        value: formatDateTime(each.submittedAt),
      })),
      { label: facts.receipt, value: spacedReceipt(submission.receipt) },
      {
        label: facts.channel,
        value:
          (await importedFrom(store, response.id)) ??
          said.channels[found.isInvited ? 'invitation' : 'open'],
      },
      { label: facts.version, value: said.version(questionnaire.version) },
      ...(sheet ? sheetFacts(sheet) : []),
    ];
  }
}

/** Of answers typed from a sheet: who did, when, on what terms, and whether a second typing agrees. */
function sheetFacts({
  reference,
  enteredBy,
  at,
  consent,
  check,
}: NonNullable<Awaited<ReturnType<typeof findPaperEntry>>>) {
  const { facts, consents } = paperSaid;
  const terms: Readonly<Record<string, string>> = consents;
  const typed = facts.said(reference, enteredBy, formatDateTime(at), terms[consent] ?? consent);
  if (!check) return [{ label: facts.source, value: typed }];
  const by = [check.checkedBy, formatDateTime(check.at)] as const;
  const { length } = check.differences;
  return [
    { label: facts.source, value: typed },
    { label: facts.check, value: length === 0 ? facts.same(...by) : facts.differs(length, ...by) },
  ];
}

/** What an anonymous response bears: its version, its terms, and groups where they are large enough. */
function unnamedFacts(
  { questionnaire, stakeholder }: Found,
  consent: keyof typeof messages.consents,
) {
  const { facts } = said;
  return [
    ...(stakeholder
      ? [{ label: facts.category, value: messages.categories[stakeholder.category] }]
      : []),
    { label: facts.consent, value: messages.consents[consent] },
    { label: facts.channel, value: said.channels.anonymous },
    { label: facts.version, value: said.version(questionnaire.version) },
  ];
}

/** Answers that were sent, read by the version of the questionnaire that they answer. */
interface Version {
  readonly submittedAt: number;
  readonly answers: Answers;
  readonly routing: Routing;
  readonly lookUps: LookUps;
}

function answerView(
  question: Question,
  version: Version,
  others: readonly Version[],
  { words, files }: Pick<ReceivedAnswer, 'words' | 'files'>,
): ReceivedAnswer {
  const lines = linesOf(question, version);
  const said = lines.join('\n');
  const isQuoted = words.some(({ parts }) => parts.map(({ text }) => text).join('') === said);
  return {
    id: question.id,
    label: question.label,
    isAsked: version.routing.questions.has(question.id),
    lines: isQuoted ? [] : lines,
    words,
    files,
    isBlank: lines.length === 0 && words.length === 0,
    others: others
      .map((other) => ({ other, lines: linesOf(question, other) }))
      .filter((each) => each.lines.join('\n') !== said)
      .map((each) => ({
        title: surveyMessages.responses.otherVersion(formatDateTime(each.other.submittedAt)),
        lines: each.lines,
      })),
  };
}

function linesOf(question: Question, { answers, routing, lookUps }: Version): string[] {
  const answer = prunedAnswer(question, answers[question.id], offerOf(routing, question));
  const isAsked = routing.questions.has(question.id);
  return isAsked && answer !== undefined ? typeOf(question).display(question, answer, lookUps) : [];
}

/** The files that stand for an answer: those whose names it gives, each once. */
function filesOf(
  missionId: string,
  files: readonly AnswerFile[],
  question: Question,
  version: Version,
): ReceivedAnswer['files'] {
  const named = JSON.stringify(version.answers[question.id] ?? '');
  const own = files.filter(
    ({ field, fileName }) =>
      (field === question.id || field.startsWith(`${question.id}.`)) &&
      named.includes(JSON.stringify(fileName)),
  );
  const latest = new Map(own.toReversed().map((file) => [file.field, file]));
  return [...latest.values()].map(({ id, fileName, size }) => ({
    name: fileName,
    size: said.size(size),
    href: paths.answerFile(missionId, id),
  }));
}

function wordsOf(found: Found, { id }: Question, span: Span | undefined): ReceivedWords[] {
  return found.contributions
    .filter(({ question }) => question === id)
    .map((contribution) => ({
      id: contribution.id,
      parts: partsOf(contribution, span),
      href: paths.contribution(found.survey.missionId, contribution.id),
      isWithdrawn: contribution.withdrawnAt !== null,
    }));
}

/** Whole; or in three, where the address names a span of these very words. */
function partsOf({ id, text }: { readonly id: string; readonly text: string }, span?: Span) {
  const isMarked = span?.contribution === id && span.de < span.a && span.a <= text.length;
  if (!isMarked) return [{ text, isMarked: false }];
  return [
    { text: text.slice(0, span.de), isMarked: false },
    { text: text.slice(span.de, span.a), isMarked: true },
    { text: text.slice(span.a), isMarked: false },
  ];
}

function whoOf({ stakeholder }: Pick<Found, 'stakeholder'>): string {
  const who = stakeholder && [stakeholder.function, stakeholder.organisation].filter(Boolean);
  const words = who?.join(', ') || said.anonymous;
  return words.charAt(0).toLocaleUpperCase('fr') + words.slice(1);
}
