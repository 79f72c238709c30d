import { z } from 'zod';
import {
  findStandingResponse,
  listResponsesAfter,
  type ResponseCursor,
  type ResponseRow,
} from '../../db/queries/response-pages.ts';
import { insertSubmission } from '../../db/queries/responses.ts';
import { findQuestionnaire } from '../../db/queries/surveys.ts';
import { STAKEHOLDER_CATEGORIES } from '../../db/schema/missions.ts';
import { completeAnswers, shapeAnswers } from '../../surveys/answers.ts';
import { openAnswersOf, respondentOf } from '../../surveys/respondent.ts';
import { answerSentence } from '../../views/messages/answers.ts';
import { apiMessages } from '../../views/messages/api.ts';
import { sendAnonymously } from '../anonymous.ts';
import { lookUpsForDraft, questionnaireOf } from '../answering.ts';
import { HttpError, notFound } from '../errors.ts';
import { momentOf } from '../moment.ts';
import { whyNotNow } from '../respondents.ts';
import type { ResultsReader } from '../survey-results/reader.ts';
import { endpoint } from './endpoint.ts';
import { unprocessable } from './problems.ts';
import { stakeholderView, surveyOf } from './surveys.ts';

const said = apiMessages.problems;
const SURVEY = '/missions/{mission}/surveys/{survey}';

const stakeholderAnswer = z.object({
  id: z.string(),
  function: z.string(),
  category: z.enum(STAKEHOLDER_CATEGORIES),
  organisation: z.string(),
  communeCode: z.string().nullable(),
  departmentCode: z.string().nullable(),
  regionCode: z.string().nullable(),
});

const responseAnswer = z.object({
  id: z.string(),
  version: z.int().describe('Version du questionnaire à laquelle elle répond'),
  submittedAt: z.iso.datetime().nullable().describe('Nul dans une enquête anonyme'),
  stakeholder: stakeholderAnswer.nullable(),
  strata: z
    .record(z.string(), z.string())
    .nullable()
    .describe('Dans une enquête anonyme, les groupes assez grands pour s’y fondre'),
  answers: z.record(z.string(), z.unknown()).describe('Réponse par identifiant de question'),
});

const responseView = (row: ResponseRow, isAnonymous: boolean) => ({
  id: row.id,
  version: row.version,
  submittedAt: isAnonymous ? null : new Date(row.submittedAt).toISOString(),
  stakeholder: row.stakeholder && !isAnonymous ? stakeholderView(row.stakeholder) : null,
  strata: row.strata,
  answers: row.answers,
});

const cursorSchema = z
  .base64url()
  .max(200)
  .transform((text, context): ResponseCursor => {
    const [at = '', submissionId = ''] = Buffer.from(text, 'base64url').toString('utf8').split(' ');
    const submittedAt = Number(at);
    if (at !== '' && submissionId !== '' && Number.isSafeInteger(submittedAt))
      return { submittedAt, submissionId };
    context.addIssue({ code: 'custom', input: text });
    return z.NEVER;
  });

const cursorOf = ({ submittedAt, submissionId }: ResponseCursor) =>
  Buffer.from(`${submittedAt} ${submissionId}`).toString('base64url');

/** What a survey received, and sending to it. */
export const responseEndpoints = (reader: ResultsReader) => [
  endpoint({
    method: 'GET',
    path: `${SURVEY}/responses`,
    scope: 'responses:read',
    tag: 'responses',
    summary: 'Les réponses reçues, page par page',
    description:
      'Tout ce qui a été répondu, paroles à usage interne comprises : ne les citez pas. Reprenez avec «\u00a0cursor\u00a0» là où «\u00a0nextCursor\u00a0» le dit ; nul, il n’y a plus rien pour l’instant.',
    status: 200,
    query: z.strictObject({
      limit: z.coerce.number().int().min(1).max(500).default(100),
      cursor: cursorSchema.optional(),
    }),
    answer: z.object({ responses: z.array(responseAnswer), nextCursor: z.string().nullable() }),
    async handle(asked) {
      const { limit, cursor = null } = asked.query;
      const survey = await surveyOf(asked);
      const rows = await listResponsesAfter(asked.services.store, survey.id, {
        cursor,
        limit: limit + 1,
      });
      const page = rows.slice(0, limit);
      const last = page.at(-1);
      return {
        responses: page.map((row) => responseView(row, survey.isAnonymous)),
        nextCursor: rows.length > limit && last ? cursorOf(last) : null,
      };
    },
  }),
  endpoint({
    method: 'GET',
    path: `${SURVEY}/responses/{response}`,
    scope: 'responses:read',
    tag: 'responses',
    summary: 'Une réponse',
    status: 200,
    answer: responseAnswer,
    async handle(asked) {
      const survey = await surveyOf(asked);
      const row = await findStandingResponse(
        asked.services.store,
        survey.id,
        asked.params.response ?? '',
      );
      if (!row) throw notFound();
      return responseView(row, survey.isAnonymous);
    },
  }),
  endpoint({
    method: 'POST',
    path: `${SURVEY}/responses`,
    scope: 'responses:write',
    tag: 'responses',
    summary: 'Envoyer une réponse complète',
    description:
      'La même clé avec les mêmes réponses est la même réponse, quel que soit le nombre d’envois. Avec d’autres réponses, les deux versions sont gardées et l’envoi reçoit 409.',
    status: 201,
    body: z.strictObject({
      key: z.uuid().describe('UUID que l’émetteur choisit une fois pour cette réponse'),
      answers: z.record(z.string().max(64), z.unknown()),
    }),
    answer: z.object({ receipt: z.string(), submittedAt: z.iso.datetime().nullable() }),
    async handle(asked) {
      const { services, body } = asked;
      const { store } = services;
      const survey = await surveyOf(asked);
      if (whyNotNow(survey)) throw new HttpError(409, said.closed);
      const row = await findQuestionnaire(store, survey.id);
      if (!row) throw notFound();
      const key = body.key.toLowerCase();
      const definition = questionnaireOf(row);
      const draft = { answers: shapeAnswers(definition, body.answers), typed: {} };
      const misshapen = Object.keys(body.answers).filter((id) => !(id in draft.answers));
      const lookUps = await lookUpsForDraft(store, survey.missionId, definition, draft);
      const { answers, errors } = completeAnswers(definition, draft, lookUps, momentOf(key));
      if (misshapen.length + errors.length > 0)
        throw unprocessable(said.invalid, [
          ...misshapen.map((id) => ({
            pointer: `/answers/${id}`,
            message: apiMessages.fields.format,
          })),
          ...errors.map(({ question, field, code, facts }) => ({
            pointer: `/answers/${question}`,
            field,
            code,
            message: answerSentence(code, facts),
          })),
        ]);
      if (survey.isAnonymous) {
        const sent = { definition, answers, questionnaireId: row.id, key, invitation: null };
        const { receipt } = await sendAnonymously(store, survey, sent);
        return { receipt, submittedAt: null };
      }
      const { outcome, submission } = await insertSubmission(store, {
        ...{
          surveyId: survey.id,
          questionnaireId: row.id,
          missionId: survey.missionId,
          key,
          answers,
        },
        respondent: respondentOf(definition, answers),
        openAnswers: openAnswersOf(definition, answers),
      });
      if (outcome === 'conflict') throw new HttpError(409, said.conflict);
      return {
        receipt: submission.receipt,
        submittedAt: new Date(submission.submittedAt).toISOString(),
      };
    },
  }),
  endpoint({
    method: 'GET',
    path: `${SURVEY}/results`,
    scope: 'responses:read',
    tag: 'responses',
    summary: 'Les résultats, question par question',
    description:
      'Les mêmes comptes que la page des résultats : effectifs, médianes, rangs et scores, selon le type de la question.',
    status: 200,
    answer: z.object({
      received: z.int(),
      sections: z.array(
        z.object({
          id: z.string(),
          title: z.string(),
          questions: z.array(
            z.object({
              id: z.string(),
              label: z.string(),
              result: z.record(z.string(), z.unknown()),
            }),
          ),
        }),
      ),
    }),
    async handle(asked) {
      const survey = await surveyOf(asked);
      const filter = { facets: {}, groups: [] };
      const { results } = await reader.ask(survey, { kind: 'results', filter, weights: null });
      return {
        received: results.received,
        sections: results.sections.map(({ id, title, questions }) => ({
          id,
          title,
          questions: questions.map(({ id, label, result }) => ({
            id,
            label,
            result: { ...result },
          })),
        })),
      };
    },
  }),
];
