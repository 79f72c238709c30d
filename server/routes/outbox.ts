import type { FastifyInstance, FastifyRequest } from 'fastify';
import { listKeptMails } from '../../db/queries/mailings.ts';
import { emptyOutbox, findKeptMail } from '../../db/queries/mails.ts';
import { render } from '../../views/engine.ts';
import { mailMessages } from '../../views/messages/mails.ts';
import { messages } from '../../views/messages.ts';
import { paths } from '../../views/paths.ts';
import { type Member, requireConsultant } from '../access.ts';
import { notFound } from '../errors.ts';
import { memberFrame, setFlash } from '../frames.ts';
import { composeMail } from '../mail/compose.ts';
import { linkKeyOf } from '../mail/link-key.ts';
import { linksOf } from '../mail/links.ts';
import { messageOf, textOf } from '../mail/message.ts';
import { messageView } from '../mail/pages.ts';
import type { Services } from '../services.ts';

const said = mailMessages.outbox;

type One = { Params: { mission: string; mail: string } };

/** Where mails stay while no server is configured: read as they would be received, or taken away as files. */
export function outbox(app: FastifyInstance, services: Services): void {
  const { store, config } = services;
  const index = '/missions/:mission/boite-d-envoi';

  app.get(index, async (request, reply) => {
    const member = await requireConsultant(services, request);
    const { mission } = member;
    const rows = await listKeptMails(store, mission.id);
    return render(reply, 'outbox/index', frameOf(request, member, said.title), {
      notice: config.SMTP_URL === undefined ? said.local : said.before,
      mails: rows.map((row) => ({
        subject: (row.isTrial ? mailMessages.compose.trialPrefix : '') + row.subject,
        to: row.isTrial ? row.address : [row.name, row.address].filter(Boolean).join(', '),
        kind: mailMessages.kinds[row.kind],
        survey: row.survey,
        at: row.at,
        href: paths.outboxMail(mission.id, row.id),
      })),
      emptyingAction: paths.outboxEmptying(mission.id),
    });
  });

  app.post(`${index}/vidage`, async (request, reply) => {
    const { mission } = await requireConsultant(services, request);
    setFlash(request, said.emptied(await emptyOutbox(store, mission.id)));
    return reply.redirect(paths.outbox(mission.id), 303);
  });

  app.get<One>(`${index}/:mail`, async (request, reply) => {
    const member = await requireConsultant(services, request);
    const { mail, links } = await mailOf(member, request.params.mail);
    const composed = composeMail(mail, links);
    const frame = frameOf(request, member, composed.subject);
    return render(reply, 'outbox/show', frame, {
      title: composed.subject,
      keptAt: mail.keptAt,
      message: messageView(mail, links, config),
      text: textOf(composed),
      filePath: paths.outboxFile(member.mission.id, mail.id),
    });
  });

  app.get<One>(`${index}/:mail/courriel.eml`, async (request, reply) => {
    const member = await requireConsultant(services, request);
    const { mail, links } = await mailOf(member, request.params.mail);
    const to = { name: mail.person.name, address: mail.address };
    const envelope = { id: mail.id, to, at: mail.keptAt, config };
    return reply
      .header('content-type', 'message/rfc822')
      .header('content-disposition', 'attachment; filename="courriel.eml"')
      .send(await messageOf(composeMail(mail, links), envelope));
  });

  async function mailOf({ mission }: Member, id: string) {
    const key = linkKeyOf(config);
    const mail = await findKeptMail(store, { missionId: mission.id, id, key });
    if (!mail) throw notFound();
    return { mail, links: await linksOf(store, config, mail) };
  }
}

function frameOf(request: FastifyRequest, member: Member, title: string) {
  const { id } = member.mission;
  return memberFrame(request, member, 'surveys', {
    title,
    breadcrumb: [
      { label: messages.navigation.surveys, href: paths.surveys(id) },
      ...(title === said.title ? [] : [{ label: said.title, href: paths.outbox(id) }]),
    ],
  });
}
