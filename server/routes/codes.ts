import type { FastifyInstance, FastifyReply } from 'fastify';
import { z } from 'zod';
import { readCode } from '../../db/codes.ts';
import { findInvitation } from '../../db/queries/invitations.ts';
import { render } from '../../views/engine.ts';
import { answerFrame } from '../../views/frame.ts';
import { codeMessages as said } from '../../views/messages/codes.ts';
import { messages } from '../../views/messages.ts';
import { paths } from '../../views/paths.ts';
import type { Services } from '../services.ts';

const codeForm = z.object({ code: z.string().trim().max(200).catch('') });

type Fault = keyof typeof said.faults;

/** Someone types the code of a letter: it opens what the personal link would. */
export function codes(app: FastifyInstance, { store, config }: Services): void {
  const limit = { config: { rateLimit: { max: config.LINK_ATTEMPTS, timeWindow: '1 minute' } } };

  app.get(paths.code(), async (_request, reply) => page(reply, { typed: '', fault: null }));

  app.post(paths.code(), limit, async (request, reply) => {
    const { code: typed } = codeForm.parse(request.body ?? {});
    const read = readCode(typed);
    if ('fault' in read) return page(reply.code(422), { typed, fault: read.fault });
    if (!(await findInvitation(store, read.code)))
      return page(reply.code(404), { typed, fault: 'unknown' });
    return reply.redirect(paths.invitation(read.code), 303);
  });
}

function page(
  reply: FastifyReply,
  { typed, fault }: { readonly typed: string; readonly fault: Fault | null },
) {
  const error = fault && said.faults[fault];
  const title = error ? `${messages.errors[422].title}\u00a0: ${said.title}` : said.title;
  return render(reply, 'codes/new', answerFrame({ title }), {
    action: paths.code(),
    typed,
    error,
    summary: error ? [{ href: '#code', message: error }] : [],
  });
}
