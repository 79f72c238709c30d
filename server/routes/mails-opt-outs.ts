import type { FastifyInstance, FastifyReply } from 'fastify';
import { z } from 'zod';
import { deleteOptOut, findRecipient, hasOptedOut, insertOptOut } from '../../db/queries/mails.ts';
import { render } from '../../views/engine.ts';
import { answerFrame } from '../../views/frame.ts';
import { mailMessages as said } from '../../views/messages/mails.ts';
import { paths } from '../../views/paths.ts';
import { notFound } from '../errors.ts';
import { readSignedMail } from '../mail/links.ts';
import type { Services } from '../services.ts';

/** What a person presses; what a mail program sends instead of them (RFC 8058). */
const form = z.union([
  z.object({ choice: z.enum(['out', 'back']) }),
  z.object({ 'List-Unsubscribe': z.literal('One-Click') }),
]);

type Signed = { Params: { signed: string } };

/** « Ne plus recevoir » : looking at the page changes nothing, since mail scanners follow links. */
export function mailOptOuts(app: FastifyInstance, { store, config }: Services): void {
  const limit = { rateLimit: { max: config.LINK_ATTEMPTS, timeWindow: '1 minute' } };
  const address = '/courriels/desinscription/:signed';

  app.get<Signed>(address, { config: limit }, async (request, reply) => {
    const { signed } = request.params;
    return page(reply, signed, await recipientOf(signed));
  });

  // Mail programs say no origin; the signature is the proof.
  app.post<Signed>(address, { config: { ...limit, isForeign: true } }, async (request, reply) => {
    const { signed } = request.params;
    const recipient = await recipientOf(signed);
    const asked = form.safeParse(request.body);
    if (!asked.success) throw notFound();
    const { missionId, address: mail } = recipient;
    const isOneClick = !('choice' in asked.data);
    if ('choice' in asked.data && asked.data.choice === 'back')
      await deleteOptOut(store, { missionId, address: mail });
    else
      await insertOptOut(store, {
        missionId,
        address: mail,
        way: isOneClick ? 'one-click' : 'page',
      });
    if (isOneClick) return reply.code(200).type('text/plain; charset=utf-8').send(said.optOut.done);
    return reply.redirect(paths.mailOptOut(signed), 303);
  });

  async function recipientOf(signed: string) {
    const id = await readSignedMail(store, signed);
    const recipient = id === undefined ? undefined : await findRecipient(store, id);
    if (!recipient || recipient.address === '') throw notFound();
    return recipient;
  }

  async function page(
    reply: FastifyReply,
    signed: string,
    { missionId, mission, address: mail }: Awaited<ReturnType<typeof recipientOf>>,
  ) {
    const isOut = await hasOptedOut(store, missionId, mail);
    const title = isOut ? said.optOut.done : said.optOut.title;
    return render(reply, 'mails/opt-out', answerFrame({ title }), {
      title,
      mission,
      action: paths.mailOptOut(signed),
      isOut,
    });
  }
}
