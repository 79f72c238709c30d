import { parse as parseQuery } from 'node:querystring';
import formbody from '@fastify/formbody';
import helmet from '@fastify/helmet';
import multipart from '@fastify/multipart';
import rateLimit from '@fastify/rate-limit';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Config } from './config.ts';
import { badRequest, forbidden, HttpError, tooManyRequests } from './errors.ts';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Asked by other programs than a browser at home here: no origin to check. */
    readonly isForeign?: boolean;
  }
}

const FORM_FIELDS_MAX = 2000;
const DEPTH_MAX = 50;

/** What stands between any request and any handler. */
export async function registerSecurity(app: FastifyInstance, config: Config): Promise<void> {
  await app.register(helmet, {
    contentSecurityPolicy: { useDefaults: false, directives: CONTENT_SECURITY_POLICY },
    crossOriginEmbedderPolicy: false,
    // Not `no-referrer`: it would make the browser send our own forms with `Origin: null`.
    referrerPolicy: { policy: 'same-origin' },
    strictTransportSecurity: config.baseUrl.startsWith('https:') && { maxAge: 31_536_000 },
  });
  app.removeContentTypeParser('text/plain');
  await app.register(formbody, { bodyLimit: 2 * 2 ** 20, parser: parseForm });
  await app.register(multipart, {
    limits: { fileSize: config.UPLOAD_LIMIT_MB * 2 ** 20, files: 1, fields: 50, fieldSize: 65_536 },
  });
  await app.register(rateLimit, { global: false, errorResponseBuilder: tooManyRequests });
  app.addHook('onRequest', async (request, reply) => {
    // What proves itself otherwise (a signature, a token) may come from anywhere, and reads no cookie.
    if (request.routeOptions.config.isForeign !== true) requireOwnOrigin(request, config);
    // Whatever isn't said to be public stays with who asked: not on a shared machine, not in a proxy.
    reply.header('cache-control', 'no-store');
  });
  app.addHook('preValidation', async (request) => {
    if (!isForm(request.body)) throw new HttpError(422);
    refuseMalformedText(request.body);
    // A form without fields is still one: handlers never meet an absence.
    request.body = withoutDirections(request.body ?? {});
  });
}

const CONTENT_SECURITY_POLICY = {
  defaultSrc: ["'none'"],
  scriptSrc: ["'self'"],
  styleSrc: ["'self'"],
  imgSrc: ["'self'", 'data:'],
  fontSrc: ["'self'"],
  connectSrc: ["'self'"],
  formAction: ["'self'"],
  baseUri: ["'none'"],
  frameAncestors: ["'none'"],
};

/**
 * A form of another site can't write here: a browser says where a POST comes from, and it has to be us.
 * Neither header: not a browser's form, refused too.
 */
function requireOwnOrigin({ method, headers }: FastifyRequest, config: Config): void {
  if (method === 'GET' || method === 'HEAD' || method === 'OPTIONS') return;
  const { origin, host } = headers;
  const isOwn =
    origin === new URL(config.baseUrl).origin ||
    (origin !== undefined && URL.canParse(origin) && new URL(origin).host === host);
  if (!isOwn || headers['sec-fetch-site'] === 'cross-site') throw forbidden();
}

/** Repeated names become lists; a null prototype keeps `__proto__` a mere name, refused later. */
function parseForm(body: string): Record<string, unknown> {
  if (body.split('&', FORM_FIELDS_MAX + 1).length > FORM_FIELDS_MAX) throw new HttpError(413);
  return parseQuery(body, '&', '=', { maxKeys: 0 });
}

/** Handlers read named fields: JSON may also be a list, a text or nothing, which none of them expects. */
const isForm = (body: unknown) =>
  body === undefined || (typeof body === 'object' && body !== null && !Array.isArray(body));

/** Lone surrogates and NUL can't be stored to the letter; depth has a bound; prototypes are no names. */
function refuseMalformedText(value: unknown, depth = 0): void {
  if (depth > DEPTH_MAX) throw new HttpError(422);
  if (typeof value === 'string') {
    if (!value.isWellFormed() || value.includes('\0')) throw badRequest();
  } else if (Array.isArray(value)) {
    for (const item of value) refuseMalformedText(item, depth + 1);
  } else if (typeof value === 'object' && value !== null && !Buffer.isBuffer(value)) {
    for (const [key, item] of Object.entries(value)) {
      if (key === '__proto__' || key === 'constructor' || key === 'prototype') throw badRequest();
      refuseMalformedText(key, depth + 1);
      refuseMalformedText(item, depth + 1);
    }
  }
}

/** Marks that turn the direction of reading around: unclosed, one would upset what stands after a name. */
const DIRECTIONS = /[\u202A-\u202E\u2066-\u2069]/gu;

/** The same for a text that came otherwise than by a form: a part of an upload, a cell of a table. @throws 400 */
export function cleanText(text: string): string {
  refuseMalformedText(text);
  return text.replaceAll(DIRECTIONS, '');
}

function withoutDirections(value: unknown): unknown {
  if (typeof value === 'string') return value.replaceAll(DIRECTIONS, '');
  if (Array.isArray(value)) return value.map(withoutDirections);
  if (typeof value !== 'object' || value === null || Buffer.isBuffer(value)) return value;
  for (const [key, item] of Object.entries(value))
    (value as Record<string, unknown>)[key] = withoutDirections(item); // an own key, listed above
  return value;
}
