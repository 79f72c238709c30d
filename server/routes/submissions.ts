import { randomUUID } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { findAnonymousReceipt } from '../../db/queries/anonymity.ts';
import {
  findReceipt,
  insertSubmission,
  listRivals,
  type Sent,
} from '../../db/queries/responses.ts';
import { findWithdrawalReceipt } from '../../db/queries/submission-withdrawals.ts';
import { findQuestionnaire, type Survey } from '../../db/queries/surveys.ts';
import { type AnswerError, completeAnswers, shapeAnswers } from '../../surveys/answers.ts';
import type { Questionnaire, Section } from '../../surveys/definition.ts';
import { openAnswersOf, respondentOf } from '../../surveys/respondent.ts';
import type { Answers } from '../../surveys/routing.ts';
import { isShuffled, type Orders, shuffledFor } from '../../surveys/shuffling.ts';
import { render } from '../../views/engine.ts';
import { answerFrame } from '../../views/frame.ts';
import { answerSentence } from '../../views/messages/answers.ts';
import { responseMessages } from '../../views/messages/responses.ts';
import { messages } from '../../views/messages.ts';
import { paths } from '../../views/paths.ts';
import {
  leaveReceipt,
  pageNameOf,
  readTicket,
  receiptGiven,
  sendAnonymously,
} from '../anonymous.ts';
import {
  lookUpsForDraft,
  pageNumber,
  questionnaireOf,
  reviewSections,
  summaryOf,
} from '../answering.ts';
import { conflict, notFound } from '../errors.ts';
import { momentOf } from '../moment.ts';
import { quotaedIn, whyFull } from '../quotas.ts';
import {
  type Answering,
  findAnswering,
  requireSurvey,
  respondentFrame,
  resumeToken,
  turnAway,
  whyNotBegin,
  whyNotNow,
} from '../respondents.ts';
import { twoVersions } from '../rivals.ts';
import type { Services } from '../services.ts';
import { spacedReceipt } from '../survey-pages.ts';

const key = z.uuid().transform((uuid) => uuid.toLowerCase());

/** A whole response sent at once by a script: the same key twice is one submission. */
const wholeSubmission = z.object({ key, answers: z.record(z.string().max(64), z.unknown()) });

/** An élu reads everything again, sends it, and holds a receipt: on disk before it is shown. */
export function submissions(app: FastifyInstance, { store, config }: Services): void {
  app.get('/enquetes/:slug/relecture', async (request, reply) => {
    const survey = await requireSurvey(store, request);
    const answering = await findAnswering(store, request, survey);
    if (!answering) return reply.redirect(paths.answering(survey.slug));
    if (answering.isSent) return reply.redirect(paths.answeringReceipt(survey.slug));
    const refusal = whyNotNow(survey);
    if (refusal) return turnAway(store, request, reply, survey, { status: 200, sentence: refusal });
    return review(reply, answering, { key: randomUUID(), isRefused: false });
  });

  app.post('/enquetes/:slug/reponses', async (request, reply) => {
    const survey = await requireSurvey(store, request);
    const isWhole = request.headers['content-type']?.startsWith('application/json');
    const refusal = (isWhole ? whyNotBegin : whyNotNow)(survey);
    if (refusal) return turnAway(store, request, reply, survey, { status: 409, sentence: refusal });
    return isWhole ? sendWhole(request, reply, survey) : sendDraft(request, reply, survey);
  });

  app.get('/enquetes/:slug/accuse', async (request, reply) => {
    const survey = await requireSurvey(store, request);
    const unnamed = survey.isAnonymous ? await readTicket(store, request, survey) : undefined;
    if (unnamed?.receipt) return unnamedReceipt(reply, survey, unnamed.receipt);
    const answering = await findAnswering(store, request, survey);
    if (!answering?.submission) return reply.redirect(paths.answering(survey.slug));
    return receipt(reply, answering, answering.submission);
  });

  app.get<{ Querystring: { numero?: string } }>(
    paths.receipts(),
    { config: { rateLimit: { max: config.LINK_ATTEMPTS, timeWindow: '1 minute' } } },
    async (request, reply) => {
      const typed = String(request.query.numero ?? '').slice(0, 40);
      const found = typed === '' ? undefined : await lookUp(plainReceipt(typed));
      const frame = answerFrame({ title: messages.responses.lookup });
      return render(reply, 'responses/lookup', frame, {
        action: paths.receipts(),
        typed,
        found: found ? { ...found, receipt: spacedReceipt(found.receipt) } : null,
        isUnknown: typed !== '' && !found,
      });
    },
  );

  /** Answers that were received under this number, or a response that was taken back. */
  async function lookUp(number: string) {
    const received = await findReceipt(store, number);
    if (received) return { ...received, isWithdrawal: false };
    const unnamed = await findAnonymousReceipt(store, number);
    if (unnamed) return { ...unnamed, receipt: number, submittedAt: null, isWithdrawal: false };
    const withdrawn = await findWithdrawalReceipt(store, number);
    return (
      withdrawn && { ...withdrawn, receipt: number, submittedAt: withdrawn.at, isWithdrawal: true }
    );
  }

  /** From the review page: the draft as the store holds it, under the key that the page was given. */
  async function sendDraft(request: FastifyRequest, reply: FastifyReply, survey: Survey) {
    const answering = await findAnswering(store, request, survey);
    if (!answering && survey.isAnonymous) return sentTwice(request, reply, survey);
    if (!answering) return reply.redirect(paths.answering(survey.slug), 303);
    const sentKey = key.catch(() => randomUUID()).parse(Object(request.body).key);
    const { definition, draft, response } = answering;
    const lookUps = await lookUpsForDraft(store, survey.missionId, definition, draft);
    const moment = momentOf(response.id);
    const { answers, errors } = completeAnswers(definition, draft, lookUps, moment);
    const rivals = await listRivals(store, response.id);
    if (errors.length + rivals.length > 0) {
      reply.code(422);
      return review(reply, answering, { key: sentKey, isRefused: true });
    }
    if (answering.key) return sendUnnamed(request, reply, answering, answers);
    const full = await whyFull(store, { ...quotaedIn(answering), answers });
    if (full) return turnAway(store, request, reply, survey, { status: 409, sentence: full });
    const { outcome } = await send(survey, {
      ...{ definition, answers, key: sentKey, response },
      ...ordersOf(answering.questionnaire, response.id),
    });
    if (outcome === 'conflict') throw conflict(messages.responses.conflict);
    return reply.redirect(paths.answeringReceipt(survey.slug), 303);
  }

  /** From an anonymous survey: the browser keeps a number, and the draft's key is gone. */
  async function sendUnnamed(
    request: FastifyRequest,
    reply: FastifyReply,
    { survey, definition, key, questionnaire }: Answering,
    answers: Answers,
  ) {
    const held = await readTicket(store, request, survey);
    const { outcome, receipt: number } = await sendAnonymously(store, survey, {
      ...{ definition, answers, questionnaireId: questionnaire.id },
      ...ordersOf(questionnaire, pageNameOf(key ?? '')),
      ...{ key: key ?? '', invitation: held?.invitation ?? null },
    });
    if (outcome === 'answered') throw conflict(responseMessages.alreadyAnonymous);
    await leaveReceipt(store, config, reply, survey, number);
    return reply.redirect(paths.answeringReceipt(survey.slug), 303);
  }

  /** The draft is gone: these answers were received, and the browser may not have been told. */
  async function sentTwice(request: FastifyRequest, reply: FastifyReply, survey: Survey) {
    const held = await readTicket(store, request, survey);
    const number = held && (await receiptGiven(store, held));
    if (number) await leaveReceipt(store, config, reply, survey, number);
    const next = number ? paths.answeringReceipt(survey.slug) : paths.answering(survey.slug);
    return reply.redirect(next, 303);
  }

  async function unnamedReceipt(reply: FastifyReply, survey: Survey, receipt: string) {
    const number = spacedReceipt(receipt);
    const frame = await respondentFrame(store, survey, messages.responses.receipt, ['submission']);
    return render(reply, 'responses/anonymous-receipt', frame, {
      receipt: number,
      lookup: `${paths.receipts()}?numero=${encodeURIComponent(number)}`,
    });
  }

  /** Only where anyone may answer: there is no draft, and no session is needed or made. */
  async function sendWhole(request: FastifyRequest, reply: FastifyReply, survey: Survey) {
    if (!survey.isOpen) throw notFound();
    const body = wholeSubmission.safeParse(request.body);
    if (!body.success) return reply.code(422).send({ error: 422, fields: fieldsIn(body.error) });
    const row = await findQuestionnaire(store, survey.id);
    if (!row) throw notFound();
    const definition = questionnaireOf(row);
    const draft = { answers: shapeAnswers(definition, body.data.answers), typed: {} };
    const misshapen = Object.keys(body.data.answers).filter((id) => !(id in draft.answers));
    const lookUps = await lookUpsForDraft(store, survey.missionId, definition, draft);
    const moment = momentOf(body.data.key);
    const { answers, errors } = completeAnswers(definition, draft, lookUps, moment);
    if (misshapen.length + errors.length > 0) {
      return reply.code(422).send({ error: 422, misshapen, answers: errors.map(toldTo) });
    }
    if (survey.isAnonymous) {
      const { outcome, receipt: number } = await sendAnonymously(store, survey, {
        ...{ definition, answers, questionnaireId: row.id },
        ...{ key: body.data.key, invitation: null },
      });
      return reply.code(outcome === 'known' ? 200 : 201).send({ receipt: number });
    }
    const open = { isInvited: false, isCounted: false };
    const full = await whyFull(store, { ...open, survey, definition, answers });
    if (full) return turnAway(store, request, reply, survey, { status: 409, sentence: full });
    const response = { id: undefined, questionnaireId: row.id };
    const sent = await send(survey, { definition, answers, key: body.data.key, response });
    reply.code(STATUS[sent.outcome]).header('cache-control', 'no-store');
    if (sent.outcome === 'conflict') {
      return reply.send({ error: 409, message: messages.responses.conflict });
    }
    const { receipt: number, submittedAt } = sent.submission;
    return reply.send({ receipt: number, submittedAt });
  }

  type Sending = {
    readonly definition: Questionnaire;
    readonly answers: Answers;
    readonly key: string;
    readonly response: { readonly id: string | undefined; readonly questionnaireId: string };
    readonly orders?: Orders;
  };

  function send(
    survey: Survey,
    { definition, answers, key, response, orders }: Sending,
  ): Promise<Sent> {
    return insertSubmission(store, {
      ...(response.id !== undefined && { responseId: response.id }),
      surveyId: survey.id,
      questionnaireId: response.questionnaireId,
      missionId: survey.missionId,
      key,
      answers,
      ...(orders && { orders }),
      respondent: respondentOf(definition, answers),
      openAnswers: openAnswersOf(definition, answers),
    });
  }

  /** Nothing is reproached before the button is pressed, but what is missing is already marked. */
  async function review(
    reply: FastifyReply,
    answering: Answering,
    { key, isRefused }: { readonly key: string; readonly isRefused: boolean },
  ) {
    const { definition, draft, survey } = answering;
    const lookUps = await lookUpsForDraft(store, survey.missionId, definition, draft);
    const moment = momentOf(answering.response.id);
    const complete = completeAnswers(definition, draft, lookUps, moment);
    const rivals = await listRivals(store, answering.response.id);
    const errors = [...rivals.map(({ question }) => twoVersions(question)), ...complete.errors];
    const address = (section: Section) =>
      `${paths.answeringPage(survey.slug, pageNumber(definition, section))}?relecture`;
    reply.header('cache-control', 'no-store');
    const frame = await respondentFrame(store, survey, messages.responses.review, ['submission']);
    return render(reply, 'responses/review', frame, {
      action: paths.submissions(survey.slug),
      key,
      isChange: answering.isReopened,
      isAnonymous: survey.isAnonymous,
      resume: await resumeToken(store, answering.response.id),
      summary: isRefused
        ? summaryOf(definition, errors, (error) => hrefOf(definition, error, address))
        : [],
      sections: reviewSections(definition, draft, errors, lookUps, address, moment),
    });
  }

  async function receipt(
    reply: FastifyReply,
    { definition, survey, isReopened }: Answering,
    submission: NonNullable<Answering['submission']>,
  ) {
    const draft = { answers: shapeAnswers(definition, submission.answers), typed: {} };
    const lookUps = await lookUpsForDraft(store, survey.missionId, definition, draft);
    const number = spacedReceipt(submission.receipt);
    const moment = momentOf(submission.responseId, new Date(submission.submittedAt));
    reply.header('cache-control', 'no-store');
    const frame = await respondentFrame(store, survey, messages.responses.receipt, ['submission']);
    return render(reply, 'responses/receipt', frame, {
      response: submission.responseId,
      isReopened,
      changes: whyNotNow(survey)
        ? null
        : {
            change: paths.answeringChange(survey.slug),
            drop: paths.answeringChangeDrop(survey.slug),
            later: paths.answeringLater(survey.slug),
            withdrawal: paths.answeringWithdrawal(survey.slug),
          },
      receipt: number,
      submittedAt: submission.submittedAt,
      lookup: `${paths.receipts()}?numero=${encodeURIComponent(number)}`,
      answers: reviewSections(definition, draft, [], lookUps, () => '', moment),
    });
  }
}

const STATUS: Readonly<Record<Sent['outcome'], number>> = {
  received: 201,
  replayed: 200,
  conflict: 409,
};

/** The order in which they saw what the questionnaire shuffles, if it shuffles anything. */
function ordersOf(
  questionnaire: Answering['questionnaire'],
  responseId: string,
): { readonly orders?: Orders } {
  const definition = questionnaireOf(questionnaire);
  if (!isShuffled(definition)) return {};
  return { orders: shuffledFor(definition, momentOf(responseId).seed ?? 0).orders };
}

/** To the field itself, on its own page. */
function hrefOf(
  { sections }: Questionnaire,
  { question, field }: AnswerError,
  address: (section: Section) => string,
): string {
  const section = sections.find(({ questions }) => questions.some(({ id }) => id === question));
  return section ? `${address(section)}#${field}` : '';
}

function toldTo({ question, field, code, facts }: AnswerError) {
  return { question, field, code, message: answerSentence(code, facts) };
}

function fieldsIn(error: z.ZodError): string[] {
  return [...new Set(error.issues.map(({ path }) => path.join('.')))];
}

/** What people type: in lower case, with dashes, with an O for a zero. */
function plainReceipt(typed: string): string {
  const plain = typed.toUpperCase().replace(/[^0-9A-Z]/g, '');
  return plain.replaceAll('O', '0').replaceAll('I', '1').replaceAll('L', '1');
}
