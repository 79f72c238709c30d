import cookie from '@fastify/cookie';
import session from '@fastify/session';
import type { FastifyInstance, Session } from 'fastify';
import { hashOf, newToken } from '../db/ids.ts';
import type { Store } from '../db/open.ts';
import { deleteSession, findSession, saveSession } from '../db/queries/sessions.ts';
import { findSetting, saveSetting } from '../db/queries/settings.ts';
import type { Config } from './config.ts';

declare module 'fastify' {
  interface Session {
    accountId?: string;
    /** Response id by survey id: what this browser is answering, or has answered. */
    answering?: Record<string, string>;
    /** One sentence to show once, on the next page. */
    flash?: {
      readonly kind: 'success' | 'information' | 'warning' | 'error';
      readonly text: string;
    };
  }
}

const HOUR = 3_600_000;

/** Server-side sessions: the cookie is a random value, its hash the key of a row that can be revoked. */
export async function registerSessions(app: FastifyInstance, store: Store, config: Config) {
  await app.register(cookie);
  await app.register(session, {
    secret: await readSecret(store),
    cookieName: config.baseUrl.startsWith('https:') ? '__Host-constat' : 'constat',
    saveUninitialized: false,
    rolling: false,
    cookie: {
      path: '/',
      httpOnly: true,
      sameSite: 'lax',
      secure: config.baseUrl.startsWith('https:'),
      maxAge: config.SESSION_HOURS * HOUR,
    },
    store: {
      get(token, callback) {
        findSession(store, token).then(
          (row) => callback(null, row ? (JSON.parse(row.data) as Session) : null),
          callback,
        );
      },
      set(token, data, callback) {
        const expiresAt = Date.now() + config.SESSION_HOURS * HOUR;
        const row = {
          accountId: data.accountId ?? null,
          data: JSON.stringify(data),
          expiresAt: data.cookie.expires?.getTime() ?? expiresAt,
        };
        saveSession(store, token, row).then(() => callback(), callback);
      },
      destroy(token, callback) {
        deleteSession(store, token).then(() => callback(), callback);
      },
    },
  });
}

/** Signs the cookies: made once, kept with the store so that a restart signs nobody out. */
async function readSecret(store: Store): Promise<string> {
  const held = await findSetting(store, 'sessions.secret');
  if (held !== undefined) return held;
  const secret = hashOf(newToken());
  await saveSetting(store, 'sessions.secret', secret);
  return secret;
}
