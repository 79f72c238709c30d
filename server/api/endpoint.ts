import { createHash } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest, RouteOptions } from 'fastify';
import type { z } from 'zod';
import { type Account, findAccount } from '../../db/queries/accounts.ts';
import { type ApiToken, useApiToken } from '../../db/queries/api-tokens.ts';
import { findMissionOf, type Mission } from '../../db/queries/missions.ts';
import { apiMessages, type Scope } from '../../views/messages/api.ts';
import { badRequest, HttpError, notFound } from '../errors.ts';
import type { Services } from '../services.ts';
import { fieldErrors, unprocessable } from './problems.ts';

const said = apiMessages.problems;

export const API_ROOT = '/api/v1';

/** Who asks: an account, by one of its tokens. */
export interface Caller {
  readonly account: Account;
  readonly token: ApiToken;
}

/** What an endpoint is asked. The mission is there, and its own, wherever the address names one. */
export interface Asked<Query, Body> {
  readonly services: Services;
  readonly caller: Caller;
  readonly mission: Mission;
  readonly params: Readonly<Record<string, string>>;
  readonly query: Query;
  readonly body: Body;
  readonly reply: FastifyReply;
}

/** One act of the API: the same words make its route, its checks and its documentation. */
export interface Endpoint {
  readonly method: 'GET' | 'POST' | 'DELETE';
  /** Under /api/v1, with its parameters in braces. */
  readonly path: string;
  /** Null: any token will do. */
  readonly scope: Scope | null;
  readonly tag: keyof typeof apiMessages.tags;
  /** In French, as the documentation says it. */
  readonly summary: string;
  readonly description?: string;
  readonly query?: z.ZodType;
  readonly body?: z.ZodType;
  /** Absent where the answer is no JSON, or nothing. */
  readonly answer?: z.ZodType;
  readonly status: 200 | 201 | 202 | 204;
  readonly handle: (asked: Asked<never, never>) => Promise<unknown>;
}

/** Declares an endpoint, its handler typed by its schemas. */
export function endpoint<Query extends z.ZodType, Body extends z.ZodType, Answer extends z.ZodType>(
  declared: Omit<Endpoint, 'handle' | 'query' | 'body' | 'answer'> & {
    readonly query?: Query;
    readonly body?: Body;
    readonly answer?: Answer;
    readonly handle: (
      asked: Asked<z.output<Query>, z.output<Body>>,
    ) => Promise<z.input<Answer> | FastifyReply>;
  },
): Endpoint {
  return declared as Endpoint; // what the handler receives was read by the schemas beside it
}

/** Makes the route of an endpoint: the token first, before anything of the body is read. */
export function serveEndpoint(app: FastifyInstance, services: Services, one: Endpoint): void {
  const callers = new WeakMap<FastifyRequest, Caller>();
  const { config } = services;
  const options: RouteOptions = {
    method: one.method,
    url: API_ROOT + one.path.replaceAll(/\{(\w+)\}/g, ':$1'),
    config: {
      isForeign: true,
      rateLimit: {
        max: config.API_REQUESTS_PER_MINUTE,
        timeWindow: '1 minute',
        keyGenerator: async (request: FastifyRequest) =>
          (await tokenIn(services, request))?.id ?? request.ip,
      },
    },
    // After the limit of rates, before the body.
    async preParsing(request, _reply, payload) {
      callers.set(request, await requireCaller(services, request));
      const type = request.headers['content-type'];
      if (one.method === 'POST' && !type?.startsWith('application/json'))
        throw new HttpError(415, said.json);
      return payload;
    },
    async handler(request, reply) {
      const caller = callers.get(request);
      if (!caller) throw new HttpError(401);
      if (one.scope !== null && !caller.token.scopes.includes(one.scope))
        throw new HttpError(403, said.scope(one.scope));
      const params = request.params as Readonly<Record<string, string>>; // as its address names them
      const mission =
        params.mission === undefined
          ? undefined
          : await missionOf(services, caller, params.mission);
      const query = one.query ? read(one.query, request.query) : undefined;
      const body = one.body ? read(one.body, request.body) : undefined;
      const asked = { services, caller, mission, params, query, body, reply };
      const answer = await one.handle(asked as unknown as Asked<never, never>); // read just above
      if (reply.sent || answer === reply) return reply;
      return send(request, reply.code(one.status), one, answer);
    },
  };
  app.route(options);
}

/** @throws 401 without a good token, 400 for one in the address: cookies are not looked at. */
async function requireCaller(services: Services, request: FastifyRequest): Promise<Caller> {
  const named = Object.entries(request.query as Record<string, unknown>); // a query is always an object
  if (
    named.some(([name, value]) => /token|jeton|api_?key/i.test(name) || /^cst_/.test(String(value)))
  )
    throw new HttpError(400, said.inAddress);
  if (request.headers.authorization === undefined) throw new HttpError(401, said.missing);
  const token = await tokenIn(services, request);
  const account = token && (await findAccount(services.store, token.accountId));
  if (!token || !account) throw new HttpError(401, said.unknown);
  return { account, token };
}

/** Those who guess share what their address is allowed. */
async function tokenIn(
  { store }: Services,
  { headers }: FastifyRequest,
): Promise<ApiToken | undefined> {
  const [, secret] = /^Bearer ([\w-]{20,100})$/.exec(headers.authorization ?? '') ?? [];
  return secret === undefined ? undefined : useApiToken(store, secret);
}

/** @throws 404 for a mission that the account, or the token, has nothing to do with; consultants alone have. */
async function missionOf(
  { store }: Services,
  { account, token }: Caller,
  id: string,
): Promise<Mission> {
  if (token.missionId !== null && token.missionId !== id) throw notFound();
  const membership = await findMissionOf(store, account.id, id);
  if (membership?.role !== 'consultant') throw notFound();
  return membership.mission;
}

function read(schema: z.ZodType, value: unknown): unknown {
  const parsed = schema.safeParse(value, { reportInput: true });
  if (parsed.success) return parsed.data;
  throw unprocessable(said.invalid, fieldErrors(parsed.error));
}

/** The same answer has the same tag: who holds it already is told so, and nothing more. */
function send(
  request: FastifyRequest,
  reply: FastifyReply,
  one: Endpoint,
  answer: unknown,
): FastifyReply {
  if (one.status === 204) return reply.send();
  if (!one.answer) throw badRequest();
  const body = JSON.stringify(answer);
  reply.type('application/json; charset=utf-8');
  if (one.method !== 'GET') return reply.send(body);
  const tag = `"${createHash('sha256').update(body).digest('base64url').slice(0, 27)}"`;
  reply.header('etag', tag).header('cache-control', 'private, no-cache');
  const held = request.headers['if-none-match']
    ?.split(',')
    .map((one) => one.trim().replace(/^W\//, ''));
  return held?.includes(tag) ? reply.code(304).send() : reply.send(body);
}
