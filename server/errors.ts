import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { render } from '../views/engine.ts';
import { answerFrame, staffFrame } from '../views/frame.ts';
import { messages } from '../views/messages.ts';
import { paths } from '../views/paths.ts';
import { returnPath } from './return-path.ts';

/** What a person meets when a request can't be answered; its status has a sentence in `messages`. */
export class HttpError extends Error {
  override name = 'HttpError';
  readonly status: ErrorStatus;
  /** A sentence for this very case, in French, instead of the status's own. */
  readonly sentence: string | undefined;
  /** What is to mend, point by point: for programs. */
  readonly errors: readonly Record<string, unknown>[];

  constructor(
    status: ErrorStatus,
    sentence?: string,
    errors: readonly Record<string, unknown>[] = [],
  ) {
    super(sentence ?? `HTTP ${status}`);
    this.status = status;
    this.sentence = sentence;
    this.errors = errors;
  }
}

export type ErrorStatus = keyof typeof messages.errors;

/** Also for what exists but is not theirs: nobody learns from a 403 that it does. */
export const notFound = () => new HttpError(404);
export const unauthenticated = () => new HttpError(401);
export const forbidden = (sentence?: string) => new HttpError(403, sentence);
export const badRequest = () => new HttpError(400);
export const conflict = (sentence: string) => new HttpError(409, sentence);
export const tooManyRequests = () => new HttpError(429);

/** The only error handler: a French page for a browser, a code for a script. */
export function registerErrors(app: FastifyInstance): void {
  app.setNotFoundHandler((request, reply) => answer(notFound(), request, reply));
  app.setErrorHandler<FastifyError>((error, request, reply) => {
    const known = toHttpError(error);
    if (known.status >= 500) request.log.error({ err: error }, 'request failed');
    return answer(known, request, reply);
  });
}

function answer(error: HttpError, request: FastifyRequest, reply: FastifyReply) {
  reply.code(error.status).header('cache-control', 'no-store');
  // A session that can't be stored must not take the page that says so down with it.
  if (error.status === 503 || error.status === 507) Object.assign(request, { session: null });
  if (request.url.startsWith('/api/')) return sendProblem(reply, error);
  if (wantsJson(request)) return reply.send({ error: error.status, message: sentenceOf(error) });
  if (error.status === 401)
    return render(reply, 'sessions/new', staffFrame({ title: messages.errors[401].title }), {
      email: '',
      next: request.method === 'GET' ? returnPath(request.url) : '/',
      message: null,
    });
  const { title } = messages.errors[error.status];
  const isAnswering = /^\/(i|enquetes)\//.test(request.url);
  const frame = isAnswering ? answerFrame({ title }) : staffFrame({ title });
  return render(reply, 'errors/show', frame, {
    status: error.status,
    title,
    sentence:
      isAnswering && error.status === 404 ? messages.responses.unknownLink : sentenceOf(error),
    homePath: isAnswering ? null : paths.home(),
  });
}

/** What a program reads (RFC 9457), in French. */
function sendProblem(reply: FastifyReply, error: HttpError): FastifyReply {
  if (error.status === 401) reply.header('www-authenticate', 'Bearer realm="constat"');
  const { title } = messages.errors[error.status];
  const problem = { type: 'about:blank', title, status: error.status, detail: sentenceOf(error) };
  const { errors } = error;
  return reply
    .type('application/problem+json; charset=utf-8')
    .send(JSON.stringify(errors.length > 0 ? { ...problem, errors } : problem));
}

const sentenceOf = ({ status, sentence }: HttpError) =>
  sentence ?? messages.errors[status].sentence;

export const wantsJson = ({ headers }: FastifyRequest) =>
  headers.accept?.includes('application/json') === true && !headers.accept.includes('text/html');

/** Errors of Fastify and of SQLite, as the status that tells the person what to do. */
function toHttpError(error: FastifyError | HttpError): HttpError {
  if (error instanceof HttpError) return error;
  if (error.code === 'SQLITE_FULL') return new HttpError(507);
  if (error.code?.startsWith('SQLITE_BUSY')) return new HttpError(503);
  const status = error.statusCode ?? 500;
  return new HttpError(isErrorStatus(status) ? status : status < 500 ? 400 : 500);
}

const isErrorStatus = (status: number): status is ErrorStatus => status in messages.errors;
