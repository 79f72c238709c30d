import type { FastifyInstance, FastifyReply } from 'fastify';
import { z } from 'zod';
import {
  type AccessPurpose,
  consumeAccessLink,
  findAccessLink,
} from '../../db/queries/access-links.ts';
import { findAccount, updatePassword } from '../../db/queries/accounts.ts';
import { render } from '../../views/engine.ts';
import { staffFrame } from '../../views/frame.ts';
import { messages } from '../../views/messages.ts';
import { paths } from '../../views/paths.ts';
import { notFound } from '../errors.ts';
import { readForm, summaryOf, titleWith } from '../forms.ts';
import { hashPassword } from '../passwords.ts';
import type { Services } from '../services.ts';
import { passwordField } from './account-fields.ts';
import { signIn } from './sessions.ts';

const passwordForm = z.object({ password: passwordField });

/** Links that an administrator hands over: choose a password, or enter a demonstration. */
export function passwords(app: FastifyInstance, { store, config }: Services): void {
  const limit = {
    config: { rateLimit: { max: config.LINK_ATTEMPTS, timeWindow: '1 minute' } },
  };
  type Route = { Params: { token: string } };

  app.get<Route>('/mot-de-passe/:token', limit, async (request, reply) => {
    const account = await accountOf('password', request.params.token);
    return form(reply, request.params.token, account.name, {});
  });

  app.post<Route>('/mot-de-passe/:token', limit, async (request, reply) => {
    const { token } = request.params;
    const account = await accountOf('password', token);
    const result = readForm(passwordForm, request.body);
    if ('errors' in result) return form(reply.code(422), token, account.name, result.errors);
    const passwordHash = await hashPassword(result.values.password);
    if (!(await consumeAccessLink(store, 'password', token))) throw notFound();
    await updatePassword(store, account.id, passwordHash);
    await signIn(request, account.id);
    return reply.redirect(paths.home(), 303);
  });

  // A demonstration's links stay good as long as the demonstration: they are meant to be tried.
  app.get<Route>('/demonstration/:token', limit, async (request, reply) => {
    const account = await accountOf('demonstration', request.params.token);
    const frame = staffFrame({ title: messages.setup.demonstration });
    const { name, role } = account;
    const action = paths.demonstration(request.params.token);
    return render(reply, 'passwords/demonstration', frame, {
      name,
      role: messages.roles[role],
      action,
    });
  });

  app.post<Route>('/demonstration/:token', limit, async (request, reply) => {
    const account = await accountOf('demonstration', request.params.token);
    await signIn(request, account.id);
    return reply.redirect(paths.home(), 303);
  });

  async function accountOf(purpose: AccessPurpose, token: string) {
    const link = await findAccessLink(store, purpose, token);
    const account = link?.accountId ? await findAccount(store, link.accountId) : undefined;
    if (!account) throw notFound();
    return account;
  }
}

function form(
  reply: FastifyReply,
  token: string,
  name: string,
  errors: Readonly<Record<string, string>>,
) {
  return render(
    reply,
    'passwords/edit',
    staffFrame({ title: titleWith(errors, messages.setup.password) }),
    {
      action: paths.password(token),
      name,
      errors,
      summary: summaryOf(errors),
    },
  );
}
