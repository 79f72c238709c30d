import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { derivedToken, hashOf, newToken } from '../db/ids.ts';
import type { Store } from '../db/open.ts';
import {
  findAnonymousReceipt,
  findSealedDraft,
  insertAnonymousSubmission,
  saveSealedDraft,
} from '../db/queries/anonymity.ts';
import { findSetting } from '../db/queries/settings.ts';
import { findQuestionnaire, type Survey } from '../db/queries/surveys.ts';
import type { Questionnaire } from '../surveys/definition.ts';
import { openAnswersOf, respondentOf } from '../surveys/respondent.ts';
import type { Answers } from '../surveys/routing.ts';
import type { Orders } from '../surveys/shuffling.ts';
import type { Config } from './config.ts';
import { notFound } from './errors.ts';
import { seal, unseal } from './sealing.ts';

/**
 * How someone answers an anonymous survey. Their browser alone holds a ticket, sealed so that only this platform reads
 * it: the key of their draft, and which invitation they came by. No session knows of it; once sent, the key is gone.
 */

const ticket = z.object({
  survey: z.string(),
  /** Opens the draft; null once it is sent. */
  key: z.string().nullable(),
  invitation: z.string().nullable(),
  receipt: z.string().nullable(),
});

export type Ticket = z.infer<typeof ticket>;

/** One a survey: two surveys may be answered in turn. */
const cookieOf = ({ id }: Survey) => `constat-anonyme-${id.slice(0, 8)}`;
const DRAFT_SECONDS = 30 * 86_400;
const RECEIPT_SECONDS = 3600;

const sealedDraft = z.object({
  questionnaireId: z.string(),
  answers: z.record(z.string(), z.unknown()),
});

export async function readTicket(
  store: Store,
  request: FastifyRequest,
  survey: Survey,
): Promise<Ticket | undefined> {
  const sealed = request.cookies[cookieOf(survey)];
  const text = sealed === undefined ? undefined : unseal(await ticketSecret(store), sealed);
  const read = text === undefined ? undefined : ticket.safeParse(JSON.parse(text));
  return read?.success && read.data.survey === survey.id ? read.data : undefined;
}

async function giveTicket(
  store: Store,
  config: Config,
  reply: FastifyReply,
  survey: Survey,
  given: Ticket,
): Promise<void> {
  reply.setCookie(cookieOf(survey), seal(await ticketSecret(store), JSON.stringify(given)), {
    path: '/',
    httpOnly: true,
    sameSite: 'lax',
    secure: config.baseUrl.startsWith('https:'),
    maxAge: given.key === null ? RECEIPT_SECONDS : DRAFT_SECONDS,
  });
}

async function ticketSecret(store: Store): Promise<string> {
  const secret = await findSetting(store, 'sessions.secret');
  if (secret === undefined) throw new Error('the store has no secret to seal with');
  return derivedToken(secret, 'anonymous ticket');
}

/** Begins, or goes on where the same browser stopped, by the same link. */
export async function beginAnonymously(
  store: Store,
  config: Config,
  request: FastifyRequest,
  reply: FastifyReply,
  survey: Survey,
  invitation: string | null,
): Promise<void> {
  const held = await readTicket(store, request, survey);
  if (held?.key && held.invitation === invitation) return;
  const questionnaire = await findQuestionnaire(store, survey.id);
  if (!questionnaire) throw notFound();
  const key = newToken();
  await saveAnonymousDraft(store, survey, key, {
    questionnaireId: questionnaire.id,
    answers: {},
  });
  const given = { survey: survey.id, key, invitation, receipt: null };
  await giveTicket(store, config, reply, survey, given);
}

export async function readAnonymousDraft(store: Store, key: string) {
  const row = await findSealedDraft(store, draftIdOf(key));
  const text = row && unseal(key, row.sealed);
  return text === undefined ? undefined : sealedDraft.parse(JSON.parse(text));
}

export async function saveAnonymousDraft(
  store: Store,
  survey: Survey,
  key: string,
  draft: z.infer<typeof sealedDraft>,
): Promise<void> {
  const sealed = seal(key, JSON.stringify(draft));
  await saveSealedDraft(store, { id: draftIdOf(key), surveyId: survey.id, sealed });
}

/** The name that its page gives a draft: it opens nothing, and leads to no row. */
export const pageNameOf = (key: string): string => hashOf(`page:${key}`).slice(0, 32);

const draftIdOf = (key: string) => hashOf(`draft:${key}`);

/** The same key, the same receipt: a form sent twice is one response. */
const DIGITS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const receiptOf = (key: string) =>
  Array.from(
    Buffer.from(hashOf(`receipt:${key}`), 'hex').subarray(0, 12),
    (byte) => DIGITS[byte % DIGITS.length],
  ).join('');

/** Sends the answers of whoever holds the key, and keeps nothing of it but the number they are given. */
export async function sendAnonymously(
  store: Store,
  survey: Survey,
  {
    key,
    invitation,
    ...sent
  }: {
    readonly key: string;
    readonly invitation: string | null;
    readonly definition: Questionnaire;
    readonly questionnaireId: string;
    readonly answers: Answers;
    readonly orders?: Orders;
  },
): Promise<{ readonly outcome: 'received' | 'known' | 'answered'; readonly receipt: string }> {
  const receipt = receiptOf(key);
  const outcome = await insertAnonymousSubmission(store, {
    surveyId: survey.id,
    questionnaireId: sent.questionnaireId,
    missionId: survey.missionId,
    answers: sent.answers,
    ...(sent.orders && { orders: sent.orders }),
    openAnswers: openAnswersOf(sent.definition, sent.answers),
    consent: consentOf(sent.definition, sent.answers),
    invitationId: invitation,
    receipt,
    draftId: draftIdOf(key),
  });
  return { outcome, receipt };
}

/** Nobody can be named who is not known. */
function consentOf(definition: Questionnaire, answers: Answers) {
  const { consent } = respondentOf(definition, answers);
  return consent === 'by-name' ? 'by-function' : consent;
}

/** The number that was given for a ticket whose answers were received, though its browser was not told. */
export async function receiptGiven(store: Store, { key }: Ticket): Promise<string | undefined> {
  const receipt = key === null ? undefined : receiptOf(key);
  const isKnown = receipt && (await findAnonymousReceipt(store, receipt));
  return isKnown ? receipt : undefined;
}

/** After sending, the browser holds the number and no key. */
export async function leaveReceipt(
  store: Store,
  config: Config,
  reply: FastifyReply,
  survey: Survey,
  receipt: string,
): Promise<void> {
  const given = { survey: survey.id, key: null, invitation: null, receipt };
  await giveTicket(store, config, reply, survey, given);
}
