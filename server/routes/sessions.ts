import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { findCredentials } from '../../db/queries/accounts.ts';
import { render } from '../../views/engine.ts';
import { staffFrame } from '../../views/frame.ts';
import { messages } from '../../views/messages.ts';
import { paths } from '../../views/paths.ts';
import { isPasswordOf } from '../passwords.ts';
import { returnPath } from '../return-path.ts';
import type { Services } from '../services.ts';

const credentials = z.object({
  email: z.string().max(254).catch(''),
  password: z.string().max(1000).catch(''),
  next: z.string().optional(),
});

/** Signing in and out. */
export function sessions(app: FastifyInstance, { store, config }: Services): void {
  app.get<{ Querystring: { suite?: string } }>(paths.signIn(), async (request, reply) => {
    if (request.session.accountId) return reply.redirect(paths.home());
    return form(reply, { email: '', next: returnPath(request.query.suite), message: null });
  });

  app.post(
    paths.signIn(),
    { config: { rateLimit: { max: config.SIGN_IN_ATTEMPTS, timeWindow: '1 minute' } } },
    async (request, reply) => {
      const { email, password, next } = credentials.parse(request.body ?? {});
      const known = await findCredentials(store, email);
      if (!(await isPasswordOf(known?.passwordHash, password)) || !known) {
        reply.code(422);
        const message = messages.sessions.refused;
        return form(reply, { email, next: returnPath(next), message });
      }
      await signIn(request, known.id);
      return reply.redirect(returnPath(next), 303);
    },
  );

  app.post(paths.signOut(), async (request, reply) => {
    await request.session.destroy();
    return reply.redirect(paths.signIn(), 303);
  });
}

/** Opens a session under a new id: the one that came before it, whoever set it, opens nothing. */
export async function signIn(request: FastifyRequest, accountId: string): Promise<void> {
  await request.session.regenerate(['answering']);
  request.session.accountId = accountId;
}

function form(
  reply: FastifyReply,
  context: { email: string; next: string; message: string | null },
) {
  return render(reply, 'sessions/new', staffFrame({ title: messages.errors[401].title }), context);
}
