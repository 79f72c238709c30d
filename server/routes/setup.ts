import type { FastifyInstance, FastifyReply } from 'fastify';
import { z } from 'zod';
import { consumeAccessLink, findAccessLink } from '../../db/queries/access-links.ts';
import { countAccounts, insertAccount } from '../../db/queries/accounts.ts';
import { render } from '../../views/engine.ts';
import { staffFrame } from '../../views/frame.ts';
import { messages } from '../../views/messages.ts';
import { paths } from '../../views/paths.ts';
import { notFound } from '../errors.ts';
import { readForm, summaryOf, titleWith, typedValues } from '../forms.ts';
import { setFlash } from '../frames.ts';
import { beginMission, MISSION_TEMPLATES } from '../missions.ts';
import { hashPassword } from '../passwords.ts';
import type { Services } from '../services.ts';
import { accountFields, passwordField } from './account-fields.ts';
import { signIn } from './sessions.ts';

const setupForm = z.object({
  ...accountFields,
  password: passwordField,
  template: z.enum(MISSION_TEMPLATES, messages.missions.template),
  title: z.string().trim().max(200),
});

/** The first start: the administrator and the first mission, from a link printed once. */
export function setup(app: FastifyInstance, services: Services): void {
  const { store, config } = services;
  const limit = {
    config: { rateLimit: { max: config.LINK_ATTEMPTS, timeWindow: '1 minute' } },
  };
  type Route = { Params: { token: string } };

  app.get<Route>('/installation/:token', limit, async (request, reply) => {
    if (!(await isOpen(request.params.token))) throw notFound();
    return form(reply, request.params.token, { typed: { template: 'pvd' }, errors: {} });
  });

  app.post<Route>('/installation/:token', limit, async (request, reply) => {
    const { token } = request.params;
    if (!(await isOpen(token))) throw notFound();
    const result = readForm(setupForm, request.body);
    if ('errors' in result) {
      reply.code(422);
      return form(reply, token, { typed: typedValues(request.body), errors: result.errors });
    }
    const { name, email, password, template, title } = result.values;
    const passwordHash = await hashPassword(password);
    if (!(await consumeAccessLink(store, 'setup', token))) throw notFound();
    const account = await insertAccount(store, {
      name,
      email,
      role: 'administrator',
      passwordHash,
    });
    if (!account) throw notFound();
    const mission = await beginMission(services, { template, title, createdBy: account });
    await signIn(request, account);
    setFlash(request, messages.missions.created);
    return reply.redirect(paths.mission(mission), 303);
  });

  const isOpen = async (token: string) =>
    (await countAccounts(store)) === 0 &&
    (await findAccessLink(store, 'setup', token)) !== undefined;
}

function form(
  reply: FastifyReply,
  token: string,
  { typed, errors }: { typed: Record<string, string>; errors: Readonly<Record<string, string>> },
) {
  const { title } = messages.setup;
  return render(reply, 'setup/new', staffFrame({ title: titleWith(errors, title) }), {
    action: paths.setup(token),
    typed,
    errors,
    summary: summaryOf(errors),
    templates: MISSION_TEMPLATES.map((value) => ({
      value,
      ...messages.templates[value],
      isSelected: value === typed.template,
    })),
  });
}
