import type { FastifyRequest } from 'fastify';
import type { Store } from '../db/open.ts';
import { carryResponse, findLatestCarry } from '../db/queries/questionnaires.ts';
import { findResponse } from '../db/queries/responses.ts';
import { findQuestionnaire } from '../db/queries/surveys.ts';
import { shapeAnswers } from '../surveys/answers.ts';
import { carryAnswers } from '../surveys/carry.ts';
import { questionsOf } from '../surveys/definition.ts';
import type { Frame } from '../views/frame.ts';
import { questionnaireMessages as said } from '../views/messages/questionnaires.ts';
import { questionnaireOf } from './answering.ts';

type Found = NonNullable<Awaited<ReturnType<typeof findResponse>>>;

/**
 * A response in progress goes on in the latest version where nothing that it says is lost by it. Only when a page is
 * opened: a form that was opened before is still read as it was asked. What was sent keeps its version.
 */
export async function onLatestVersion(
  store: Store,
  { method }: FastifyRequest,
  found: Found,
): Promise<Found> {
  if (method !== 'GET' || found.submission) return found;
  const latest = await findQuestionnaire(store, found.survey.id);
  if (!latest || latest.version <= found.questionnaire.version) return found;
  const from = questionnaireOf(found.questionnaire);
  const { answers: before, id, revision } = found.response;
  const carry = carryAnswers(from, questionnaireOf(latest), shapeAnswers(from, before));
  if (carry.kind === 'kept') return found;
  await carryResponse(store, {
    responseId: id,
    revision,
    fromId: found.questionnaire.id,
    toId: latest.id,
    before,
    // What was typed and is no answer yet lies there too, under a name of its own.
    answers: { ...typedOnly(before), ...carry.answers },
    toReview: carry.toReview,
  });
  return (await findResponse(store, id)) ?? found;
}

const typedOnly = (stored: Readonly<Record<string, unknown>>) =>
  Object.fromEntries(Object.entries(stored).filter(([name]) => name.startsWith('_')));

/** What the new version took out of the answers, as long as it was not answered again. */
export async function reviewNotices(
  store: Store,
  { response, questionnaire }: Pick<Found, 'response' | 'questionnaire'>,
): Promise<Frame['flashes']> {
  const carry = await findLatestCarry(store, response.id, questionnaire.id);
  if (!carry || carry.toReview.length === 0) return [];
  const from = questionnaireOf(carry.from);
  const to = questionnaireOf(questionnaire);
  const again = carryAnswers(from, to, shapeAnswers(from, carry.before));
  const left: Readonly<Record<string, unknown>> = again.kind === 'carried' ? again.answers : {};
  const labels = questionsOf(to)
    .filter(({ id }) => carry.toReview.includes(id))
    .filter(({ id }) => JSON.stringify(response.answers[id]) === JSON.stringify(left[id]))
    .map(({ label }) => label);
  return labels.length > 0 ? [{ kind: 'information', text: said.toReview(labels) }] : [];
}
